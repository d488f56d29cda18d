"""What a class writes anew and torch itself calls: nothing here does, so the network is refused, code or not."""

import pytest

from builder import from_source
from builder.errors import SourceError

_TEXT = """
import torch
from torch import nn

class Part(nn.{base}):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
    {method}
    def {forward}(self, x):
        return self.a(x)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = Part()
    def forward(self, x):
        if x.sum() > 100: x = -x
        return self.p.a(x)

net = Net()
{after}
net(torch.rand(2, 4))
"""


def read(method, base="Module", forward="forward", after=""):
    """Read a text whose class writes a method; a class around it is kept as code."""
    from_source(_TEXT.format(method=method, base=base, forward=forward, after=after))


@pytest.mark.parametrize(
    "head",
    [
        "state_dict(self, *args, **kwargs)",
        "_save_to_state_dict(self, destination, prefix, keep_vars)",
        "get_extra_state(self)",
        "named_modules(self, *args, **kwargs)",
        "children(self)",
        "apply(self, fn)",
        "_call_impl(self, *args)",
        "__eq__(self, other)",
    ],
)
def test_a_method_that_torch_calls_inside_a_network_is_refused(head):
    """Its keys, its modules or its results would be others than the document says."""
    with pytest.raises(SourceError, match=f"Part writes its own {head.partition('(')[0]}, which no block can have"):
        read(f"def {head}: return {{}}")


@pytest.mark.parametrize(("base", "name"), [("ModuleList", "__len__"), ("ModuleList", "__iter__")])
def test_what_torch_asks_a_container_is_refused(base, name):
    """It is printed, and a Sequential runs, by these."""
    with pytest.raises(SourceError, match=f"writes its own {name}"):
        read(f"def {name}(self): return 0", base, "run")


@pytest.mark.parametrize("method", ["@property\n    def forward(self)", "@staticmethod\n    def forward(x)"])
def test_a_forward_that_is_no_plain_method_is_refused_in_code(method):
    """Nothing there calls it as torch does."""
    with pytest.raises(SourceError, match="forward of Part is a static method, a property or no method at"):
        from_source(
            _TEXT.format(method=f"{method}: return x", base="Module", forward="run", after="").replace(
                "self.p.a(x)", "self.p(x)"
            )
        )


def test_a_module_that_says_itself_how_it_is_converted_is_not():
    """Its tensors keep the dtype that it gives them."""
    with pytest.raises(SourceError, match="writes its own _apply"):
        read("def _apply(self, fn, recurse=True): return self", after="net.half()")


def test_a_text_of_print_that_is_not_the_tree_is_said():
    """Blocks are printed as the modules that they are."""
    text = "import torch\nfrom torch import nn\nclass Net(nn.Sequential):\n    def __str__(self): return 'mine'\n"
    with pytest.warns(UserWarning, match="would show what Net.__str__ returns"):
        from_source(f"{text}net = Net(nn.Linear(4, 4))\nnet(torch.rand(2, 4))\n")


def test_a_table_of_torch_is_read_and_not_changed():
    """What is put into it by hand would be in no count."""
    with pytest.raises(SourceError, match="This dict shows what an object holds and cannot be changed"):
        read("", after="net.p._parameters['w'] = nn.Parameter(torch.ones(4))")
