"""Classes kept as code that are given members of enumerations."""

import pytest

from tests.symbols.programs.agreement import Refused, holds
from tests.symbols.programs.found import _program as program
from tests.symbols.programs.found import _with as with_class

GIVEN = with_class(
    "from dataclasses import dataclass\nfrom enum import Enum\n\n"
    "class Kind(str, Enum):\n    HARD = 'hard'\n    SOFT = 'soft'\n\n"
    "@dataclass\nclass Options:\n    kind: Kind = Kind.HARD\n    by: float = 2.0\n\n"
    "class Asks(nn.Module):\n"
    "    def __init__(self, kind, options=None):\n"
    "        super().__init__()\n"
    "        self.kind, self.options = kind, options\n\n"
    "    def forward(self, x):\n"
    "        if x.sum() > 100: x = -x\n"
    "        x = x * self.options.by if self.options and self.options.kind == 'hard' else x\n"
    "        return x * 3 if self.kind is Kind.HARD else x\n",
    program(
        "self.m = Asks(Kind.SOFT, Options()); self.n = Asks(Kind('hard')); self.o = Asks('hard')",
        "return self.o(self.n(self.m(self.a(x))))",
    ),
)


@pytest.mark.filterwarnings("ignore:.*is kept as code")
def test_members_are_given_by_their_names():
    """One that is a string as well is no plain string."""
    assert not isinstance(holds(GIVEN), Refused)
