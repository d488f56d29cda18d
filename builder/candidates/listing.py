"""The candidates of a text that was run: what could be its network, the likeliest first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from builder.candidates.argument_flow import Taken, argument_of_name, arguments_of_call
from builder.candidates.call_sites import calls_in
from builder.candidates.candidate import Argument, Candidate
from builder.candidates.guesses import MOST_GUESSES, GuessContext, guesses, last_resort, setting
from builder.candidates.references import References
from builder.candidates.uses import LazyUses, Uses
from builder.candidates.values import CONFIGURATIONS, SECTIONS
from builder.catalogue.layers.kinds import CATALOGUE
from builder.classes.values import NOTHING, parameters_of
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, Instance, Native
from builder.symbols.values import ModuleSymbol

_MOST = 100
"""Classes and functions of one text that are looked at, the last ones, which use the others; and arguments of one."""
_UNKNOWN = 5
"""How many arguments one counts for that nothing suggests a value for."""
_ROOTS = frozenset({"self", *CONFIGURATIONS, *SECTIONS})
_RECORD = "__dataclass_fields__"


def candidates_of(variables: Mapping[str, Value], bound: Iterable[str], tree: ast.Module) -> list[Candidate]:
    """Return the candidates, the likeliest first.

    Args:
        variables: what the names of the text are bound to after its run.
        bound: the variables that hold a network, the likeliest first.
        tree: the text.
    """
    modules = dict([item for item in variables.items() if _is_network(*item)][-_MOST:])
    functions = dict([item for item in variables.items() if _is_function(*item)][-_MOST:])
    references = References(modules, functions)
    listed = _Arguments(variables, modules, functions, tree)
    taken = {name: listed.of_class(cls) for name, cls in modules.items()}
    references.parts |= _classes_given_to_others(taken, modules)
    taken |= {name: listed.of_factory(functions[name], made, taken) for name, made in references.factories.items()}
    found = [Candidate(name, "variable", variables[name].place[0]) for name in bound]
    for name, arguments in taken.items():
        cls = modules.get(name)
        node = functions[name].node if cls is None else cls.node
        kind: Literal["class", "function"] = "function" if cls is None else "class"
        found.append(Candidate(name, kind, getattr(node, "lineno", 1), arguments, references.is_part(name)))
    place = {name: i for i, name in enumerate(references.ranked(_needed_counts(found)))}
    found.sort(key=lambda one: -1 if one.kind == "variable" else place[one.name])
    return found


def _needed_counts(candidates: Iterable[Candidate]) -> dict[str, int]:
    """Return how many arguments must be given to each candidate that needs some; those that nobody knows count most."""
    counts = {one.name: len(one.needs(())) + _UNKNOWN * len(one.unknown) for one in candidates}
    return {name: count for name, count in counts.items() if count}


def _classes_given_to_others(taken: Mapping[str, Iterable[Argument]], modules: Iterable[str]) -> set[str]:
    """Return the classes that others are given, or objects of them."""
    # A guess is a class or a call of it, `Block` or `Block(dim=64)`.
    likeliest = {
        (name, one.guess.partition("(")[0]) for name, arguments in taken.items() for one in arguments if one.guess
    }
    return {meant for name, meant in likeliest if meant in modules and meant != name}


def _is_network(name: str, value: Value) -> bool:
    """Tell whether a value is a class whose objects can be called as networks."""
    if not isinstance(value, Class) or value.native is None or value.name != name:
        return False
    forward = value.find("forward")
    kind = value.native.name
    loss = kind in CATALOGUE and CATALOGUE[kind].category == "loss"
    return (
        isinstance(forward[1] if forward else None, Function)
        or kind == "Sequential"
        or (kind in CATALOGUE and not loss)
    )


def _is_function(name: str, value: Value) -> bool:
    return isinstance(value, Function) and isinstance(value.node, ast.FunctionDef) and value.node.name == name


class _Arguments:
    """The arguments of the classes and functions of a text."""

    def __init__(
        self,
        variables: Mapping[str, Value],
        modules: Mapping[str, Class],
        functions: Mapping[str, Function],
        tree: ast.Module,
    ) -> None:
        plain = dict([(name, value) for name, value in variables.items() if _is_plain_class(value)][-_MOST:])
        values = {name.lower(): name for name, value in variables.items() if _is_plain(value)}
        self.uses: dict[int, LazyUses] = {}
        """What is done with names inside a node, by its id."""
        tables = {name: tuple(value) for name, value in variables.items() if isinstance(value, dict)}
        self.known = GuessContext(
            {}, {}, values, LazyUses(tree, _ROOTS), tables, _subclasses([*plain.values(), *modules.values()])
        )
        self.calls = calls_in(tree, {*modules, *functions}, {*modules, *plain, *values.values()})
        self.taken: Taken = {}
        self.handed: Taken = {}
        """What classes and functions take, as it tells what those are given that hand it on."""
        for _ in range(2):  # what an object of a class needs may be objects of other classes
            classes = {name: self._made(cls) for name, cls in plain.items()}
            made = {name: self._made(cls) for name, cls in modules.items()}
            self.taken = {name: self.of_class(cls) for name, cls in modules.items()}
            self.handed = {name: self._of(function, function.node, None, 0) for name, function in functions.items()}
            self.handed |= self.taken
            self.known = self.known._replace(classes=classes, modules=made)

    def _made(self, cls: Class) -> str | None:
        """Return a text that makes an object, None where nothing suggests what it is given."""
        arguments = self.of_class(cls)
        given = [(one.name, one.guess) for one in arguments if one.required]
        if any(guess is None for _, guess in given):
            return None
        if cls.native is None and any(one.stars == "**" for one in arguments):
            given += self._read_elsewhere(cls, arguments)
        return f"{cls.name}({', '.join(f'{name}={guess}' for name, guess in given)})"

    def _read_elsewhere(self, cls: Class, arguments: tuple[Argument, ...]) -> Iterator[tuple[str, str]]:
        """Yield what the text reads of configurations and one takes by `**kwargs`, with guesses."""
        known = {*cls.namespace, *(one.name for one in arguments)}
        for root in CONFIGURATIONS:
            uses = self.known.everywhere.get(root, Uses())
            for name in [one for one in uses.fields if one not in uses.methods and one not in known]:
                known.add(name)
                yield name, setting(name, self.known)

    def of_class(self, cls: Class) -> tuple[Argument, ...]:
        """Return what the constructor of a class takes."""
        found = cls.find("__init__")
        if found is not None and isinstance(found[1], Function):
            owner = found[0].node if isinstance(found[0], Class) else None
            return self._of(found[1], owner or found[1].node, cls, skip=1)
        if found is not None and isinstance(found[1], Native) and _RECORD in cls.namespace:
            return self._of_record(cls)
        return tuple(
            Argument(one.name, None if one.default is NOTHING else repr(one.default), stars=one.stars)
            for one in parameters_of(cls)
        )

    def of_factory(self, function: Function, made: str | None, taken: Taken) -> tuple[Argument, ...]:
        """Return what a function takes that makes an object of a class."""
        found = self._of(function, function.node, None, skip=0)
        if made is None or not isinstance(function.node, ast.FunctionDef):
            return found
        return (*found, *arguments_of_call(function.node, made, taken))

    def _of(self, function: Function, around: ast.AST, cls: Class | None, skip: int) -> tuple[Argument, ...]:
        spec = function.node.args
        uses = self.uses.setdefault(id(around), LazyUses(around))
        plain = [*spec.posonlyargs, *spec.args]
        defaults: list[ast.expr | None] = [*[None] * (len(plain) - len(spec.defaults)), *spec.defaults]
        pairs = list(zip(plain, defaults, strict=True))[skip:]
        found = [self._argument(one, default, uses, cls) for one, default in pairs]
        found = [self._handed_on(one, around) for one in found]
        found = self._as_called(cls.name if cls is not None else function.name, _with_heights(found))
        found = [one._replace(positional=i + skip < len(spec.posonlyargs)) for i, one in enumerate(found)]
        if spec.vararg is not None:
            found.append(Argument(spec.vararg.arg, stars="*"))
        found += [
            self._argument(one, default, uses, cls)
            for one, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
        ]
        if spec.kwarg is not None:
            found.append(Argument(spec.kwarg.arg, stars="**"))
        return tuple(found[:_MOST])

    def _handed_on(self, one: Argument, around: ast.AST) -> Argument:
        """Give an argument what suits the class that it is handed on to.

        That of a class has it where it has nothing itself, or where only the other class tells what it is.
        """
        if one.default is not None or one.told:
            return one
        found = argument_of_name(one.name, around, self.handed)
        if found is None or (one.guesses and isinstance(around, ast.ClassDef) and not found.told):
            return one
        return one._replace(guesses=found.guesses, told=found.told)

    def _as_called(self, name: str, arguments: list[Argument]) -> list[Argument]:
        """Put what the text itself gives a class or a function before what its arguments' names suggest."""
        calls = self.calls.get(name, ())
        given: dict[str, dict[str, None]] = {}
        for call in calls:
            for argument, text in call.of([one.name for one in arguments]):
                # A dict for a set that keeps the order of the calls.
                given.setdefault(argument, {})[text] = None
        return [
            one._replace(guesses=tuple({**given.get(one.name, {}), **dict.fromkeys(one.guesses)})[:MOST_GUESSES])
            if one.default is None
            else one
            for one in arguments
        ]

    def _argument(self, node: ast.arg, default: ast.expr | None, uses: LazyUses, cls: Class | None) -> Argument:
        annotation = None if node.annotation is None else _annotation(node.annotation)
        is_none = isinstance(default, ast.Constant) and default.value is None
        if default is not None and not is_none:
            return Argument(node.arg, ast.unparse(default), annotation)
        without = () if cls is None else (cls.name, *(base.name for base in cls.mro))
        found = guesses(node.arg, annotation, uses.get(node.arg, Uses()), self.known, without)
        if is_none:
            return Argument(node.arg, "None", annotation, instead=tuple(one for one in found if one != "None"))
        here = uses.get(node.arg, Uses())
        last = () if found else last_resort(node.arg, here)
        return Argument(node.arg, None, annotation, found, last=last, told=here.tells)

    def _of_record(self, cls: Class) -> tuple[Argument, ...]:
        """Return the fields of a dataclass."""
        found = []
        for node in cls.node.body if cls.node is not None else ():
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name, kind = node.target.id, _annotation(node.annotation)
                values = guesses(name, kind, self.known.everywhere.get(name, Uses()), self.known)
                found.append(Argument(name, None if node.value is None else ast.unparse(node.value), kind, values))
        return tuple(found[:_MOST])


def _subclasses(classes: Iterable[Class]) -> dict[str, list[str]]:
    """Return the classes of a text, each with those that derive from it."""
    found: dict[str, list[str]] = {}
    for cls in classes:
        for base in cls.mro:
            if isinstance(base, Class):
                found.setdefault(base.name, []).append(cls.name)
    return found


def _with_heights(arguments: list[Argument]) -> list[Argument]:
    """Give a width that stands beside a height what that is given: of an image, where alone it may be of layers."""
    heights = {one.name: one.guesses for one in arguments}
    pairs = ((one, re.sub(r"(?i)width|w$", _height, one.name)) for one in arguments)
    return [
        one._replace(guesses=heights[name]) if one.default is None and name != one.name and name in heights else one
        for one, name in pairs
    ]


def _height(found: re.Match[str]) -> str:
    return {"width": "height", "Width": "Height", "w": "h", "W": "H"}.get(found[0], found[0])


def _annotation(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)


def _is_plain_class(value: Value) -> bool:
    return isinstance(value, Class) and value.native is None and value.node is not None


def _is_plain(value: Value) -> bool:
    """Tell whether a variable holds what an argument of its name could be given."""
    if isinstance(value, Instance):
        return True
    return isinstance(value, bool | int | float | str | list | tuple | dict) and not isinstance(value, ModuleSymbol)
