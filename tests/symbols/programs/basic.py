"""Programs that are blocks: law 9 would hold as well if everything were refused, or kept as text."""

from tests.symbols.programs import table
from tests.symbols.programs.writer import Program

_PARTS = """
class Part(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.act(self.fc(x))


class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)

    def forward(self, x, y=None):
        if y is None: y = x
        return self.fc(x) * y


class Several(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)

    def forward(self, xs):
        x, y = xs
        return self.fc(x), y * 2


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 4)
        {members}

    def forward(self, x):
        h = self.a(x)
        {steps}
        return h


net = Net()
"""
_BASIC = {
    "a_part_of_one_s_own": ("self.c = Part()", "h = self.c(h) + h"),
    "one_module_twice": ("self.c = self.a", "h = self.c(self.b(h))"),
    "a_deep_copy": ("self.c = copy.deepcopy(self.a)", "h = self.c(h) * self.b(h)"),
    "a_copy": ("self.c = copy.copy(self.a)", "h = self.c(h)"),
    "in_place_first": ("self.c = nn.Sequential(nn.ReLU(inplace=True), nn.Linear(4, 4))", "h = self.c(h) + self.b(h)"),
    "data": ("self.w = nn.Parameter(torch.randn(4))", "h = self.b(h.data) * self.w.data"),
    "detach": ("", "h = self.b(h.detach()) + h"),
    "a_mask_without_gradient": ("", "with torch.no_grad(): m = (h > 0).float()\n        h = h * m"),
    "a_branch_on_the_rank": ("", "if h.dim() == 2: h = h * 3"),
    "a_branch_on_a_flag": ("self.flag = True", "h = self.b(h) if self.flag else h"),
    "a_lambda": ("self.f = lambda v: v * 2", "h = self.f(h)"),
    "children_by_hand": ("self.d = nn.ModuleDict({'p': Part(), 'q': nn.Tanh()})", "h = self.d['q'](self.d['p'](h))"),
    "a_loop_over_a_dict": (
        "self.d = nn.ModuleDict({'p': Part(), 'q': nn.Tanh()})",
        "for layer in self.d.values(): h = h + layer(h)",
    ),
    "a_loop_over_a_list": ("self.l = nn.ModuleList(Part() for _ in range(3))", "for layer in self.l: h = layer(h) + h"),
    "several_calls": ("self.c = Part()", "h = self.c(h) + self.c(self.b(h))"),
    "a_keyword": ("self.c = Pair()", "h = self.c(h, y=x)"),
    "none": ("self.c = Pair()", "h = self.c(h, None)"),
    "a_list_as_input": ("self.c = Several()", "h = sum(self.c([h, x]))"),
    "a_tuple_as_input": ("self.c = Several()", "h, y = self.c((h, x))"),
    "tied": ("self.b.weight = self.a.weight", "h = self.b(h)"),
    "without_bias": ("self.b.bias = None", "h = self.b(h)"),
    "initialised": ("nn.init.zeros_(self.b.weight); nn.init.constant_(self.a.bias, 0.5)", "h = self.b(h)"),
    "frozen": ("self.b.requires_grad_(False)", "h = self.b(h)"),
    "added": ("self.add_module('c', Part()); setattr(self, 'd', nn.Tanh())", "h = self.d(self.c(h))"),
    "popped": (
        "self.l = nn.ModuleList([self.a, nn.Tanh(), self.b]); self.l.pop(1)",
        "for layer in self.l: h = layer(h)",
    ),
    "joined": ("self.c = (nn.Sequential(Part()) + nn.Sequential(nn.Tanh())) * 2", "h = self.c(h)"),
    "buffers": (
        "self.register_buffer('c', torch.arange(4.0)); self.register_buffer('d', torch.ones(4), persistent=False)",
        "h = h * self.c + self.d",
    ),
    "a_mark_on_a_layer": ("self.b.mark = 'last'", "h = self.b(h)"),
}


def _program(members: str, steps: str) -> Program:
    text = _PARTS.replace("{members}", members or "pass").replace("{steps}", steps)
    return Program(table.FRAME.lstrip() + "\n" + text, "x", ({"x": (2, 4)}, {"x": (3, 4)}))


BASIC = {name: _program(*lines) for name, lines in _BASIC.items()}
