"""What a text does to weights beyond the schemes of torch, as schemes of its own."""

import re
import textwrap
import warnings

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.document.blocks import InitRule, Selector
from builder.errors import SourceError
from tests.edits.designs import design, linear
from tests.own_schemes import BETWEEN, OWN

HEAD = "import copy\nimport math\nimport torch\nfrom torch import nn\n"
PAIR = "net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))\n"
EXACT = {
    "the book's": (
        PAIR + "def my_init(m):\n"
        "    if type(m) == nn.Linear:\n"
        "        nn.init.uniform_(m.weight, -10, 10)\n"
        "        m.weight.data *= m.weight.data.abs() >= 5\n"
        "net.apply(my_init)",
        ["def my_init(w):\n    nn.init.uniform_(w, a=-10, b=10)\n    w *= w.abs() >= 5\n"],
    ),
    "lines on one tensor": (
        PAIR + "scale = -0.5\n"
        "with torch.no_grad():\n"
        "    net[0].weight *= scale\n"
        "    net[0].weight[0, 0] = 42\n"
        "    net[0].weight[:, 1] += net[0].weight[:, 0].abs()",
        ["def own_init(w):\n    w *= -0.5\n    w[0, 0] = 42\n    w[:, 1] += w[:, 0].abs()\n"],
    ),
    "calls behind each other": (
        PAIR + "net[1].bias.data.mul_(2).clamp_(-math.pi, 1)",
        ["def own_init(w):\n    w.mul_(2).clamp_(-3.141592653589793, 1)\n"],
    ),
    "data of the same shape": (
        PAIR + "net[0].weight.data = net[0].weight.data / math.sqrt(4)",
        ["def own_init(w):\n    w.copy_(w / math.sqrt(4))\n"],
    ),
    "a function of a tensor": (
        PAIR + "@torch.no_grad()\n"
        "def init_weights(t):\n"
        "    # one length\n"
        "    t.normal_()\n"
        "    return t.div_(1)\n"
        "def rows(t):\n"
        "    # one length\n"
        "    t /= t.norm(dim=-1, keepdim=True)\n"
        "    return t\n"
        "for p in net.parameters():\n"
        "    rows(p.data)",
        ["def rows(t):\n    # one length\n    t /= t.norm(dim=-1, keepdim=True)\n    return t\n"],
    ),
    "a function of a name that is taken": (
        PAIR + "def init_weights(t):\n    t.fill_(3)\ninit_weights(net[0].weight.data)",
        ["def own_init(t):\n    t.fill_(3)\n"],
    ),
    "two functions of one name": (
        PAIR
        + "def own(t):\n    t.fill_(3)\nown(net[0].weight.data)\ndef own(t):\n    t.fill_(4)\nown(net[1].weight.data)",
        ["def own(t):\n    t.fill_(3)\n", "def own_2(t):\n    t.fill_(4)\n"],
    ),
    "on top of a rule for rows": (
        PAIR + "net[0].weight.data[0] = 0\nnet[0].weight.data += 1",
        ["def own_init(w):\n    w += 1\n"],
    ),
    "a copy that is changed": (
        PAIR + "net[1] = copy.deepcopy(net[0])\nnet[1].weight.data *= 2",
        ["def own_init(w):\n    w *= 2\n"],
    ),
    "what is copied after a change at random": (
        PAIR + "net[0].weight.data += torch.rand_like(net[0].weight)\nnet[1] = copy.deepcopy(net[0])",
        ["def own_init(w):\n    w += torch.rand_like(w)\n"],
    ),
    "an own parameter": (
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.scale = nn.Parameter(torch.ones(4))\n"
        "        self.scale.data *= 3\n"
        "    def forward(self, x):\n"
        "        return x * self.scale\n"
        "net = Net()",
        ["def own_init(w):\n    w *= 3\n"],
    ),
}
"""A text, and the schemes that its document has."""
RANDOM = re.compile("deepcopy|uniform_|rand")


def read(text: str) -> Document:
    """Read a text of which nothing may be left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return from_source(HEAD + text)


@pytest.mark.parametrize("case", EXACT)
def test_a_change_of_weights_is_kept_as_a_scheme(case):
    """Without a warning, and the emitted file reads as the same document."""
    text, sources = EXACT[case]
    document = read(text)
    assert [scheme.source for scheme in document.schemes] == sources
    again = from_source(to_source(document))
    assert (again.schemes, len(again.init)) == (document.schemes, len(document.init))


@pytest.mark.parametrize("case", [case for case, (text, _) in EXACT.items() if not RANDOM.search(text)])
def test_values_are_those_of_python(case):
    """Where nothing is drawn but what each layer begins with."""
    found: dict[str, torch.nn.Module] = {}
    torch.manual_seed(0)
    exec(HEAD + EXACT[case][0], found)
    theirs, ours = found["net"].state_dict(), to_module(read(EXACT[case][0])).state_dict()
    assert all(torch.equal(theirs[key], ours[key]) for key in theirs)


RELATIONS = {
    "the book's": lambda net: bool(((net[0].weight == 0) | (net[0].weight.abs() >= 5)).all()),
    "a copy that is changed": lambda net: torch.equal(net[1].weight, 2 * net[0].weight),
    "what is copied after a change at random": lambda net: torch.equal(net[1].weight, net[0].weight),
}


@pytest.mark.parametrize("case", RELATIONS)
def test_what_is_drawn_is_as_the_text_says(case):
    """In the emitted file, which is the network here."""
    emitted = {}
    exec(to_source(read(EXACT[case][0])), emitted)
    assert RELATIONS[case](emitted["build_net"]())


@pytest.mark.parametrize(
    "line",
    [
        "net[0].weight.data *= net[1].weight.data.mean()",
        "mask = net[0].weight.data > 0\nnet[0].weight.data *= mask",
        "net[0].weight.data.copy_(torch.load('x'))",
        "for i in range(60):\n    net[0].weight.data += i",
        "def f(t):\n    t *= net[1].bias[0]\nf(net[0].weight.data)",
    ],
)
def test_what_is_about_more_than_one_tensor_is_left_out_and_told(line):
    """No scheme says it; nothing of it stays."""
    with pytest.warns(UserWarning, match="it changes weights as no init rule can|Ignored"):
        document = from_source(HEAD + PAIR + line)
    assert (document.schemes, document.init) == ((), ())


def test_a_function_that_means_another_name_is_run_as_it_is():
    """For in a scheme it would mean Python's own."""
    document = from_source(HEAD + PAIR + "abs = max\ndef f(t):\n    t.fill_(abs(1, 2))\nf(net[0].weight.data)")
    assert [(rule.scheme, rule.args) for rule in document.init] == [("constant_", {"val": 2})]


def test_a_copy_of_what_was_changed_at_random_after_it_was_copied_is_refused():
    """Rules would change both by numbers of their own."""
    text = """
        net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4))
        net[1] = copy.deepcopy(net[0])
        net[0].weight.data += torch.rand_like(net[0].weight)
        net[2] = copy.deepcopy(net[0])
    """
    with pytest.raises(SourceError, match="weight is copied after its own values were changed at random"):
        from_source(HEAD + textwrap.dedent(text))


@pytest.mark.parametrize(
    ("call", "args"),
    [
        ("between(net[0].weight)", {}),
        ("between(net[0].weight, -2)", {"low": -2}),
        ("between(net[0].weight, high=3.0, low=-1)", {"high": 3.0}),
        ("between(net[0].weight.data, -1.0, 1.5)", {"low": -1.0}),
    ],
)
def test_numbers_of_a_scheme_are_those_of_its_rule(call, args):
    """A number that is the text's own is left out; 1 and 1.0 are two."""
    document = read(f"{BETWEEN.source}net = nn.Sequential(nn.Linear(2, 2))\n{call}\n")
    assert document.schemes == (BETWEEN,)
    assert [(rule.scheme, rule.args) for rule in document.init] == [("between", args)]


def test_numbers_of_a_rule_stand_in_the_file():
    """Two rules by one scheme, each with its own."""
    rules = tuple(
        InitRule(Selector(kind="Linear", tensor=name), "between", args)
        for name, args in (("weight", {"low": -2, "high": 0.5}), ("bias", {"high": 3}))
    )
    document = design(linear("a"), linear("b"), init=rules, schemes=(BETWEEN,))
    assert ".data, low=-2, high=0.5)" in to_source(document)
    again = from_source(to_source(document))
    assert (again.schemes, again.init) == (document.schemes, document.init)


def test_the_file_of_own_schemes_reads_as_the_same_document():
    """Comments and all, several on one tensor."""
    rules = tuple(InitRule(Selector(kind="Linear", tensor="weight"), scheme.name) for scheme in OWN)
    document = design(linear("a"), linear("b"), init=rules, schemes=OWN)
    again = from_source(to_source(document))
    assert (again.schemes, again.init) == (document.schemes, document.init)
