"""A look at a class does without torch's compiler, and leaves torch as it was."""

import subprocess
import sys

import pytest

from builder.module import uncompiled

SAID = "__dynamo_disable"
CODE = """
import sys
from builder import from_source
text = "class Net(nn.Module):\\n    def __init__(self):\\n        super().__init__()\\n"
text += "        self.a = nn.Linear(4, 4)\\n"
text += "    def forward(self, x):\\n        y = torch.softmax(nn.functional.gelu(self.a(x)) / 2, -1)\\n"
text += "        return y if x.sum() > 0 else -y\\nnet = Net()"
from_source("import torch\\nfrom torch import nn\\n" + text)
sys.exit("torch._dynamo" in sys.modules)
"""


def test_rules_of_torch_are_as_before(monkeypatch):
    """Inside they call each other directly; afterwards the compiler is told again."""
    monkeypatch.delitem(sys.modules, "torch._dynamo", raising=False)
    rules = uncompiled._rules()
    before = [vars(rule).get(SAID) for rule in rules]
    with uncompiled.without_compiler():
        assert all(SAID in vars(rule) for rule in rules)
    assert len(rules) > 50
    assert [vars(rule).get(SAID) for rule in rules] == before


@pytest.mark.nightly
def test_a_first_file_does_not_import_the_compiler():
    """In a process of its own, where nothing else has."""
    subprocess.run([sys.executable, "-W", "ignore", "-c", CODE], check=True, timeout=300)
