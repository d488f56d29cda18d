"""Notes become Python line for line, and what is left out is said."""

import ast
import json
import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import DocumentError
from builder.notes.notebook import notebook_code
from builder.notes.plain import plain
from tests.code import ROOT

LIMIT = 200_000
FILES = sorted(
    chain.from_iterable((ROOT / part).rglob("*.py") for part in ("builder/interpreter", "tests/interpreter"))
)
NET = "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Linear(2, 3))"
BLANK = {
    "%matplotlib inline": "Commands",
    "!pip install torch \\\n  einops": "Commands",
    "?net\nnet??\nnet[0]?": "Commands",
    "%%time": "Commands",
    "pip install torch": "Commands",
    "%%bash\nls\n\ncd x": "Commands",
    "net\nSequential(\n  (0): Linear(in_features=2, out_features=3, bias=True)\n)": "Results",
    "output:\ntensor([[0.1, 0.2]], grad_fn=<AddmmBackward0>)\n": "Results",
    "Out[3]: Linear(in_features=2\n  more)\n": "Results",
    "Traceback (most recent call last):\n  File 'x', line 1\nRuntimeError: mat1 and mat2 cannot": "Results",
    "epoch 1, loss 0.35": "Results",
    ">>> net\ntorch.Size([2, 3])\n>>> net\ntorch.bool\n>>> net\ntorch.complex128": "Results",
    "And now we look at it.": "Text",
    "net 的第一层：": "Text",
}


def code(text):
    """Return the lines of what is read of a text that are neither empty nor comments, and what is said."""
    read = plain(text, LIMIT)
    assert read.text.count("\n") == notebook_code(text).count("\n")
    ast.parse(read.text)
    return [line for line in read.text.split("\n") if line.strip() and line[0] != "#"], " ".join(read.notes)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_what_is_python_stays_as_it_is(file):
    """To the letter; and so does all else of a text where one line is none."""
    text = file.read_text(encoding="utf-8")
    assert plain(text, 10**7).text == text
    assert plain(f"!pip install torch\n{text}", 10**7).text == f"\n{text}"


@pytest.mark.parametrize(("lines", "said"), BLANK.items())
def test_what_is_no_code_is_left_out_and_said(lines, said):
    """Commands, results and text, around code that stays in its lines."""
    kept, notes = code(f"{lines}\n\n{NET}")
    assert [line for line in kept if line != "net"] == NET.split("\n")
    assert said in notes


@pytest.mark.parametrize(
    "text",
    [
        ">>> A\n>>> B\n>>> C\n>>> net\nSequential(\n  (0): L\n)",
        "In [1]: A\nIn [2]: B\nIn [3]: C\nIn [4]: net\nOut[4]: S(",
        "In [1]:\nA\nB\nC\nnet\n\nS(\n  (0): L()\n)\n\n- text",
        "Text:\n\n```python\nA\nB\nC\nnet\n```\n\nMore text (.",
        "- A\n\n  ```py\n  A\n  B\n  C\n  net\n  ```\n",
        "> ~~~python\n> A\n> B\n> C\n> net\n> ~~~\n",
        "```{.python .input}\nA\nB\nC\nnet\n```\n```\n1\n```",
        "    A\n    B\n    C\n    net\n    !ls",
    ],
)
def test_prompts_cells_and_fences_are_taken_off(text):
    """Whatever a person copied from, the code is the same."""
    for mark, line in zip("ABC", NET.split("\n"), strict=True):
        text = re.sub(rf"\b{mark}$", line, text, flags=re.MULTILINE)
    assert [line for line in code(text)[0] if line != "pass"] == [*NET.split("\n"), "net"]


def test_a_block_of_several_lines_keeps_its_prompts_lines():
    """`...` and `   ...:` go on with what is above them."""
    text = (
        ">>> for i in x:\n...     if i:\n...         print(i)\n... \nIn [2]: def f():\n   ...:     return 1\n   ...: "
    )
    assert code(text)[0] == ["for i in x:", "    if i:", "        print(i)", "def f():", "    return 1"]


def test_prompts_and_fences_in_a_docstring_stay():
    """They are text of the program."""
    text = f'!ls\ndef f():\n    """A.\n\n    >>> f()\n    1\n\n    ```python\n    f()\n    ```\n    """\n{NET}'
    assert plain(text, LIMIT).text == text.replace("!ls", "")


def test_a_command_in_a_block_leaves_the_block_whole():
    """As `pass`."""
    assert code("if x:\n    !ls\ny = 1")[0] == ["if x:", "    pass", "y = 1"]


def test_what_time_runs_is_kept():
    """`%time` runs a statement."""
    assert code("%time net = f()\n%timeit g()")[0] == ["net = f()"]


@pytest.mark.parametrize(
    ("bad", "lines", "said"),
    [
        ("print(net[0]）", "4", "full-width punctuation. Write ) instead"),
        ("x = f(1,\ny = 2", "4", "The bracket ( is never closed"),
        ("class B(nn.Module):\n    def f(self)\n        pass", "4–6", "begins with def has no colon"),
        ("for i in x:\n    print(i）\n    y = 1", "5", "full-width"),
        ("x = 1\n  y = 2", "5", "further than the block"),
        ("print 'a'", "4", "Python 2"),
    ],
)
def test_code_that_is_no_python_is_left_out_by_itself(bad, lines, said):
    """With its lines and what is wrong; all else stays."""
    kept, notes = code(f"{NET}\n{bad}\nz = 1")
    assert (kept[:3], kept[-1]) == (NET.split("\n"), "z = 1")
    assert f"Left out: line{'s' * ('–' in lines)} {lines}. " in notes
    assert said in notes


def test_a_notebook_is_its_code_cell_after_cell():
    """The outputs and the text are not read."""
    cells = [
        {"cell_type": "markdown", "source": "# A\n"},
        {"cell_type": "code", "source": ["x = 1\n", "x"], "execution_count": 2, "outputs": [{"data": {"text": "1"}}]},
        {"cell_type": "code", "source": "%%bash\nls", "execution_count": None},
        {"cell_type": "code", "source": "y = 2", "execution_count": 3},
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})
    read = plain(text, LIMIT)
    assert read.text.split("\n") == ["# In [2]:", "x = 1", "x", "", "# In [ ]:", "", "", "", "# In [3]:", "y = 2", ""]
    assert read.cells == (1, 5, 9)
    assert "This is a notebook" in read.notes[0]


def test_a_notebook_of_version_3_is_read():
    """Whose cells stand in worksheets."""
    sheet = {"cells": [{"cell_type": "code", "input": ["x = 1"], "prompt_number": 1}]}
    assert notebook_code(json.dumps({"worksheets": [sheet], "nbformat": 3})) == "# In [1]:\nx = 1\n"


def test_a_damaged_notebook_is_refused():
    """In a sentence."""
    with pytest.raises(DocumentError, match=r"incomplete or damaged\. Save it again"):
        plain('{"cells": [{"cell_type": "code"', LIMIT)


_LINES = r"""
>>> x = 1|... y|In [1]:|Out[1]: 3|```python|```|%%time|%%bash|!ls \|x = (|)|）|class A:|    def f(self):
        return 1|if x|print 1|||text, (really
tensor([1])|# In [2]:|output:|@a|else:|  y = 2|x = 'a|    !ls|S(|  (0): L()|'''
"""


@given(st.lists(st.sampled_from(re.split(r"[|\n]", _LINES)), max_size=14).map("\n".join))
def test_whatever_a_text_is_python_comes_of_it_in_its_lines(text):
    """No line moves, and nothing raises."""
    code(text)
