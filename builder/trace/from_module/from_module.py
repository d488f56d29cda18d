"""Implements `from_module`, the conversion of a live network to a document."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from itertools import zip_longest

from torch import nn

from builder.document.blocks import Document
from builder.errors import BuilderError, UnsupportedError
from builder.expansion.validation import validate
from builder.module import to_module
from builder.sentences import LONGEST_SENTENCE, Sentence, say, short
from builder.trace.errors import UntraceableError
from builder.trace.from_module.batch_place import run_of
from builder.trace.from_module.blocks import BlockReader
from builder.trace.from_module.call_hooks import prepare_hooks
from builder.trace.from_module.examples import Example, examples, with_batch
from builder.trace.from_module.forward import exception_words
from builder.trace.from_module.meta_shapes import MetaShapes
from builder.trace.from_module.repeats import fold
from builder.trace.from_module.run import Run
from builder.trace.from_module.sizes import OtherSizes
from builder.trace.from_module.surroundings import plainly
from builder.trace.from_module.tree import require_tensors, require_tree

_LINE = 120
"""Characters of one class's line where several cannot be converted."""

_MOST_NAMED = 5
"""Modules that a sentence names."""


def from_module(network: nn.Module, inputs: Example | Sequence[Example]) -> Document:
    """Return the document of a network: its tree, names, ties and what is frozen, each own forward as a graph.

    The forwards run on the meta device, so nothing is computed and the network is left as it is. What hangs on sizes
    other than the batch is left open where a view finds it or the class is kept as text; where neither can be, it is
    taken as for these inputs, and a warning says so.
    The batch is the first dim, or the second where layers that read sequences step by step say so; `"N"` in a shape
    says where it is.
    A ModuleList becomes a sequential, or a repeat where all in it are alike; it is called as one where it is a chain
    and module by module where it is not.

    Args:
        network: in training or evaluation; it is read in both and left in its own.
        inputs: for each argument of its forward a tensor, or a shape such as `("N", 3, 224, 224)`, batch included.

    Raises:
        UnsupportedError: parts of it cannot be converted; the message names each class with the reason.
    """
    try:
        require_tree(network)
        return _read_network(network, inputs)
    except (BuilderError, Warning):
        raise
    except (Exception, SystemExit) as error:  # of the network's own `__repr__`, `train`, `__getattr__` and the like
        reason = Sentence(say("trace.own-code", error=exception_words(error)))
        raise UnsupportedError(say("trace.invalid", name=type(network).__name__, error=reason)) from error


def _other_modes(network: nn.Module) -> list[str]:
    """Return the paths of the outermost modules that are in another mode than the network."""
    found: list[str] = []
    for path, module in network.named_modules():
        if module.training != network.training and not any(path.startswith(f"{outer}.") for outer in found):
            found.append(path)
    return found


def _read_network(network: nn.Module, inputs: Example | Sequence[Example]) -> Document:
    name = type(network).__name__
    with plainly(), MetaShapes(), prepare_hooks():
        reading, document, fixed = _with_open_sizes(network, run_of(network, examples(network, inputs)))
    if faults := reading.faults or reading.texts.unproven:
        raise _combine_faults(faults, reading)
    for path, idle in reading.idle.items():
        if not any(path.startswith(f"{other}.") for other in reading.idle):
            warnings.warn(say("trace.unused", path=path, name=idle), stacklevel=3)
    if modes := _other_modes(network):
        names = Sentence(", ".join(modes[:_MOST_NAMED]) + (", …" if len(modes) > _MOST_NAMED else ""))
        warnings.warn(say("source.modes", names=names, count=len(modes)), stacklevel=3)
    if fixed:
        shapes = " and ".join(f"({', '.join(map(str, one.shape))})" for one in reading.shown.inputs)
        warnings.warn(say("trace.one-size", name=name, shapes=shapes), stacklevel=3)
    try:
        document = fold(document)
        validate(document)
        ours = to_module(document, device="meta")
    except BuilderError as error:
        raise UnsupportedError(say("trace.invalid", name=name, error=Sentence(str(error)))) from None
    require_tensors(ours, reading.twin.network)
    ours.train(reading.twin.network.training)
    _compare_print(str(ours), str(reading.twin.network))
    return document


def _with_open_sizes(network: nn.Module, run: Run) -> tuple[BlockReader, Document, bool]:
    """Return a reading and its document that go with other sizes too, and whether some class still does not.

    A class that no graph expresses at all sizes is kept as text; where it cannot be, it has those of the sample.
    """
    name = type(network).__name__
    sizes = OtherSizes(network, run) if run.twin.asks_sizes else None
    left: set[str] = set()
    while True:
        reading = BlockReader(run, sizes, left)
        document = reading.document(name)
        faults = {*(reading.faults or reading.texts.unproven)}
        if not faults or sizes is None or not sizes.fixed:
            return reading, document, bool(left)
        further = faults & sizes.fixed - left
        left |= further
        if not further:
            left, sizes = left | sizes.fixed, None


def _combine_faults(faults: dict[str, UntraceableError], reading: BlockReader) -> UnsupportedError:
    """Combine all conversion errors into one, in module order, as many as fit into a message."""
    head = say("trace.classes", count=len(faults))
    room = LONGEST_SENTENCE - len(head) - len(_more(len(faults)))
    lines: list[str] = []
    for path in sorted(faults, key=list(reading.run.paths.values()).index):
        error, module = faults[path], reading.twin.network.get_submodule(path)
        reason = Sentence(with_batch(" ".join(_reasons(error, reading.texts.refused.get(path), len(faults) == 1))))
        told = say("trace.class", name=type(module).__name__, path=path or say("trace.root"), reason=reason)
        line = "\n- " + (told if len(faults) == 1 else short(told, _LINE))
        room -= len(line)
        if lines and room < 0:
            break
        lines.append(line)
    more = _more(len(faults) - len(lines)) if len(lines) < len(faults) else ""
    return UnsupportedError(f"{head}{''.join(lines)}{more}")


def _reasons(error: UntraceableError, text: UntraceableError | None, is_alone: bool) -> list[str]:
    """Return why a class is no graph, and no text either where there is room for that."""
    neither = [] if text is None or not is_alone else [say("trace.text.neither", why=Sentence(text.reason))]
    whole = error.reason if error.reason.endswith((".", "!", "?")) else f"{error.reason}."
    return [whole, *([error.hint] if error.hint else []), *neither]


def _more(count: int) -> str:
    return f"\n{say('trace.more', count=count)}"


def _compare_print(ours: str, theirs: str) -> None:
    """Say where a document's network is printed otherwise."""
    pairs = zip_longest(ours.split("\n"), theirs.split("\n"))
    line = next((their or "" for our, their in pairs if our != their), None)
    if line is not None:
        warnings.warn(say("trace.printed-otherwise", line=line.strip()), stacklevel=4)
