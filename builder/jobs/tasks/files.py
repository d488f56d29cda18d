"""Jobs that write files atomically: weights, their downloads, pictures, other targets."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from builder.atomic_write import write_whole
from builder.document.blocks import Document
from builder.errors import LimitError
from builder.jobs.limits import Limits, with_limits
from builder.jobs.progress import report
from builder.jobs.stored_network import load_network
from builder.sentences import later, say
from builder.targets.diagram.look import Options

if TYPE_CHECKING:
    pass

_STALE = 3600.0
"""Seconds after which a half-written file is considered abandoned."""
_ADDRESSES = 16 * 2**30
"""Bytes of address space: Graphviz's machine reserves gigabytes of it and uses few."""


class Previous(msgspec.Struct, frozen=True):
    """A document and the file of its weights, of which the next document keeps what it can."""

    document: Document
    weights: Path


@with_limits(Limits(later("jobs.title.weights"), 3600, travels=True))
def make(document: Document, safetensors: Path, pt: Path | None = None, previous: tuple[Previous, ...] = ()) -> int:
    """Draw the weights of a document and write them; return the bytes of the safetensors file.

    With `previous`, blocks that have not changed keep the weights of the first that has them. With `pt`, that file is
    written as well.

    Raises:
        LimitError: the network is larger than the memory or the disk space that is free; nothing was allocated.
        ShapeError: an `"auto"` argument cannot be decided.
    """
    # Here and in the other jobs, so that the process which only names a job need not load torch.
    from builder.weights.carry import materialise

    check_space(document, safetensors, 1 if pt is None else 2)
    kept = [(one.document, one.weights) for one in previous]
    share = 1.0 if pt is None else 0.7
    materialise(document, safetensors, *kept, progress=lambda fraction, words: report(share * fraction, words))
    if pt is not None:
        _export(document, safetensors, pt, share)
    return safetensors.stat().st_size


@with_limits(Limits(later("jobs.title.rules"), 3600, travels=True))
def apply_rules(document: Document, weights: Path, target: Path) -> int:
    """Draw again what the init rules select, and write all weights to `target`; return its bytes.

    Raises:
        LimitError: the network is larger than the memory or the disk space that is free.
    """
    from builder.weights.reinitialise import reinitialise

    check_space(document, target, 1)
    reinitialise(document, weights, target, report)
    return target.stat().st_size


class ValueEdit(msgspec.Struct, frozen=True):
    """A change of one tensor's values: see `builder.weights.values.change_values`."""

    key: str
    where: str
    action: Literal["set", "add", "multiply", "clip", "zero"]
    numbers: tuple[tuple[float, ...], ...]


@with_limits(Limits(later("jobs.title.values"), 3600))
def change_values(document: Document, weights: Path, target: Path, edit: ValueEdit) -> int:
    """Write the weights with one tensor changed; return the bytes of the file.

    Raises:
        BuilderError: there is no such tensor or element, the numbers do not fit, or there is no room.
    """
    from builder.weights import values

    check_space(document, target, 1)
    values.change_values(document, weights, target, edit.key, edit.where, edit.action, edit.numbers, report)
    return target.stat().st_size


@with_limits(Limits(later("jobs.title.file"), 3600))
def export(document: Document, weights: Path, target: Path) -> int:
    """Write weights that lie in a safetensors file as a `.pt` or `.safetensors` file; return its bytes.

    Raises:
        LimitError: there is not as much disk space.
    """
    check_space(document, target, 1)
    _export(document, weights, target, 0.0)
    return target.stat().st_size


@with_limits(Limits(later("jobs.title.diagram"), 120, memory=_ADDRESSES))
def picture(
    document: Document, view: Literal["tree", "flow"], depth: int | None, target: Path, options: Options | None = None
) -> int:
    """Draw a diagram as a PNG or PDF file and return its bytes.

    Raises:
        LimitError: it is too large to be laid out.
    """
    from builder.local import to_dot
    from builder.targets.diagram import render_pdf, render_png, render_svg

    svg = render_svg(to_dot(document, view, depth, options))
    return write_whole(target, render_pdf(svg) if target.suffix == ".pdf" else render_png(svg))


@with_limits(Limits(later("jobs.title.file"), 600))
def write(document: Document, target: str, file: Path) -> int:
    """Write what a document compiles to, by a name in `TARGETS`; return the bytes.

    Raises:
        BuilderError: it does not compile.
    """
    from builder.module.local import run_here
    from builder.targets.targets import TARGETS

    content = TARGETS[target].write(document, run_here)
    return write_whole(file, content.encode() if isinstance(content, str) else content)


def _export(document: Document, weights: Path, target: Path, done: float) -> None:
    from builder.weights.checkpoint import save_pt, save_safetensors

    save = save_pt if target.suffix == ".pt" else save_safetensors
    save(load_network(document, weights), target, lambda fraction, words: report(done + (1 - done) * fraction, words))


def check_space(document: Document, target: Path, copies: int, beside: Path | None = None) -> None:
    """Refuse a file for which the disk has no room, and remove half-written files of killed workers.

    Raises:
        LimitError: there is less than `copies` of the weights take, and the files of the folder `beside`.
    """
    from builder.catalogue.layers.argument_words import shown_size
    from builder.local import analyse

    target.parent.mkdir(parents=True, exist_ok=True)
    for part in target.parent.glob(".*.part"):
        if time.time() - part.stat().st_mtime > _STALE:
            part.unlink(missing_ok=True)
    more = sum(one.stat().st_size for one in beside.glob("*")) if beside is not None else 0
    needed, free = copies * analyse(document).bytes + more, shutil.disk_usage(target.parent).free
    if needed > free:
        raise LimitError(
            say("jobs.disk-space", needed=shown_size(needed), free=shown_size(free)),
            hint=say("jobs.disk-space.hint"),
        )
