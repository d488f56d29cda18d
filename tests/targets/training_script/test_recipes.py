"""Every optimizer, schedule and loss that a recipe can name, as a script."""

import subprocess
import sys

import pytest
from msgspec.structs import replace

from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Loss, Optimizer, Recipe
from builder.training.run import go_on
from builder.training.schedules import SCHEDULES
from tests.targets.training_script.test_training_script import (
    ADAM,
    BOTH,
    CHILD,
    MLP,
    REGRESSION,
    SGD,
    SPARSE,
    equal,
    new_run,
    scheduled,
    unpacked,
)
from tests.training.test_state import ARGS

ENDS = {"probabilities": ", nn.Sigmoid()", "log-probabilities": ", nn.LogSoftmax(1)"}
SLOW = replace(SGD, optimizer=Optimizer("SGD", {"lr": 0.001}))


def of_optimizers():
    """Yield each optimizer with what it needs beside it."""
    for name, kind in OPTIMIZERS.items():
        if kind.sparse == "only":
            yield name, (SPARSE, "tokens", BOTH)
            continue
        rest = Optimizer("NAdam") if kind.only_matrices else None
        yield name, (MLP, "rows", replace(SGD, optimizer=Optimizer(name), rest=rest, accumulate=2))
        if kind.sparse == "also":
            yield f"{name}, sparse", (SPARSE, "tokens", replace(SGD, optimizer=Optimizer(name)))


def of_schedules():
    """Yield each schedule by epochs and by steps, after a warm-up."""
    for name, kind in SCHEDULES.items():
        args = ARGS.get(name, {})
        for per in ("epoch",) if kind.by_measure else ("epoch", "step"):
            warmup = 0 if kind.by_measure or per == "step" else 1
            yield f"{name} {per}", (MLP, "rows", scheduled(replace(SGD, epochs=4), name, args, per=per, warmup=warmup))


def of_losses():
    """Yield each loss, with float32 and with bfloat16 where torch has both."""
    for name, kind in LOSSES.items():
        is_class = kind.targets == "classes"
        text, data = (MLP, "rows") if is_class else (REGRESSION, "yes or no" if kind.yes_no else "column")
        text = text.replace(
            "3))" if is_class else "1))", ("3)" if is_class else "1)") + ENDS.get(kind.expects, "") + ")"
        )
        for reduction in ("mean", "sum"):
            recipe = replace(SLOW, loss=Loss(name, {"reduction": reduction}))
            yield f"{name} {reduction}", (text, data, recipe)
    yield "bfloat16 numbers", (REGRESSION, "column", replace(SLOW, precision="bfloat16", loss=Loss("MSELoss")))
    yield "drop, no validation", (MLP, "rows", replace(ADAM, last_batch="drop", accumulate=4))


def outcomes(folder, runs: dict[str, tuple[str, str, Recipe]]):
    """Train runs here and by their scripts; return those that differ."""
    made = {name: new_run(folder / str(number), *run) for number, (name, run) in enumerate(runs.items())}
    for one in made.values():
        go_on(one)
    done = subprocess.run(
        [sys.executable, "-I", str(CHILD), *(str(unpacked(one)) for one in made.values())],
        capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip
    assert not done.returncode, done.stderr[-3000:]
    pairs = (("trained.pt", "last.safetensors"), ("best.pt", "best.safetensors"))
    return [
        name
        for name, one in made.items()
        if not all(equal(one / "away" / ours, one / "weights" / theirs) for ours, theirs in pairs)
    ]


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore:Sparse invariant checks")
@pytest.mark.parametrize("runs", [of_optimizers, of_schedules, of_losses])
def test_every_recipe_is_its_script(runs, tmp_path):
    """To the last bit, after a break."""
    assert outcomes(tmp_path, dict(runs())) == []
