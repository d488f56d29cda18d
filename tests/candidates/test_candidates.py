"""A text that creates no network is read as if it ended in a line that does, and what is guessed is said."""

import re
import warnings

import pytest
import torch

from builder import from_source, networks_in, to_module, to_source
from builder.errors import BuilderError, DocumentError
from tests.candidates.texts import BLOCK, GPT, HEAD, RESNET, TEXTS, net

TWO = HEAD + net("width=4", "nn.Linear(width, 2)", name="One") + net("width", "nn.Linear(width, 3)", name="Two")


def read(text, **chosen):
    """Return the document of a text, and what is said of it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        document = from_source(text, **chosen)
    return document, [str(one.message) for one in caught]


def native(text, call):
    """Return what Python makes of a text with a line that creates the network."""
    scope = {"__name__": "pasted"}
    exec(f"{text}\nnet = {call}", scope)
    return scope["net"]


def printed(document):
    """Return the printed network of the file that is emitted."""
    scope = {}
    exec(to_source(document), scope)
    return str(scope["build_net"]())


@pytest.fixture(params=TEXTS.values(), ids=TEXTS)
def one(request):
    """Give a text without a line that creates its network."""
    return request.param


def test_the_likeliest_network_is_the_one_that_is_meant(one):
    """Its call is among what is listed first."""
    assert networks_in(HEAD + one.text)[0].name == one.call.partition("(")[0]


def test_what_is_guessed_is_said(one):
    """With the call, and with the names of all that are guesses; nothing is said where nothing is."""
    said = " ".join(read(HEAD + one.text)[1])
    guessed = f"this is {one.call}. {', '.join(one.guessed)} {'is a guess' if len(one.guessed) == 1 else 'are guesses'}"
    assert guessed in said if one.guessed else "guess" not in said


def test_it_is_the_network_that_python_makes_by_that_call(one):
    """The emitted file prints as the author's class does."""
    made = native(HEAD + one.text, one.call)
    document, _ = read(HEAD + one.text)
    assert printed(document) == str(made)


def test_it_is_read_as_with_that_line(one):
    """To the last value of the document."""
    assert read(HEAD + one.text)[0] == read(f"{HEAD}{one.text}\nnet = {one.call}\n")[0]


def test_a_line_that_creates_the_network_is_taken_and_nothing_is_said():
    """Whatever else the text could mean."""
    assert read(f"{TWO}\nnet = One(5)\n")[1] == []


def test_a_class_is_chosen_by_its_name():
    """Also one that is not the likeliest."""
    assert str(to_module(read(TWO, network="One")[0])) == str(native(TWO, "One()"))


def test_arguments_are_chosen_by_name():
    """And are no guesses then."""
    document, said = read(TWO, network="Two", arguments={"width": 7})
    assert (str(to_module(document)), said) == (str(native(TWO, "Two(7)")), [])


def test_a_string_is_an_expression():
    """So that a class of the text can be given."""
    document, _ = read(HEAD + RESNET, arguments={"block": "BasicBlock", "layers": [1, 1], "num_classes": "3 + 2"})
    assert str(to_module(document)) == str(native(HEAD + RESNET, "ResNet(BasicBlock, [1, 1], 5)"))


def test_what_else_could_be_chosen_is_said():
    """A choice among several is no secret."""
    assert "You can also choose One." in read(TWO)[1]


def test_of_several_variables_the_last_whole_network_is_taken():
    """A single layer after it is none, and the others are named."""
    text = f"{TWO}\na = One()\nb = Two(5)\nsoftmax = nn.Softmax(dim=1)\n"
    assert read(text)[1] == ["The code creates several networks; this is b. You can also choose a."]


def test_a_variable_is_chosen_by_its_name():
    """The first of two."""
    assert to_module(read(f"{TWO}\na = One()\nb = Two(5)\n", network="a")[0]).body.out_features == 2


def test_the_list_names_arguments_with_defaults_and_guesses():
    """All that a form needs."""
    (found,) = networks_in(HEAD + net("in_channels: int, width=8, *rest", "nn.Conv2d(in_channels, width, 3)"))
    assert [(a.name, a.default, a.annotation, a.guess, a.stars) for a in found.arguments] == [
        ("in_channels", None, "int", "3", ""), ("width", "8", None, None, ""), ("rest", None, None, None, "*"),
    ]  # fmt: skip


def test_what_a_function_of_the_text_made_comes_first():
    """It is read when nothing is chosen, and has the line where it is made."""
    first = networks_in(f"{TWO}\ndef main():\n    model = Two(5)\n\nmain()\n")[0]
    assert (first.name, first.kind, first.line) == ("Two", "object", 25)


def test_parts_come_last():
    """They can be chosen all the same."""
    text = HEAD + BLOCK + net("", "nn.Sequential(nn.Conv2d(3, 4, 1), Block(4))")
    assert [(one.name, one.part) for one in networks_in(text)] == [("Net", False), ("Block", True)]


PART = "class Part(nn.Linear):\n    def __init__(self, dim):\n        super().__init__(dim, dim)\n"
WIDTH = net("width", "nn.Linear(width, 2)")
GUESSED = {
    "what a test of the text gives": (
        net("a, b", "nn.Linear(a, b)") + "def test():\n    width = 7\n    model = Net(width, 9)\n    model.fit()\n",
        "Net(a=7, b=9)",
    ),
    "what the class needs that a function makes": (
        net("width, *, sample", "nn.Linear(width, sample)") + "def tiny(**kwargs):\n    return Net(5, **kwargs)\n",
        "tiny(sample=16)",
    ),
    "a function that needs less": (
        net("width, odd", "nn.Linear(width, odd['w'])") + "def tiny(width):\n    return Net(width, {'w': 3})\n",
        "tiny(width=64)",
    ),
    "what is kept and asked for": (
        net("kind", "nn.Linear(3, 4); self.kind = kind") + "        if self.kind == 'deep': return x\n",
        "Net(kind='deep')",
    ),
    "a configuration inside another one": (
        net("cfg", "nn.Linear(cfg.data.width, cfg.data.classes)"),
        "Net(cfg=SimpleNamespace(data=SimpleNamespace(width=64, classes=10)))",
    ),
    "a device": (net("device", "nn.Linear(3, 4).to(device)"), 'Net(device="cpu")'),
    "a list of pairs": (
        net("sizes", "nn.Sequential(*(nn.Linear(a, b) for a, b in sizes))"),
        "Net(sizes=[[20, 20], [64, 64], [10, 10]])",
    ),
    "a list of lists": (net("sizes", "nn.Linear(sizes[1][0], sizes[0][1])"), "Net(sizes=[[20, 20], [10, 10]])"),
    "a shape": (net("in_shape", "nn.Linear(sum(torch.Size(in_shape)), 3)"), "Net(in_shape=(3, 32, 32))"),
    "what is None by default and has to be there": (
        net("width, rank=None, act=None", "nn.Linear(width, width * rank)"),
        "Net(width=64, rank=4)",
    ),
    "a layer that is imported by its name": (
        "from torch.nn import Linear\n" + net("a_hat, odd", "Linear(4, odd)"),
        "Net(a_hat=torch.eye(16), odd=16)",
    ),
    "one field of data": (net("data", "nn.Linear(4, data.columns)"), "Net(data=SimpleNamespace(columns=16))"),
    "a function of its own that is called as ours": (
        net("width", "nn.Linear(width, 2)") + "def build_net(width):\n    return Net(width + 1)\n",
        "build_net(width=64)",
    ),
    "a name that a method assigns itself": (
        net("loss", "nn.Tanh(); self.loss = loss", "loss = self.loss(x, x); return loss.unsqueeze(0)"),
        "Net(loss=nn.MSELoss())",
    ),
    "the dims in a layer's name": (net("rank", "getattr(nn, f'Conv{rank}d')(3, 4, 1)"), "Net(rank=2)"),
    "the dims in a layer's name by format": (
        net("rank", "getattr(nn, 'Conv{}d'.format(rank))(3, 4, 1)"),
        "Net(rank=2)",
    ),
    "a dim to work along": (
        net("dim", "nn.Linear(4, 4); self.dim = dim", "return x.softmax(dim=self.dim)"),
        "Net(dim=-1)",
    ),
    "a width that is called dim": (net("dim", "nn.Linear(dim, 4); self.n = Part(dim=dim)") + PART, "Net(dim=64)"),
    "what it is asked to be an object of": (
        net("odd", "odd; assert isinstance(odd, Base)") + PART.replace("Part", "Base"),
        "Net(odd=Base(dim=64))",
    ),
    "what is handed on to a function": (
        "TABLE = {'tiny': 4}\ndef width(kind):\n    return TABLE[kind]\n" + net("kind", "nn.Linear(width(kind), 4)"),
        "Net(kind='tiny')",
    ),
    "a dict by its annotation": (
        net("heads: dict[int, float]", "nn.Linear(len(heads), 4)"),
        "Net(heads={0: 0.1, 1: 0.1})",
    ),
    "a dict whose items are gone through": (
        net("counts", "nn.ModuleDict({name: nn.Linear(3, count) for name, count in counts.items()})")
        + "    def forward(self, x):\n        return self.body['a'](x)\n",
        'Net(counts={"a": 16, "b": 16})',
    ),
    "a decay": (
        net("wd", "nn.Linear(3, 4); self.o = torch.optim.Adam(self.parameters(), lr=wd)"),
        "Net(wd=0.001)",
    ),
    "a count that is the name of a list": (
        net(
            "cfg",
            "nn.Sequential(*(nn.Linear(4, 4) for _ in range(cfg.net.layers))); self.layers = nn.ModuleList()",
            "return self.body(x) + sum(one.bias for one in self.layers)",
        ),
        "Net(cfg=SimpleNamespace(net=SimpleNamespace(layers=2)))",
    ),
    "another class that only super names": (
        net("width", "nn.Linear(width, 2)", name="First").replace("super()", "super(Net, self)") + WIDTH,
        "Net(width=64)",
    ),
    "a list of rates": (net("deathRateList", "nn.Dropout(deathRateList[1])"), "Net(deathRateList=[0.1, 0.1])"),
    "a depth that an assertion holds": (
        net("depth", "nn.Linear((depth - 4) // 6, 4); assert depth > 9 and (depth - 4) % 6 == 0"),
        "Net(depth=28)",
    ),
}


@pytest.mark.parametrize(("text", "call"), GUESSED.values(), ids=GUESSED)
def test_a_guess_is_taken_from_the_text(text, call):
    """It stands in the note."""
    assert f"this is {call}." in read(HEAD + text)[1][0]


REFUSED = {
    "nothing suggests a value": (
        net("backbone", "nn.Linear(4, backbone.width())"),
        {},
        r"Net needs backbone, and nothing .* Add a line .*: net = Net\(backbone=\.\.\.\)",
    ),
    "the guess fails": (
        net("width", 'nn.Linear(width, {}["a"])'),
        {},
        r"Net\(width=64\) was tried and fails: KeyError.* net = Net\(width=64\)",
    ),
    "no such argument": (WIDTH, {"arguments": {"widht": 3}}, "no argument 'widht'.*Did you mean width"),
    "a name that means nothing": (WIDTH, {"arguments": {"width": "relu"}}, "width=relu has no value.*quotes"),
    "several arguments in one": (WIDTH, {"arguments": {"width": "3, b=4"}}, "not a Python expression"),
    "a statement": (WIDTH, {"arguments": {"width": "3)\nimport os\n(4"}}, "not a Python expression"),
    "no network of that name": (WIDTH, {"network": "Nett"}, "'Nett' is not .*Did you mean Net"),
    "too few inputs": (
        net("", "nn.Linear(4, 2)").replace("forward(self, x)", "forward(self, x, y)"),
        {"inputs": ("N", 4)},
        "1 input shape was given, but the forward of Net takes x, y",
    ),
}


@pytest.mark.parametrize(("text", "chosen", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_made_names_the_remedy(text, chosen, sentence):
    """The class, the argument, and the line to add."""
    with pytest.raises(BuilderError, match=sentence):
        from_source(HEAD + text, **chosen)


@pytest.mark.parametrize(
    ("inputs", "shape", "batch"),
    [
        (("N", 9, 4), ("N", 9, 4), 2),
        ("N, 9, 4", ("N", 9, 4), 2),
        ("N x 9 x 4", ("N", 9, 4), 2),
        ([(5, 9, 4)], ("N", 9, 4), 5),
        (torch.zeros(5, 9, 4), ("N", 9, 4), 5),
    ],
)
def test_the_shape_of_the_input_is_chosen(inputs, shape, batch):
    """As text, as dims, or by an example; without N the first dim is the batch."""
    document = from_source(f"{HEAD}net = nn.Linear(4, 2)\nnet(torch.rand(3, 4))", inputs=inputs)
    assert (document.inputs[0].shape, document.batch) == (shape, batch)


def test_token_ids_stay_token_ids():
    """A shape alone says nothing of the dtype."""
    (ids,) = from_source(f"{HEAD}{GPT}\nnet = GPT(SimpleNamespace(vocab_size=50, n_embd=8))", inputs="N, 7").inputs
    assert (ids.name, ids.shape, ids.dtype, ids.high) == ("X", ("N", 7), "int64", 50)


def test_a_dtype_is_chosen_behind_a_colon():
    """With the number of values."""
    (ids,) = from_source(f"{HEAD}net = nn.Embedding(90, 4)", inputs="N,7:int32:80").inputs
    assert (ids.dtype, ids.high) == ("int32", 80)


@pytest.mark.parametrize("inputs", ["", "N,,x", "3.5", "N,3:float99", "N,N", [("N", -1)], [], 3, "N" * 90])
def test_what_is_no_shape_is_refused(inputs):
    """In a sentence with an example."""
    with pytest.raises(DocumentError, match=re.compile("is not an input shape|more than once")):
        from_source(f"{HEAD}net = nn.Linear(4, 2)", inputs=inputs)
