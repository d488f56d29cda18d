"""A run to take away: `train.zip` with script, network, data and first weights, and the notebook beside it."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np
from torch import nn

from builder.atomic_write import replace_file, write_whole
from builder.datasets.prepare import PreparedData, prepare
from builder.datasets.stored import open_stored
from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.runner import Runner
from builder.sentences import say
from builder.targets.source import emit
from builder.targets.training_script.facts import facts_of
from builder.targets.training_script.head import plain
from builder.targets.training_script.subject import Subject
from builder.targets.training_script.text import notebook, script
from builder.training.folder import Plan, plan_of
from builder.training.run import document_of, network_of
from builder.weights.checkpoint import save_pt

SCRIPT, NOTEBOOK = "train.zip", "train.ipynb"
_README = """\
{name}, to train anywhere: python train.py, or torchrun --standalone --nproc-per-node 2 train.py
network.py is the network, weights.pt what it begins with, data/ what it learns from (.npy files of NumPy).
It needs torch ({torch} here) and NumPy; train.ipynb is train.py as a notebook.
It writes trained.pt, best.pt and, after each epoch, checkpoint.pt, from which it goes on; delete that to begin anew.
The data: {data}. {origin}
"""
_SLICE = 2**24
_EPOCH = (1980, 1, 1, 0, 0, 0)
Progress = Callable[[float, str], None]


def take_away(folder: Path, target: Path, runner: Runner, progress: Progress) -> None:
    """Write a run as `train.zip` and `train.ipynb`; it begins with the weights that the run began with.

    Args:
        folder: of the run, which stays as it is.
        target: the folder that gets both files, each whole or not at all.
        runner: is asked what classes written as text do.
        progress: is told from 0 to 1 how far it is, with words; what it raises stops the work.

    Raises:
        BuilderError: the run branches off another one, or its recipe does not fit its network.
        StorageError: the run or its data are not there.
    """
    plan, document = plan_of(folder), document_of(folder)
    if plan.parent is not None:
        raise BuilderError(
            say("targets.training.branch", name=plan.name, parent=plan.parent.name, epoch=plan.parent.epoch),
            hint=say("targets.training.branch.hint", parent=plan.parent.name),
        )
    prepared, module = prepare(open_stored(plan.data), plan.preparation), network_of(folder)
    subject = subject_of(document, module, prepared, plan, runner)
    target.mkdir(parents=True, exist_ok=True)
    write_whole(target / NOTEBOOK, notebook(subject).encode())
    _write_zip(target / SCRIPT, subject, prepared, module, progress)


def subject_of(document: Document, module: nn.Module, prepared: PreparedData, plan: Plan, runner: Runner) -> Subject:
    """Return what the script of a run is written from.

    Args:
        document: of the run.
        module: its network with the first weights.
        prepared: its data.
        plan: its recipe and preparation.
        runner: is asked what classes written as text do.

    Raises:
        BuilderError: the recipe does not fit the network, or this machine.
    """
    source = emit(document, runner).text
    return Subject(
        name=document.name,
        source=source,
        recipe=plan.recipe,
        data=prepared.info,
        preparation=plan.preparation,
        training=len(prepared.training),
        validation=len(prepared.validation),
        is_scaled=plan.preparation.scaling != "none" and prepared.info.dtype == "float32",
        scales_targets=prepared.scales_targets,
        facts=facts_of(module, document, prepared, plan.recipe, source),
    )


def _write_zip(path: Path, subject: Subject, prepared: PreparedData, module: nn.Module, progress: Progress) -> None:
    import torch

    about = _README.format(
        name=plain(subject.name), torch=torch.__version__, data=plain(subject.data.name), origin=subject.data.origin
    )
    texts = {"train.py": script(subject), "network.py": subject.source, "train.ipynb": notebook(subject)}
    weights = path.with_name(f".{os.getpid()}.part")  # swept, like other halves, where a worker was killed
    save_pt(module, weights)
    with replace_file(path) as file, zipfile.ZipFile(file, "w") as archive:
        for name, text in {**texts, "README.txt": about.strip() + "\n"}.items():
            with archive.open(_entry(name, True), "w") as opened:
                opened.write(text.encode())
        scales = {"scaling": (prepared.mean, prepared.std)} if subject.is_scaled else {}
        scales |= {"target_scaling": (prepared.target_mean, prepared.target_std)} if subject.scales_targets else {}
        for name, scale in scales.items():
            with archive.open(_entry(f"data/{name}.npy", True), "w") as opened:
                np.save(opened, np.stack(scale))
        files = {"weights.pt": weights}
        files |= {f"data/{one.name}": one for one in (_file(prepared.stored.inputs), _file(prepared.stored.targets))}
        total, done = sum(one.stat().st_size for one in files.values()), 0

        def tell(count: int) -> None:
            progress(count / total, say("weights.progress.writing"))

        for name, one in files.items():
            entry = _entry(name, name != "weights.pt")
            with one.open("rb") as read, archive.open(entry, "w", force_zip64=True) as opened:
                done = _copy(read, opened, done, tell)
    weights.unlink()


def _entry(name: str, is_packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    return entry


def _file(array: object) -> Path:
    assert isinstance(array, np.memmap)
    return Path(str(array.filename))


def _copy(read: IO[bytes], written: IO[bytes], done: int, tell: Callable[[int], None]) -> int:
    while part := read.read(_SLICE):
        written.write(part)
        done += len(part)
        tell(done)
    return done
