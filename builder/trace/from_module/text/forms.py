"""Writes classes that make the objects of a network again: one text a class, and what each object gives to it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

from torch import nn

from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.text.construction import BY_MODE, SHOWN, WHOLE, Construction
from builder.trace.from_module.text.methods import Methods
from builder.trace.from_module.text.parts import Hole, Parts

_CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
_FORM = "form"
_TAKEN = frozenset({_FORM, "self", "torch", "nn", "F", "math", "OrderedDict", "partial", "float", "super"})
"""Names that no argument has, as the lines of an `__init__` use them."""


class Form:
    """What objects have in common that are made by the same lines, and the values in which they differ."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Begin with no objects."""
        self.lines = lines
        self.number = 0
        self.holes: dict[int, list[Hole]] = {}
        """The values of each object, by its id."""
        self._arguments: dict[int, str] | None = None

    def put(self, module: nn.Module, holes: list[Hole]) -> None:
        """Add the values of an object."""
        self.holes[id(module)] = holes
        self._arguments = None

    def arguments(self) -> dict[int, str]:
        """Return the names of those holes that differ between objects; what always agrees has one name."""
        if self._arguments is None:
            self._arguments = self._named()
        return self._arguments

    def _named(self) -> dict[int, str]:
        columns = list(zip(*self.holes.values(), strict=True))
        named: dict[str, str] = {}
        found: dict[int, str] = {}
        taken = set(_TAKEN)
        for i, column in enumerate(columns):
            key = repr([hole.value for hole in column])
            if all(repr(hole.value) == repr(column[0].value) for hole in column):
                continue
            if key not in named:
                named[key] = _free(column[0].hint, taken)
                taken.add(named[key])
            found[i] = named[key]
        return found

    def values(self, module: nn.Module) -> dict[str, Any]:
        """Return what an object is given."""
        holes = self.holes[id(module)]
        return {name: holes[i].value for i, name in self.arguments().items()}

    def body(self) -> Iterator[str]:
        """Yield the lines, with the values in which all objects agree."""
        arguments = self.arguments()
        constants = next(iter(self.holes.values()))
        filled = iter([arguments.get(i, repr(hole.value)) for i, hole in enumerate(constants)])
        for line in self.lines:
            pieces = line.split(_GAP)
            yield pieces[0] + "".join(next(filled) + piece for piece in pieces[1:])


# No source of Python holds this character.
_GAP = "\0"


class TextClass(NamedTuple):
    """One class of the text: its methods and the forms of its objects."""

    methods: Methods
    forms: dict[tuple[str, ...], Form]
    needs: dict[str, None]


class Classes:
    """The classes that are written, by name."""

    def __init__(self) -> None:
        """Begin with none."""
        self.made: dict[str, TextClass] = {}
        self.form_of: dict[int, Form] = {}

    def add(self, construction: Construction, methods: Methods) -> None:
        """Add an object; those of which it is made have been added, and all that are as high as these."""
        module = construction.module
        name = type(module).__name__
        made = self.made.setdefault(name, TextClass(methods, {}, dict(methods.needs)))
        made.needs.update(construction.needs)
        holes: list[Hole] = []
        lines = tuple(self._line(parts, holes, made) for parts in construction.lines)
        if lines not in made.forms:
            made.forms[lines] = Form(lines)
            made.forms[lines].number = len(made.forms) - 1
        form = made.forms[lines]
        form.put(module, holes)
        self.form_of[id(module)] = form

    def _line(self, parts: Parts, holes: list[Hole], made: TextClass) -> str:
        pieces: list[str] = []
        for part in parts:
            if isinstance(part, str):
                pieces.append(part)
            elif isinstance(part, Hole):
                holes.append(part)
                pieces.append(_GAP)
            else:
                name = type(part.module).__name__
                made.needs[name] = None
                given = self.form_of[id(part.module)].values(part.module)
                holes += [Hole(value, f"{part.hint}_{key}") for key, value in given.items()]
                number = [f"{_FORM}={form.number}"] if (form := self.form_of[id(part.module)]).number else []
                pieces.append(f"{name}({', '.join([*number, *(f'{key}={_GAP}' for key in given)])})")
        return "".join(pieces)

    def given(self, module: nn.Module) -> dict[str, Any]:
        """Return the arguments of the call that makes an object."""
        form = self.form_of[id(module)]
        return {**({_FORM: form.number} if form.number else {}), **form.values(module)}

    def text(self, name: str) -> str:
        """Return the statement of one class."""
        made = self.made[name]
        lines = [f"class {name}({_base(made.methods)}):", *self._init(made)]
        by_mode = f"{BY_MODE}[self.training]"
        for method, attribute in (("extra_repr", SHOWN), ("extra_repr", by_mode), ("__repr__", WHOLE)):
            if any(
                f"self.{attribute.partition('[')[0]} = " in line for form in made.forms.values() for line in form.lines
            ):
                lines += ["", f"    def {method}(self):", f"        return self.{attribute}"]
        for node in made.methods.nodes.values():
            lines += ["", textwrap.indent(ast.unparse(node), "    ")]
        return "\n".join(lines)

    def _init(self, made: TextClass) -> Iterator[str]:
        forms = list(made.forms.values())
        every = dict.fromkeys(name for form in forms for name in form.arguments().values())
        if len(forms) == 1:
            yield f"    def __init__({', '.join(['self', *every])}):"
            yield from (f"        {line}" for line in forms[0].body())
            return
        yield f"    def __init__({', '.join(['self', f'{_FORM}=0', *(f'{name}=None' for name in every)])}):"
        for form in forms:
            yield f"        {'elif' if form.number else 'if'} {_FORM} == {form.number}:"
            yield from (f"            {line}" for line in form.body())


def _base(methods: Methods) -> str:
    kind = layer_kind(methods.objects[0])
    if kind is not None:
        return f"nn.{kind}"
    return next((f"nn.{base.__name__}" for base in _CONTAINERS if issubclass(methods.cls, base)), "nn.Module")


def _free(hint: str, taken: set[str]) -> str:
    base = hint if hint.isidentifier() else f"x_{hint}"
    return base if base not in taken else next(n for i in range(2, 10_000) if (n := f"{base}_{i}") not in taken)
