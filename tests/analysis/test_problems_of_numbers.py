"""Each sentence about numbers that flow into the arguments of a function, word for word: beside it a table."""

import pytest

from tests.analysis.test_problems_of_wires import ACT, LSTM, call, net
from tests.analysis.told import table, told

SIZE = call("s", "Tensor.size", dim=1)


def viewed(*shape):
    """Return a view to a shape, 'N' or an expression for each dim."""
    return call("v", "Tensor.view", shape=list(shape))


VIEW, TIMES = viewed("N", "=h"), call("v", "torch.mul", other="=h")
DOCUMENTS = {
    "no number": net(VIEW, v="x", out="v"),
    "a number of another name": net(SIZE, VIEW, s="x", v="x w=s", out="v"),
    "a number too many": net(SIZE, VIEW, s="x", v="x h=s w=s", out="v"),
    "two numbers too many": net(SIZE, VIEW, s="x", v="w=s x b=s h=s", out="v"),
    "a tensor for a number": net(ACT, VIEW, act="x", v="x h=act", out="v"),
    "a tuple for a number": net(LSTM, VIEW, lstm="x", v="x h=lstm", out="v"),
    "a number for a tensor": net(SIZE, VIEW, s="x", v="s h=s", out="v"),
    "no tensor beside a number": net(SIZE, VIEW, s="x", v="h=s", out="v"),
    "no tensor beside two numbers": net(SIZE, viewed("=w", "=h"), s="x", v="h=s w=s", out="v"),
    "two tensors beside a number": net(SIZE, TIMES, s="x", v="x x h=s", out="v"),
    "two tensors around a number": net(SIZE, TIMES, s="x", v="x h=s x", out="v"),
    "two tensors after a number": net(SIZE, TIMES, s="x", v="h=s x x", out="v"),
    "a tensor after a number": net(SIZE, TIMES, s="x", v="h=s x", out="v"),
    "a number from nowhere": net(VIEW, v="x h=z", out="v"),
    "a number of the unknown": net(ACT, SIZE, VIEW, s="act", v="x h=s", out="v"),
    "a fraction": net(SIZE, viewed("N", "=h / 2"), s="x", v="x h=s", out="v"),
    "a division by 0": net(SIZE, viewed("N", "=h // (h - 8)"), s="x", v="x h=s", out="v"),
    "one more": net(SIZE, viewed("N", "=h + 1"), s="x", v="x h=s", out="v"),
    "as many": net(SIZE, viewed("N", "=h"), s="x", v="x h=s", out="v"),
}
PROBLEMS = table("problems_of_numbers.txt")


@pytest.mark.parametrize("case", DOCUMENTS)
def test_what_is_told_of_numbers(case):
    """Each problem with its place, its hint, the words on the button and the edit behind it, in order."""
    assert told(DOCUMENTS[case]) == PROBLEMS[case]
