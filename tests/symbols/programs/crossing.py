"""Lines of programs in which state, memory and attributes cross from one object to another, as `table.py` has lines."""

FRAME = """
class Asks(nn.Module):
    def __init__(self):
        super().__init__()
        self.seen, self.log = 1, []
        self.register_buffer("kept", torch.ones(4))

    def forward(self, x):
        if x.sum() > 1000: x = -x
        self.seen = self.seen + 1
        self.log.append(1)
        return x


class Gives(nn.Module):
    def forward(self, x):
        return x, x * 2


class Doubles:
    def forward(self, x):
        return super().forward(x) * 2

    def extra_repr(self):
        return "doubled, " + super().extra_repr()


class DoubledLinear(Doubles, nn.Linear):
    pass
"""
MADE = ("Asks()", "Asks()", "DoubledLinear(4, 4)", "Residual(Asks())", "nn.Sequential(Asks(), {new})")
MEMBERS = (
    ("asks", "self.{n} = Asks()"),
    ("asks", "self.{n} = nn.ModuleList([Asks()])[0]"),
    ("gives", "self.{n} = Gives()"),
    ("function", "z = iter([1, 2, 3] * 50); self.{n} = lambda v: v * next(z)"),
    ("function", "self.{n} = functools.partial(lambda seen, v: v * len(seen), [1, 2])"),
    ("vector", "self.{n} = nn.Parameter(nn.Linear(4, 4).weight.data[0].clone())"),
    ("vector", "self.{n} = nn.Parameter(nn.Linear(4, 4).bias.data)"),
    ("vector", "values = [1.0, 2.0, 3.0, 4.0]; self.{n} = nn.Parameter(torch.tensor(values)); values[0] = 5.0"),
    ("matrix", "self.{n} = nn.Linear(4, 4).weight"),
    ("list", "self.{n} = [Hides({m})]"),
)
SETTLED = (
    "{m}.register_forward_hook(lambda module, given, found: None)",
    "handle = {m}.register_forward_hook(lambda module, given, found: found * 2); handle.remove()",
    "{linear}.weight.register_hook(lambda grad: grad * 0.5)",
    "{m}.mark = 3",
)
STEPS = (
    "{o} = {m}({t}); {o}.mul_(0.5)",
    "{o} = {m}({t}); {t}.add_(0.5)",
    "{o} = {asks}({t}); {o}.add_(1)",
    "{o} = {asks}({t}) * {asks}.seen",
    "{o} = {t} * len({asks}.log); {asks}({t})",
    "{o} = {asks}({t}) + {asks}.kept",
    "{o} = F.relu({asks}({t}), inplace=True)",
    "{o}, other = {gives}({t}); other.mul_(2); {o} = {o} + other",
    "other, {o} = {gives}({t}); other.add_(1)",
    "{o} = {m}({t}) * getattr({m}, 'seen', 1)",
    "{o} = {t} * getattr({m}, 'mark', 2)",
    "{o} = sum(part for part in iter({gives}({t})))",
)
