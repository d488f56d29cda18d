"""A run that is taken away gives the page's own weights, bit for bit, in a process that has only torch and NumPy."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from builder import to_module
from builder.datasets.prepare import Preparation, prepare
from builder.datasets.stored import DataSet, open_stored, store
from builder.errors import BuilderError
from builder.module.local import run_here
from builder.targets.training_script import script
from builder.targets.training_script.bundle import subject_of, take_away
from builder.training.branches import branch_off
from builder.training.folder import Plan, create, plan_of
from builder.training.recipe import EarlyStopping, Loss, Optimizer, Recipe, Schedule
from builder.training.run import document_of as document_of_run
from builder.training.run import go_on, network_of
from builder.weights.checkpoint import open_safetensors, save_safetensors
from tests.training.plain import document_of

CHILD = Path(__file__).with_name("child.py")
MLP = "net = nn.Sequential(nn.Linear(5, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 3))"
LENET = """net = nn.Sequential(nn.Conv2d(1, 3, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(3, 4, 3),
 nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(64, 3))"""
TIED = """net = nn.Sequential(nn.Embedding(9, 8), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 9, bias=False))
net[3].weight = net[0].weight
net(torch.zeros(2, 6, dtype=torch.long))"""
SPARSE = """net = nn.Sequential(nn.Embedding(9, 4, sparse=True), nn.Linear(4, 9))
net(torch.zeros(2, 6, dtype=torch.long))"""
FROZEN = MLP + "\nnet[0].weight.requires_grad = False"
CLASS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(5, 5)
        self.b = nn.Linear(5, 3)
        self.spare = nn.Linear(5, 3)
        self.calls = 0
        self.seen = torch.zeros(5)
        self.register_buffer("sum", torch.ones(5), persistent=False)
    def forward(self, x):
        self.calls += 1
        if self.training and x.sum() > 0:
            x = self.a(x)
        self.seen = self.seen * 0.5 + x.detach().mean(0)
        self.sum += self.seen
        x = F.dropout(x + self.seen * self.calls / 100 + self.sum / 100, 0.2, self.training)
        return {"hidden": None, "out": [self.b(x)]}
net = Net()
"""
REGRESSION = "net = nn.Sequential(nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 1))"
LAZY = "net = nn.Sequential(nn.LazyLinear(8), nn.LazyBatchNorm1d(), nn.ReLU(), nn.LazyLinear(3))"
TRANSPOSED = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(33, 5).t())
        self.b = nn.Linear(33, 3)
    def forward(self, x):
        return self.b(torch.tanh(x @ self.w))
net = Net()
"""
DRAWING = """
import random
import numpy as np
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(5, 3)
    def forward(self, x):
        if self.training:
            x = x * random.random() + torch.tensor(np.random.rand(), dtype=torch.float32)
        return self.a(x)
net = Net()
"""
SGD = Recipe(batch_size=6, epochs=3, seed=3, optimizer=Optimizer("SGD", {"lr": 0.05, "momentum": 0.9}))
ADAM = replace(SGD, optimizer=Optimizer("AdamW", {"lr": 0.01}))
HELD = Preparation(validation=0.25)
BOTH = replace(SGD, optimizer=Optimizer("SparseAdam"), rest=Optimizer("Adam"))


def with_data(kind, folder, rows=44):
    """Store random data of a kind."""
    drawn = np.random.default_rng(0)
    numbers = drawn.normal(3, 2, size=(rows, 5)).astype(np.float32)
    classes = drawn.integers(0, 3, rows).astype(np.uint8)
    info = DataSet("drawn", "classes", (5,), "float32", (), "int64", ("a", "b", "c"))
    if kind == "pictures":
        pictures = drawn.integers(0, 256, (rows, 1, 12, 12)).astype(np.uint8)
        return store(folder, replace(info, shape=(1, 12, 12)), [pictures], classes)
    if kind == "tokens":
        ids = drawn.integers(0, 9, (rows, 7)).astype(np.uint8)
        info = DataSet("drawn", "tokens", (6,), "int64", (6,), "int64", tuple("abcdefghi"))
        return store(folder, info, [ids[:, :-1]], ids[:, 1:])
    if kind == "yes or no":
        info = replace(info, task="numbers", target_dtype="float32", target_shape=(1,), classes=())
        return store(folder, info, [numbers], (numbers[:, :1] > 3).astype(np.uint8))
    if kind == "column":
        return store(folder, replace(info, task="numbers", target_dtype="float32"), [numbers], numbers[:, 0].copy())
    return store(folder, replace(info, held_out=8 if kind == "test part" else 0), [numbers], classes)


def scheduled(recipe, kind, args=None, **more):
    """Give a recipe a schedule."""
    return replace(recipe, schedule=Schedule(kind, args or {}, **more))


RUNS = {
    "mlp": (MLP, "rows", SGD),
    "lenet": (LENET, "pictures", replace(SGD, accumulate=2, clip_norm=0.5)),
    "tied, warm-up by steps": (
        TIED,
        "tokens",
        scheduled(ADAM, "CosineAnnealingLR", per="step", warmup=3),
    ),
    "frozen, decay of matrices": (
        FROZEN,
        "rows",
        replace(ADAM, decay="matrices", last_batch="drop", frozen=("4.bias",)),
    ),
    "text class": (CLASS, "rows", SGD),
    "steps, smoothing, clipped": (
        MLP,
        "test part",
        replace(SGD, epochs=None, steps=11, clip_value=0.1, loss=Loss("CrossEntropyLoss", {"label_smoothing": 0.1})),
    ),
    "weights of classes": (MLP, "rows", replace(SGD, loss=Loss("CrossEntropyLoss", {"weight": [1.0, 2.0, 0.5]}))),
    "muon and a rest": (
        MLP,
        "rows",
        replace(
            SGD,
            optimizer=Optimizer("Muon"),
            rest=Optimizer("AdamW"),
            schedule=Schedule("StepLR", {"step_size": 1}, warmup=1),
        ),
    ),
    "sparse": (
        SPARSE,
        "tokens",
        replace(
            SGD,
            optimizer=Optimizer("SparseAdam"),
            rest=Optimizer("Adam"),
            schedule=Schedule("MultiStepLR", {"milestones": [1, 2]}),
        ),
    ),
    "lbfgs": (MLP, "rows", replace(SGD, optimizer=Optimizer("LBFGS", {"max_iter": 3}), accumulate=2, clip_norm=1.0)),
    "plateau, no accuracy": (
        REGRESSION,
        "column",
        replace(
            ADAM,
            loss=Loss("MSELoss", {"reduction": "sum"}),
            schedule=Schedule("ReduceLROnPlateau", {"patience": 0}),
            epochs=6,
        ),
    ),
    "stopped early": (
        MLP,
        "rows",
        replace(SGD, epochs=40, stopping=EarlyStopping(2, "accuracy", 0.01), optimizer=Optimizer("RMSprop")),
    ),
    "bfloat16": (MLP, "rows", replace(SGD, precision="bfloat16", optimizer=Optimizer("Adafactor"))),
    "drawing": (DRAWING, "rows", SGD),
    "scaled targets": (REGRESSION, "column", replace(ADAM, loss=Loss("HuberLoss")), replace(HELD, targets="standard")),
    "lazy": (LAZY, "rows", SGD),
    "turned": (TRANSPOSED, "rows", SGD),
}


def new_run(folder, text, kind, recipe, preparation=HELD):
    """Make the folder of a run."""
    inputs = ("N", 5) if "Lazy" in text or "Net(" in text else ("N", 1, 12, 12) if "Conv" in text else None
    document = document_of(text, inputs)
    folder.mkdir(exist_ok=True)
    save_safetensors(to_module(document), folder / "weights.safetensors")
    plan = Plan("Run 1", recipe, with_data(kind, folder / "data"), preparation)
    return create(folder / "run", document, folder / "weights.safetensors", plan)


def unpacked(folder):
    """Take a run away and unpack it beside itself."""
    take_away(folder, folder, run_here, lambda share, words: None)
    with zipfile.ZipFile(folder / "train.zip") as archive:
        archive.extractall(folder / "away")
    return folder / "away"


def bits(tensor):
    """Return the bytes of a tensor."""
    return tensor.contiguous().numpy().tobytes()


def equal(found, expected):
    """Tell whether two files of weights hold the same to the last bit."""
    ours, theirs = torch.load(found, weights_only=True), open_safetensors(expected)
    assert ours.keys() == theirs.keys()
    return all(bits(ours[key]) == bits(theirs[key]) for key in ours)


def cells(folder):
    """Return the code of a notebook's cells, the text of a file that the first one writes, and the whole."""
    found = json.loads((folder / "train.ipynb").read_text())
    code = ["".join(one["source"]) for one in found["cells"] if one["cell_type"] == "code"]
    magic, _, network = code[0].partition("\n")
    assert magic == "%%writefile network.py"
    return code[1:], network, found


def from_cells(folder):
    """Lay a notebook's cells out as a script beside its data, and return that folder."""
    made = folder.with_name("cells")
    code, network, _ = cells(folder.parent)
    made.mkdir()
    (made / "train.py").write_text("\n".join(code))
    (made / "network.py").write_text(network)
    (made / "data").symlink_to(folder / "data")
    (made / "weights.pt").symlink_to(folder / "weights.pt")
    return made


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Train all runs here and, in one process, by their scripts, which are broken off once; return their folders."""
    found = {}
    for number, (name, run) in enumerate(RUNS.items()):
        found[name] = new_run(tmp_path_factory.mktemp(str(number)), *run)
        go_on(found[name])
    folders = [unpacked(one) for one in found.values()]
    folders.append(from_cells(folders[0]))
    command = [sys.executable, "-I", str(CHILD), *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert not done.returncode, done.stderr[-3000:]
    return found


@pytest.mark.parametrize("name", RUNS)
def test_a_script_gives_the_weights_of_its_run(trained, name):
    """The last ones and the best ones, after a break as well."""
    away, weights = trained[name] / "away", trained[name] / "weights"
    assert equal(away / "trained.pt", weights / "last.safetensors")
    assert equal(away / "best.pt", weights / "best.safetensors")


def test_the_cells_of_a_notebook_give_the_weights_of_its_run(trained):
    """At once; their text is that of the script, cut at its headings."""
    folder = trained["mlp"]
    assert equal(folder / "cells" / "trained.pt", folder / "weights" / "last.safetensors")
    text, (code, network, _) = (folder / "away" / "train.py").read_text(), cells(folder)
    assert network == (folder / "away" / "network.py").read_text().rstrip("\n")
    lines = [line for one in code for line in one.splitlines() if line and not line.startswith("HERE = ")]
    assert set(lines) < set(text.splitlines())


def test_a_notebook_is_of_its_format(trained):
    """What nbformat 4.5 asks for, and nothing else."""
    _, _, found = cells(trained["mlp"])
    assert found.keys() == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (found["nbformat"], found["nbformat_minor"]) == (4, 5)
    ids = [one["id"] for one in found["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", one) for one in ids)
    shared = {"cell_type", "id", "metadata", "source"}
    keys = {"markdown": shared, "code": {*shared, "execution_count", "outputs"}}
    assert all(one.keys() == keys[one["cell_type"]] for one in found["cells"])


def laid_out(text, folder):
    """Check that a script is as Black would write it, and names and imports only what it uses."""
    (folder / "script.py").write_text(text)
    ruff, width = [sys.executable, "-m", "ruff"], "line-length = 88"
    for how in (["check", "--select=F,E,W"], ["format", "--diff"]):
        command = [*ruff, *how, "--isolated", "--config", width, str(folder)]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        assert not found.returncode, found.stdout


@pytest.mark.parametrize("name", RUNS)
def test_a_script_is_laid_out_and_imports_nothing_of_ours(trained, name, tmp_path):
    """By Black's rules."""
    text = (trained[name] / "away" / "train.py").read_text()
    assert "nnblocks" not in text.split('"""', 2)[2]
    laid_out(text, tmp_path)


def test_a_run_that_branches_off_is_no_script(tmp_path):
    """It would need the optimizer's state of another run; a sentence says what to take."""
    folder = new_run(tmp_path, MLP, "rows", SGD)
    go_on(folder)
    branch = branch_off(folder, tmp_path / "branch", 2, ADAM, "Run 2")
    with pytest.raises(BuilderError, match="Run 2 goes on from epoch 2 of Run 1"):
        unpacked(branch)


def subject(folder, **changes):
    """Return what a script is written from, with some of it changed afterwards."""
    plan = plan_of(folder)
    prepared = prepare(open_stored(plan.data), plan.preparation)
    made = subject_of(document_of_run(folder), network_of(folder), prepared, plan, run_here)
    return replace(made, **changes)


@pytest.mark.parametrize("name", ["mlp", "muon and a rest"])
def test_half_precision_on_a_gpu_is_scaled(trained, name, tmp_path):
    """Here no script with it can run; it is laid out, and unscales before it clips."""
    recipe = replace(RUNS[name][2], precision="float16", device="cuda", clip_norm=1.0)
    text = script(subject(trained[name], recipe=recipe))
    assert text.index("scaler.unscale_(") < text.index("clip_grad_norm_(") < text.index("scaler.step(")
    laid_out(text, tmp_path)


def test_no_name_ends_a_docstring(trained, tmp_path):
    """Whatever a person has called a network and a file."""
    name = "\"\"\"\\\n'''{x}\u2028" + "\u5b57" * 300
    made = subject(trained["mlp"], name=name)
    laid_out(script(replace(made, data=replace(made.data, name=name))), tmp_path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tied, warm-up by steps", "Tied (0.weight = 3.weight): one tensor under several names."),
        ("frozen, decay of matrices", "Frozen (0.weight, 4.bias): DDP leaves them out."),
        ("text class", "Unused (spare.weight, spare.bias): these learn nothing from a batch"),
        ("mlp", "BatchNorm: each process takes statistics of its own share of a batch"),
        ("sparse", "Sparse gradients (0.weight): gloo averages them, nccl does not."),
    ],
)
def test_a_script_says_what_several_processes_change(trained, name, words):
    """Where the network has it, and nowhere else."""
    found = {one: " ".join(_comments(trained[one])) for one in RUNS}
    assert words in found[name]
    assert words not in found["plateau, no accuracy"]


def _comments(folder):
    lines = (folder / "away" / "train.py").read_text().splitlines()
    return [line.removeprefix("# ") for line in lines if line.startswith("# ")]
