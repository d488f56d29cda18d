"""How large a value may be, and how long an analysis works: counted, never timed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from builder import analyse
from builder.document.blocks import (
    Block,
    Document,
    Function,
    Graph,
    InitRule,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
)
from tests.call_counts import growth


def same(id: str) -> Layer:
    """Return an Identity."""
    return Layer(id=id, kind="Identity")


def twice(i: int) -> Parallel:
    """Return a parallel that hands on what it takes twice over."""
    return Parallel(id=f"p{i}", children=(same(f"a{i}"), same(f"b{i}")), merge="none")


def problems(*children: Block) -> list[tuple[str, str]]:
    """Return the errors of a sequential, each with its path."""
    analysis = analyse(Document(root=Sequential(id="root", children=children)))
    return [(problem.path, problem.problem) for problem in analysis.errors]


def test_a_value_that_doubles_is_refused_where_it_passes_the_bound() -> None:
    """2^10 tensors are handed on, 2^11 are not."""
    assert problems(*map(twice, range(60))) == [("10", "It returns more than 1,024 tensors.")]


def test_a_graph_that_doubles_its_value_is_refused_as_well() -> None:
    """A graph returns a tuple as a parallel does."""
    nodes = [
        Graph(id=f"g{i}", nodes=(same(f"a{i}"),), wires={"node_0": ("x",)}, outputs=("node_0",) * 2) for i in range(60)
    ]
    wires = {f"node_{i}": (f"node_{i - 1}" if i else "x",) for i in range(60)}
    graph = Graph(id="root", nodes=tuple(nodes), wires=wires, outputs=("node_59",))
    assert [(p.path, p.problem) for p in analyse(Document(root=graph)).errors] == [
        ("node_10", "It returns more than 1,024 tensors.")
    ]


def test_tuples_in_tuples_are_bounded_as_well() -> None:
    """A single branch puts one more tuple around its value."""
    chain = [Parallel(id=f"p{i}", children=(same(f"a{i}"),), merge="none") for i in range(1000)]
    assert problems(*chain) == [("16", "It returns tuples nested deeper than 16 levels.")]


def layers(n: int) -> tuple[Layer, ...]:
    """Return linear layers one after another."""
    return tuple(Layer(id=f"l{i}", kind="Linear", args={"in_features": 20, "out_features": 20}) for i in range(n))


def ruled(n: int, tensor: str) -> Callable[[], object]:
    """Return what looks at as many rules as layers, for tensors that are not there."""
    rules = tuple(InitRule(select=Selector(tensor=tensor.format(i)), scheme="zeros_") for i in range(n))
    document = Document(root=Sequential(id="root", children=layers(n)), init=rules)

    def action() -> object:
        return analyse(replace(document)).problems

    return action


def copies(n: int) -> Callable[[], object]:
    """Return what runs a repeat of so many copies."""
    child = Sequential(id="s", children=(same("a"), Layer(id="b", kind="LazyLinear", args={"out_features": 4})))
    document = Document(root=Repeat(id="root", child=child, count=n))

    def action() -> object:
        return analyse(document).root.result.parameters

    return action


def test_copies_that_take_the_same_are_run_once() -> None:
    """The first may decide otherwise, the second stands for all others."""
    assert growth(copies, 500) < 1.1
    assert copies(500)() == 4 * 21 + 499 * 4 * 5


def shared_copies(n: int) -> Callable[[], object]:
    """Return the same where a module inside each copy stands outside as well."""
    norm = Layer(id="a", kind="LayerNorm", args={"normalized_shape": 20})  # no rule looks past it
    again = Repeat(id="r", child=Sequential(id="s", children=(norm, Shared(id="u", of="b"))), count=n)
    document = Document(root=Sequential(id="root", children=(same("b"), again)))

    def action() -> object:
        return analyse(document).output_shapes

    return action


def test_copies_around_something_shared_are_run_once_too() -> None:
    """Once all that stands outside has run."""
    assert growth(shared_copies, 200) < 1.1


def test_a_source_is_looked_for_a_few_times() -> None:
    """All wires are followed each time: the first nodes that lack one are offered the only thing that is free."""
    nodes = (
        *(Layer(id=f"r{i}", name=f"r{i}", kind="ReLU") for i in range(18)),
        Function(id="c", name="c", kind="torch.cat"),
    )
    graph = Graph(id="root", nodes=nodes, wires={"c": tuple(f"r{i}" for i in range(18))}, outputs=("c",))
    errors = analyse(Document(root=graph)).errors
    assert [error.fix and error.fix.label for error in errors] == ["Connect x"] * 16 + [None] * 2


def test_rules_by_whole_names_are_looked_up() -> None:
    """Twice as many rules and layers take twice the calls, not four times."""
    assert growth(lambda n: ruled(n, "absent{}"), 50) < 3


def test_rules_by_patterns_are_bounded_together() -> None:
    """Each is held against each tensor, so that all of them are refused where they are too many."""
    document = Document(
        root=Sequential(id="root", children=layers(1000)),
        init=tuple(InitRule(select=Selector(tensor=f"*x{i}"), scheme="zeros_") for i in range(600)),
    )
    assert [problem.problem for problem in analyse(document).errors] == [
        "Init rules are matched against more than 1,000,000 tensor names in total."
    ]


def test_frozen_selectors_are_bounded_together() -> None:
    """What learns is not known then, which is an error of the document."""
    frozen = tuple(Selector(tensor=f"*x{i}") for i in range(600))
    document = Document(root=Sequential(id="root", children=layers(1000)), frozen=frozen)
    assert "Frozen selectors are matched against" in analyse(document).errors[0].problem


def test_of_very_many_problems_the_first_are_told() -> None:
    """Then one more says that there are others."""
    told = problems(
        *(Layer(id=f"l{i}", kind="Linear", args={"in_features": 9, "out_features": 8}) for i in range(2_100))
    )
    assert told[-1] == ("", "The network has more than 2,000 problems; only the first 2,000 are shown.")


def test_very_many_warnings_are_no_error() -> None:
    """Whether there is an error is looked for in all of them."""
    kids = [Layer(id=f"l{i}", kind="Linear", args={"in_features": 20, "out_features": 20}) for i in range(2_100)]
    assert problems(*kids) == []


def test_an_error_behind_very_many_warnings_is_known() -> None:
    """The network is not taken for one that runs."""
    kids = [Layer(id=f"l{i}", kind="Linear", args={"in_features": 20, "out_features": 20}) for i in range(2_100)]
    assert len(problems(*kids, Layer(id="last", kind="Linear", args={"in_features": 9, "out_features": 8}))) == 1
