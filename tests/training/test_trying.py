"""An example of a person's own is given to a network as those it has learned from are."""

import msgspec
import numpy as np
import pytest
import torch
from msgspec.structs import replace
from PIL import Image

from builder.datasets.builtin import store_builtin
from builder.datasets.prepare import Preparation, prepare
from builder.datasets.samples import PictureFile, TypedValues
from builder.datasets.stored import DataSet, open_stored, store
from builder.errors import BuilderError
from builder.training.asked import Drawing, Field, Picture, Prompt, fields_of, row_of
from builder.training.folder import PLAN, plan_of
from builder.training.outputs import shares_of
from builder.training.recipe import Loss, Optimizer, Recipe
from builder.training.run import go_on, network_of
from builder.training.trying import try_it
from tests.training.runs import new_run

ONE_STEP = Recipe(batch_size=8, epochs=None, steps=1)
DIGITS = "net = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))\nnet(torch.rand(2, 1, 8, 8))"
ROW = "net = nn.Sequential(nn.Linear(4, 3))"
GRU = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.rnn, self.out = nn.Embedding(99, 4), nn.GRU(4, 8, batch_first=True), nn.Linear(8, 99)
    def forward(self, x):
        return self.out(self.rnn(self.embed(x))[0])
net = Net()
net(torch.zeros(2, 8, dtype=torch.long))
"""
FIXED = "net = nn.Sequential(nn.Embedding(99, 4), nn.Flatten(), nn.Linear(32, 8 * 99), nn.Unflatten(1, (8, 99)))\n"
FIXED += "net(torch.zeros(2, 8, dtype=torch.long))"


def trained(folder, text, data, recipe=ONE_STEP):
    """Return the folder of a run that has ended."""
    run = new_run(folder, recipe, text=text, data=data)
    go_on(run)
    return run


@pytest.fixture(scope="module")
def digits(tmp_path_factory):
    """Train a network of digits for a step."""
    folder = tmp_path_factory.mktemp("digits")
    return trained(folder, DIGITS, store_builtin(folder / "data", "digits"))


def expected(run, row):
    """Return the shares of an example of the data, by a plain forward."""
    data = next(run.parent.glob("data/[0-9a-f]*"))
    prepared = prepare(open_stored(data), Preparation(validation=0.25))
    network = network_of(run, run / "weights" / "last.safetensors").eval()
    return shares_of(network(prepared.batch(np.array([row]))[0]))[0].tolist(), prepared.stored.inputs[row]


@pytest.mark.parametrize("how", ["drawn", "file", "swapped"])
def test_a_picture_is_what_the_same_one_of_the_data_is(how, digits, tmp_path):
    """Drawn pixel by pixel, or as a file of black and white, swapped or not: the shares are those of the example."""
    shares, example = expected(digits, 3)
    grey = np.round(example[0] / 16 * 255).astype(np.uint8)
    if how == "drawn":
        asked = Drawing(grey.tobytes())
    else:
        Image.fromarray(255 - grey if how == "swapped" else grey).save(tmp_path / "one.png")
        asked = Picture(PictureFile(tmp_path / "one.png"), how == "swapped")
    found = try_it(digits, "last", asked)
    assert [name for name, _ in found.shares] == list("0123456789")
    assert [share for _, share in found.shares] == pytest.approx(shares, abs=2e-3)
    assert found.picture is not None


def test_a_drawing_on_light_ground_is_dark_where_the_pen_was(digits):
    """The same ink on light ground is the picture with light and dark changed."""
    ink = bytes(range(0, 256, 4))
    one = try_it(digits, "last", Drawing(ink, on_light=True))
    other = try_it(digits, "last", Drawing(bytes(255 - one for one in ink)))
    assert [share for _, share in one.shares] == pytest.approx([share for _, share in other.shares], abs=1e-6)


def test_a_row_is_scaled_by_the_training_part(tmp_path):
    """What a person types in the units of the columns gives what the example itself gives."""
    run = trained(tmp_path, ROW, store_builtin(tmp_path / "data", "penguins"))
    shares, example = expected(run, 5)
    found = try_it(run, "last", TypedValues(", ".join(map(str, example.tolist()))))
    assert [name for name, _ in found.shares] == ["Adelie", "Chinstrap", "Gentoo"]
    assert [share for _, share in found.shares] == pytest.approx(shares, rel=1e-5)
    with pytest.raises(BuilderError, match="2 rows"):
        try_it(run, "last", TypedValues("1 2 3 4 5 6 7 8"))


@pytest.mark.parametrize(
    ("loss", "rule"),
    [
        ("MSELoss", lambda out: out),
        ("BCEWithLogitsLoss", torch.sigmoid),
        ("PoissonNLLLoss", torch.exp),
    ],
)
def test_a_number_is_in_the_units_of_the_targets(loss, rule, tmp_path):
    """A logit is told as a share, the logarithm of a count as the count."""
    drawn = np.random.default_rng(0)
    info = DataSet("drawn", "numbers", (4,), "float32", (1,), "float32")
    data = store(tmp_path / "data", info, [drawn.normal(size=(40, 4)).astype("f4")], np.ones((40, 1), np.float32))
    recipe = Recipe(loss=Loss(loss), optimizer=Optimizer("SGD", {"lr": 0.01}), epochs=1)
    run = trained(tmp_path, "net = nn.Linear(4, 1)", data, recipe)
    prepared = prepare(open_stored(data), Preparation(validation=0.25))
    network = network_of(run, run / "weights" / "last.safetensors")
    found = try_it(run, "last", TypedValues("1 2 3 4"))
    told = rule(network(prepared.scaled(torch.tensor([[1.0, 2.0, 3.0, 4.0]])))).item()
    assert (found.values, found.is_share) == ((pytest.approx(told, rel=1e-5),), loss.startswith("BCE"))


@pytest.mark.parametrize(("text", "is_filled"), [(GRU, False), (FIXED, True)])
def test_a_text_goes_on_from_a_prompt(text, is_filled, tmp_path):
    """By a seed; the beginning of its own text stands before a prompt that is shorter than the network takes."""
    run = trained(tmp_path, text, store_builtin(tmp_path / "data", "english", length=8))
    found = [
        try_it(run, "last", Prompt("The", 30, heat, seed)) for heat, seed in ((1, 1), (1, 1), (1, 2), (0, 1), (0, 2))
    ]
    assert [len(one.text) for one in found] == [30] * 5
    assert found[0] == found[1] != found[2]
    assert found[3] == found[4]
    assert bool(found[0].said) == is_filled
    assert try_it(run, "last", Prompt("", 5)).said
    with pytest.raises(BuilderError, match="has no “§”"):
        try_it(run, "last", Prompt("a § b"))


@pytest.mark.parametrize(
    ("asked", "words"),
    [(Drawing(b"123"), "3 pixels"), (Prompt("a"), "learned no text"), (TypedValues("1 2"), "2 numbers")],
)
def test_what_does_not_fit_is_said(asked, words, digits):
    """Nothing is given to the network that it has not the shape for."""
    with pytest.raises(BuilderError, match=words):
        try_it(digits, "last", asked)


def test_columns_of_words_are_one_field():
    """As they were made of one column; numbers whose names only look so stay numbers."""
    names = ("x", "sex=f", "sex=m", "a=b", "y")
    fields = fields_of(names, ((1.0, 0.0, 1.0, 7.0, 2.0), (1.0, 1.0, 0.0, 8.0, 2.0)))
    assert fields == (Field("x", (0,)), Field("sex", (1, 2), ("f", "m")), Field("a=b", (3,)), Field("y", (4,)))
    assert row_of(fields, (1.5, "m", 7.0, -2.0)) == TypedValues("1.5, 0.0, 1.0, 7.0, -2.0")


def test_scaled_targets_are_told_in_the_units_of_the_data(tmp_path):
    """The mean and the deviation of the training part's targets are put back."""
    drawn = np.random.default_rng(0)
    info = DataSet("drawn", "numbers", (4,), "float32", (1,), "float32")
    targets = (1000 + 50 * drawn.normal(size=(40, 1))).astype(np.float32)
    data = store(tmp_path / "data", info, [drawn.normal(size=(40, 4)).astype("f4")], targets)
    recipe = Recipe(loss=Loss("MSELoss"), optimizer=Optimizer("SGD", {"lr": 0.01}), epochs=1)
    run = new_run(tmp_path, recipe, text="net = nn.Linear(4, 1)", data=data)
    plan = replace(plan_of(run), preparation=Preparation(validation=0.25, targets="standard"))
    (run / PLAN).write_bytes(msgspec.json.encode(plan, enc_hook=str))
    go_on(run)
    prepared = prepare(open_stored(data), plan.preparation)
    output = network_of(run, run / "weights" / "last.safetensors")(prepared.scaled(torch.zeros(1, 4))).item()
    known = targets[prepared.training]
    assert try_it(run, "last", TypedValues("0 0 0 0")).values == (
        pytest.approx(output * known.std() + known.mean(), rel=1e-5),
    )
