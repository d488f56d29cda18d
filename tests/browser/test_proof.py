"""The whole job, once, as a stranger does it: built by mouse, initialised, taken away, loaded by plain PyTorch."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.build_page import (
    download,
    drop,
    open_empty,
    select,
    set_argument,
    settled,
    use_again,
    wrap_in_repeat,
)
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.screens import enter, go, pick, plain_python

LOAD = Path(__file__).parent / "load_files.py"
TREE = """Sequential(
  (0): Sequential(
    (0): Sequential(
      (block 0): Sequential(
        (0): Linear(in_features=4, out_features=8, bias=True)
        (1): ReLU()
        (2): Linear(in_features=8, out_features=4, bias=True)
        (3): ReLU()
      )
"""


def test_nested_blocks_become_a_checkpoint(app: RunningApp, page: Page, tmp_path: Path) -> None:
    """Four named copies of a block, nested and built by mouse, load into plain torch bit for bit."""
    open_empty(page, app)
    set_input(page, "N, 4")
    build_factory(page)
    settled(page, 4 * 76 + 5)
    initialise(page)
    said = take_away(page, tmp_path)
    assert said["parameters"] == str(4 * 76 + 5)
    assert said["tree"].startswith(TREE)
    assert said["equal"] == "True"
    assert said["first"] == "within Xavier's bound"
    assert said["last"] == "42.0 42.0"


def test_one_layer_used_twice_stays_one(app: RunningApp, page: Page, tmp_path: Path) -> None:
    """A Linear(8, 8) used twice counts once, and in plain torch a change of one place changes both."""
    open_empty(page, app)
    set_input(page, "N, 8")
    layer = drop(page, "Linear", "root", 0)
    set_argument(page, layer, "out_features", "8")
    use_again(page, layer)
    settled(page, 72)
    said = take_away(page, tmp_path)
    assert said["parameters"] == "72"
    assert said["equal"] == "True"
    assert said["one object"] == "True"


def test_an_unbuilt_page_is_not_empty(app: RunningApp, page: Page) -> None:
    """At first sight a network is drawn with its shapes."""
    enter(page, app)
    expect(page.get_by_test_id("canvas")).to_contain_text("[N, 256]")


def set_input(page: Page, shape: str) -> None:
    """Type the network's input shape."""
    field = page.get_by_test_id("input-shape-0")
    field.fill(shape)
    field.press("Enter")
    expect(page.get_by_test_id("canvas")).to_contain_text(f"[{shape}]")


def build_factory(page: Page) -> None:
    """Assemble the nested blocks by drag and drop."""
    outer = drop(page, "Sequential", "root", 0)
    block = drop(page, "Sequential", outer, 0)
    first = drop(page, "Linear", block, 0)
    drop(page, "ReLU", block, 1)
    second = drop(page, "Linear", block, 2)
    drop(page, "ReLU", block, 3)
    head = drop(page, "Linear", "root", 1)
    for id, features in ((first, 8), (second, 4), (head, 1)):
        set_argument(page, id, "out_features", str(features))
    repeat = wrap_in_repeat(page, block)
    set_argument(page, repeat, "names", "block {i}")
    set_argument(page, repeat, "count", "4")
    select(page, head)


def initialise(page: Page) -> None:
    """Xavier on the first layer, the constant 42 on the last."""
    go(page, "Initialise")
    for i, (place, scheme) in enumerate((("0.0.block 0.0 · Linear", "xavier_uniform_"), ("1 · Linear", "constant_"))):
        page.get_by_role("button", name="Add rule").click()
        pick(page, f"block-{i}", place)
        pick(page, f"scheme-{i}", scheme)
    value = page.locator("[class*='st-key-argument-1-val-'] input")
    value.fill("42")
    value.press("Enter")
    tensor = page.locator("[class*='st-key-tensor-1-'] input")
    tensor.fill("")
    tensor.press("Enter")
    expect(page.get_by_text("constant_(val=42.0)")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("After mean 42, std 0").first).to_be_visible(timeout=60_000)


def take_away(page: Page, folder: Path) -> dict[str, str]:
    """Download the three files and load them in a process that knows only torch; return what it says."""
    for item in ("Python source (.py)", "Weights (.pt)", "Weights (.safetensors)"):
        download(page, item, folder)
    said = plain_python(LOAD.read_text(encoding="utf-8"), folder)
    return dict(line.split("=", 1) for line in said.split("\0") if line)
