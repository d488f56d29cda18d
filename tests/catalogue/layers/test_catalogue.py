"""The catalogue is all of `torch.nn`, argument by argument."""

from __future__ import annotations

import inspect
from typing import Any, get_overloads

import pytest
from torch import nn

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE, MODULES
from tests.catalogue.layers.examples import OMITTED

CLASSES = {name: value for name, value in vars(nn).items() if isinstance(value, type) and issubclass(value, nn.Module)}
LAYERS = [kind for kind, entry in CATALOGUE.items() if entry.instead is None]
NEVER = {"self", "args", "kwargs", "device", "size_average", "reduce"}


def signature(kind: str) -> list[inspect.Parameter]:
    """List what torch's constructor takes, less what is never offered."""
    constructor = CLASSES[kind].__init__
    # RNN, LSTM and GRU hide what they take behind *args; their first overload says it.
    stated = next(iter(get_overloads(constructor)), constructor)
    taken = inspect.signature(stated).parameters.values()
    return [p for p in taken if p.name not in NEVER and (kind, p.name) not in OMITTED]


def test_every_class_of_torch_nn_is_there():
    """Each class that torch.nn exports has one entry, and there is no other."""
    assert set(CATALOGUE) == set(CLASSES)


def test_no_kind_is_defined_twice():
    """Modules do not overwrite one another's kinds."""
    assert sum(len(module.KINDS) for module in MODULES) == len(CATALOGUE)


@pytest.mark.parametrize("kind", LAYERS)
def test_arguments_have_the_names_and_order_of_torch(kind):
    """What the constructor takes is offered, in its order, keyword-only where it is."""
    ours = [(a.name, a.keyword_only) for a in CATALOGUE[kind].arguments]
    assert ours == [(p.name, p.kind is p.KEYWORD_ONLY) for p in signature(kind)]


def plain(default: Any) -> Any:
    """Write a default as a document does: the Transformer's `F.relu` is also called "relu"."""
    return default.__name__ if callable(default) else default


@pytest.mark.parametrize("kind", LAYERS)
def test_defaults_are_those_of_torch(kind):
    """A value left out means the same here and in torch."""
    ours = {a.name: a.default for a in CATALOGUE[kind].arguments}
    assert ours == {p.name: REQUIRED if p.default is p.empty else plain(p.default) for p in signature(kind)}


def test_help_is_whole_sentences():
    """Summary and help are there, and end as sentences do."""
    texts = [text.said for kind in CATALOGUE.values() for text in (kind.summary, *(a.help for a in kind.arguments))]
    assert [text for text in texts if not text.endswith(".")] == []


def test_what_follows_a_kind_is_a_layer():
    """Quick-add offers only what can be added."""
    assert {name for kind in CATALOGUE.values() for name in kind.follows} <= set(LAYERS)


def test_an_omission_is_an_argument_of_torch():
    """The list of omissions holds nothing stale."""
    assert all(name in inspect.signature(CLASSES[kind].__init__).parameters for kind, name in OMITTED)
