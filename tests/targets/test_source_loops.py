"""Forwards that run lists of modules as they are written: a loop where each turn does the same, else line by line."""

import pytest
import torch

from builder import Document, from_source, to_module, to_source

LAYERS = "self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(3)])"
OTHERS = "self.others = nn.ModuleList([nn.Linear(4, 4) for _ in range(3)])"
NORMS = "self.norms = nn.ModuleList([nn.LayerNorm(4) for _ in range(3)])"
HEADS = 'self.heads = nn.ModuleDict({"a": nn.Linear(4, 4), "b": nn.Linear(4, 4)})'
LOOPS = {
    "a layer": (
        (LAYERS,),
        """
for layer in self.layers:
    x = layer(x)
return x
""",
    ),
    "a layer and a function": (
        (LAYERS,),
        """
for layer in self.layers:
    x = F.relu(layer(x))
return x
""",
    ),
    "a sum": (
        (LAYERS,),
        """
for layer in self.layers:
    x = x + layer(x)
return x
""",
    ),
    "a layer twice in each turn": (
        (LAYERS,),
        """
for layer in self.layers:
    x = layer(F.relu(layer(x)))
return x
""",
    ),
    "one loop after another": (
        (LAYERS,),
        """
for layer in self.layers:
    x = F.relu(layer(x))
for layer in self.layers:
    x = F.relu(layer(x))
return x
""",
    ),
    "two lists": (
        (LAYERS, NORMS),
        """
for layer, norm in zip(self.layers, self.norms):
    x = norm(x + layer(x))
return x
""",
    ),
    "the values of a dict": (
        (HEADS,),
        """
for head in self.heads.values():
    x = F.relu(head(x)) + x
return x
""",
    ),
    "what came in is needed after it": (
        (LAYERS,),
        """
out = x
for layer in self.layers:
    out = F.relu(layer(out))
return x + out
""",
    ),
    "what is outside is needed in each turn": (
        (LAYERS,),
        """
relu = F.relu(x)
for layer in self.layers:
    x = layer(x) * relu
return x + relu
""",
    ),
}
UNROLLED = {
    "two values that change places": (
        (LAYERS, OTHERS),
        """
y = F.relu(x)
for layer, other in zip(self.layers, self.others):
    x, y = layer(y), other(x)
return x + y
""",
        """
layer_2 = self.layers[0](F.relu(x))
x = self.layers[1](self.others[0](x))
return self.layers[2](self.others[1](layer_2)) + self.others[2](x)
""",
    ),
    "numbers that differ": (
        (LAYERS,),
        """
for i in range(3):
    x = self.layers[i](x) * (i + 1)
return x
""",
        """
x = self.layers[1](self.layers[0](x) * 1)
return self.layers[2](x * 2) * 3
""",
    ),
    "from the last to the first": (
        (LAYERS,),
        """
for layer in reversed(self.layers):
    x = F.relu(layer(x))
return x
""",
        """
x = self.layers[1](F.relu(self.layers[2](x)))
return F.relu(self.layers[0](F.relu(x)))
""",
    ),
    "a turn that is needed later": (
        (LAYERS,),
        """
found = []
for layer in self.layers:
    x = F.relu(layer(x))
    found.append(x)
return torch.cat(found, dim=1)
""",
        """
relu = F.relu(self.layers[0](x))
relu_2 = F.relu(self.layers[1](relu))
return torch.cat((relu, relu_2, F.relu(self.layers[2](relu_2))), dim=1)
""",
    ),
    "each of what came in": (
        (LAYERS,),
        """
return torch.cat([layer(x) for layer in self.layers], dim=1)
""",
        """
layer_2 = self.layers[0](x)
layer_3 = self.layers[1](x)
layer_4 = self.layers[2](x)
return torch.cat((layer_2, layer_3, layer_4), dim=1)
""",
    ),
}


def text(lists: tuple[str, ...], forward: str) -> str:
    """Return the text of a network."""
    body = "\n".join(["def __init__(self):", "    super().__init__()", *(f"    {line}" for line in lists)])
    steps = "\n".join(f"    {line}" for line in forward.strip().splitlines())
    inside = "\n".join(f"    {line}" for line in f"{body}\ndef forward(self, x):\n{steps}".splitlines())
    head = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n"
    return f"{head}class Net(nn.Module):\n{inside}\nnet = Net()\n"


def written(document: Document) -> list[str]:
    """Return the lines of the one forward in the file of a document, which does what the network does."""
    source, names, x = to_source(document), {}, torch.rand(2, 4)
    exec(source, names)
    assert torch.equal(names["build_net"]()(x), to_module(document)(x))
    forward = source.partition("    def forward(self, x):\n")[2].partition("\n\n")[0]
    return [line.removeprefix("        ") for line in forward.splitlines()]


@pytest.mark.parametrize("case", LOOPS)
def test_a_loop_is_written_as_a_person_writes_it(case):
    """To the letter."""
    lists, forward = LOOPS[case]
    assert written(from_source(text(lists, forward))) == forward.strip().splitlines()


@pytest.mark.parametrize("case", UNROLLED)
def test_what_is_no_loop_is_written_line_by_line(case):
    """Where turns differ, or one is needed by itself."""
    lists, forward, expected = UNROLLED[case]
    assert written(from_source(text(lists, forward))) == expected.strip().splitlines()


@pytest.mark.parametrize(("more", "loops"), [(38, 1), (39, 0)])
def test_a_loop_has_forty_steps_at_most(more, loops):
    """With the step that calls its layer, and none to spare: what is longer is searched for no loop."""
    body = "\n".join(["for layer in self.layers:", "    x = layer(x)", *["    x = F.relu(x)"] * more, "return x"])
    assert to_source(from_source(text((LAYERS,), body))).count("for layer in self.layers:") == loops
