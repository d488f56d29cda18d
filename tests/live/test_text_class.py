"""What objects of text classes share: one network's what its file has them share, two networks' nothing."""

import pytest
import torch

from builder import Document, to_module, to_source
from builder.document.blocks import Definition, Input, Instance, Sequential
from builder.expansion.validation import validate

REMEMBERING = {
    "a class attribute": """
class Net(nn.Module):
    table = {}

    def __init__(self, base=0.0):
        super().__init__()
        self.base = base

    def forward(self, x):
        if "base" not in self.table:
            self.table["base"] = self.base
        return x + self.table["base"]
""",
    "an attribute that is set anew": """
class Net(nn.Module):
    calls = 0

    def __init__(self, base=0.0):
        super().__init__()
        self.base = base

    def forward(self, x):
        Net.calls += self.base
        return x + Net.calls
""",
    "a default of forward": """
class Net(nn.Module):
    def __init__(self, base=0.0):
        super().__init__()
        self.base = base

    def forward(self, x, seen=[]):
        seen.append(self.base)
        return x + seen[0]
""",
    "a default of __init__": """
class Net(nn.Module):
    def __init__(self, base=0.0, known=[]):
        super().__init__()
        known.append(base)
        self.known = known

    def forward(self, x):
        return x + sum(self.known)
""",
    "a name of the file": """
SEEN = {}


def first(base):
    return SEEN.setdefault("base", base)


class Net(nn.Module):
    def __init__(self, base=0.0):
        super().__init__()
        self.base = base

    def forward(self, x):
        return x + first(self.base)
""",
    "a class beside it": """
class Count:
    calls = []


class Net(nn.Module):
    def __init__(self, base=0.0):
        super().__init__()
        self.base = base

    def forward(self, x):
        Count.calls.append(self.base)
        return x + len(Count.calls) * Count.calls[0]
""",
    "a cached function": """
from functools import lru_cache


@lru_cache
def started(width):
    return [width]


class Net(nn.Module):
    def __init__(self, base=0.0):
        super().__init__()
        self.base = base

    def forward(self, x):
        started(2).append(self.base)
        return x + sum(started(2))
""",
}
"""Texts whose classes hold what one object changes and another one sees, by where they hold it."""
SHARING = """
SEEN = []


class {}(nn.Module):
    def forward(self, x):
        SEEN.append(1)
        return x + len(SEEN)
"""
NOISY = """
NOISE = torch.rand(2)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(2, 2)

    def forward(self, x):
        return self.linear(x + NOISE) if x.sum() < 1e9 else x
"""


def document(*children, **sources):
    """Return a document with these blocks one after another, of classes with these texts."""
    definitions = tuple(Definition(name, source=text) for name, text in sources.items())
    made = Document(inputs=(Input("X", ("N", 2)),), root=Sequential(id="r", children=children), definitions=definitions)
    validate(made)
    return made


def of_file(document):
    """Return the network that the emitted file builds."""
    names = {}
    exec(to_source(document), names)
    return names["build_net"]()


def several(network):
    """Return what a network returns when it is called three times."""
    return [float(network(torch.zeros(1, 2))[0, 0]) for _ in range(3)]


@pytest.mark.parametrize("text", REMEMBERING.values(), ids=REMEMBERING)
def test_nothing_is_left_for_another_network(text):
    """A network does what its file does, whatever networks of the same text were called before."""
    several(to_module(document(Instance(id="i", definition="Net", args={"base": 1.0}), Net=text)))
    other = document(Instance(id="i", definition="Net", args={"base": 100.0}), Net=text)
    assert several(to_module(other)) == several(of_file(other))


@pytest.mark.parametrize("text", REMEMBERING.values(), ids=REMEMBERING)
def test_objects_of_one_network_share_their_class(text):
    """So they do in its file."""
    blocks = [Instance(id=f"i{base}", definition="Net", args={"base": base}) for base in (1.0, 2.0)]
    both = document(*blocks, Net=text)
    assert several(to_module(both)) == several(of_file(both))


def test_classes_of_one_network_share_the_statements_that_their_texts_have_in_common():
    """The file has such a statement once."""
    blocks = [Instance(id=name, definition=name) for name in ("A", "B")]
    both = document(*blocks, A=SHARING.format("A"), B=SHARING.format("B"))
    assert several(to_module(both)) == several(of_file(both)) == [3.0, 7.0, 11.0]


def test_what_a_statement_of_the_file_draws_changes_no_weights():
    """The file draws it before the seed is set, and each network has the weights that the seed says."""
    drawn = document(Instance(id="i", definition="Net"), Net=NOISY)
    weights = [make(drawn)[0].linear.weight for make in (to_module, to_module, of_file)]
    assert torch.equal(weights[0], weights[1])
    assert torch.equal(weights[0], weights[2])
