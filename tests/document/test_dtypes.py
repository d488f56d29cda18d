from typing import get_args

import pytest
import torch

from builder.catalogue.dtypes import ALIASES, BYTES, CASTS
from builder.document.blocks import Dtype


def test_a_document_has_the_dtypes_of_the_catalogue():
    """What a tensor or an input may have is what the catalogue lists."""
    assert set(get_args(Dtype)) == set(BYTES)


@pytest.mark.parametrize("dtype", BYTES)
def test_bytes_are_torchs(dtype):
    """An element has the size that torch gives it."""
    assert torch.empty(1, dtype=getattr(torch, dtype)).element_size() == BYTES[dtype]


@pytest.mark.parametrize("name", ALIASES)
def test_aliases_are_torchs(name):
    """A further name means the dtype that it means in torch."""
    assert getattr(torch, name) == getattr(torch, ALIASES[name])


@pytest.mark.parametrize("name", CASTS)
def test_casts_are_torchs(name):
    """A method called after a dtype makes that dtype."""
    assert getattr(torch.zeros(1), name)().dtype == getattr(torch, CASTS[name])
