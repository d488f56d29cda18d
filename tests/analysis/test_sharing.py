"""What is shared, by hand: in which scope, which containers lie around it, and where each module is met first."""

import pytest
from msgspec.structs import replace

from builder.analysis.memo import Memo
from builder.analysis.sharing import sharing_of
from builder.document.blocks import Graph, Shared
from tests.call_counts import calls
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential


def again(of, id="u", **fields):
    """Return another place of a block."""
    return Shared(id=id, of=of, **fields)


def graph(*nodes, **wires):
    """Return a graph of nodes."""
    return Graph(id="g", nodes=nodes, wires=wires, outputs=("x",))


SHARED = {
    "nothing": (design(linear("a"), sequential("s", relu("r"))), {}, "", {}),
    "a layer": (design(linear("a"), again("a")), {"a": ""}, "root", {"a": "0"}),
    "a later layer": (design(again("a"), linear("a")), {"a": ""}, "root", {"a": "0"}),
    "a container": (
        design(sequential("x", sequential("s", linear("a"))), sequential("y", again("s")), sequential("z", relu("r"))),
        {"s": ""},
        "root x y",
        {"s": "0.0"},
    ),
    "inside a copy": (
        design(relu("r"), repeat("q", sequential("s", relu("t"), linear("a"), again("a")), count=2)),
        {"a": "q"},
        "root q s",
        {"a": "1"},
    ),
    "from outside a copy": (
        design(repeat("q", sequential("s", again("a")), count=2), linear("a")),
        {"a": ""},
        "root q s",
        {"a": "0.0.0"},
    ),
    "a repeat's child": (
        design(repeat("q", sequential("s", linear("a")), count=2), again("q")),
        {"q": ""},
        "root",
        {"q": "0"},
    ),
    "one inside another": (
        design(sequential("s", linear("a"), again("a", "v")), relu("r"), again("s")),
        {"a": "", "s": ""},
        "root s",
        {"s": "0", "a": "0.0"},
    ),
    "inside what is met elsewhere first": (
        design(again("s"), sequential("s", relu("r"), linear("a")), again("a", "v")),
        {"a": "", "s": ""},
        "root s",
        {"s": "0", "a": "0.1"},
    ),
    "in branches": (
        design(parallel("p", sequential("s", linear("a"), name="one"), again("a"))),
        {"a": ""},
        "root p s",
        {"a": "0.one.0"},
    ),
    "a call of a graph": (
        design(graph(again("a"), linear("a", name="fc"))),
        {"a": ""},
        "root g",
        {"a": "0.fc"},
    ),
    "an attribute of a graph": (
        design(graph(again("a", name="tie"), linear("a", name="fc"))),
        {"a": ""},
        "root g",
        {"a": "0.tie"},
    ),
    "a call of what stands outside": (
        design(graph(again("a")), linear("a")),
        {"a": ""},
        "root g",
        {"a": "0.node_0"},
    ),
}


@pytest.mark.parametrize("case", SHARED)
def test_what_is_shared(case):
    """Each target with its scope; what hangs on what ran before; the path at which torch names it."""
    document, scopes, entangled, firsts = SHARED[case]
    found = sharing_of(document, Memo())
    assert {id: scope for id, (_, scope) in found.targets.items()} == scopes
    assert [block.id for block, _ in found.targets.values()] == [*found.targets]
    assert (found.entangled, found.firsts) == (set(entangled.split()), firsts)


def wide(last):
    """Return a network of many containers, and something at the end."""
    return design(*(sequential(f"s{i}", *(sequential(f"t{i}-{j}") for j in range(9))) for i in range(40)), last)


def test_containers_that_share_nothing_are_passed_by():
    """Once they are known, whatever an edit does beside them."""
    memo, document = Memo(), wide(sequential("last"))
    first = calls(lambda: sharing_of(document, memo))
    after = replace(document, root=replace(document.root, children=(*document.root.children[:-1], relu("r"))))
    assert calls(lambda: sharing_of(after, memo)) < first / 5


def test_containers_around_something_shared_are_looked_at_again():
    """Nothing of such a network is remembered."""
    memo = Memo()
    sharing_of(design(linear("a"), sequential("s", again("a"))), memo)
    assert memo.unshared == {}
