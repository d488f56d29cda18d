import msgspec
import pytest
import torch
from hypothesis import given, settings

from builder import to_module
from builder.document.blocks import (
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
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.weights.carry import materialise
from builder.weights.checkpoint import open_safetensors
from tests.strategies import documents
from tests.targets.laws import same


def linear(id, out_features, in_features=20):
    """Make a Linear block."""
    return Layer(id=id, kind="Linear", args={"in_features": in_features, "out_features": out_features})


def network(*children, **fields):
    """Make a document with a sequential at its root."""
    return Document(root=Sequential(id="root", children=children), **fields)


OLD = network(linear("a", 20), linear("b", 20))


@pytest.fixture
def made(tmp_path):
    """Give a function that materialises a document, `previous` as another document and file."""

    def make(document, name, *previous):
        materialise(document, tmp_path / name, *((one[0], tmp_path / one[1]) for one in previous))
        return open_safetensors(tmp_path / name)

    return make


@settings(max_examples=20)
@given(document=documents())
def test_weights_without_a_past_are_those_of_to_module(document, tmp_path_factory):
    """Bit for bit, every key of the `state_dict`."""
    path = tmp_path_factory.mktemp("weights") / "net.safetensors"
    materialise(document, path)
    opened, state = open_safetensors(path), to_module(document).state_dict()
    assert opened.keys() == state.keys()
    assert all(same(opened[key], state[key]) for key in state)


@settings(max_examples=20)
@given(document=documents())
def test_an_unchanged_document_keeps_its_weights(document, tmp_path_factory):
    """Also those that no seed would draw again."""
    folder = tmp_path_factory.mktemp("weights")
    materialise(msgspec.structs.replace(document, seed=99), folder / "old")
    materialise(document, folder / "new", (document, folder / "old"))
    old, new = open_safetensors(folder / "old"), open_safetensors(folder / "new")
    assert old.keys() == new.keys()
    assert all(same(old[key], new[key]) for key in old)


def test_a_block_keeps_its_weights_when_its_path_moves(made):
    """It is the id that counts."""
    old = made(OLD, "old")
    new = made(network(linear("new", 20), linear("b", 20), linear("a", 20)), "new", (OLD, "old"))
    assert same(new["1.weight"], old["1.weight"])
    assert same(new["2.weight"], old["0.weight"])


def test_what_changes_its_shape_is_drawn_afresh(made):
    """The rest of the network stays."""
    old = made(OLD, "old")
    new = made(network(linear("a", 20), linear("b", 30)), "new", (OLD, "old"))
    assert same(new["0.weight"], old["0.weight"])
    assert new["1.weight"].shape == (30, 20)
    assert new["1.weight"].std() > 0.1


def test_rules_reach_only_what_is_new(made):
    """A new block is initialised as the document says, an old one keeps what it has learned."""
    old = made(OLD, "old")
    rule = InitRule(Selector(tensor="weight"), "constant_", {"val": 42})
    new = made(network(linear("a", 20), linear("c", 20), init=(rule,)), "new", (OLD, "old"))
    assert same(new["0.weight"], old["0.weight"])
    assert bool((new["1.weight"] == 42).all())


def test_more_copies_keep_those_that_were_there(made):
    """A copy is known by its number."""
    few, many = (network(Repeat(id="r", child=linear("a", 20), count=count)) for count in (2, 3))
    old, new = made(few, "old"), made(many, "new", (few, "old"))
    assert all(same(new[key], old[key]) for key in old)
    assert not same(new["0.2.weight"], new["0.1.weight"])


def test_a_new_tie_takes_the_weights_of_what_it_is_tied_to(made):
    """The file stores them once."""
    old = made(OLD, "old")
    tied = msgspec.structs.replace(OLD, ties=(Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight")),))
    new = made(tied, "new", (OLD, "old"))
    assert same(new["1.weight"], old["0.weight"])
    assert same(new["1.bias"], old["1.bias"])


def test_a_network_may_be_written_over_its_own_file(made):
    """The old file stays readable until the new one takes its name."""
    old = made(OLD, "net")
    kept = {key: tensor.clone() for key, tensor in old.items()}
    made(OLD, "net", (OLD, "net"))
    assert all(same(old[key], kept[key]) for key in kept)


def test_drawing_leaves_the_callers_generator_as_it_was(made):
    """Whether all is drawn or a part."""
    before = torch.get_rng_state()
    made(OLD, "old")
    made(network(linear("a", 20), linear("c", 20)), "new", (OLD, "old"))
    assert torch.equal(torch.get_rng_state(), before)


def test_progress_goes_from_nothing_to_all(tmp_path):
    """It never falls."""
    fractions = []
    materialise(OLD, tmp_path / "net", progress=lambda fraction, words: fractions.append(fraction))
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert fractions == sorted(fractions)


def token(name="token", shape=(20,)):
    """Make a graph that adds a learned tensor."""
    tensor = TensorBlock(id="token", name=name, shape=shape, init={"scheme": "normal_"})
    add = Function(id="add", name="add", kind="torch.add")
    return Graph(id="g", nodes=(tensor, add), wires={"add": ("x", name)}, outputs=("add",))


def test_a_graphs_own_tensor_keeps_its_values_under_another_name(made):
    """The tensor's block is what counts."""
    before = network(token())
    old = made(before, "old")
    new = made(network(linear("a", 20), token(name="bias")), "new", (before, "old"))
    assert same(new["1.bias"], old["0.token"])


def test_a_graphs_own_tensor_of_another_shape_is_drawn_afresh(made):
    """As its block says it begins."""
    before = network(token())
    made(before, "old")
    new = made(network(token(shape=(1, 20))), "new", (before, "old"))
    assert new["0.token"].shape == (1, 20)
    assert new["0.token"].std() > 0.1


def test_instances_keep_what_their_definition_has_not_changed(made):
    """Each object its own."""
    root = Sequential(id="r", children=(linear("a", 20), linear("b", 20)))
    wider = msgspec.structs.replace(root, children=(linear("a", 20), linear("b", 30)))
    uses = (Instance(id="one", definition="Cell"), Instance(id="two", definition="Cell"))
    before, after = (network(*uses, definitions=(Definition("Cell", root=each),)) for each in (root, wider))
    old, new = made(before, "old"), made(after, "new", (before, "old"))
    assert same(new["0.0.weight"], old["0.0.weight"])
    assert same(new["1.0.weight"], old["1.0.weight"])
    assert new["1.1.weight"].shape == (30, 20)


COUNTING = """
class Net(nn.Module):
    made = 0

    def __init__(self):
        super().__init__()
        Net.made += 1
        self.weight = nn.Parameter(torch.full((2,), float(Net.made)))

    def forward(self, x):
        return x * self.weight if x.sum() < 1e9 else x
"""


def test_an_object_is_drawn_afresh_as_the_network_makes_it(tmp_path):
    """The objects before it leave in their class what they do there, and nothing of another network is in it."""
    counting = (Definition("Net", source=COUNTING),)
    old, new = (
        network(*(Instance(id=id, definition="Net") for id in ids), definitions=counting) for ids in ("ab", "ac")
    )
    materialise(old, tmp_path / "old")
    materialise(new, tmp_path / "new", (old, tmp_path / "old"))
    assert [tensor.tolist() for tensor in open_safetensors(tmp_path / "new").values()] == [[1.0, 1.0], [2.0, 2.0]]
