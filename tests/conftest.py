"""What every test stands on: bounded hypothesis runs, one torch thread, and golden files."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from tests.nightly import NIGHTLY

GOLDEN = Path(__file__).parent / "golden"

# Drawing a whole document takes its time on a busy machine; that is no fault of the test.
SLOW_DRAWS = (HealthCheck.too_slow, HealthCheck.data_too_large)
# Nothing is kept, so that the seed that `make test` and `make laws` print alone repeats what they drew.
for profile, examples in (("ci", 30), ("fresh", 100)):
    settings.register_profile(
        profile, max_examples=examples, database=None, deadline=None, print_blob=True, suppress_health_check=SLOW_DRAWS
    )
settings.register_profile("dev", max_examples=30, deadline=None, print_blob=True, suppress_health_check=SLOW_DRAWS)
# `make mutate`: the same few documents for each mutant, so that what kills one by a law does so again.
settings.register_profile(
    "mutants", max_examples=8, derandomize=True, database=None, deadline=None, suppress_health_check=SLOW_DRAWS
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

torch.set_num_threads(1)
gc.disable()  # until all tests are collected, as what is imported stays: to go through it took a quarter of that time


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one switch that rewrites golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what is made now into tests/golden/")


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are cores: those of the browser wait about as long as they work."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what takes too long for CI to `make nightly`."""
    if not NIGHTLY:
        late = [item for item in items if item.get_closest_marker("nightly")]
        config.hook.pytest_deselected(items=late)
        items[:] = [item for item in items if item not in late] if late else items


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Look for doctests in the product alone: a worker of the tests hides the product from whoever imports it."""
    is_aside = collection_path.suffix == ".py" and not collection_path.name.startswith(("test_", "conftest"))
    return True if is_aside and Path(__file__).parent in collection_path.parents else None


class Schedule(LoadScopeScheduling):
    """Give each process whole files; the first one those of the browser, the others the rest as long as there is any.

    Two browsers with their servers would fill two cores, and each would wait for the other.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        is_first = node is self.nodes[0]
        wanted = next((file for file in self.workqueue if file.startswith("tests/browser/") == is_first), None)
        if wanted is not None:
            self.workqueue.move_to_end(wanted, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Schedule:
    """Say how the tests go to several processes."""
    return Schedule(config, log)


class Collector:
    """Keeps the garbage collector off what is here for good: to go through it takes longer than some limits."""

    def __init__(self) -> None:
        self.has_seen_all = False

    def note(self, phase: str, info: dict[str, int]) -> None:
        """Note that all objects were looked at, as happens now and then."""
        self.has_seen_all = self.has_seen_all or (phase == "stop" and info["generation"] == 2)

    def spare(self) -> None:
        """Have what was left when all objects were looked at never be looked at again."""
        if self.has_seen_all:
            gc.freeze()
        self.has_seen_all = False


collector = Collector()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Begin to collect, seldom: most of what a test makes is gone by itself by then."""
    gc.callbacks.append(collector.note)
    gc.collect()
    collector.spare()
    gc.set_threshold(10_000, 20, 100)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Spare what has outlived a test: what is remembered, imported, or shared by the tests of a file."""
    collector.spare()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a function `(file name, text)` that holds the text against the golden file of that name."""

    def check(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{name} is not there yet: run pytest with --update-golden and read what it writes"
        assert text == file.read_text(encoding="utf-8")

    return check
