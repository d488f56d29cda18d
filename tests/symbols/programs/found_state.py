"""Programs whose forward changes what its next call finds: iterators, attributes of functions, kept methods."""

from tests.symbols.programs.found import _program, _with

_REMEMBERS = """@functools.lru_cache(maxsize=1)
def layer(n):
    return nn.Linear(4, n)


def other(n):
    seen.append(n)
    return nn.Linear(4, n)


seen = []
make = functools.cache(other)
"""
_COUNTS = "def tick():\n    tick.n = getattr(tick, 'n', 0) + 1\n    return tick.n\n"
_MEMBER = "import enum\n\n\nclass Kind(enum.Enum):\n    ONE = 1\n"
_LISTS = "class Lists:\n    def __init__(self):\n        self.n = []\n\n    def tick(self):\n        self.n.append(1)\n"
_DEFAULT = """class Part(nn.Module):
    @staticmethod
    def tick(seen=[]):
        seen.append(1)
        return len(seen)

    def forward(self, x):
        return x * self.tick()
"""

BLOCKS = {
    "iterators_are_gone_through_once": _with(
        "import itertools\n",
        _program(
            "",
            "z, w = itertools.product((1, 2), (3, 4)), itertools.accumulate((1, 2))\n"
            "        for _ in (0, 1):\n"
            "            for i, j in z: x = x + i * j\n"
            "            for i in w: x = x * i + 1\n"
            "        return self.a(x)",
        ),
    ),
    "functions_remember_as_much_as_they_are_told": _with(
        _REMEMBERS,
        _program(
            "self.b, self.c, self.d = layer(4), layer(3), layer(4)\n"
            "        self.e, self.f, self.g = make(4), make(4), other(4)",
            "return self.b(x) + self.d(x) + self.e(x) * self.f(x) * len(seen) + self.g(x)",
        ),
    ),
}
CODE = {
    "an_iterator_around_a_class": _with(
        "NUMBERS = zip([2, 3, 4], [1, 2, 3])\n",
        _program("", "for i, j in NUMBERS: x = x * i + j\n        return self.a(x)"),
    ),
    "an_iterator_that_a_function_closes_over": _program(
        "z = iter([2, 3, 4]); self.f = lambda v: v * sum(z)", "return self.a(x) + self.f(x)"
    ),
    "a_function_with_an_attribute": _with(_COUNTS, _program("", "return self.a(x) * tick()")),
    "a_function_that_remembers_how_often_it_ran": _with(
        "seen = []\n\n\n@functools.lru_cache\ndef f(n):\n    seen.append(n)\n    return n\n",
        _program("", "y = f(2); return self.a(x) * len(seen) * y"),
    ),
    "a_member_with_an_attribute": _with(
        _MEMBER, _program("", "Kind.ONE.n = getattr(Kind.ONE, 'n', 0) + 1; return self.a(x) * Kind.ONE.n")
    ),
    "a_method_that_is_kept": _with(
        _LISTS, _program("self.f, self.l = (l := Lists()).tick, l.n", "self.f(); return self.a(x) * len(self.l)")
    ),
    "a_list_that_is_a_default_of_a_static_method": _with(
        _DEFAULT, _program("self.p = Part()", "return self.a(self.p(x))")
    ),
}
REFUSED = {
    "an_iterator_in_a_list": (
        _program("self.z = [zip([2, 3], [1, 2])]", "for i, j in self.z[0]: x = x * i\n        return self.a(x)"),
        "goes on with a generator that was made before it",
    ),
}
