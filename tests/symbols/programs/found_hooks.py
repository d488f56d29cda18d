"""Programs with hooks: what torch runs around the calls of a module, or with a gradient, no block has."""

from tests.symbols.programs.found import _program, _with

_DOUBLED = "register_forward_hook(lambda module, given, found: found * 2)"
_FIXED = "nn.init.constant_(self.a.weight, 0.3)"
_NOTES = """class Notes(nn.Module):
    def __init__(self):
        super().__init__()
        self.c, self.found = nn.Linear(4, 4), {}
        self.c.register_forward_hook(self.note)

    def note(self, module, given, found):
        self.found["c"] = found.detach()

    def forward(self, x):
        return self.c(x) * self.found["c"]
"""
_NORMED = """class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.utils.weight_norm(nn.Linear(4, 4))

    def forward(self, x):
        return self.b.forward(x)
"""
_KEEPS = """class Keeps(nn.Module):
    def __init__(self):
        super().__init__()
        self.n, self.f, self.c = 2.0, self.times, nn.Linear(4, 4)
        self.c.register_forward_hook(self.after)

    def times(self, x):
        return x * self.n

    def after(self, module, given, found):
        return found + self.n

    def forward(self, x):
        return self.f(self.c(x))
"""

BLOCKS = {
    "an_old_spectral_norm_is_reset": _program(
        "nn.utils.spectral_norm(self.a); nn.init.ones_(self.a.weight_orig); self.a.reset_parameters()"
    ),
    "hooks_that_are_taken_away": _program(
        f"h = self.a.{_DOUBLED}; h.remove(); self.h = self.a.weight.register_hook(lambda g: g * 2)",
        after="net.h.remove()",
    ),
}
CODE = {
    "hooks_of_several_kinds": _program(
        f"self.b, self.s = Holds(), nn.Sequential(nn.Tanh()); self.s[0].{_DOUBLED}; self.h = [self.b.{_DOUBLED}]\n"
        "        self.register_forward_pre_hook(lambda module, given: (given[0] * 2,))\n"
        "        self.b.p.register_hook(lambda grad: grad * 3); self.c = copy.deepcopy(self.s)",
        "y = self.a(x); y.register_hook(lambda grad: grad * 5); return self.s(y) + self.c(self.b(y))",
    ),
    "hooks_of_a_part": _with(_NOTES, _program("self.n = Notes()", "return self.n(self.a(x))")),
    "a_hook_of_what_another_class_made": _program(
        f"self.b = Residual(nn.Tanh()); self.b.inner.{_DOUBLED}", "return self.b(x)"
    ),
    "forward_of_an_old_weight_norm_that_is_filled": _program(
        f"{_FIXED}; nn.utils.weight_norm(self.a); nn.init.ones_(self.a.weight_g)", "return self.a.forward(x)"
    ),
    "forward_of_an_old_weight_norm": _program("nn.utils.weight_norm(self.a)", "return self.a.forward(x)"),
    "forward_that_is_kept_before_an_old_weight_norm": _program(
        f"self.f = self.a.forward; {_FIXED}; nn.utils.weight_norm(self.a); nn.init.ones_(self.a.weight_g)",
        "return self.f(x)",
    ),
    "forward_of_an_old_spectral_norm_that_is_kept_in_a_list": _program(
        "nn.utils.spectral_norm(self.a); self.f = [self.a.forward]", "return self.f[0](x) + self.a(x)"
    ),
    "a_parameter_of_what_an_old_weight_norm_works_out": _program(
        f"{_FIXED}; nn.utils.weight_norm(self.a); self.p = nn.Parameter(self.a.weight)", "return self.a(x) @ self.p"
    ),
    "an_old_weight_norm_s_weight_is_filled_later": _program(
        f"{_FIXED}; nn.utils.weight_norm(self.a)", "return self.a.forward(x)", after="net.a.weight.data.fill_(2.0)"
    ),
    "an_old_weight_norm_s_weight_is_detached_later": _program(
        "nn.utils.weight_norm(self.a)", "return F.linear(x, self.a.weight)", after="net.a.weight.detach_()"
    ),
    "an_old_weight_norm_s_weight_is_filled_in_what_another_class_made": _with(
        _NORMED, _program("self.p = Normed(); self.p.b.weight.data.fill_(2.0)", "return self.p(x) + self.a(x)")
    ),
    "a_copy_of_what_keeps_its_own_methods": _with(
        _KEEPS,
        _program("p = self.p = Keeps(); self.q = copy.deepcopy(p); self.q.n = 3", "return self.q(self.p(self.a(x)))"),
    ),
    "hooks_that_come_later": _program("", after=f"net.{_DOUBLED}\nnet.a.weight.register_hook(lambda g: g * 2)"),
    "a_hook_that_a_forward_takes_away": _program(
        f"self.h = self.a.{_DOUBLED}", "y = self.a(x); self.h.remove(); return y + self.a(x)"
    ),
}
REFUSED = {
    "an_old_weight_norm_s_weight_is_filled_in_a_part_of_a_plain_container": (
        _with(_NORMED, _program("", after="net = nn.Sequential(net, Normed()); net[1].b.weight.data.fill_(2.0)")),
        "it was changed after it was created",
    ),
    "a_hook_in_a_plain_container": (
        _program("", after=f"net = nn.Sequential(net, nn.Tanh()); net[1].{_DOUBLED}"),
        "Tanh has a hook",
    ),
}
