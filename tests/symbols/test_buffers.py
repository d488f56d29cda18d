"""Lines that fill a buffer, which no rule of a document does, are told."""

import pytest

from builder import from_source


@pytest.mark.parametrize("line", ["nn.init.ones_(net[0].running_mean)", "net[0].running_var[0] = 3.0"])
def test_a_buffer_that_is_filled_afterwards_is_told(line):
    """No rule fills a buffer: its line is named, not left out in silence."""
    text = f"from torch import nn\nnet = nn.Sequential(nn.BatchNorm1d(3))\n{line}\n"
    with pytest.warns(UserWarning, match="line 3: it changes weights as no init rule can"):
        from_source(text)


def test_a_buffer_that_is_filled_where_it_is_made_elsewhere_is_told():
    """In the `__init__` of another class as well."""
    text = """from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(3)
        nn.init.constant_(self.norm.running_mean, 2.0)
    def forward(self, x):
        return self.norm(x)
net = Net()
"""
    with pytest.warns(UserWarning, match="it changes weights as no init rule can"):
        from_source(text)


@pytest.mark.filterwarnings("error")
def test_a_buffer_that_is_filled_with_what_it_begins_with_is_no_change():
    """As code does that sets all norms to their start."""
    text = "from torch import nn\nnet = nn.Sequential(nn.BatchNorm1d(3))\nnn.init.ones_(net[0].running_var)\n"
    assert not from_source(text).init
