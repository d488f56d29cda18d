"""Which blocks own tensors, and what of a class written as text is kept or drawn."""

import pytest
import torch
from torch import nn

from builder.document.blocks import (
    Definition,
    Document,
    Function,
    Graph,
    Input,
    Instance,
    Layer,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.expansion.instances import expanded
from builder.weights import carry
from builder.weights.carry import materialise, owners
from builder.weights.checkpoint import open_safetensors, save_safetensors
from tests.targets.laws import same


def linear(id, **fields):
    """Make a Linear, 4 to 4."""
    return Layer(id=id, kind="Linear", args={"in_features": 4, "out_features": 4}, **fields)


def network(*children, **fields):
    """Make a document with a sequential at its root."""
    return Document(root=Sequential(id="root", children=children), **fields)


INNER = Repeat(id="in", child=Sequential(id="s", children=(linear("a"), linear("b"))), names="b{i}")
GRAPH = Graph(
    id="g",
    nodes=(
        TensorBlock(id="t", name="token"),
        linear("c", name="fc"),
        Function(id="f", kind="F.relu"),
        Shared(id="d", of="c"),
    ),
)
MADE = Written(id="v", name="v", class_name="Inner", nodes=(linear("w/v/x", name="x"),))
OWN = Written(
    id="w", class_name="Own", source="text", nodes=(TensorBlock(id="w/p", name="p"), linear("w/l", name="l"), MADE)
)
OWNERS = {
    "a layer alone": (Document(root=linear("a")), [("a", (), "", "", None)]),
    "copies of copies": (
        network(Repeat(id="out", child=INNER)),
        [(id, (i, j), f"0.{i}.b{j}.{at}", "", None) for i in range(2) for j in range(2) for at, id in enumerate("ab")],
    ),
    "a graph": (network(GRAPH), [("t", (), "0", "token", None), ("c", (), "0.fc", "", None)]),
    "a class": (
        network(linear("a"), OWN),
        [
            ("a", (), "0", "", None),
            ("w/p", (), "1", "p", "1"),
            ("w/l", (), "1.l", "", "1"),
            ("w/v/x", (), "1.v.x", "", "1"),
        ],
    ),
    "copies of a class": (
        network(Repeat(id="r", child=OWN)),
        [
            (id, (i,), path.format(i), name, f"0.{i}")
            for i in range(2)
            for id, path, name in (("w/p", "0.{}", "p"), ("w/l", "0.{}.l", ""), ("w/v/x", "0.{}.v.x", ""))
        ],
    ),
}


@pytest.mark.parametrize("case", OWNERS)
def test_who_owns_tensors(case):
    """In order, copies by their numbers: the path of the module, a tensor's name, the object that makes it."""
    document, expected = OWNERS[case]
    found = [(*place, owner.path, owner.name, owner.maker and owner.maker[0]) for place, owner in owners(document)]
    assert found == expected


TEXT = """class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = nn.Parameter(torch.ones(4))
        self.l = nn.Linear(4, 4)
        self.inner = nn.Sequential(nn.Linear(4, 4), nn.{last})

    def forward(self, x):
        if x.sum() > 0:
            return self.inner(self.l(x) * self.p)
        return x
"""


def own(last="ReLU()"):
    """Return a document with a layer and two objects of a class that stays text."""
    uses = (linear("a"), Instance(id="i", definition="Own"), Instance(id="j", definition="Own"))
    inputs = (Input("X", ("N", 4)),)
    return network(*uses, definitions=(Definition("Own", source=TEXT.replace("{last}", last)),), seed=3, inputs=inputs)


class Own(nn.Module):
    """What the text says."""

    def __init__(self, *more):
        super().__init__()
        self.p = nn.Parameter(torch.ones(4))
        self.l = nn.Linear(4, 4)
        self.inner = nn.Sequential(nn.Linear(4, 4), *more)


@pytest.fixture
def carried(tmp_path):
    """Give a function that writes weights over files of other documents, each full of one number."""

    def carry_over(document, *before):
        previous = []
        for number, (one, keys) in enumerate(before):
            materialise(one, tmp_path / "drawn")
            drawn = open_safetensors(tmp_path / "drawn")
            kept = {key: torch.full_like(drawn[key], 7 + number) for key in keys}
            save_safetensors(kept, tmp_path / f"old{number}")
            previous.append((one, tmp_path / f"old{number}"))
        materialise(document, tmp_path / "new", *previous)
        return open_safetensors(tmp_path / "new")

    return carry_over


def test_what_a_class_makes_is_drawn_as_it_makes_it(carried):
    """Each object once, under the document's seed, whatever of it is kept."""
    new = carried(own(), (network(linear("a")), ["0.weight", "0.bias"]))
    torch.manual_seed(3)
    first, second = Own(nn.ReLU()), Own(nn.ReLU())
    made = nn.Sequential(nn.Linear(4, 4), first, second).state_dict()
    assert new.keys() == made.keys()
    assert all(same(new[key], made[key]) for key in made if not key.startswith("0."))
    assert bool((new["0.weight"] == 7).all())


def test_what_a_class_has_already_is_kept(carried):
    """By the object and what it makes: what is missing of it comes from an object made anew."""
    new = carried(own(), (own(), ["0.weight", "0.bias", "1.p", "1.l.weight", "1.inner.0.bias"]))
    torch.manual_seed(3)
    first = Own(nn.ReLU())
    assert {key for key, tensor in new.items() if bool((tensor == 7).all())} == {
        *("0.weight", "0.bias", "1.p", "1.l.weight", "1.inner.0.bias")
    }
    assert same(new["1.inner.0.weight"], first.inner[0].weight)
    assert same(new["1.l.bias"], first.l.bias)


def test_what_a_class_leaves_to_shapes_is_decided_by_them(carried):
    """A lazy layer in it is of the size that flows in."""
    new = carried(own("LazyLinear(4)"), (network(linear("a")), ["0.weight", "0.bias"]))
    assert new["1.inner.1.weight"].shape == (4, 4)


def test_the_first_of_several_that_has_a_tensor_is_the_one(carried):
    """What it lacks the next one has; of a block that the first has all of, nothing more is asked."""
    first, second = network(linear("a"), linear("b")), network(linear("b"), linear("a"), linear("c"))
    keys = ["0.weight", "0.bias", "1.weight"]
    after = network(linear("a"), linear("b"), linear("c"), linear("d"))
    new = carried(after, (first, keys), (second, [f"{i}.{name}" for i in range(3) for name in ("weight", "bias")]))
    numbers = {key: float(tensor.flatten()[0]) for key, tensor in new.items() if tensor.unique().numel() == 1}
    assert numbers == {"0.weight": 7, "0.bias": 7, "1.weight": 7, "1.bias": 8, "2.weight": 8, "2.bias": 8}


def test_nothing_is_drawn_where_all_is_kept(carried, monkeypatch):
    """And no memory asked for."""
    asked = []
    monkeypatch.setattr(carry, "check_memory", lambda needed, what: asked.append(needed))
    carried(network(linear("a")), (network(linear("a")), ["0.weight", "0.bias"]))
    assert asked == [0]


def test_progress_of_drawing_alone(tmp_path):
    """Half of it, layer by layer; then the writing."""
    told = []
    document = network(*map(linear, "abcd"))
    materialise(document, tmp_path / "net", progress=lambda fraction, words: told.append((fraction, words)))
    drawing = [fraction for fraction, words in told if words == "creating the weights"]
    assert (drawing[0], max(drawing), drawing == sorted(drawing)) == (0.0, 0.5, True)
    assert next(words for _, words in told if words != "creating the weights") == "writing"
    assert told[-1] == (1.0, "written")


def test_a_written_class_is_expanded_before_it_is_asked():
    """An instance of a class as text owns what the class makes."""
    made = [place[0] for place, owner in owners(expanded(own())) if owner.maker is not None]
    assert made == [f"{id}/{name}" for id in "ij" for name in ("p", "l", "inner.0", "inner.1")]
