"""Programs that once differed: names of one memory, whether two values are one object, lazy layers that have run."""

from tests.symbols.programs.found import _ASKS, _program

BLOCKS = {
    "what_data_gives_is_no_parameter": _program(
        "w = self.a.weight.data; w.mark = 1; w.requires_grad = False\n"
        "        self.b = nn.ReLU() if isinstance(w, nn.Parameter) or w is self.a.weight else nn.Tanh()\n"
        "        self.c = nn.ReLU() if hasattr(self.a.weight, 'mark') or w.requires_grad else nn.Tanh()",
        "return self.c(self.b(self.a(x)))",
    ),
    "filled_through_data_and_detach": _program(
        "w, b = self.a.weight.data, self.a.bias.detach(); w[0] = 1; w[1:] = 2; b.zero_(); b.copy_(self.a.bias.data)"
    ),
    "a_state_without_what_is_not_saved": _program(
        "self.register_buffer('b', torch.ones(4), persistent=False); self.n = len(self.state_dict())",
        "return self.a(x) * self.b * self.n",
    ),
    "what_a_spectral_norm_works_out_is_filled_in_a_copy": _program(
        "self.s = nn.utils.spectral_norm(nn.Linear(4, 4)); self.b = copy.deepcopy(self.s)\n"
        "        nn.init.ones_(self.b.weight)",
        "return self.b(self.s(x))",
    ),
    "filled_after_a_spectral_norm_got_other_memory": _program(
        "self.s = nn.utils.spectral_norm(nn.Linear(4, 4)); self.s.weight_orig.data = torch.ones(4, 4)\n"
        "        nn.init.constant_(self.s.weight, 2)",
        "return self.s(x)",
    ),
    "a_method_is_another_object_each_time": _program(
        "m = self.go; found = [m is m, m is self.go, m == self.go, self.go in [m], [].append is [].append]\n"
        "        self.s = nn.Sequential(*(nn.ReLU() if one else nn.Tanh() for one in found))",
        "return x if self.go is self.go else self.go(x)\n\n    def go(self, x):\n        return self.s(self.a(x))",
    ),
}
BLOCKS |= {
    "a_state_that_is_copied_before_the_layer_is_filled": _program(
        "self.b, state = nn.Linear(4, 4), copy.deepcopy(self.a.state_dict())\n"
        "        nn.init.zeros_(self.a.weight); self.b.load_state_dict(state)",
        "return self.a(x) + self.b(x)",
    ),
    "a_parameter_that_is_detached_in_place": _program(
        "self.b = copy.deepcopy(self.a)\n        for p in self.b.parameters(): p.detach_()\n"
        "        self.a.bias.data.detach_()",
        "return self.a(x) + self.b(x)",
    ),
    "lazy_layers_that_the_text_has_run_are_filled": _program(
        "self.b, self.c = nn.LazyLinear(4), nn.LazyLinear(4); self.b(torch.ones(2, 4))\n"
        "        self.d = nn.ReLU() if type(self.b) is nn.Linear and type(self.c) is nn.LazyLinear else nn.Tanh()",
        "return self.d(self.c(self.b(self.a(x))))",
        "net(torch.ones(2, 4))\n"
        "net.apply(lambda m: nn.init.ones_(m.weight) if type(m) is nn.Linear else None)\n"
        "for m in net.modules():\n    if isinstance(m, nn.Linear): nn.init.zeros_(m.bias)",
    ),
    "a_recurrent_layer_names_its_tensors": _program(
        "self.r = nn.LSTM(4, 4, 2)\n        for name in self.r._flat_weights_names:\n"
        "            if 'weight' in name: nn.init.ones_(self.r._parameters[name])\n"
        "        for one in self.r.all_weights: nn.init.constant_(one[2], 0.5)",
        "return self.a(self.r(x)[0])",
    ),
}
CODE = {
    "lazy_layers_in_code_that_the_text_has_run": _program(
        "self.b = nn.LazyLinear(4)", f"y = self.b(x)\n        {_ASKS}", "net(torch.ones(2, 4)); net.apply(set_up)"
    ),
    "what_data_gives_is_kept_beside_its_weight": _program(
        "w = self.a.weight.data; self.b = w; self.c = self.a.state_dict()['bias']",
        "self.a.weight.data.add_(1); return self.a(x) * self.b.sum() + self.c",
    ),
    "a_parameter_and_a_buffer_get_another_shape": _program(
        "self.p = nn.Parameter(torch.randn(4)); self.register_buffer('b', torch.ones(4, 1)); self.b.squeeze_()\n"
        "        with torch.no_grad(): self.p.unsqueeze_(0)",
        "return self.a(x) * self.p * self.b",
    ),
    "parts_of_parts_are_filled": _program(
        "self.r = nn.LSTM(4, 4); self.r.bias_ih_l0.data.chunk(4)[1].fill_(1); self.a.weight.data.view(-1).zero_()\n"
        "        for row in self.r.weight_hh_l0.data: row.fill_(2)",
        "return self.a(self.r(x)[0])",
    ),
    "two_weights_in_one_memory": _program(
        "self.b = nn.Linear(4, 4); self.b.weight.data = self.a.weight.data", "return self.b(self.a(x))"
    ),
}
REFUSED = {
    "a_buffer_that_keeps_what_was_drawn_of_a_weight_that_is_filled_later": (
        _program("self.register_buffer('b', self.a.weight.detach().clone())", after="nn.init.zeros_(net.a.weight)"),
        "b begins as a copy of a tensor of another name",
    ),
    "a_parameter_that_keeps_what_was_drawn_of_a_weight_that_is_filled_later": (
        _program("self.p = nn.Parameter(self.a.weight.data.clone()); self.a.weight.data.zero_()"),
        "p begins as a copy of a tensor of another name",
    ),
    "an_attribute_that_is_a_copy_of_a_weight": (
        _program("self.w = self.a.weight.data.clone()", "return self.a(x) + x @ self.w"),
        "the values are in no file, and are drawn anew",
    ),
    "a_weight_that_gets_another_shape_and_dtype": (
        _program("self.p = nn.Parameter(torch.ones(3)); self.p.data = torch.ones(4)", "return self.a(x) * self.p"),
        "p gets another shape or dtype than it was made with",
    ),
    "a_weight_that_gets_the_memory_of_another_later": (
        _program("", after="net = nn.Sequential(net, nn.Linear(4, 4)); net[1].weight.data = net[0].a.weight.data"),
        "weight lies in the memory of another tensor",
    ),
}
