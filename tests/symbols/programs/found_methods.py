"""Further programs that once differed or were refused for no reason: what classes print, run and find around them."""

from tests.symbols.programs.found import _ASKS, _program, _with

_PRINTS = "class Prints(nn.Sequential):\n    def __repr__(self):\n        return f'{len(self)} layers'\n"

BLOCKS = {
    "versions_of_torch_are_compared": _program(
        "v = torch.__version__; w = tuple(map(int, v.split('.')[:2])); "
        "self.k = [v >= '1.10', v >= '2.5', w >= (2, 5), '2.2' < v, str(v) > '2.9']",
        "return self.a(x) * sum(2 ** i * k for i, k in enumerate(self.k))",
    ),
    "classes_of_torch_that_derive_from_another": _program(
        "self.k = [isinstance(nn.ReLU6(), nn.Hardtanh), issubclass(nn.LSTM, nn.RNNBase)]\n"
        "        self.b = self.a; self.n = len(list(self.children()))",
        "return self.a(x) * sum(2 ** i * k for i, k in enumerate(self.k)) + self.n",
    ),
    "a_method_of_the_name_of_a_layer": _with(
        "class Two(nn.Module):\n"
        "    kept = None\n\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.act, self.kept = nn.ReLU(), nn.Tanh()\n\n"
        "    def act(self, x):\n"
        "        return x * 3\n\n"
        "    def forward(self, x):\n"
        "        return self.act(x) if self.kept is None else x\n",
        _program("self.b = Two()", "return self.b(self.a(x))"),
    ),
    "a_function_that_remembers_its_layers": _with(
        "import functools\n\n\n@functools.lru_cache(maxsize=None)\ndef layer(n):\n    return nn.Linear(n, n)\n",
        _program("self.b, self.c = layer(4), layer(4)", "return self.b(self.c(self.a(x)))"),
    ),
    "printed_by_what_an_object_holds": _with(
        "class Shows(nn.Tanh):\n    pass\n\n\n"
        "class Told(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.n, self.eps = 4, 0.1\n\n"
        "    def extra_repr(self):\n"
        "        return '{n}, eps={eps}, training={training}'.format(**self.__dict__)\n\n"
        "    def forward(self, x):\n"
        "        return x * self.n + self.eps\n",
        _program("self.b = Told()", "return self.b(self.a(x))"),
    ),
}
CODE = {
    "gradients_inside_of_none": _program(
        "",
        "with torch.no_grad():\n            y = self.a(x)\n            with torch.enable_grad(): z = self.a(x)\n"
        "        return y * z",
    ),
    "a_function_that_remembers_its_tensors": _with(
        "import functools\n",
        _program(
            "",
            "return self.a(x) * self.drawn(4)\n\n    @functools.cache\n    def drawn(self, n):\n"
            "        return torch.rand(n)",
        ),
    ),
    "a_property_that_is_worked_out_once": _with(
        "from functools import cached_property\n",
        _program(
            "",
            "return self.a(x) * self.drawn\n\n    @cached_property\n    def drawn(self):\n        return torch.rand(4)",
        ),
    ),
    "a_layer_that_is_set_as_objects_do": _program(
        "object.__setattr__(self, 'b', nn.Linear(4, 4)); nn.init.eye_(self.b.weight); nn.init.ones_(self.b.bias)",
        "return self.b(self.a(x))",
    ),
    "printed_with_values_of_tensors": _with(
        "class Told(Holds):\n"
        "    def extra_repr(self):\n"
        "        return f'{tuple(self.p.shape)}, {self.q[1].item():.2f}'\n\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.q = nn.Buffer(torch.arange(4.0))\n",
        _program("self.b = Told()", "return self.b(self.a(x)) + self.b.q"),
    ),
    "a_container_that_prints_itself": _with(
        _PRINTS + "\n    def _get_name(self):\n        return 'Other'\n",
        _program("self.s = Prints(nn.Tanh())", "return self.s(self.a(x))"),
    ),
    "methods_of_a_plain_class_before_a_layer": _with(
        "class Mixed:\n"
        "    def extra_repr(self):\n"
        "        return super().extra_repr() + ', mixed'\n\n"
        "    def reset_parameters(self):\n"
        "        nn.init.constant_(self.weight, 0.5), nn.init.zeros_(self.bias)\n\n"
        "    def forward(self, x):\n"
        "        return super().forward(x) * 3\n\n\n"
        "class Both(Mixed, nn.Linear):\n    pass\n",
        _program("self.b = Both(4, 4)", "return self.b(self.a(x))"),
    ),
    "a_class_that_prints_itself_and_returns_more": _with(
        "class Returns(nn.Module):\n"
        "    def __repr__(self):\n"
        "        return 'mine'\n\n"
        "    def forward(self, x):\n"
        "        return {'one': x * 3, 'two': (x, None)}\n",
        _program("self.r = Returns()", "return self.r(self.a(x))['two'][0] + self.a(x)"),
    ),
    "a_container_that_never_trains": _with(
        "class Still(nn.ModuleList):\n    def train(self, mode=True):\n        return super().train(False)\n",
        _program("self.s = Still([nn.Dropout(0.5)])", "return self.s[0](self.a(x))"),
    ),
    "what_print_shows_of_code": _program(
        "",
        _ASKS,
        "class Own(Net):\n    def __str__(self):\n        return super().__str__() + '!'\n\n\nnet = Own()",
    ),
    "generators_of_code": _with(
        "class Yields(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.l = nn.ModuleList(self.made())\n\n"
        "    def made(self):\n"
        "        for _ in range(2): yield nn.Linear(4, 4)\n\n"
        "    @torch.no_grad()\n"
        "    def results(self, x):\n"
        "        for layer in self.l:\n"
        "            times = yield layer(x)\n"
        "            x = x * (times or 1)\n\n"
        "    def forward(self, x):\n"
        "        found = self.results(x if x.sum() > 0 else -x)\n"
        "        return next(found) + found.send(2) + sum(self.results(x))\n",
        _program("self.y = Yields()", "return self.y(self.a(x)) + self.a(x)"),
    ),
    "steps_of_a_cell": _program(
        "self.c = nn.RNNCell(1, 4)",
        "h = torch.zeros(x.size(0), 4)\n        for t in range(x.size(1)): h = self.c(x[:, t : t + 1], h)\n"
        "        return self.a(h)",
    ),
}
REFUSED = {
    "a_layer_around_it_that_is_filled": (
        _with(
            "OUTER = nn.Linear(4, 4)\nnn.init.constant_(OUTER.weight, 0.5)\n",
            _program("", "return OUTER(self.a(x))"),
        ),
        "it uses OUTER, which later lines change",
    ),
    "a_layer_around_it_that_is_put_into_evaluation": (
        _with("OUTER = nn.Dropout(0.5)\nOUTER.eval()\n", _program("", "return OUTER(self.a(x))")),
        "it uses OUTER, which later lines change",
    ),
}
