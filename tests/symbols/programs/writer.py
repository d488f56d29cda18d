"""Draws programs: fills templates with what a class has so far, class after class."""

import re
import string
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from tests.symbols.programs import crossing, further, methods, table
from tests.symbols.programs.steps import STEPS

_MOST_MEMBERS, _MOST_STEPS, _DEEPEST = 5, 6, 2
_HOLES = {
    "linear": "linear", "l": "list", "d": "dict", "pair": "pair", "listed": "listed", "two": "two", "w": "matrix",
    "nm": "number", "pl": "params", "pd": "paramdict", "f": "function", "flag": "flag", "none": "none", "p": "vector",
    "ls": "lists", "options": "options", "mapped": "mapped", "named": "named", "recurrent": "recurrent",
    "attention": "attention", "bilinear": "bilinear", "counter": "counter", "nm_text": "name",
    "log": "log", "cell": "cell", "stats": "stats", "asks": "asks", "gives": "gives",
}  # fmt: skip


class Program(NamedTuple):
    """A text that makes `net`, how it is called, and inputs of several sizes by the names of ours."""

    text: str
    call: str
    shapes: tuple[dict[str, tuple[int, ...]], ...]

    @property
    def pasted(self) -> str:
        """The text with its call, as a person pastes it."""
        given = self.call
        for name, shape in self.shapes[0].items():
            given = re.sub(rf"(?<![\w'])({name})(?![\w']|\s*=)", f"torch.rand{shape}", given)
        return f"{self.text}net({given})\n"


class Writer:
    """What one program has so far; `random` chooses."""

    def __init__(self, random: Random, flat: bool) -> None:
        self.random = random
        self.layers = table.LAYERS + (table.FLAT if flat else ())
        self.classes: dict[str, list[str]] = {kind: [] for kind in table.HEADS}
        self.members: dict[str, list[str]] = {}
        self.uses: tuple[str, ...] = ()
        """Lines that use what the class has beside its two methods."""
        self.tensors: list[str] = []
        self.count = 0

    def one_of(self, items: Sequence[str]) -> str:
        """Draw one of several texts."""
        return self.random.choice(items)

    def modules(self) -> list[str]:
        """Return what the object holds that takes one tensor."""
        own = [*self.members.get("module", ()), *self.members.get("linear", ())]
        return [*own, *(f"{name}[0]" for name in self.members.get("list", ()))]

    def can_fill(self, template: str) -> bool:
        """Tell whether there is something for each hole of a template."""
        return all(self.choices(hole) for hole in _holes(template))

    def choices(self, hole: str) -> Sequence[str]:
        """Return what may stand in a hole."""
        if hole in ("t", "u", "o", "n", "new"):
            return self.tensors if hole in ("t", "u") else ("?",)
        if hole in ("m", "again"):
            return self.modules()
        if hole.endswith("_class"):
            return self.classes[hole.removesuffix("_class")]
        if hole == "number":
            return ("2", "0.5", *self.members.get("number", ()))
        return self.members.get(_HOLES[hole], ())

    def filled(self, template: str, depth: int = 0) -> str:
        """Fill the holes of a template, each occurrence anew."""
        text = ""
        for literal, hole, _, _ in string.Formatter().parse(template):
            text += literal + ("" if hole is None else self.hole(hole, depth))
        return text

    def hole(self, hole: str, depth: int) -> str:
        """Draw what stands in one hole."""
        if hole == "new" and self.classes["one"] and self.random.randrange(3) == 0:
            return self.one_of(self.classes["one"]) + "()"
        if hole in ("new", "again"):
            table_ = (
                table.AGAIN
                if hole == "again"
                else self.layers + (table.MADE + crossing.MADE if depth < _DEEPEST else ())
            )
            return self.filled(self.one_of([line for line in table_ if self.can_fill(line)]), depth + 1)
        return self.one_of(self.choices(hole))

    def member(self) -> str:
        """Write a line that gives the object something to hold; what no class has used yet is likely."""
        fitting = [
            line
            for line in (*table.MEMBERS, *further.MEMBERS, *methods.MEMBERS, *crossing.MEMBERS)
            if self.can_fill(line[1])
        ]
        unused = [line for line in fitting if line[0] in table.HEADS and line[0] not in self.members]
        kind, template = self.random.choice(unused if unused and self.random.randrange(2) else fitting)
        self.count += 1
        name = f"m{self.count}"
        line = self.filled(template.replace("{n}", name))
        own = not template.startswith("{")
        owner = (
            "self" if own else line.partition(f".{name} ")[0].partition(".register_buffer(")[0]
        )  # `self.m1.m2 = ...`
        self.members.setdefault(kind, []).append(f"{owner}.{name}")
        return line

    def step(self) -> str:
        """Write a line of a forward."""
        template = self.one_of(
            [
                line
                for line in (*STEPS, *further.STEPS, *methods.STEPS, *crossing.STEPS, *self.uses * 5)
                if self.can_fill(line)
            ]
        )
        if "{o}" not in template:
            return self.filled(template)
        self.count += 1
        target = self.one_of([f"h{self.count}", f"h{self.count}", *self.tensors])
        line = self.filled(template.replace("{o}", target))
        self.tensors = list(dict.fromkeys([target, *self.tensors]))
        return line

    def lines(self, make: Callable[[], str], least: int, most: int) -> list[str]:
        """Write several lines."""
        return [make() for _ in range(self.random.randint(least, most))]

    def settled(self) -> str:
        """Write what is done to what the object holds."""
        fitting = [
            line
            for line in (*table.SETTLED, *further.SETTLED, *methods.SETTLED, *crossing.SETTLED)
            if self.can_fill(line)
        ]
        return self.filled(self.one_of(fitting)) if fitting else "pass"

    def write_class(self, name: str, kind: str, returns: Sequence[str]) -> str:
        """Write a class that takes its inputs as its kind says; it may derive from an earlier one."""
        self.members = {}
        bases = self.classes["one"] if kind == "one" and self.random.randrange(5) == 0 else []
        base = self.one_of(bases) if bases else "nn.Module"
        more = [self.one_of((table.MORE + methods.MORE) * 3 + methods.RARE)] if self.random.randrange(4) == 0 else []
        self.uses = tuple(
            line
            for key, lines in (table.USES | methods.USES).items()
            for line in lines
            if any(key in one for one in more)
        )
        made = self.lines(self.member, 1, _MOST_MEMBERS)
        made += self.lines(self.settled, 0, 2)
        head, self.tensors = table.HEADS[kind][0], list(table.HEADS[kind][1])
        decorator = self.random.choice(table.DECORATORS) if self.random.randrange(40) == 0 else ""
        body = ["x = super().forward(x)"] if bases else []
        body += self.lines(self.step, 1, _MOST_STEPS)
        body.append(self.filled(self.one_of([line for line in returns if self.can_fill(line)])))
        forward = [*([decorator] if decorator else []), *head.split("\n"), *_indented(body, 1)]
        init = ["def __init__(self):", *_indented(["super().__init__()", *made], 1)]
        self.classes[kind].append(name)
        parts = [*more, *([""] if more else []), *init, "", *forward]
        return "\n".join([f"class {name}({base}):", *_indented(parts, 1)]) + "\n\n\n"


def _holes(template: str) -> list[str]:
    return [hole for _, hole, _, _ in string.Formatter().parse(template) if hole is not None]


def _indented(lines: list[str], levels: int) -> list[str]:
    return [f"{'    ' * levels}{part}" if part else "" for line in lines for part in line.split("\n")]


def program(random: Random) -> Program:
    """Write a program: up to three classes, then a network that may use them."""
    flat = random.random() < 0.5
    writer = Writer(random, flat)
    text = table.FRAME.lstrip() + "\n" + crossing.FRAME + "\n\n"
    for i in range(random.randint(0, 3)):
        kind = random.choice(["one", "one", *table.HEADS])
        returns = table.RETURNS_OF.get(kind, table.RETURNS)
        text += writer.write_class(f"Part{i}", kind, returns)
    kind = random.choice(["one", "one", "one", "pair", "listed", "options"])
    text += writer.write_class("Net", kind, table.RETURNS * 4 + table.SEVERAL)
    text += "net = Net()\n"
    writer.members = {what: [name.replace("self.", "net.") for name in names] for what, names in writer.members.items()}
    text += "".join(f"{line}\n" for line in writer.lines(writer.settled, 0, 2))
    call = random.choice(table.CALLS[kind])
    return Program(text, call, _shapes(flat, [name for name in ("x", "y", "xs_0", "xs_1") if _uses(call, name)]))


def programs() -> st.SearchStrategy[Program]:
    """Draw a program, which gets shorter where it fails."""
    return st.randoms(use_true_random=False).map(program)


def _uses(call: str, name: str) -> bool:
    return any(part.strip(" []()").rpartition("=")[2] == name for part in call.split(","))


def _shapes(flat: bool, names: list[str]) -> tuple[dict[str, tuple[int, ...]], ...]:
    """Return the sizes that the text shows, and others: another batch, and another length where there is one."""
    if flat:
        return tuple(dict.fromkeys(names, shape) for shape in ((2, 4), (3, 4)))
    return tuple(dict.fromkeys(names, shape) for shape in ((2, 3, 4), (3, 3, 4), (2, 5, 4)))
