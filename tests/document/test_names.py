"""Names hold against torch and Python themselves."""

from __future__ import annotations

from torch import nn

from builder.document.names import MODULE_MEMBERS, SEQUENTIAL_MEMBERS, key_fault


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
