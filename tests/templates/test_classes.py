"""Texts that a class may be started from: read, run, and written into a file that torch alone runs."""

from __future__ import annotations

import pytest
import torch

from builder import Document, analyse, to_module, to_source
from builder.classes.text_class import check_definition
from builder.document.blocks import Instance
from builder.edits import Insert, apply
from builder.edits.text_class import WriteDefinition
from builder.templates.classes import ClassExample, class_examples

EXAMPLES = [pytest.param(one, id=one.title) for one in class_examples()]


def one_of(example: ClassExample) -> Document:
    """Return a network that is one block of an example's class."""
    document = Document.from_json('{"root": {"block": "sequential", "id": "root"}}')
    document = apply(document, WriteDefinition(None, example.source, example.args))
    (definition,) = document.definitions
    return apply(document, Insert("root", 0, Instance(id="a", definition=definition.class_name)))


def built(source: str) -> torch.nn.Module:
    """Run an emitted file as Python would and return what its `build_net` builds."""
    names: dict = {}
    exec(source, names)
    return names["build_net"]()


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_accepted_without_a_warning(example):
    """What people start from is how it should be done."""
    checked = check_definition(example.source)
    assert checked.warnings == ()
    assert checked.docstring


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_on_the_first_networks_input(example):
    """Whoever drops it into a new network sees no problem."""
    document = one_of(example)
    analysis = analyse(document)
    assert analysis.problems == ()
    assert analysis.blocks[""].output_shapes[0][0] == document.batch


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_the_same_in_the_emitted_file(example):
    """Same tree, same seeded weights, bit-equal outputs."""
    document = one_of(example)
    ours, theirs = to_module(document), built(to_source(document))
    assert str(ours) == str(theirs)
    x = torch.randn(2, 20)
    assert torch.equal(ours(x), theirs(x))
    state = theirs.state_dict()
    assert all(torch.equal(tensor, state[key]) for key, tensor in ours.state_dict().items())
