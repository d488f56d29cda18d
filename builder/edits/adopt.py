"""Take a document that was read from edited text as an edit of the old one: what is unchanged stays the same block.

Three documents are held against each other: the old one, `read`, which is the old one's own text read back, and `new`,
which is the edited text. What `read` and `new` have in common is as it is in the old document, its ids with it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count
from typing import Any

import msgspec
from msgspec.structs import replace

from builder.classes.text import read_text
from builder.document.blocks import (
    Block,
    Container,
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Layer,
    OwnScheme,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorPlace,
    Tie,
)
from builder.document.tree import children, copy_name, is_container, places, walk

_MOST_PAIRS = 100_000
"""Pairs of equal children that are compared, each some hundred times; beyond them children are paired in order."""


def adoptions(new: Document, read: Document, old: Document) -> Iterator[Document]:
    """Yield what the edited document may be, the closest to the old one first; whoever asks says which reads right."""
    for whole in (True, False):
        adopter = _Adopter(new, read, old, whole)
        root = adopter.root()
        if root is None:
            continue
        kept = replace(
            old,
            root=root,
            inputs=old.inputs if new.inputs == read.inputs else new.inputs,
            batch=old.batch if new.batch == read.batch else new.batch,
            seed=old.seed if new.seed == read.seed else new.seed,
            definitions=adopter.definitions(),
            schemes=_schemes(new, read, old),
        )
        there = {block.id for block in walk(root)}
        yield replace(
            kept,
            ties=tuple(tie for tie in old.ties if _there(tie.tensor.block, there) and _there(tie.of.block, there)),
            init=tuple(rule for rule in old.init if _there(rule.select.block, there) and _there(rule.of, there)),
            frozen=tuple(select for select in old.frozen if _there(select.block, there)),
        )
        yield replace(kept, **adopter.settings())
    yield replace(
        new,
        name=old.name,
        definitions=_Adopter(new, read, old, False).definitions(),
        schemes=_schemes(new, read, old),
    )


def _schemes(new: Document, read: Document, old: Document) -> tuple[OwnScheme, ...]:
    """Return the own schemes of the outcome: those of the old document that no rule uses stand in no text."""
    if new.schemes == read.schemes:
        return old.schemes
    in_text = {scheme.name for scheme in (*new.schemes, *read.schemes)}
    return (*(scheme for scheme in old.schemes if scheme.name not in in_text), *new.schemes)


def _there(id: str | None, there: set[str]) -> bool:
    """Tell whether a block is there, or the instance that it is in."""
    return id is None or id.partition("/")[0] in there


class _Adopter:
    def __init__(self, new: Document, read: Document, old: Document, whole: bool) -> None:
        self.new, self.read, self.old = new, read, old
        self.whole = whole
        self.paths = {id: place.path for id, place in places(read).items()}
        self.old_at = {place.path: place.block for place in places(old).values()}
        self.keys = _Keys()
        self.ids: dict[str, str] = {}
        """The id in the outcome, by id in the new document."""
        taken = {block.id for block in walk(old.root)}
        self.fresh_ids = (id for id in (f"n{i}" for i in count(1)) if id not in taken)

    def root(self) -> Block | None:
        """Return the outcome's root, or None where something shared has no place in it."""
        root = self.block(self.new.root, self.read.root)
        there = {block.id for block in walk(root)}
        return self.pointing(root, there)

    def settings(self) -> dict[str, Any]:
        """Return ties, init rules and frozen tensors as the new document has them."""

        def place(one: TensorPlace) -> TensorPlace:
            return replace(one, block=self.ids.get(one.block, one.block))

        def select(one: Selector) -> Selector:
            return one if one.block is None else replace(one, block=self.ids.get(one.block, one.block))

        rules: Iterable[InitRule] = (
            replace(rule, select=select(rule.select), of=self.ids.get(rule.of or "", rule.of)) for rule in self.new.init
        )
        ties: Iterable[Tie] = (Tie(place(tie.tensor), place(tie.of)) for tie in self.new.ties)
        return {"ties": tuple(ties), "init": tuple(rules), "frozen": tuple(map(select, self.new.frozen))}

    def definitions(self) -> tuple[Any, ...]:
        """Return the old definitions, those that are written anew in their place."""
        own = {one.class_name: one for one in self.new.definitions}
        kept = [_same_or_new(one, own.pop(one.class_name, one)) for one in self.old.definitions]
        return (*kept, *own.values())

    def block(self, new: Block, read: Block | None) -> Block:
        if read is None:
            return self.fresh(new)
        old = self.old_at.get(self.paths[read.id])
        if old is None:
            return self.fresh(new)
        if self.whole and self.keys.of(new) == self.keys.of(read):
            self.note(new, old)
            return old
        if isinstance(old, Repeat) and isinstance(new, Sequential) and isinstance(read, Sequential):
            collapsed = self.repeat(new, read, old)
            if collapsed is not None:
                return collapsed
        return self.changed(new, read, old)

    def fresh(self, new: Block) -> Block:
        self.ids[new.id] = id = next(self.fresh_ids)
        if is_container(new):
            return self.inside(replace(new, id=id), [self.fresh(kid) for kid in children(new)])
        return replace(new, id=id)

    def note(self, new: Block, old: Block) -> None:
        """Remember which block is which in two that are alike; a repeat's first copy stands for all."""
        self.ids[new.id] = old.id
        for kid, other in zip(children(new), children(old), strict=False):
            self.note(kid, other)

    def changed(self, new: Block, read: Block, old: Block) -> Block:
        """Return the new block under the old one's id, where it is one of its sort."""
        alike = type(new) is type(old) and getattr(new, "kind", None) == getattr(old, "kind", None)
        id = self.ids[new.id] = old.id if alike else next(self.fresh_ids)
        if not is_container(new):
            if isinstance(new, Layer | Function) and isinstance(read, Layer | Function) and alike:
                return replace(new, id=id, args=_merge_args(new.args, read.args, getattr(old, "args", {})))
            return replace(new, id=id)
        kids = children(read) if is_container(read) else ()
        pairs = self.pairs(children(new), kids)
        made = self.inside(replace(new, id=id), [self.block(kid, other) for kid, other in pairs])
        return _keep_positions(made, old) if isinstance(made, Graph) and isinstance(old, Graph) else made

    def repeat(self, new: Sequential, read: Sequential, old: Repeat) -> Repeat | None:
        """Return copies that are still alike as one repeat."""
        kids, copies = new.children, len(new.children)
        named = all((kid.name or str(i)) == copy_name(old, i) for i, kid in enumerate(kids))
        if not kids or not named or len({self.keys.inside(kid) for kid in kids}) > 1:
            return None
        child = self.block(replace(kids[0], name=None), replace(read.children[0], name=None))
        self.ids[new.id] = old.id
        return replace(old, count=copies, child=child)

    def pairs(self, new: Sequence[Block], read: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
        """Yield each new child with the one it was, as a reader of both texts would see it."""
        found: dict[int, Block] = {}
        for tag, i, i_end, j, j_end in self.steps(new, read):
            if tag == "equal":
                found.update(zip(range(i, i_end), read[j:j_end], strict=True))
            elif tag == "replace":
                found.update(_in_order(new, range(i, i_end), read, range(j, j_end)))
        yield from ((kid, found.get(at)) for at, kid in enumerate(new))

    def steps(self, new: Sequence[Block], read: Sequence[Block]) -> list[tuple[str, int, int, int, int]]:
        first, second = [self.keys.of(kid) for kid in new], [self.keys.of(kid) for kid in read]
        # What both begin and end with is left out of the matching, whose time grows with the square of the length.
        start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
        if start is None:
            start = min(len(first), len(second))
        most = min(len(first), len(second)) - start
        end = next((i for i in range(most) if first[-1 - i] != second[-1 - i]), most)
        a, b = first[start : len(first) - end], second[start : len(second) - end]
        middle: list[tuple[str, int, int, int, int]] = [("replace", 0, len(a), 0, len(b))]
        counts = Counter(b)
        if sum(counts[key] for key in a) <= _MOST_PAIRS:
            # With autojunk what is often in a list of 200 or more, such as a ReLU, would match nothing.
            middle = list(SequenceMatcher(None, b, a, autojunk=False).get_opcodes())
            middle = [(tag, j, j_end, i, i_end) for tag, i, i_end, j, j_end in middle]
        moved = [(tag, i + start, i_end + start, j + start, j_end + start) for tag, i, i_end, j, j_end in middle]
        ends = (len(first) - end, len(first), len(second) - end, len(second))
        return [("equal", 0, start, 0, start), *moved, ("equal", *ends)]

    def inside(self, block: Container | Block, kids: Sequence[Block]) -> Block:
        if isinstance(block, Sequential | Parallel):
            return replace(block, children=tuple(kids))
        if isinstance(block, Graph):
            return replace(block, nodes=tuple(kids))
        return replace(block, child=kids[0]) if isinstance(block, Repeat) else block

    def pointing(self, block: Block, there: set[str]) -> Block | None:
        """Let what is shared point to blocks of the outcome."""
        if isinstance(block, Shared):
            of = block.of if block.of in there else self.ids.get(block.of, "")
            of = self.ids[block.of] if block.of in self.ids and self.ids[block.of] in there else of
            return replace(block, of=of) if of in there else None
        if not is_container(block) or not any(isinstance(one, Shared) for one in walk(block)):
            return block
        kids = [self.pointing(kid, there) for kid in children(block)]
        return None if None in kids else self.inside(block, [kid for kid in kids if kid is not None])


def _in_order(new: Sequence[Block], these: range, read: Sequence[Block], those: range) -> Iterator[tuple[int, Block]]:
    """Yield the place of each child with the next one of its sort among the others."""
    places_of: dict[tuple[object, ...], deque[int]] = {}
    for at in those:
        places_of.setdefault(_sort(read[at]), deque()).append(at)
    first = those.start
    for at in these:
        waiting = places_of.get(_sort(new[at]), deque())
        while waiting and waiting[0] < first:
            waiting.popleft()
        if waiting:
            first = waiting.popleft()
            yield at, read[first]
            first += 1


def _same_or_new(old: Definition, new: Definition) -> Definition:
    """Return the old definition where the new one's text says the same, whatever the lines left free between."""
    if old.source is None or new.source is None or old.args != new.args:
        return new
    texts = [[one.text for one in read_text(source).statements] for source in (old.source, new.source)]
    return old if texts[0] == texts[1] else new


class _Keys:
    """Caches the encoding of blocks without their ids, by which they are compared."""

    def __init__(self) -> None:
        # The block with its key: while it is held, no other one has its address.
        self._known: dict[int, tuple[Block, bytes]] = {}

    def of(self, block: Block) -> bytes:
        known = self._known.get(id(block))
        if known is None:
            known = self._known[id(block)] = (block, self._made(block))
        return known[1]

    def inside(self, block: Block) -> bytes:
        """Return the key without the block's own name."""
        return self._made(replace(block, name=None))

    def _made(self, block: Block) -> bytes:
        fields = {name: getattr(block, name) for name in block.__struct_fields__ if name not in _APART}
        own = msgspec.json.encode((type(block).__name__, fields), order="sorted")
        return b"".join((own, b"(", *(self.of(kid) for kid in children(block)), b")"))


# What the text does not say, and the children, whose keys follow by themselves.
_APART = ("id", "of", "children", "nodes", "child", "positions")


def _sort(block: Block) -> tuple[object, ...]:
    named = isinstance(block, Function | Layer)
    return (type(block).__name__, getattr(block, "kind", None) if named else block.name)


def _merge_args(new: dict[str, Any], read: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments, each that reads as before as the old document has it: `"auto"` stays `"auto"`."""
    kept = {name: value for name, value in old.items() if name in new and name in read and new[name] == read[name]}
    left_out = {name for name in new if name in read and new[name] == read[name] and name not in old}
    return {name: kept.get(name, value) for name, value in new.items() if name not in left_out}


def _keep_positions(new: Graph, old: Graph) -> Graph:
    names = {kid.name or f"node_{i}" for i, kid in enumerate(new.nodes)} | {*new.inputs}
    return replace(new, positions={name: at for name, at in old.positions.items() if name in names})
