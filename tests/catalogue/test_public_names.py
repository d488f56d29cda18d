"""Which names torch has is data, so that `hasattr` answers as torch does for those that are not available."""

from types import ModuleType

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import nn

from builder import from_source
from builder.catalogue.public_names import PUBLIC
from builder.errors import SourceError

_OWNERS = {"torch": torch, "torch.Tensor": torch.Tensor, "torch.nn": nn, "torch.nn.functional": F}
_TEXT = """
import torch
from torch import nn
net = nn.Linear(4, {width})
net(torch.rand(2, 4))
"""


@pytest.mark.parametrize("name", _OWNERS)
def test_the_names_are_those_of_torch(name):
    """Modules that are imported on the way are no matter."""
    names = {one for one in dir(_OWNERS[name]) if one[0] != "_"}
    assert {one for one in names if not isinstance(getattr(_OWNERS[name], one), ModuleType)} <= PUBLIC[name]


def test_what_is_not_available_is_there_for_hasattr():
    """Else the text would go another way than its author's."""
    document = from_source(_TEXT.format(width="2 + hasattr(torch, 'set_flush_denormal') + hasattr(torch, 'nothing')"))
    assert document.root.args["out_features"] == 3


def test_what_is_not_available_is_not_replaced_by_a_default():
    """It is named instead."""
    with pytest.raises(SourceError, match="torch has no attribute 'set_flush_denormal' here"):
        from_source(_TEXT.format(width="getattr(torch, 'set_flush_denormal', 3)"))
