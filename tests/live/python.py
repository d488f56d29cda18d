"""What Python's own prompt prints for the inputs of a session, with torch as it is."""

import ast
import io
import math
import sys
from collections import OrderedDict
from contextlib import redirect_stdout

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from msgspec.structs import replace
from torch import nn

from builder.errors import SourceError
from builder.interpreter.limits import RUNNING
from builder.live.console import Console

PATIENT = replace(RUNNING, seconds=600.0)
"""The first operations of a process load code for seconds."""


def net():
    """Return the network that both sides have as `net`."""
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))


def printed_by_python(*inputs):
    """Return what Python prints for inputs, one after another."""
    names = {"torch": torch, "nn": nn, "F": F, "math": math, "OrderedDict": OrderedDict, "net": net()}
    names |= {"X": torch.ones(2, 4), "__name__": "__main__"}
    with redirect_stdout(io.StringIO()) as output:
        for text in inputs:
            _enter(ast.parse(text), names)
    return output.getvalue()


def _enter(tree, names):
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    try:
        exec(compile(tree, "input", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "input", "eval"), names)
    except Exception as error:  # whatever Python raises is what it shows
        sys.stdout.write(f"{type(error).__name__}: {error}\n")
        return
    if value is not None:
        sys.stdout.write(f"{value!r}\n")


def printed_here(*inputs):
    """Return what the prompt prints for inputs, one after another."""
    console = Console({"net": net(), "X": torch.ones(2, 4)}, PATIENT)
    return "".join(_answer(console, text) for text in inputs)


def _answer(console, text):
    try:
        return console.run(text)
    except SourceError as error:
        return f"{console.partial()}{error.problem}\n"
