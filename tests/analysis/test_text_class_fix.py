"""What mends an object of a written class that does not take what comes in."""

import pytest

from builder import Document, analyse
from builder.document.blocks import Input, Instance
from builder.edits import Insert, SetInputs, apply
from builder.edits.text_class import WriteDefinition
from builder.templates.classes import class_examples

TAKING_FEATURES = [one for one in class_examples() if "features=" in one.source]


@pytest.mark.parametrize("example", TAKING_FEATURES, ids=lambda one: one.title)
def test_the_argument_that_must_follow_the_input_is_offered(example):
    """A run with it has shown that it helps: the fix leaves no problem."""
    document = Document.from_json('{"root": {"block": "sequential", "id": "root"}}')
    document = apply(document, SetInputs((Input(name="X", shape=("N", 12)),)))
    document = apply(document, WriteDefinition(None, example.source, example.args))
    own = document.definitions[0].class_name
    document = apply(document, Insert("root", 0, Instance(id="own", definition=own)))
    (problem,) = analyse(document).problems
    assert problem.fix.label in ("Set features to 12", "Set in_features to 12")
    assert analyse(apply(document, problem.fix.edit)).problems == ()


def test_what_no_argument_mends_has_no_fix():
    """A mistake of the text is mended in the text."""
    source = "class Own(nn.Module):\n    def forward(self, x):\n        return x @ torch.zeros(3, 3)\n"
    document = Document.from_json('{"root": {"block": "sequential", "id": "root"}}')
    document = apply(document, WriteDefinition(None, source))
    document = apply(document, Insert("root", 0, Instance(id="own", definition="Own")))
    (problem,) = analyse(document).problems
    assert problem.problem.startswith("Own, line 3: RuntimeError")
    assert problem.fix is None


def test_what_a_class_holds_is_no_sequence():
    """Two linear layers side by side in a text say nothing about what runs between them."""
    source = """
class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(20, 20)
        self.last = nn.Linear(20, 20)

    def forward(self, x):
        return self.last(torch.relu(self.first(x)))
"""
    document = Document.from_json('{"root": {"block": "sequential", "id": "root"}}')
    document = apply(document, WriteDefinition(None, source))
    for id in ("a", "b"):
        document = apply(document, Insert("root", 0, Instance(id=id, definition="Own")))
    assert analyse(document).problems == ()
