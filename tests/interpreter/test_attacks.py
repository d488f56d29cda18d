"""Every attack is refused with line and column, and nothing of the host has changed."""

import builtins
import gc
import sys

import pytest
import torch
from msgspec.structs import replace
from torch import nn

from builder.errors import SourceError
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import RUN_LIMITS, Limits
from builder.live.console import Console, torch_interpreter
from builder.symbols.host import DocumentHost
from tests.interpreter.attacks import ATTACKS, SESSION_ATTACKS, TORCH_ATTACKS
from tests.nightly import NIGHTLY

REACHING = {name: text for name, text in ATTACKS.items() if name.startswith(("reach", "machinery"))}
"""What is about size and time alone is the same in both namespaces."""

LIMITS = Limits() if NIGHTLY else replace(Limits(), steps=100_000, seconds=0.2)
LIVE = RUN_LIMITS if NIGHTLY else replace(RUN_LIMITS, steps=100_000, seconds=0.5)
"""What has no end is refused by the same counters, only sooner: there are hundreds."""

pytestmark = pytest.mark.filterwarnings("ignore")


def canary():
    """Return what an attack would have to change."""
    return (
        set(dir(builtins)),
        set(sys.modules) & {"os.path", "pickle", "subprocess"},
        [torch.load, torch.save, torch.tensor, torch.Tensor.__add__, nn.Module.__call__, nn.init.normal_],
        dict(vars(nn.Module)),
        dict(vars(nn.Linear)),
        torch.get_default_dtype(),
        torch.is_grad_enabled(),
        torch.get_num_threads(),
        sys.getrecursionlimit(),
        gc.isenabled(),
    )


def refused(interpreter, text):
    """Return the error by which a text is refused."""
    before = canary()
    with pytest.raises(SourceError, match=r"^line \d+, column \d+: ") as caught:
        interpreter.run(text)
    assert canary() == before
    return caught.value


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_document_namespace_refuses(text):
    """The text is refused where modules are symbols."""
    assert refused(Interpreter(DocumentHost(), LIMITS), text).line >= 1


@pytest.mark.parametrize("text", REACHING.values(), ids=REACHING)
def test_torch_namespace_refuses(text):
    """The text is refused where modules are live."""
    assert refused(torch_interpreter(LIVE), text).line >= 1


@pytest.mark.parametrize("text", TORCH_ATTACKS.values(), ids=TORCH_ATTACKS)
def test_live_torch_refuses(text):
    """The text is refused where it could reach tensors and modules of torch."""
    assert refused(Console({}, LIVE).interpreter, text).column >= 1


@pytest.mark.parametrize("text", SESSION_ATTACKS.values(), ids=SESSION_ATTACKS)
def test_prompt_refuses(text):
    """The text is refused where it could reach what a prompt alone offers."""
    assert refused(Console({}, LIVE).interpreter, text).line >= 1


OFFERED = (
    "hash('a')", "hash", "def d(c): return 1\n@d\nclass A: pass",
    "import os", "vars()", "dir()", "help()", "globals()", "class A: pass\nA.__bases__",
    "class A: pass\nA.__mro__", "class A: pass\nA().__dict__", "class A: pass\nA().__module__",
    "import torch.nn as nn\nnn.modules", "import sys", "def d(f): return f\n@d\ndef g(): pass", "@print\ndef g(): pass",
    "@(lambda f: f)\ndef g(): pass", "def f():\n    yield 1\nf()", "def f():\n    yield from [1]\nf()",
    "class A:\n    def __enter__(self): pass", "class A:\n    def __exit__(self, *a): pass",
    "import torch.nn as nn\nnn.Linear(1, 1)._forward_hooks",
    "import torch.nn as nn\nnn.Linear(1, 1).__dict__", "import torch.nn as nn\nnn.Linear(1, 1).__class__.__mro__",
)  # fmt: skip
"""What a prompt has and a pasted file has not."""


@pytest.mark.parametrize("text", [text for text in REACHING.values() if text not in OFFERED])
def test_prompt_refuses_as_well(text):
    """The text is refused at a prompt too, which offers more."""
    assert refused(Console({}, LIVE).interpreter, text).line >= 1


def test_battery_is_large():
    """There are more than 150 different attacks."""
    assert len({*ATTACKS.values(), *TORCH_ATTACKS.values()}) > 150
