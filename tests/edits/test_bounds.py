"""How much an edit of many blocks does: counted, never timed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from builder.document.blocks import (
    Block,
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Instance,
    Layer,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.edits import (
    Define,
    Duplicate,
    Edit,
    Move,
    Remove,
    SetGraphInputs,
    ToGraph,
    Unwrap,
    Wrap,
    apply,
    references,
)
from builder.errors import EditError
from tests.call_counts import growth


def same(id: str, name: str | None = None) -> Layer:
    """Return an Identity."""
    return Layer(id=id, name=name, kind="Identity")


def stack(*children: Block) -> Document:
    """Return a document that is a sequential."""
    return Document(root=Sequential(id="root", children=children))


def ids(n: int, start: str = "a") -> tuple[str, ...]:
    """Return the ids of so many blocks."""
    return tuple(f"{start}{i}" for i in range(n))


def plain(n: int) -> Document:
    """Return a sequential of so many blocks."""
    return stack(*map(same, ids(n)))


def chain(n: int) -> Document:
    """Return a graph of so many nodes, one after another, and as many that take the last one."""
    names = ids(n)
    nodes = [same(id, id) for id in (*names[::-1], *ids(n, "b"))]
    wires: dict[str, tuple[str, ...]] = {name: (source,) for source, name in pairwise(("x", *names))}
    wires |= dict.fromkeys(ids(n, "b"), (names[-1],))
    return Document(root=Graph(id="root", nodes=tuple(nodes), wires=wires, outputs=("b0",)))


def many_inputs(n: int) -> Document:
    """Return a graph that joins so many inputs, each by a node of its own."""
    wires = {name: (f"x{i}",) for i, name in enumerate(ids(n))}
    nodes = tuple(same(name, name) for name in ids(n))
    return Document(root=Graph(id="root", inputs=ids(n, "x"), nodes=nodes, wires=wires, outputs=("a0",)))


def shared(n: int) -> Document:
    """Return so many blocks, each shared by another."""
    return stack(*map(same, ids(n)), *(Shared(id=f"s{i}", of=f"a{i}") for i in range(n)))


def apart(n: int) -> Document:
    """Return a block that is shared in repeats which do not see each other."""
    repeats = (Repeat(id=f"r{i}", count=2, child=Shared(id=f"s{i}", of="a0")) for i in range(n))
    return stack(same("a0"), *repeats)


def clashing(n: int) -> Document:
    """Return blocks whose names are the places of the ones behind them."""
    return stack(same("a"), *(same(f"a{i}", str(i + 1 + n * (i % 2))) for i in range(n)))


def parted(n: int) -> Document:
    """Return graphs with one node each."""
    graphs = (Graph(id=f"g{i}", nodes=(same(f"a{i}", "a"),), wires={"a": ("x",)}, outputs=("a",)) for i in range(n))
    return stack(*graphs)


def called(n: int) -> Document:
    """Return a graph in which one of two inputs is called so many times."""
    wires = {"node_0": ("b",)}
    inner = Graph(id="g", name="g", inputs=("a", "b"), nodes=(same("r"),), wires=wires, outputs=("node_0",))
    calls = tuple(Shared(id=id, name=id, of="g") for id in ids(n))
    fed = dict.fromkeys(("g", *ids(n)), ("x", "x"))
    return Document(root=Graph(id="root", nodes=(inner, *calls), wires=fed, outputs=("g",)))


def instances(n: int) -> Document:
    """Return an instance of a block of so many."""
    own = Definition(class_name="Own", root=Sequential(id="r", children=tuple(map(same, ids(n)))))
    return Document(root=Sequential(id="root", children=(Instance(id="i", definition="Own"),)), definitions=(own,))


def ruled(n: int) -> Document:
    """Return an instance of a block of so many, with a rule for each."""
    rules = tuple(InitRule(select=Selector(block=f"i/{id}"), scheme="zeros_") for id in ids(n))
    own = Definition(class_name="Own", root=Sequential(id="r", children=tuple(map(same, ids(n)))))
    root = Sequential(id="root", children=(Sequential(id="s", children=(Instance(id="i", definition="Own"),)),))
    return Document(root=root, init=rules, definitions=(own,))


CASES: dict[str, tuple[Callable[[int], Document], Callable[[int], Edit]]] = {
    "remove of a stack": (plain, lambda n: Remove(ids(n))),
    "remove of a chain in a graph": (chain, lambda n: Remove(ids(n))),
    "remove of what is shared": (shared, lambda n: Remove(ids(n))),
    "remove of what is shared apart": (apart, lambda n: Remove(("a0",))),
    "remove before names that clash": (clashing, lambda n: Remove(("a",))),
    "remove inside an instance": (instances, lambda n: Remove(tuple(f"i/{id}" for id in ids(n)))),
    "move": (plain, lambda n: Move(ids(n // 2), "root", 1)),
    "duplicate": (plain, lambda n: Duplicate(ids(n))),
    "duplicate in many graphs": (parted, lambda n: Duplicate(ids(n))),
    "wrap of a stack": (plain, lambda n: Wrap(ids(n), "sequential", "w")),
    "wrap of a chain in a graph": (chain, lambda n: Wrap(ids(n), "graph", "w")),
    "define with a rule for each": (ruled, lambda n: Define(("s",), "Cell")),
    "to_graph": (plain, lambda n: ToGraph("root")),
    "unwrap in a graph": (
        lambda n: Document(
            root=Graph(
                id="root",
                nodes=(Sequential(id="s", name="s", children=tuple(map(same, ids(n)))),),
                wires={"s": ("x",)},
                outputs=("s",),
            )
        ),
        lambda n: Unwrap("s"),
    ),
    "set_graph_inputs of a graph that is called often": (called, lambda n: SetGraphInputs("g", ("b",))),
    "set_graph_inputs": (many_inputs, lambda n: SetGraphInputs("root", ("x",))),
}


@pytest.mark.parametrize("case", CASES)
def test_an_edit_takes_steps_that_grow_with_the_blocks(case: str) -> None:
    """Twice as many blocks take about twice the calls."""
    document, edit = CASES[case]
    assert growth(lambda n: lambda: apply(document(n), edit(n)), 60) < 2.6


def nested(n: int) -> Document:
    """Return stacks each of which holds a place of the next, and one place of the first outside of all."""
    inner = (Sequential(id=f"a{i}", children=(Shared(id=f"s{i}", of=f"a{i + 1}"),)) for i in range(n))
    return stack(Sequential(id="all", children=(*inner, same(f"a{n}"))), Shared(id="last", of="a0"))


def test_shared_blocks_that_nest_too_deep_are_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each level looks at all blocks once more."""
    monkeypatch.setattr(references, "MAX_LOOKED_AT", 1_000)
    with pytest.raises(EditError, match="look at more than 1,000 blocks"):
        apply(nested(100), Remove(("all",)))


def test_a_chain_closes_whatever_the_order_of_its_nodes() -> None:
    """What flowed into its first node flows into what took its last."""
    root = apply(chain(5), Remove(ids(5))).root
    assert isinstance(root, Graph)
    assert set(root.wires.values()) == {("x",)}


def test_a_tensor_that_goes_with_what_takes_it_leaves_the_chain_closed() -> None:
    """Without the tensor the operation is a link of the chain."""
    nodes = (Function(id="m", name="m", kind="torch.mul"), TensorBlock(id="t", name="t", shape=(1,)))
    graph = Graph(id="root", nodes=nodes, wires={"m": ("x", "t")}, outputs=("m",))
    root = apply(Document(root=graph), Remove(("m", "t"))).root
    assert isinstance(root, Graph)
    assert root.outputs == ("x",)
