"""Steps of a run in its folder, with all that it measures and keeps, beside the loop that one writes by hand."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.figure import Figure, Line
from benchmarks.samples import cpu_seconds
from builder.datasets.prepare import Preparation
from builder.datasets.stored import DataSet, store
from builder.local import from_source
from builder.module import to_module
from builder.training.folder import Plan, RunControl, create, plan_of, queue
from builder.training.recipe import Optimizer, Recipe
from builder.training.run import data_of, go_on, network_of
from builder.weights.checkpoint import save_safetensors

_ROUNDS = 3
_HEAD = "import torch\nfrom torch import nn\n"
_MLP = "net = nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))"
_LENET = (
    "net = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5),"
    " nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84),"
    " nn.Sigmoid(), nn.Linear(84, 10))"
)
_TRANSFORMER = (
    "net = nn.Sequential(nn.Embedding(64, 64), nn.TransformerEncoder(nn.TransformerEncoderLayer(64, 4, 256,"
    " batch_first=True), 2, enable_nested_tensor=False), nn.Linear(64, 64))"
)


def figures() -> Iterator[Line]:
    """Take the figures."""
    torch.set_num_threads(1)
    drawn = np.random.default_rng(0)
    pictures = (drawn.integers(0, 256, (60_000, 1, 28, 28)).astype(np.uint8), drawn.integers(0, 10, 60_000))
    tokens = drawn.integers(0, 64, (4_000, 33))
    words = (tokens[:, :-1].copy(), tokens[:, 1:].copy())
    yield _figure("MLP, 60,000 x 784, batch 256", _MLP, pictures, Recipe(batch_size=256, epochs=None, steps=600))
    yield _figure("LeNet, 60,000 x 784, batch 256", _LENET, pictures, Recipe(batch_size=256, epochs=None, steps=120))
    adam = Optimizer("Adam", {"lr": 0.001})
    recipe = Recipe(batch_size=32, epochs=None, steps=150, optimizer=adam)
    yield _figure("Transformer of 2 layers, 32 tokens, batch 32", _TRANSFORMER, words, recipe)


def _figure(name: str, text: str, data: tuple[np.ndarray, np.ndarray], recipe: Recipe) -> Figure:
    """Take the CPU seconds of all steps, by turns."""
    with tempfile.TemporaryDirectory() as folder:
        made = (_run(Path(folder), str(i), text, data, recipe) for i in range(_ROUNDS + 1))
        ours, theirs = zip(*((_ours(run), _by_hand(run, recipe)) for run in made), strict=True)
    return Figure(
        f"train, {name}, {recipe.steps} steps",
        ours[1:],
        "a loop written by hand",
        theirs[1:],
        bar="1/0.95 of that loop",
        ratio_at_most=1 / 0.95,
    )


def _ours(run: Path) -> float:
    """Return what the steps take: all that a process does with the run, less what another did for the first alone."""
    queue(run, RunControl(step=1))
    first = cpu_seconds(lambda: go_on(run))()
    queue(run)
    return cpu_seconds(lambda: go_on(run))() - first


def _run(folder: Path, name: str, text: str, data: tuple[np.ndarray, np.ndarray], recipe: Recipe) -> Path:
    inputs, targets = data
    is_text = targets.ndim > 1
    shape = "N, 32:int64:64" if is_text else "N, 1, 28, 28"
    document = from_source(_HEAD + text, inputs=shape)
    weights = folder / "weights.safetensors"
    save_safetensors(to_module(document), weights)
    classes = tuple(map(str, range(64 if is_text else 10)))
    info = DataSet("drawn", "classes", inputs.shape[1:], "float32", targets.shape[1:], "int64", classes)
    if is_text:
        info = msgspec.structs.replace(info, task="tokens", dtype="int64")
    stored = store(folder / "data", info, [inputs], targets)
    return create(folder / name, document, weights, Plan(name, recipe, stored, Preparation(validation=0.0)))


def _by_hand(run: Path, recipe: Recipe) -> float:
    """Train as a person writes it: all examples scaled in memory, loss and accuracy read once an epoch."""
    prepared = data_of(plan_of(run))
    inputs, targets = prepared.batch(prepared.training)
    network = network_of(run)
    optimizer: torch.optim.Optimizer = getattr(torch.optim, recipe.optimizer.kind)(
        network.parameters(), **recipe.optimizer.args
    )
    loss_of: Callable[[Tensor, Tensor], Tensor] = nn.CrossEntropyLoss()
    torch.manual_seed(0)
    step, epoch = 0, 0
    total, correct = torch.zeros(()), torch.zeros((), dtype=torch.long)
    begun = time.process_time()
    while step < (recipe.steps or 0):
        order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(epoch))
        for rows in order.split(recipe.batch_size):  # type: ignore[no-untyped-call]
            x, y = inputs[rows], targets[rows]
            output = network(x)
            output, y = (output.flatten(0, 1), y.flatten()) if output.dim() == 3 else (output, y)
            loss = loss_of(output, y)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            with torch.no_grad():
                total += loss.detach() * len(rows)
                correct += (output.argmax(1) == y).sum()
            step += 1
            if step == 2:  # of which ours has made one before as well
                begun = time.process_time()
            if step >= (recipe.steps or 0):
                break
        epoch += 1
    float(total), int(correct)
    return time.process_time() - begun
