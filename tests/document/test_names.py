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


@pytest.mark.parametrize("name", FAULTS)
def test_where_a_name_may_stand(name: str) -> None:
    """What torch or Python would refuse, or what the file uses itself, is at fault."""
    faults = (key_fault, attribute_fault, printed_class_fault, class_name_fault)
    assert tuple(fault(name) is None for fault in faults) == FAULTS[name]
