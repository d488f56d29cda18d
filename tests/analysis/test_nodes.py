"""Places by hand: each block's path, what stands around it, and the copies of repeats that it lies in."""

import pytest

from builder import analyse
from builder.analysis.nodes import node_at, nodes, own_tensors
from builder.catalogue.layers.kind import ParameterSpec
from builder.document.blocks import Graph, Shared, TensorBlock
from tests.call_counts import growth
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.edits.small_graphs import add

TOKEN = TensorBlock(id="k", name="token", shape=(2, 8))
MEAN = TensorBlock(id="m", name="mean", shape=(8,), role="buffer", dtype="float64")
GRAPH = Graph(
    id="g",
    nodes=(TOKEN, add("add"), linear("f", name="fc"), MEAN),
    wires={"fc": ("x",), "add": ("fc", "token")},
    outputs=("add",),
)
DOCUMENT = design(
    linear("a"),
    sequential("s", relu("r", name="act"), parallel("p", linear("b"), relu("c", name="side"))),
    repeat("q", sequential("t", linear("d"), repeat("i", relu("e"), count=1)), count=2, names="block {i}"),
    GRAPH,
    Shared(id="u", of="s"),
)
PLACES = [
    ("", "root", None, 0, None),
    ("0", "a", "root", 0, None),
    ("1", "s", "root", 1, None),
    ("1.act", "r", "s", 0, None),
    ("1.1", "p", "s", 1, None),
    ("1.1.branch_0", "b", "p", 0, None),
    ("1.1.side", "c", "p", 1, None),
    ("2", "q", "root", 2, None),
    ("2.block 0", "t", "q", 0, None),
    ("2.block 0.0", "d", "t", 0, None),
    ("2.block 0.1", "i", "t", 1, None),
    ("2.block 0.1.0", "e", "i", 0, None),
    ("2.block 1", "t", "q", 1, None),
    ("2.block 1.0", "d", "t", 0, None),
    ("2.block 1.1", "i", "t", 1, None),
    ("2.block 1.1.0", "e", "i", 0, None),
    ("3", "g", "root", 3, None),
    ("3.token", "k", "g", 0, None),
    ("3.add", "add", "g", 1, None),
    ("3.fc", "f", "g", 2, None),
    ("3.mean", "m", "g", 3, None),
    ("4", "u", "root", 4, "1"),
]
ROOT = analyse(DOCUMENT).root


def place(node):
    """Return what the table says of a node."""
    return node.path, node.block.id, node.parent and node.parent.id, node.position, node.again


def test_places_come_in_the_order_of_torch():
    """A shared place shows nothing below it."""
    assert [place(node) for node in nodes(ROOT)] == PLACES


@pytest.mark.parametrize("expected", PLACES, ids=lambda expected: expected[0] or "root")
def test_a_place_is_found_by_its_path(expected):
    """Going down alone."""
    assert place(node_at(ROOT, expected[0])) == expected


ABSENT = [
    "5",
    "00",
    "0.0",
    "1.0",
    "1.branch_0",
    "1.1.2",
    "2.0",
    "2.block 2",
    "3.9",
    "4.act",
    "0000000",
    "9" * 5000,
    "x",
]


@pytest.mark.parametrize("path", ABSENT, ids=lambda path: path[:10])
def test_a_path_that_leads_nowhere_finds_nothing(path):
    """However near or long it is."""
    assert node_at(ROOT, path) is None


@pytest.mark.parametrize(
    ("path", "bases"),
    [
        ("1.act", {"": ""}),
        ("2", {"": ""}),
        ("2.block 0", {"": "", "q": "2.block 0"}),
        ("2.block 1.1", {"": "", "q": "2.block 1"}),
        ("2.block 1.1.0", {"": "", "q": "2.block 1", "i": "2.block 1.1.0"}),
    ],
)
def test_a_place_knows_the_copies_around_it(path, bases):
    """Each scope by the path where this copy begins."""
    assert node_at(ROOT, path).bases == bases


@pytest.mark.parametrize(
    ("path", "tensors"),
    [
        ("3", (ParameterSpec("token", (2, 8)), ParameterSpec("mean", (8,), "float64", buffer=True))),
        ("3.token", (ParameterSpec("", (2, 8)),)),
        ("3.mean", (ParameterSpec("", (8,), "float64", buffer=True),)),
        ("3.fc", (ParameterSpec("weight", (8, 8)), ParameterSpec("bias", (8,)))),
        ("3.add", ()),
        ("1", ()),
        ("1.act", ()),
    ],
)
def test_what_a_module_owns_itself(path, tensors):
    """The tensors of a layer, or those that stand in a graph."""
    assert own_tensors(node_at(ROOT, path)) == tensors


def test_every_place_is_found_however_many_are_asked_for():
    """The first ones going down, the others in a table of all; an absent one in neither."""
    blocks = analyse(DOCUMENT).blocks
    assert [(blocks[path].path, blocks[path].block.id) for path, *_ in PLACES] == [row[:2] for row in PLACES]
    assert (len(blocks), "3.fc" in blocks, "3.nothing" in blocks) == (len(PLACES), True, False)


def chain(count, named):
    """Return a network of so many activations."""
    return design(*(relu(f"r{i}", name=f"n{i}" if named else None) for i in range(count)))


def test_a_path_by_number_is_found_at_once():
    """However many stand beside it."""

    def last(count):
        root = analyse(chain(count, named=False)).root
        return lambda: node_at(root, str(count - 1))

    assert growth(last, 200) < 1.5


def test_asking_for_every_path_goes_through_all_of_them_once():
    """Not through half of them for each."""

    def every(count):
        blocks = analyse(chain(count, named=True)).blocks
        return lambda: [blocks[f"n{i}"] for i in range(count)]

    assert growth(every, 100) < 3


@pytest.mark.parametrize(
    ("path", "parameters", "size", "inputs", "outputs"),
    [
        ("", 72 + 72 + 2 * 72 + 72 + 16, 4 * (72 * 5 + 16) + 64, ((2, 8),), ((2, 8),)),
        ("3", 72 + 16, 4 * 88 + 64, ((2, 8),), ((2, 8),)),
        ("3.token", 16, 64, (), ((2, 8),)),
        ("3.mean", 0, 64, (), ((8,),)),
        ("3.add", 0, 0, ((2, 8), (2, 8)), ((2, 8),)),
        ("4", 0, 0, ((2, 8),), ((2, 8),)),
    ],
)
def test_what_a_place_counts(path, parameters, size, inputs, outputs):
    """A buffer has bytes and is not learned; what counts elsewhere counts nothing."""
    seen = analyse(DOCUMENT).blocks[path]
    assert (seen.parameters, seen.bytes, seen.input_shapes, seen.output_shapes) == (parameters, size, inputs, outputs)
