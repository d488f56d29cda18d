"""Code as people write it gives what Python itself gives: same text, same keys, bit-equal outputs."""

import contextlib
import io

import pytest
import torch

from builder.interpreter.interpreter import Interpreter
from builder.live.console import torch_interpreter
from builder.symbols.host import DocumentHost
from tests.interpreter.corpus import NETWORKS
from tests.interpreter.snippets import HEAD, SNIPPETS


def native(text):
    """Run a text by Python itself, which only a test may do; return its variables and what it prints."""
    scope, printed = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, scope)
    return scope, printed.getvalue()


@pytest.fixture(params=NETWORKS.values(), ids=NETWORKS)
def pair(request):
    """Give the variables of Python and of the interpreter after one text under one seed, and what both printed."""
    text = HEAD + request.param
    torch.manual_seed(1)
    theirs, printed = native(text)
    interpreter = torch_interpreter()
    torch.manual_seed(1)
    interpreter.run(text)
    return theirs, interpreter.globals.variables, printed, interpreter.output()


def test_networks_print_as_written(pair):
    """`print(net)` reads the same, class names and all, and so does what the text prints itself."""
    assert (str(pair[1]["net"]), pair[3]) == (str(pair[0]["net"]), pair[2])


def test_networks_have_the_same_weights(pair):
    """Keys, order and initial weights are bit-equal."""
    theirs, ours = pair[0]["net"].state_dict(), pair[1]["net"].state_dict()
    assert list(theirs) == list(ours)
    assert all(torch.equal(theirs[key], ours[key]) for key in theirs)


def test_networks_compute_the_same(pair):
    """Outputs and gradients are bit-equal."""
    theirs, ours = pair[0], pair[1]
    outputs = theirs["net"](theirs["X"].clone()), ours["net"](ours["X"].clone())
    torch.testing.assert_close(outputs[1], outputs[0], rtol=0, atol=0)
    for output in outputs:
        first = output[0] if isinstance(output, tuple) else output
        if first.requires_grad:
            first.sum().backward()
    for a, b in zip(theirs["net"].parameters(), ours["net"].parameters(), strict=True):
        assert (a.grad is None) == (b.grad is None)
        assert a.grad is None or torch.equal(a.grad, b.grad)


@pytest.mark.parametrize("text", SNIPPETS.values(), ids=SNIPPETS)
def test_language_prints_what_python_prints(text):
    """The core language does what Python does."""
    interpreter = Interpreter(DocumentHost())
    interpreter.run(text)
    assert interpreter.output() == native(text)[1]
