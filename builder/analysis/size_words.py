"""What sizes a network takes, in sentences such as "X can be (N, 3, H, W): H and W divisible by 32"."""

from __future__ import annotations

from collections.abc import Iterator

from builder.analysis.sizes_taken import Place, SizeRule, Sizes
from builder.document.blocks import Document, Input
from builder.sentences import Sentence, say

_LETTERS = {
    (2, 1): "L", (3, 1): "T", (3, 2): "L", (4, 1): "C", (4, 2): "H", (4, 3): "W",
    (5, 1): "C", (5, 2): "D", (5, 3): "H", (5, 4): "W",
}  # fmt: skip
"""What people call a dim, by how many there are and which it is."""


def size_sentences(document: Document, sizes: Sizes) -> tuple[str, ...]:
    """Return one sentence for each input that takes other sizes than its own, and how that was found out.

    There is none where each takes its own alone.

    Args:
        document: whose inputs are named.
        sizes: as `sizes_taken` found them for this document.
    """
    names = _names(document, sizes)
    found = tuple(_of_input(entry, i, sizes, names) for i, entry in enumerate(document.inputs))
    said = tuple(one for one in found if one)
    return (*said, _how(sizes)) if said else ()


def _how(sizes: Sizes) -> str:
    """Return how it was found out: by sizes of all dims together, or of each alone."""
    if sizes.free or len(sizes.taken) < 2:
        return say("analysis.sizes.free", tried=sizes.tried, highest=sizes.highest)
    return say("analysis.sizes.alone", tried=sizes.tried, highest=sizes.highest)


def _names(document: Document, sizes: Sizes) -> dict[Place, str]:
    """Return what each dim is called; those that have one size together are called alike."""
    names: dict[Place, str] = {}
    for taken in sizes.taken:
        i, dim = taken.places[0]
        wish = _LETTERS.get((len(document.inputs[i].shape), dim), "T")
        name, count = wish, 2
        while name in names.values():
            name, count = f"{wish}{count}", count + 1
        names.update(dict.fromkeys(taken.places, name))
    return names


def _of_input(entry: Input, i: int, sizes: Sizes, names: dict[Place, str]) -> str:
    here = [taken for taken in sizes.taken if any(place[0] == i for place in taken.places)]
    if not here:
        return ""
    shape = ", ".join(names.get((i, d), str(n)) for d, n in enumerate(entry.shape))
    rules: dict[str, list[str]] = {}
    for taken in here:
        rules.setdefault(_rule(taken), []).append(names[taken.places[0]])
    said = "; ".join(say("analysis.sizes.rule", names=Sentence(_join(n)), rule=Sentence(r)) for r, n in rules.items())
    return say("analysis.sizes.input", name=entry.name, shape=Sentence(shape), rules=Sentence(said))


def _rule(taken: SizeRule) -> str:
    return ", ".join(_parts(taken)) or say("analysis.sizes.any")


def _parts(taken: SizeRule) -> Iterator[str]:
    if taken.most is not None:
        yield say("analysis.sizes.range", least=taken.least, most=taken.most)
    elif taken.least > taken.step or (taken.step == 1 and taken.least > 1):
        yield say("analysis.sizes.from", least=taken.least)
    rest = taken.size % taken.step
    if rest:
        yield say("analysis.sizes.rest", rest=rest, step=taken.step)
    elif taken.step > 1:
        yield say("analysis.sizes.divisible", step=taken.step)


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
