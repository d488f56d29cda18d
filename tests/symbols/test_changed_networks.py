"""What wraps a network gives it; what changes it out of sight, or cannot be run, is refused."""

import warnings

import pytest

from builder import from_source, to_module
from builder.errors import SourceError


@pytest.mark.parametrize("wrapped", ["torch.compile(net)", "nn.DataParallel(net)", "torch.jit.script(net)"])
def test_what_only_wraps_a_network_gives_it(wrapped):
    """The network is the one inside, by the wrapper's name for it too, and what is left out is said."""
    text = f"import torch\nfrom torch import nn\nnet = nn.Linear(2, 3)\nnet = {wrapped}\n"
    inside = {"torch.compile(net)": "net._orig_mod", "nn.DataParallel(net)": "net.module"}.get(wrapped, "net")
    text += f"nn.init.ones_({inside}.bias)\nnet(torch.ones(4, 2))"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        document = from_source(text)
    name = wrapped.partition("(")[0].replace("nn.", "torch.nn.")
    assert [f"line 4: {name}" in str(one.message) for one in caught] == [True]
    assert to_module(document).bias.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "line",
    [
        "torch.nn.utils.prune.l1_unstructured(net, 'weight', 0.5)",
        "torch.ao.quantization.prepare(net, inplace=True)",
        "net._parameters['w'] = nn.Parameter(torch.ones(3))",
        "del net._parameters['bias']",
    ],
)
def test_what_changes_a_network_in_a_way_that_is_not_kept_is_refused(line):
    """Its keys would be others than the text's."""
    text = f"import torch\nfrom torch import nn\nimport torch.nn.utils.prune\nnet = nn.Linear(2, 3)\n{line}\n"
    with pytest.raises(SourceError, match=r"line 5.*(puts other tensors into the network|cannot be changed)"):
        from_source(text)


def test_a_child_that_is_none_cannot_be_run():
    """In a sentence with its line, as torch raises it."""
    text = "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.ReLU(), None)\nnet(torch.ones(2))"
    with pytest.raises(SourceError, match=r"line 4.*TypeError: 'NoneType' object is not callable"):
        from_source(text)
