"""Law 9 for one program: the document's module and its emitted file are and do what the text does, run by Python."""

import warnings
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import torch

from builder import Document, analyse, from_source, to_module, to_source
from builder.errors import BuilderError
from builder.sentences import say
from tests.symbols.programs import observed
from tests.symbols.programs.writer import Program
from tests.targets.fresh import Fresh
from tests.targets.laws import same

_DROPPED = (" @ ", "matmul", "F.linear", "einsum")
"""Calls of functions with multiply-adds that programs have."""
_NOTES = {
    "weights": say("symbols.note.weights").rstrip("."),
    "values": say("symbols.buffer-values", role="", name="$").rpartition("$")[2].rstrip("."),
    "outside": say("source.drawn-outside", names="", count=1).rpartition(":")[2].rstrip("."),
    "left": say("source.left-behind", class_name="", names="").rpartition(";")[2].rstrip("."),
    "call": say("symbols.call-unread", name="Net").rstrip("."),
}


class Refused(NamedTuple):
    """Why a text was not taken, or that Python itself does not run it."""

    problem: str
    by_torch: bool = False


@lru_cache
def torch_process() -> Fresh:
    """Return the one process that runs the programs of this test run."""
    return Fresh(Path(__file__).with_name("worker.py"))


def holds(program: Program) -> Document | Refused:
    """Check the law for one program; return its document, or why it is refused."""
    generator = torch.Generator().manual_seed(3)
    inputs = [
        {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()} for shapes in program.shapes
    ]
    author = torch_process().ask(task="author", text=program.text, call=program.call, inputs=inputs)
    if "raised" in author or "raised" in author["runs"][0]:
        return Refused(author.get("raised", "the first run"), by_torch=True)
    try:
        document, notes = read(program)
    except BuilderError as error:
        return Refused(str(error))
    for note in ("call", "outside"):  # called with its defaults; drawn anew: as these notes say
        if note in notes:
            return Refused(_NOTES[note])
    order = in_order(document, list(inputs[0]))
    built, facts, first = observed.build(lambda: to_module(document), 1)
    observed.load(built, author["first"])
    runs = observed.runs(built, lambda net, given: net(*[given[name] for name in order]), inputs)
    if notes & {"weights", "values", "left"}:
        author |= {"second": {}}
    agree("module", author, {"facts": facts, "first": first, "runs": runs})
    source = to_source(document)
    asked = {"source": source, "state": author["first"], "order": order, "inputs": inputs}
    agree("emitted file", author, torch_process().ask(task="emitted", **asked))
    _same_counts(document, author, exact=not any(word in program.text for word in _DROPPED))
    return document


def _same_counts(document: Document, author: dict[str, Any], exact: bool) -> None:
    """Hold what is said to be learned, and the multiply-adds where torch's own counter can tell them.

    A graph leaves out calls of functions whose results nothing uses, so that it may cost less.
    """
    found = analyse(document)
    once = [(prod(shape), learns) for name, first, shape, _, learns in author["facts"]["parameters"] if name == first]
    assert found.parameters == sum(count for count, _ in once), f"parameters: {once} {found.parameters}"
    assert found.trainable == sum(count for count, learns in once if learns), f"trainable: {once} {found.trainable}"
    told, ours = author["multiply_adds"], found.batch_multiply_adds
    assert told in (None, ours) or (not exact and ours < told), f"multiply-adds: {told} {ours}"


def in_order(document: Document, given: list[str]) -> list[str]:
    """Return the inputs in the document's order: by their names, else, where these have none, as the text does."""
    names = [entry.name for entry in document.inputs]
    assert len(names) == len(given), f"inputs: {names}"
    return names if set(names) == set(given) else given


def read(program: Program) -> tuple[Document, set[str]]:
    """Read a program as pasted; return which notes are said that leave out a part of what it does, by their keys."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        document = from_source(program.pasted)
    notes = " ".join(str(note.message) for note in said)
    return document, {key for key, words in _NOTES.items() if words in notes}


def agree(what: str, author: dict[str, Any], ours: dict[str, Any]) -> None:
    """Hold what one of ours is and does against the author's."""
    for name, fact in author["facts"].items():
        mine = ours["facts"][name]
        assert mine == fact, f"{what}: {name}\n{fact}\n{mine}"
    _same_beginning(what, author, ours["first"])
    for i, (theirs, mine) in enumerate(zip(author["runs"], ours["runs"], strict=True)):
        # Where torch does not go back, ours may; and our own classes count a change by `.data`, as torch does not.
        if "backward" in theirs or (what == "module" and "modified by an inplace" in mine.get("backward", "")):
            theirs, mine = ({key: run[key] for key in ("outputs", "inputs", "after")} for run in (theirs, mine))
        if "raised" not in theirs:
            difference = unlike(theirs, mine)
            assert difference is None, f"{what}: run {i} {difference}"


def _same_beginning(what: str, author: dict[str, Any], ours: dict[str, torch.Tensor]) -> None:
    """Where two seeds give one value the text fixes it; where they give equal tensors, one is a copy of the other.

    All else is drawn at random, each by itself.
    """
    first, second = author["first"], author["second"]
    for name, value in first.items() if second else ():
        equal = next(n for n in first if same(first[n], value) and same(second[n], second[name]))
        assert same(ours[equal], ours[name]), f"{what}: {name} does not begin as {equal}"
        if same(value, second[name]):
            assert same(value, ours[name]), f"{what}: {name} begins otherwise"
            continue
        assert _varies(ours[name]) or not _varies(value), f"{what}: {name} begins with one number"
        twin = next(n for n in ours if same(ours[n], ours[name]))
        assert same(first[twin], value), f"{what}: {name} begins as {twin}"


def _varies(tensor: torch.Tensor) -> bool:
    return bool((tensor != tensor.flatten()[:1]).any())


def unlike(theirs: Any, mine: Any, place: str = "") -> str | None:
    """Return the first place where what was seen of two runs differs.

    Gradients that several calls add up to may be added in another order, as blocks run.
    """
    if isinstance(theirs, torch.Tensor) and isinstance(mine, torch.Tensor):
        alike = same(theirs, mine) or (place.startswith(" gradients") and _is_near(theirs, mine))
        return None if alike else f"{place}: {theirs} {mine}"
    if isinstance(theirs, dict) and isinstance(mine, dict) and theirs.keys() == mine.keys():
        return next((d for key in theirs if (d := unlike(theirs[key], mine[key], f"{place} {key}"))), None)
    if isinstance(theirs, list) and isinstance(mine, list) and len(theirs) == len(mine):
        return next((d for i, one in enumerate(theirs) if (d := unlike(one, mine[i], f"{place} {i}"))), None)
    plain = (str, int, float, bool, type(None))
    same_plain = isinstance(theirs, plain) and isinstance(mine, plain) and theirs == mine
    return None if same_plain else f"{place}: {theirs} {mine}"


def _is_near(theirs: torch.Tensor, mine: torch.Tensor) -> bool:
    """Tell whether two tensors are equal up to a few roundings."""
    if theirs.shape != mine.shape or theirs.dtype != mine.dtype or not theirs.numel():
        return False
    return bool((theirs - mine).abs().max() <= 1e-6 * theirs.abs().max())
