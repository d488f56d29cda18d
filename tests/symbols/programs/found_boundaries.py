"""Programs in which a graph calls code or another graph: memory, None and attributes pass between them."""

from tests.symbols.programs.found import _program, _with
from tests.symbols.programs.writer import Program

_ASKS = "if x.sum() > 100: x = -x\n        "
_STEPS = "y = self.p(self.a(x)); y.mul_(2); return y * x"


def _part(init: str, returns: str, steps: str, more: str = "") -> Program:
    text = (
        f"class Part(nn.Module):\n    def __init__(self):\n        super().__init__()\n        {init}\n\n"
        f"    def forward(self, x{more}):\n        {returns}\n"
    )
    return _with(text, _program("self.p = Part()", steps))


CODE = {
    "code_returns_a_buffer": _part("self.b = nn.Buffer(torch.ones(4))", f"{_ASKS}return self.b.view(1, 4)", _STEPS),
    "a_graph_returns_a_buffer": _part("self.b = nn.Buffer(torch.ones(4))", "return self.b", _STEPS),
    "code_returns_what_it_keeps": _part(
        "self.last = None",
        f"{_ASKS}if self.last is not None: x = x + self.last.detach()\n        self.last = x * 1; return self.last",
        _STEPS,
    ),
    "code_returns_two_of_its_inputs": _part(
        "pass", f"{_ASKS}return x, y", "w, v = self.a(x), x * 3; p, q = self.p(w, v); v.add_(1); return p + q", ", y"
    ),
    "a_graph_returns_two_of_its_inputs": _part(
        "pass", "return x, y", "w, v = self.a(x), x * 3; p, q = self.p(w, v); v.add_(1); return p + q", ", y"
    ),
    "code_returns_none": _part(
        "pass", f"{_ASKS}return x, None", "y, n = self.p(self.a(x)); return y if n is None else x"
    ),
    "code_leaves_a_number": _part(
        "self.n, self.l = 1, []",
        f"{_ASKS}self.n = 3; self.l.append(1); return x",
        "y = self.p(self.a(x)); return y * self.p.n + len(self.p.l)",
    ),
    "a_layer_changes_what_a_graph_returned_too": _part(
        "pass",
        "return x * 2, x",
        "w = self.a(x); y, z = self.p(w); w = F.relu(w, inplace=True); return w + y + z",
    ),
}
_SHARES = (
    "LOG = []\n\n\nclass Own(nn.Module):\n"
    "    def __init__(self, k):\n        super().__init__()\n        self.k = k\n\n"
    f"    def forward(self, x):\n        {_ASKS}self.k.append(1); LOG.append(1); return x * len(self.k)\n"
)
_WORDS = "Own is kept as code and changes a list, an object or a variable"
REFUSED = {
    "two_objects_of_code_change_one_list": (
        _with(_SHARES, _program("k = []; self.o, self.p = Own(k), Own(k)", "return self.o(self.p(self.a(x)))")),
        _WORDS,
    ),
    "code_changes_what_a_graph_reads": (
        _with(_SHARES, _program("self.o = Own([])", "return self.o(self.a(x)) * len(LOG)")),
        _WORDS,
    ),
}
