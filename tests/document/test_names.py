"""Names hold against torch and Python themselves."""

from __future__ import annotations

import pytest
from torch import nn

from builder.document.names import (
    MODULE_MEMBERS,
    SEQUENTIAL_MEMBERS,
    attribute_fault,
    class_name_fault,
    key_fault,
    printed_class_fault,
)


def test_every_member_of_a_module_is_known() -> None:
    """The list of names a block must not take is torch's own."""
    members = {name for name in dir(nn.Module()) if not (name.startswith("__") and name.endswith("__"))}
    assert members == MODULE_MEMBERS


def test_every_member_of_a_sequential_is_known() -> None:
    """The list for a Sequential is torch's own."""
    members = {name for name in dir(nn.Sequential()) if not (name.startswith("__") and name.endswith("__"))}
    assert members - MODULE_MEMBERS == SEQUENTIAL_MEMBERS


def test_a_name_that_torch_takes_is_taken() -> None:
    """A name with a space is a good key, as in torch."""
    nn.Sequential().add_module("block 0", nn.ReLU())
    assert key_fault("block 0") is None


FAULTS = {
    # name: as a key of a Sequential, as an attribute, as the class that print(net) shows, as a class in the file
    "fc1": (True, True, True, True),
    "0": (True, False, False, False),
    "block 0": (True, False, False, False),
    "class": (True, False, False, False),
    "": (False, False, False, False),
    "a.b": (False, False, False, False),
    "a\u2028b": (False, False, False, False),
    "a\u2029b": (False, False, False, False),
    "forward": (False, False, True, False),
    "append": (False, False, True, False),
    "__init__": (False, False, True, False),
    "__x": (True, False, True, False),
    "x__": (True, True, True, True),
    "_x": (True, True, True, True),
    "net": (True, True, True, False),
    "print": (True, True, True, False),
    "a" * 100: (True, True, True, True),
    "a" * 101: (False, False, False, False),
    "\ufb01": (True, False, False, False),
    "ü": (True, True, True, True),
}


WORDS = {
    "": "A name cannot be empty.",
    "a" * 101: "A name has at most 100 characters; this one has 101.",
    "a.b": "The name 'a.b' contains a dot, which separates the parts of a path.",
    "a\u2028b": "The name 'a?b' contains an invisible character.",
    "a\x7f": "The name 'a?' contains an invisible character.",
    "forward": "The name 'forward' is already a member of nn.Module.",
    "__init__": "The name '__init__' is already a member of nn.Module.",
    "a b": "'a b' is not a Python identifier, so it cannot be an attribute of a class.",
    "__x": "Python changes the name '__x' inside a class, because it starts with two underscores.",
    "list": "The class name 'list' is reserved in the generated code.",
    "torch": "The class name 'torch' is reserved in the generated code.",
}


@pytest.mark.parametrize("name", WORDS)
def test_a_fault_to_the_letter(name: str) -> None:
    """Of a class in the file, which may have the least names."""
    assert class_name_fault(name) == WORDS[name]


def test_a_class_that_is_only_shown_has_a_sentence_of_its_own() -> None:
    """No attribute is meant."""
    assert printed_class_fault("a b") == "The class name 'a b' is not a Python identifier."


@pytest.mark.parametrize("name", FAULTS)
def test_where_a_name_may_stand(name: str) -> None:
    """What torch or Python would refuse, or what the file uses itself, is at fault."""
    faults = (key_fault, attribute_fault, printed_class_fault, class_name_fault)
    assert tuple(fault(name) is None for fault in faults) == FAULTS[name]
