"""What a refusal of a text repeats of it, and how long it is."""

import pytest

from builder.errors import BuilderError, SourceError
from builder.interpreter.interpreter import Interpreter
from builder.live.console import Console
from builder.sentences import LONGEST_QUOTE, LONGEST_SENTENCE
from builder.symbols.host import DocumentHost

LONG = "x" * 5_000
TEXTS = [
    LONG,
    f"import {LONG}",
    f"from torch import {LONG}",
    f"from {LONG} import a",
    f"import torch\ntorch.{LONG}",
    f"'a'.{LONG}",
    f"__{LONG}__ = 1",
    f"class {LONG}({LONG}): pass",
    f"raise ValueError({LONG!r})",
    f"{{}}[{LONG!r}]",
    f"def f(): pass\nf({LONG}=1)",
    f"nn.Linear(1, 2, {LONG}=3)",
    f"nn.{LONG}(1)",
    f"F.{LONG}(1)",
    f"'{{{LONG}}}'.format(1)",
    f"@{LONG}\nclass A: pass",
    f"int({LONG!r})",
]


def refusal(run, text):
    """Return the error by which a text is refused."""
    with pytest.raises(SourceError, match=r"^line \d+") as caught:
        run(text)
    return caught.value


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "run", [lambda text: Interpreter(DocumentHost()).run(text), lambda text: Console({}).run(text)]
)
def test_a_refusal_repeats_little_of_the_text(run, text):
    """At most 80 characters of it, in whatever part of a sentence."""
    assert "x" * LONGEST_QUOTE not in str(refusal(run, text))


def test_problem_and_remedy_together_are_short():
    """Whatever they are made of; the remedy stays."""
    error = BuilderError("so " * 1000, hint="Write less.")
    assert len(str(error)) <= LONGEST_SENTENCE
    assert str(error).endswith("… Write less.")


def test_an_unknown_module_names_the_three_nearest():
    """And not all that there are."""
    hint = refusal(Interpreter(DocumentHost()).run, "import torch.nn.functionals").hint
    assert hint.startswith("Available modules include torch.nn.functional")
    assert hint.count(",") <= 2
