"""What Python's own prompt prints for the inputs of a session, with torch as it is."""

import ast
import contextlib
import io
import math
import re
import traceback
from collections import OrderedDict
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from msgspec.structs import replace
from torch import nn

from builder.errors import SourceError
from builder.interpreter.limits import RUN_LIMITS
from builder.jobs.shelf import Shelf
from builder.live.console import Console

PATIENT = replace(RUN_LIMITS, seconds=600.0)
"""The first operations of a process load code for seconds."""
TIMES = "CPU times: user 1 s, sys: 1 s, total: 1 s\nWall time: 1 s\n"
_TIMED = re.compile(r"\A%%?time\s+")


def net():
    """Return the network that both sides have as `net`."""
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))


def _names():
    return {"torch": torch, "nn": nn, "F": F, "math": math, "OrderedDict": OrderedDict, "__name__": "__main__"}


def printed_by_python(*inputs):
    """Return what Python prints for inputs, one after another."""
    names = _names() | {"net": net(), "X": torch.ones(2, 4)}
    return "".join(_entered(text, names) for text in inputs)


def answers_of_python(inputs, folder):
    """Return what Python prints for each input of a session in a folder."""
    names = _names()
    torch.manual_seed(0)
    with contextlib.chdir(folder), np.printoptions(), torch.random.fork_rng():
        printed = [_entered(text, names) for text in inputs]
    torch.set_printoptions(profile="default")
    torch.set_grad_enabled(True)
    return printed


def _entered(text, names):
    timed = _TIMED.match(text)
    with redirect_stdout(io.StringIO()) as output:
        try:
            _enter(ast.parse(text[timed.end() if timed else 0 :]), names, TIMES if timed else "")
        except Exception as error:  # whatever Python raises is what it shows
            output.write("".join(traceback.format_exception_only(error)))
    return output.getvalue()


def _enter(tree, names, after):
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "input", "exec"), names)
    value = None if last is None else eval(compile(ast.Expression(last.value), "input", "eval"), names)
    print(after, end="")  # noqa: T201 - as IPython does
    if value is not None:
        names["_"] = value
        print(repr(value))  # noqa: T201 - as the prompt does


def printed_here(*inputs):
    """Return what the prompt prints for inputs, one after another."""
    console = Console({"net": net(), "X": torch.ones(2, 4)}, PATIENT)
    return "".join(_answer(console, text) for text in inputs)


def answers_here(inputs, folder):
    """Return what the prompt prints for each input of a session with a shelf in a folder."""
    console = Console({}, PATIENT, Shelf(Path(folder) / "shelf"))
    torch.manual_seed(0)
    return [_answer(console, text) for text in inputs]


def _answer(console, text):
    try:
        return console.run(text)
    except SourceError as error:
        return f"{console.partial()}{error.said or error.problem}\n"
