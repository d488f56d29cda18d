"""Where a forward does the same for each child of a list, so that one writes it as a loop."""

from __future__ import annotations

from typing import NamedTuple

from builder.document.blocks import Function, Sequential
from builder.document.graph import call_of
from builder.document.tree import children
from builder.network.classes import turns
from builder.network.wire import Wire
from builder.targets.source.variables import Steps, key_of

_LONGEST = 40
"""Steps in the body of a loop."""

Way = tuple[str, ...]


class NoLoop(Exception):  # noqa: N818 - it is no error: the steps are just written one by one
    """Raised where a loop cannot be written with the variables that there are."""


class Loop(NamedTuple):
    """Steps that do the same in each of `turns`, one for each child of `lists`.

    What goes from one turn into the next is `carried`: where it comes from at first, and which step of a turn makes it.
    """

    turns: tuple[tuple[str, ...], ...]
    lists: tuple[Way, ...]
    carried: tuple[tuple[Wire, int], ...]

    @property
    def again(self) -> tuple[str, ...]:
        """The steps of all turns but the first."""
        return tuple(name for turn in self.turns[1:] for name in turn)


def find_loops(steps: Steps) -> tuple[Loop, ...]:
    """Return the loops of a forward, none of which lies in another."""
    found: list[Loop] = []
    users = _users(steps)
    start = 0
    while start < len(steps.order):
        loop = _loop_at(steps, users, start)
        if loop is not None:
            found.append(loop)
            start += len(loop.turns) * len(loop.turns[0])
        else:
            start += 1
    return tuple(found)


def _users(steps: Steps) -> dict[str, set[str | None]]:
    """Return who takes each value; None stands for what the forward returns."""
    users: dict[str, set[str | None]] = {}
    for name, wires in (*steps.wires.items(), (None, steps.outputs)):
        for wire in wires:
            users.setdefault(wire.source, set()).add(name)
    return users


def _loop_at(steps: Steps, users: dict[str, set[str | None]], start: int) -> Loop | None:
    """Return the loop whose first step this is; one that begins with the call of a child goes before others."""
    for at in range(start, min(start + _LONGEST, len(steps.order))):
        way = steps.callee(steps.order[at])
        for depth in range(1, len(way)):
            number = _first_of(steps, way, depth)
            again = None if number is None else _second(steps, way, depth, at)
            if number is None or again is None:
                continue
            if at > start:
                early = _find_loop(steps, users, (at, again - at, number))
                if early is not None or again - at <= at - start:
                    return None
            return _find_loop(steps, users, (start, again - at, number))
    return None


def _first_of(steps: Steps, way: Way, depth: int) -> int | None:
    """Return how many children a list has, where the way leads through its first."""
    parent = steps.blocks(way[:depth])[-1]
    if not isinstance(parent, Sequential) or len(parent.children) < 2:
        return None
    return len(parent.children) if way[depth] == key_of(parent, 0, parent.children[0]) else None


def _second(steps: Steps, way: Way, depth: int, at: int) -> int | None:
    """Return which step calls what stands at the same place in the list's second child."""
    parent = steps.blocks(way[:depth])[-1]
    wanted = (*way[:depth], key_of(parent, 1, children(parent)[1]), *way[depth + 1 :])
    following = range(at + 1, min(at + _LONGEST, len(steps.order)))
    return next((i for i in following if steps.callee(steps.order[i]) == wanted), None)


def _find_loop(steps: Steps, users: dict[str, set[str | None]], where: tuple[int, int, int]) -> Loop | None:
    """Return the loop of so many turns of a length from a step on, if all of them do the same."""
    start, length, number = where
    if start + length * number > len(steps.order):
        return None
    turns = tuple(tuple(steps.order[start + i * length : start + (i + 1) * length]) for i in range(number))
    lists: dict[Way, None] = {}
    fixed: list[Way] = []
    for column in zip(*turns, strict=True):
        if not _same_step(steps, column, lists, fixed):
            return None
    if not lists or any(way[: len(one)] == one for way in (*fixed, *lists) for one in lists if way != one):
        return None
    carried = _carried_wires(steps, turns)
    if carried is None or not _is_closed(users, turns, {at for _, at in carried}):
        return None
    return Loop(turns, tuple(lists), carried)


def _same_step(steps: Steps, column: Way, lists: dict[Way, None], fixed: list[Way]) -> bool:
    """Tell whether steps of all turns are one call; that of a child each notes its list, that of one module itself."""
    first = steps.nodes[column[0]]
    nodes = [steps.nodes[name] for name in column]
    if isinstance(first, Function):
        return all(isinstance(node, Function) and (node.kind, node.args) == (first.kind, first.args) for node in nodes)
    if any(isinstance(node, Function) or call_of(node) != call_of(first) for node in nodes):
        return False
    ways = [steps.callee(name) for name in column]
    if all(way == ways[0] for way in ways):
        fixed.append(ways[0])
        return True
    for depth in range(1, len(ways[0])):
        if any(way[:depth] != ways[0][:depth] or way[depth + 1 :] != ways[0][depth + 1 :] for way in ways):
            continue
        parent = steps.blocks(ways[0][:depth])[-1]
        names = [key_of(parent, i, kid) for i, kid in enumerate(children(parent))]
        if isinstance(parent, Sequential) and [way[depth] for way in ways] == names and _alike(steps, ways):
            lists[ways[0][:depth]] = None
            return True
    return False


def _alike(steps: Steps, ways: list[Way]) -> bool:
    """Tell whether the modules are reached and called the same way: by a loop of their own, or at once."""
    return all(turns(steps.blocks(way)[-1]) == turns(steps.blocks(ways[0])[-1]) for way in ways)


def _carried_wires(steps: Steps, turns: tuple[tuple[str, ...], ...]) -> tuple[tuple[Wire, int], ...] | None:
    """Return what goes through the loop, or None where the turns take different things."""
    place = {name: (i, at) for i, turn in enumerate(turns) for at, name in enumerate(turn)}
    found: dict[int, tuple[Wire, int]] = {}
    fixed: set[str] = set()
    for at, column in enumerate(zip(*turns, strict=True)):
        rows = [steps.wires[name] for name in column]
        if any(len(row) != len(rows[0]) for row in rows):
            return None
        for wires in zip(*rows, strict=True):
            way = _take_of_turns(wires, place)
            if way is None:
                return None
            if way == -1:
                fixed.add(wires[0].source)
            elif way >= 0 and (found.setdefault(way, (wires[0], at))[0] != wires[0] or at > way):
                return None
            elif way >= 0:
                found[way] = (wires[0], max(at, found[way][1]))
    entries = [wire.source for wire, _ in found.values()]
    apart = len(set(entries)) == len(entries) and fixed.isdisjoint(entries)
    return tuple((wire, at) for at, (wire, _) in found.items()) if found and apart else None


_INSIDE = -2


def _take_of_turns(wires: tuple[Wire, ...], place: dict[str, tuple[int, int]]) -> int | None:
    """Tell what the turns take at one place.

    It is the same from outside (-1), from the turn itself (-2), or what a step of the turn before has made: its number.
    """
    first, second, *_ = wires
    if first.source not in place and all(wire == first for wire in wires):
        return -1
    if any((w.keyword, w.output) != (second.keyword, second.output) for w in wires[1:]):
        return None
    numbers = {place[w.source][1] if w.source in place else None for w in wires[1:]}
    turns_of = [place[w.source][0] if w.source in place else None for w in wires]
    at = numbers.pop()
    if numbers or at is None or first.keyword != second.keyword:
        return None
    if turns_of == list(range(len(wires))):
        return _INSIDE if (place[first.source][1], first.output) == (at, second.output) else None
    return at if turns_of[0] is None and turns_of[1:] == list(range(len(wires) - 1)) and not second.output else None


def _is_closed(users: dict[str, set[str | None]], turns: tuple[tuple[str, ...], ...], carried: set[int]) -> bool:
    """Tell whether nothing but the last of what is carried is used after the loop."""
    for i, turn in enumerate(turns):
        following = turns[i + 1] if i + 1 < len(turns) else ()
        for at, name in enumerate(turn):
            outside = users.get(name, set()) - {*turn} - ({*following} if at in carried else set())
            if outside and not (at in carried and not following):
                return False
    return True
