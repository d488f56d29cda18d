"""Programs that change a network after it is made, or call it with more than tensors: a class says how it is used."""

from tests.symbols.programs.found import _ASKS, _program, _with
from tests.symbols.programs.writer import Program

_TWICE = (
    "if flag: x = x * 2\n        if x.sum() > 100: x = -x\n        return self.a(x) if y is None else self.a(x) + y"
)
_PAIR = "x, y = x\n        if x.sum() > 100: x = -x\n        return self.a(x) * y"
_NAMED = "x, y = x['x'], x['y'][0]\n        if x.sum() > 100: x = -x\n        return self.a(x) * y"
_KEEPS = (
    "class Keeps(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.t = nn.Tanh()\n\n"
    "    def forward(self, x):\n"
    "        return torch.utils.checkpoint.checkpoint(self.t, x, use_reentrant=False)\n"
)
_AGAIN = "torch.utils.checkpoint.checkpoint(self.t, y, use_reentrant=False)"


def _several(program: Program, *names: str) -> Program:
    """Give a program further inputs."""
    return program._replace(shapes=(dict.fromkeys(names, (2, 4)),))


CODE = {
    "a_parameter_replaced_later": _program("", _ASKS, "net.p = nn.Parameter(torch.ones(4))"),
    "a_layer_that_was_filled_replaced_later": _program(
        "nn.init.zeros_(self.a.weight)", _ASKS, "net.a = nn.Linear(4, 4)"
    ),
    "a_plain_tensor_changed_later": _program(
        "self.t = torch.ones(4)", _ASKS.replace("self.a(x)", "self.a(x) * self.t"), "net.t.mul_(2)"
    ),
    "a_part_of_a_plain_tensor_changed_later": _program(
        "self.t = torch.ones(4)", _ASKS.replace("self.a(x)", "self.a(x) * self.t"), "net.t[1:].add_(1)"
    ),
    "a_flag_beside_a_dim_that_is_open": _program(
        "",
        "if flag: x = x * 2\n        return x.relu() if x.shape[1] > 3 else x",
        "net(torch.rand(2, 4), flag=False)",
        "x, flag=False",
        ", *, flag=True",
    ),
    "a_try_that_a_call_with_two_inputs_enters": _several(
        _program(
            "",
            "h = x.clone()\n        try: h = h.view(-1, 3).view_as(h)\n        except RuntimeError: h = h * 2\n"
            "        return self.a(h) if y is None else self.a(h) + y",
            "",
            "x, y",
            ", y=None",
        ),
        "x",
        "y",
    ),
    "a_size_is_asked_for_and_a_layer_changed_later": _program(
        "",
        "h = self.a(x); x = self.a(h) - x\n        return (self.a(h) if h.shape[1] > 3 else x), h",
        "nn.utils.parametrizations.weight_norm(net.a)",
    )._replace(shapes=({"x": (2, 3, 4)}, {"x": (2, 5, 4)})),
    "a_layer_replaced_later": _program("self.b = nn.Linear(4, 4)", _ASKS, "net.a = nn.Linear(4, 2)"),
    "a_parameter_added_later": _program(
        "self.p = None", _ASKS.replace("self.a(x)", "self.a(x) * self.p"), "net.p = nn.Parameter(torch.randn(4))"
    ),
    "much_is_changed_later": _program(
        "self.t = torch.ones(4); self.b, self.d = nn.Linear(4, 4), nn.ModuleDict({'p': nn.Tanh()})",
        "if x.sum() > 100: x = -x\n        return self.d['q'](self.a(x)) * self.t + self.b(x)",
        "net.t.mul_(2); net.d['q'] = nn.Dropout(0.5); del net.d['p']\n"
        "for one in net.b.parameters(): one.requires_grad = False\n"
        "nn.init.ones_(net.b.bias); net.apply(set_up); net.b.weight = net.a.weight\n"
        "with torch.no_grad(): net.b.bias[:2] = 3\n"
        "net.d.eval()",
    ),
    "a_flag_and_a_tensor_by_name": _several(
        _program("", _TWICE, "", "x, flag=True, y=y", ", y=None, *, flag=False"), "x", "y"
    ),
    "a_list_of_inputs": _several(_program("", _PAIR, "", "[x_0, x_1]"), "x_0", "x_1"),
    "a_dict_of_inputs": _several(_program("", _NAMED, "", "{'x': x_x, 'y': (x_y_0,)}"), "x_x", "x_y_0"),
    "a_dict_and_none_are_returned": _program("", _ASKS.replace("self.a(x)", "{'b': [self.a(x), None], 'a': x * 2}")),
    "gradients_are_enabled_by_a_decorator": _with(
        "class On(nn.Module):\n    @torch.enable_grad()\n    def forward(self, x):\n        return x.tanh()\n",
        _program("self.b = On()", "with torch.no_grad(): y = self.b(x)\n        return self.a(x) * y"),
    ),
}
CODE |= {
    "old_classes_and_shallow_copies_in_code": _program(
        "self.b = copy.copy(self.a); self.l = copy.copy([2])",
        _ASKS.replace("self.a(x)", "copy.copy(self.b)(x).type(torch.DoubleTensor) * torch.LongTensor(self.l)"),
    ),
    "filled_later_by_a_scheme_and_a_statement": _program(
        "self.p = nn.Parameter(torch.empty(4)); nn.init.normal_(self.p)",
        _ASKS.replace("self.a(x)", "self.a(x) * self.p * self.b"),
        "nn.init.ones_(net.p)\nwith torch.no_grad(): net.p.mul_(2)\nnet.register_parameter(name='b', param=net.p)",
    ),
    "a_container_that_holds_a_tensor_too": _program(
        "self.s = nn.Sequential(nn.Tanh(), nn.Linear(4, 4)); self.s.register_buffer('k', torch.ones(4))\n"
        "        self.l = nn.ModuleList([nn.Linear(4, 4)]); self.l.register_buffer('k', torch.ones(4))\n"
        "        self.l.register_parameter('7', nn.Parameter(torch.ones(4)))",
        _ASKS.replace("self.a(x)", "self.l[0](self.s(x))"),
        "nn.init.ones_(net.s[1].bias); net.l[0].requires_grad_(False); nn.init.zeros_(net.l.get_parameter('7'))",
    ),
    "tensors_around_a_class": _with(
        "MEAN, MASK = torch.tensor([0.5, 1, 2, 3]), torch.ones(4, 4).tril()\n",
        _program("", _ASKS.replace("self.a(x)", "(self.a(x) - MEAN) @ MASK")),
    ),
    "what_a_checkpoint_gives_is_changed": _program(
        "self.t, self.r = nn.Tanh(), nn.ReLU(True)", f"y = self.a(x); return self.r({_AGAIN})"
    ),
    "what_a_checkpoint_takes_is_changed": _program(
        "self.t = nn.Tanh()", f"y = self.a(x); z = {_AGAIN}; y += 1; return y + z"
    ),
    "what_a_checkpoint_inside_gives_is_changed": _with(
        _KEEPS, _program("self.k = Keeps()", "return self.k(self.a(x)).relu_()")
    ),
    "an_input_that_a_checkpoint_changes_twice": _program(
        "self.t = nn.ReLU(True)", f"y = x * 1; return self.a({_AGAIN})"
    ),
    "statistics_that_a_checkpoint_counts_twice": _program(
        "self.t = nn.BatchNorm1d(4)", f"y = self.a(x); return {_AGAIN}"
    ),
    "what_a_checkpoint_runs_stops_early": _program(
        "self.t = self.ran; self.n = []",
        f"y = self.a(x); return {_AGAIN} * len(self.n)\n\n    def ran(self, x):\n        self.n.append(1)\n"
        "        x = x.tanh() * self.a.weight.sum()\n        self.n.append(2)\n        return x",
    ),
    "a_name_of_its_own_and_a_layer_replaced_later": _program(
        "", f"{_ASKS}\n\n    def _get_name(self):\n        return 'Other'", "net.a = nn.Linear(4, 4)"
    ),
}
"""Those that are kept as code."""
REFUSED = {
    "a_layer_around_a_class": (
        _with("AROUND = [nn.Linear(4, 4)]\n", _program("", _ASKS.replace("self.a(x)", "AROUND[0](self.a(x))"))),
        "the values are in no file, and are drawn anew",
    ),
    "a_layer_in_a_list": (
        _program("self.l = [nn.Linear(4, 4)]", "return self.l[0](self.a(x))"),
        "the values are in no file, and are drawn anew",
    ),
    "a_layer_that_a_function_closes_over": (
        _with(
            "def made():\n    layer = nn.Linear(4, 4)\n    return lambda v, w=nn.Parameter(torch.ones(4)): layer(v)\n",
            _program("self.f = made()", _ASKS.replace("self.a(x)", "self.f(self.a(x))")),
        ),
        "the values are in no file, and are drawn anew",
    ),
    "a_random_attribute": (
        _program("self.t = torch.randn(4).abs() + 1", "return self.a(x) * self.t"),
        "the values are in no file, and are drawn anew",
    ),
    "a_network_that_is_compared_with_its_class": (
        _program("", _ASKS, "net.a = nn.Linear(4, 4)\nsame = type(net) is Net"),
        "it was changed after",
    ),
    "a_network_that_names_its_class": (
        _program("", f"y = type(self).__name__\n        {_ASKS}", "net.a = nn.Linear(4, 4)"),
        "it was changed after",
    ),
    "what_is_put_into_it_needs_a_later_line": (
        _program("", _ASKS, "made = nn.Linear(4, 4)\nnet.a = made"),
        "it was changed after",
    ),
}
