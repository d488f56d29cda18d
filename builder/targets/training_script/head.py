"""The top of a training script: what it is, its settings, and its processes."""

from __future__ import annotations

from builder.targets.literals import string
from builder.targets.training_script.lines import wrap_words
from builder.targets.training_script.subject import Subject

IN_FILE = "HERE = Path(__file__).resolve().parent"
IN_NOTEBOOK = "HERE = Path().resolve()  # this notebook's folder, with the files of train.zip"


def docstring(subject: Subject) -> list[str]:
    """Return what stands at the very top."""
    first = f'"""Trains {plain(subject.name)}, the network of network.py. It needs torch and NumPy.'
    return [
        *wrap_words(first),
        "",
        "    python train.py",
        "    torchrun --standalone --nproc-per-node 2 train.py",
        "",
        *wrap_words(about(subject)),
        '"""',
    ]


def about(subject: Subject) -> str:
    """Return what the weights are, and which files there are afterwards."""
    return (
        f"The data: {plain(subject.data.name)}. One process gives the weights of the run in nnblocks, bit for bit, on"
        " the same torch and processor; several share each batch. It goes on from checkpoint.pt, which it writes"
        " after each epoch: delete that to begin anew. The weights are in trained.pt, those of the best epoch in"
        " best.pt."
    )


def plain(name: str) -> str:
    """Return a name that ends no docstring and no comment."""
    return " ".join(name.replace("\\", "/").replace('"', "'").split())[:40]


def imports(subject: Subject) -> list[str]:
    """Return the imports."""
    found = ["import math", "import os"]
    if draws(subject, "random"):
        found.append("import random")
    if milestones(subject):
        found.append("from collections import Counter")
    found += ["from pathlib import Path", "", "import numpy as np", "import torch", "import torch.distributed as dist"]
    found.append("from torch import nn")
    found += ["from torch.nn.parallel import DistributedDataParallel"]
    found += ["from torch.optim import lr_scheduler"] if subject.recipe.schedule else []
    return [*found, "", "from network import build_net"]


def draws(subject: Subject, module: str) -> bool:
    """Tell whether the network's own file imports a module that draws numbers."""
    return any(line.startswith((f"import {module}", f"from {module} ")) for line in subject.source.splitlines())


def milestones(subject: Subject) -> bool:
    """Tell whether a schedule's state holds a `Counter`."""
    return subject.recipe.schedule is not None and subject.recipe.schedule.kind == "MultiStepLR"


def settings(subject: Subject) -> list[str]:
    """Return the numbers of the recipe."""
    recipe = subject.recipe
    lines = [IN_FILE, f"SEED = {recipe.seed}"]
    lines.append(f"EPOCHS = {recipe.epochs}" if recipe.steps is None else f"STEPS = {recipe.steps}")
    lines.append(f"BATCH = {recipe.batch_size}  # examples of a batch, of all processes together")
    if recipe.accumulate > 1:
        lines.append(f"ACCUMULATE = {recipe.accumulate}  # batches of a step")
    if recipe.stopping is not None:
        lines.append(f"PATIENCE = {recipe.stopping.patience}  # epochs without a better one")
    lines.append(f"DEVICE = torch.device({string(recipe.device)})" + _other(recipe.device))
    lines.append(f"torch.set_num_threads({recipe.threads})  # decides the last digits of sums")
    return lines


def _other(device: str) -> str:
    return '  # "cuda": GPUs, with other last digits' if device == "cpu" else ""


def processes(subject: Subject) -> list[str]:
    """Return how a process finds its place among those of `torchrun`."""
    return [
        "# torchrun sets these; python alone does not.",
        'RANK, WORLD = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))',
        'if DEVICE.type == "cuda" and WORLD > 1:',
        '    DEVICE = torch.device("cuda", int(os.environ["LOCAL_RANK"]))',
        "    torch.cuda.set_device(DEVICE)",
        "if BATCH % WORLD:",
        '    raise SystemExit(f"A batch of {BATCH} cannot be shared among {WORLD} processes.")',
        "if WORLD > 1:",
        '    dist.init_process_group("nccl" if DEVICE.type == "cuda" else "gloo")',
        "",
        "",
        "def over_all(*numbers):",
        '    """Return the sum of each number over all processes."""',
        "    sums = torch.tensor(numbers, dtype=torch.float64, device=DEVICE)",
        "    if WORLD > 1:",
        "        dist.all_reduce(sums)",
        "    return sums.tolist()",
    ]
