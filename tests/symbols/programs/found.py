"""Programs that once differed from their authors' in silence, or were refused by a riddle: one example a kind."""

from tests.symbols.programs import table
from tests.symbols.programs.writer import Program

_TEXT = """
class Empty(nn.Module):
    def __len__(self):
        return 0


class Changes(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = OwnSequential(nn.Tanh())

    def forward(self, x):
        assert x.shape[-1] == 4
        return x.clamp_(-1, 1) * 2


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        {members}

    def forward(self, x{more}):
        {steps}


net = Net()
{after}
"""
_ASKS = "if x.sum() > 100: x = -x\n        return self.a(x)"


_AGAIN = "torch.utils.checkpoint.checkpoint("
_STEPS = "return self.a(x)"


_OUTER = """
class Outer(nn.Module):
    def __init__(self, inner, kind, *more, last=None, device=None):
        super().__init__()
        self.inner, self.own, self.more, self.last = inner, kind(), nn.ModuleList(more), last

    def forward(self, x):
        if x.sum() > 100: x = -x
        for one in self.more: x = one(x)
        return self.last(self.inner(x) + self.own(x))


first = Residual(nn.Linear(4, 4))
nn.init.ones_(first.inner.weight)
given = first, nn.Sequential(nn.Tanh(), Holds())
net = Outer(net, Holds, *given, last=nn.ModuleList([Net()])[0], device=torch.device("cpu"))
"""


def _program(
    members: str, steps: str = "return self.a(x)", after: str = "", call: str = "x", more: str = ""
) -> Program:
    text = _TEXT.replace("{members}", members or "pass").replace("{steps}", steps)
    text = text.replace("{after}", after).replace("{more}", more)
    return Program(table.FRAME.lstrip() + "\n" + text, call, ({"x": (2, 4)},))


def _with(text: str, program: Program) -> Program:
    """Put a class of a program's own before it."""
    return program._replace(text=program.text.replace("\nclass Net(", f"\n{text}\n\nclass Net(", 1))


BLOCKS = {
    "a_graph_that_a_list_holds_once_more": _program(
        "self.s = OwnSequential(nn.Tanh()); self.h = nn.ModuleList([self.s]); self.s.grown = nn.Linear(4, 4)",
        "return self.s.forward(self.s(self.h[0](x)))",
    ),
    "a_parameter_of_a_child_by_another_name_is_filled": _program("self.b = self.a.bias; nn.init.ones_(self.a.bias)"),
    "filled_by_rows_and_then_as_a_whole": _program(
        "self.p = nn.Parameter(torch.randn(4, 4)); self.p.data[0].zero_(); nn.init.ones_(self.p)", "return x @ self.p"
    ),
    "lists_that_get_other_items_later": _program(
        "l, m = [1., 2., 3., 4.], [torch.ones(4), torch.zeros(4)]\n"
        "        self.v, self.w = nn.Parameter(torch.tensor(l)), nn.Parameter(torch.stack(m))\n"
        "        l[0], m[0] = 5., torch.zeros(4)",
        "return self.a(x) * self.v + self.w[0]",
    ),
    "what_a_spectral_norm_works_out_is_frozen": _program(
        "nn.utils.spectral_norm(self.a); self.a.weight.requires_grad = False; self.a.weight.requires_grad_(False)"
    ),
    "filled_again_under_another_name": _program(
        "self.b = Holds(); nn.init.zeros_(self.b.p); self.q = self.b.p; nn.init.ones_(self.q)",
        "return self.b(x) * self.q",
    ),
    "copied_between_two_fillings": _program(
        "self.p = nn.Parameter(torch.empty(4)); nn.init.normal_(self.p); nn.init.ones_(self.p)\n"
        "        self.q = nn.Parameter(self.p.clone()); nn.init.zeros_(self.p)",
        "return x * self.p + self.q",
    ),
    "what_attention_projects_by_is_a_linear": _program(
        "self.b = nn.MultiheadAttention(4, 2)", "return self.b(x, x, x)[0]", "net.apply(set_up)"
    ),
    "a_child_of_an_inner_list_called_beside_it": _program(
        "self.l = nn.ModuleList(nn.ModuleList([nn.Linear(4, 4)]) for _ in range(2))",
        "h = self.l[0][0](x)\n        for row in self.l:\n            for layer in row: x = layer(x)\n        return x",
    ),
    "what_only_a_keyword_gives": _program(
        "", "return self.a(x) * scale if flag else x", "", "x, flag=False, scale=3", ", scale=2, *, flag=True"
    ),
    "what_is_computed_again_on_the_way_back": _program(
        "self.d = nn.Dropout(0.5)", f"return {_AGAIN}lambda v: self.d(self.a(v)) * 2, x, use_reentrant=False)"
    ),
    "called_in_another_order_that_does_not_show": _program(
        "self.b, self.d = nn.Linear(4, 4), nn.Dropout(0.5)", "y = self.b(x); return self.d(self.a(x) + self.a(y) * y)"
    ),
    "drawn_once_more": _program(
        "nn.init.ones_(self.a.weight); self.b = copy.deepcopy(self.a); self.a.reset_parameters()",
        "return self.a(x) * self.b(x)",
    ),
    "an_object_that_says_itself_whether_it_is_true": _program(
        "self.b, self.e = nn.Linear(4, 4), Empty()", "return self.b(x) if self.e else self.a(x)"
    ),
    "numbers_of_several_types": _program(
        "self.b = nn.Buffer(torch.tensor([1, 2.5, 3, 4])); self.c = nn.Buffer(torch.tensor([True, 2, 0, 1]))",
        "return self.a(x) * self.b + self.c",
    ),
    "numbers_of_a_given_type": _program(
        "self.b = nn.Buffer(torch.linspace(0, 1, 4, dtype=torch.float64)); self.c = nn.Buffer(torch.eye(4).int())\n"
        "        self.e = nn.Buffer(torch.eye(4, dtype=torch.int64))",
        "return self.a(x) * self.b + self.c[0] + self.e[1]",
    ),
    "a_cast_by_an_old_class_or_another_tensor": _program(
        "self.b = nn.Buffer(torch.ones(4).double())",
        "y = self.a(x); return y.to(self.b), y.type(torch.DoubleTensor), y.type('torch.LongTensor')",
    ),
    "a_deep_copy_of_a_buffer_is_one": _program(
        "self.b = nn.Buffer(torch.ones(4)); self.c = copy.deepcopy(self.b)", "return self.a(x) * self.b + self.c"
    ),
    "arguments_of_layers_are_set_later": _program(
        "self.n = nn.BatchNorm1d(4); self.n.eps, self.n.momentum = 0.1, 0.3; self.r = nn.LeakyReLU(); "
        "self.r.inplace = True; self.d = nn.Dropout(0.5); self.d.p = 0.1; self.c = nn.Conv1d(1, 1, 3)\n"
        "        self.c.padding, self.c.dilation = (2,), (2,)",
        "return self.c(self.d(self.r(self.n(self.a(x))))[:, None])",
    ),
    "layers_are_made_for_one_call": _program(
        "",
        "y = nn.ReLU(inplace=True)(self.a(x)); z = nn.AvgPool1d(2)(nn.Sigmoid()(y))\n"
        "        return nn.Softmax(1)(z) + nn.Flatten()(y)[:, :2]",
    ),
    "parts_of_a_sequential_are_called": _program(
        "self.s = nn.Sequential(nn.Linear(4, 4), nn.ReLU(inplace=True), nn.Dropout(0.5), nn.Linear(4, 4))",
        "y = self.s[:2](self.a(x)); return self.s[2:](y) * y",
    ),
    "lists_in_lists_are_returned": _program(
        "self.o = Residual(self.a)", "y = self.o(x); return {'a': [y, (x * 2, None)], 'b': [[self.a(y)]]}"
    ),
    "lists_and_dicts_are_given": _with(
        "class Takes(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.b = nn.Linear(4, 4)\n\n"
        "    def forward(self, lists, named):\n"
        "        (x, y), (z,) = lists\n"
        "        return self.b(x) * named['a'][0] + y * z\n",
        _program("self.t = Takes()", "return self.t([[x, x * 2], [self.a(x)]], {'a': (x * 3, x), 0: x})"),
    ),
    "a_list_that_is_given_is_emptied": _with(
        "class Pops(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.b = nn.Linear(4, 4)\n\n"
        "    def forward(self, x, skips):\n"
        "        x = self.b(x) * skips.pop()\n"
        "        skips.reverse()\n"
        "        return x\n",
        _program("self.p = Pops()", "s = [x, self.a(x), x * 2]; y = self.p(x, s); return y * s[0] + len(s)"),
    ),
    "a_record_with_defaults": _with(
        "import collections\n"
        "Sizes = collections.namedtuple('Sizes', 'n m k')\n"
        "Sizes.__new__.__defaults__ = (4, 2)\n"
        "More = collections.namedtuple('More', 'n m', defaults=[3])\n",
        _program("self.b = nn.Linear(Sizes(4).m, Sizes(4).n)", "return self.b(x) * Sizes(1).k * More(1).m"),
    ),
    "what_a_generator_yields": _program(
        "def made():\n            for _ in range(2): yield nn.Linear(4, 4)\n        self.l = nn.ModuleList(made())",
        "def backwards():\n            for i in (1, 0): yield self.l[i]\n"
        "        for layer in backwards(): x = layer(x)\n        return self.a(x)",
    ),
}
"""Those that are blocks."""
CODE = {
    "a_sequential_without_layers_returns_its_input": _program(
        "self.s = nn.Sequential()", "y = self.s(x); y.data.mul_(2); return self.a(x)"
    ),
    "an_input_changed_in_place_by_a_view": _program(
        "self.s = nn.Sequential(nn.ReLU(True), nn.Linear(4, 4))", "y = x.view(4, -1).view(-1, 4); self.s(y); return y"
    ),
    "a_buffer_that_a_layer_holds_too": _program(
        "self.b = nn.Buffer(torch.ones(4)); self.a.extra = self.b", "return self.a(x) * self.b"
    ),
    "a_deleted_weight": _program("self.w = self.a.weight; del self.a.weight", "return x @ self.w"),
    "a_weight_of_its_own": _program("self.a.weight = nn.Parameter(torch.eye(4))"),
    "an_item_of_a_list_of_parameters_is_filled": _program(
        "self.l = nn.ParameterList(torch.ones(4) for _ in range(3)); self.l[0] = torch.zeros(4); self.l += [self.l[1]]",
        "return x * self.l[0] + self.l[-1]",
        "nn.init.zeros_(net.l[1])",
    ),
    "a_table_of_parameters_is_sorted": _program(
        "self.d = nn.ParameterDict({'q': torch.ones(4), 'p': torch.zeros(4), 'a': torch.zeros(4)}); del self.d['a']",
        "return x * self.d['p']",
    ),
    "a_class_that_stays_code_after_it_was_drawn": _program(
        "self.p = Holds(); self.p.p.requires_grad_(False)",
        "y = x.detach().clone(); y.requires_grad_(); return self.a(y) * self.p(x)",
    ),
    "a_buffer_that_is_assigned": _program(
        "self.register_buffer('b', torch.zeros(4)); self.b = torch.ones(4)",
        "if self.training: self.b = self.b * 0.9 + x.mean() * 0.1\n        return self.a(x) + self.b",
    ),
    "random_numbers_drawn_in_another_order_than_layers_are_made": _program(
        "self.d, self.e = nn.Dropout(0.5), nn.Dropout(0.3)", "y = self.e(x); return self.d(x) + y"
    ),
    "random_numbers_drawn_before_a_layer_does": _program(
        "self.d = nn.Sequential(nn.Dropout(0.5))", "y = torch.rand_like(x); return self.d(self.a(x)) * y"
    ),
    "statistics_counted_in_another_order": _program(
        "self.n = nn.BatchNorm1d(4); self.r = Residual(self.n)", "y = self.r(x); return self.n(self.a(x)) * y"
    ),
    "a_layer_in_a_plain_list_of_code": _program("self.h = Hides(self.a)", "return self.h(x) + self.a(x)"),
    "classes_of_the_text_are_given": _with(
        "class Makes(nn.Module):\n"
        "    def __init__(self, kinds, make=None):\n"
        "        super().__init__()\n"
        "        self.parts = nn.ModuleList(kind() for kind in kinds)\n"
        "        self.more = make(nn.Linear(4, 4))\n\n"
        "    def forward(self, x):\n"
        "        for part in self.parts: x = part(x) if x.sum() > 0 else -part(x)\n"
        "        return self.more(x)\n",
        _program("self.m = Makes([Holds, nn.Tanh], make=block)", "return self.m(self.a(x))"),
    ),
    "other_values_are_put_into_what_is_given": _with(
        "class Puts(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.b = nn.Linear(4, 4)\n\n"
        "    def forward(self, one, named):\n"
        "        one[0] = self.b(one[0])\n"
        "        named['y'] = one[0] * 2\n"
        "        return one[0]\n",
        _program("self.p = Puts()", "s, d = [x, x], {'x': x}; y = self.p(s, d); return y * s[0] + d['y'] + self.a(x)"),
    ),
    "parts_are_filled_at_random": _program(
        "self.w = nn.Parameter(torch.randn(2, 4, 4))\n        for i in range(2): nn.init.kaiming_uniform_(self.w[i])",
        "return x @ self.w[0] + x @ self.w[1]",
    ),
    "a_derivative_of_its_own": _with(
        "class Twice(torch.autograd.Function):\n"
        "    @staticmethod\n"
        "    def forward(ctx, x, factor):\n"
        "        ctx.save_for_backward(x)\n"
        "        ctx.factor = factor\n"
        "        return x * factor\n\n"
        "    @staticmethod\n"
        "    def backward(ctx, gradient):\n"
        "        return gradient * ctx.factor * ctx.saved_tensors[0].sign(), None\n",
        _program("", "return Twice.apply(self.a(x), 2)"),
    ),
    "an_object_of_another_class_is_given": _with(
        "class Outer(nn.Module):\n"
        "    def __init__(self, inner, *, more=None):\n"
        "        super().__init__()\n"
        "        self.inner, self.more = inner, more\n\n"
        "    def forward(self, x):\n"
        "        y = self.inner(x) + x if x.sum() > 0 else self.inner(-x)\n"
        "        return y if self.more is None else self.more(y)\n",
        _program(
            "self.r = Residual(self.a); more = nn.Sequential(OwnLinear(4, 4), nn.ReLU())\n"
            "        self.o = Outer(Outer(Residual(nn.Linear(4, 4))), more=more)",
            "return self.o(self.r(x))",
        ),
    ),
    "a_default_that_nothing_is_made_with": _with(
        "class Picks(nn.Module):\n"
        "    def __init__(self, n=1, sizes=None):\n"
        "        super().__init__()\n"
        "        self.n, self.w = n, nn.Parameter(torch.ones(sizes[1]))\n\n"
        "    def forward(self, x):\n"
        "        return x * self.w + self.n if x.sum() > 0 else -x * self.w\n",
        _program("self.p, self.q = Picks(sizes=(1, 4)), Picks(2, (1, 4))", "return self.a(self.p(x) + self.q(x))"),
    ),
    "modules_that_code_is_given": _program("", after=_OUTER),
    "numbers_of_python_that_a_forward_draws": _program(
        "", "return self.a(x) if random.random() < 0.5 else x - random.choice([1, 2])", "import random"
    ),
    "drawn_in_each_call": _program("", "self.a.reset_parameters(); return self.a(x)"),
    "tensors_of_layers_that_are_not_in_the_network": _program(
        "b = nn.Linear(4, 4); self.w, self.v = nn.Parameter(b.weight.data.clone()), b.bias",
        "return self.a(x) @ self.w + self.v",
    ),
    "a_weight_of_a_layer_of_another_kind": _program("self.a.weight = nn.Embedding(4, 4).weight"),
    "a_name_without_a_module": _program("self.b = nn.Tanh(); self.b = None"),
    "a_layer_put_into_training": _program(
        "self.d = nn.Dropout(0.5)", "self.d.train(); self.d.training = True; return self.d(self.a(x))"
    ),
    "a_list_that_is_a_default": _program("", "seen.append(1); return self.a(x) * len(seen)", more=", seen=[]"),
    "a_list_in_what_a_function_was_filled_with": _program(
        "self.f = partial(lambda seen, v: (seen.append(1), v * len(seen))[1], [])", "return self.f(self.a(x))"
    ),
    "a_mark_on_a_parameter": _program(
        "", "w = self.a.weight; w.n = getattr(w, 'n', 0) + 1; return self.a(x) * self.a.weight.n"
    ),
    "a_try_around_sizes": _program(
        "", "try: y = x.view(-1, 3)\n        except RuntimeError: y = x\n        return self.a(y)"
    ),
    "a_bool_beside_bools": _program("", "return self.a(x), (x > 0) | True"),
    "a_change_in_place_that_unknown_sizes_hide": _program(
        "self.b = Changes()", "y = self.b(x.transpose(0, 1).transpose(0, 1)); return x * 2"
    ),
}
"""Those that are kept as code."""
REFUSED = {
    "a_list_that_fills_parts_at_random": (
        _with(
            "class Filled(nn.Sequential):\n"
            "    def __init__(self):\n"
            "        super().__init__(nn.Linear(4, 4))\n"
            "        nn.init.kaiming_uniform_(self[0].weight[:2])\n",
            _program("", after="net = nn.Sequential(net, Filled())"),
        ),
        "A part of a tensor is filled",
    ),
    "a_generator_that_a_call_uses_up": (
        _program(
            "def numbers():\n            yield 2\n        self.n = [numbers()]",
            "for n in self.n[0]: x = x * n\n        return self.a(x)",
        ),
        "goes on with a generator that was made before it",
    ),
    "an_object_that_is_given_and_used_elsewhere": (
        _with(
            "class Outer(nn.Module):\n"
            "    def __init__(self, inner):\n"
            "        super().__init__()\n"
            "        self.inner = inner\n\n"
            "    def forward(self, x):\n"
            "        return self.inner(x) if x.sum() > 0 else x\n",
            _program("", after="net = nn.Sequential(net, Outer(net))"),
        ),
        "also used elsewhere",
    ),
    "a_shallow_copy_of_a_parameter": (
        _program("self.p = nn.Parameter(torch.ones(4)); self.q = copy.copy(self.p)", "return x * self.p"),
        "q lies in the memory of another tensor",
    ),
    "a_frozen_tensor_above_one_of_its_name": (
        _program("self.b = frozen(nn.PReLU()); self.b.grown = nn.Linear(4, 4)", "return self.b(x) + self.b.grown(x)"),
        "weight of this PReLU is filled or frozen otherwise than weight of a module inside it",
    ),
    "a_buffer_in_the_memory_of_a_weight": (
        _program("self.register_buffer('b', self.a.weight.data)"),
        "weight lies in the memory of another tensor",
    ),
    "a_buffer_that_is_a_row_of_another": (
        _program("self.w = nn.Buffer(torch.ones(2, 4)); self.v = nn.Buffer(self.w[0])", "return self.a(x) * self.v"),
        "v lies in the memory of another tensor",
    ),
    "two_parameters_of_one_tensor": (
        _program("t = torch.ones(4); self.v, self.w = nn.Parameter(t), nn.Parameter(t)", "return self.a(x) * self.v"),
        "w lies in the memory of another tensor",
    ),
    "a_copy_of_a_layer_that_is_parametrized_later": (
        _program("self.b = copy.deepcopy(self.a); nn.utils.weight_norm(self.a)", "return self.b(self.a(x))"),
        "begins as a copy of a tensor of another name",
    ),
    "a_copy_of_a_spectral_norm_that_is_filled": (
        _program(
            "self.b = nn.utils.parametrizations.spectral_norm(nn.Linear(4, 4)); self.c = copy.deepcopy(self.b)\n"
            "        for one in self.parameters(): nn.init.constant_(one, 0.5)",
            "return self.c(self.b(x))",
        ),
        "is a copy of one with `spectral_norm`",
    ),
    "a_copy_of_an_orthogonal_layer_that_stands_before_it": (
        _program(
            "self.b = nn.Sequential(nn.ReLU(), nn.utils.parametrizations.orthogonal(nn.Linear(4, 4)))\n"
            "        self.b[0] = copy.deepcopy(self.b[-1])",
            "return self.b(x)",
        ),
        "is a copy of one with `orthogonal`",
    ),
    "gradients_that_are_stopped": (_program("", f"return {_AGAIN}self.a, x)"), "without use_reentrant=False"),
}
"""Those that nothing of ours can say, and words of why."""
