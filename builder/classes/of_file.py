"""Classes of a pasted text that no graph can express: each is kept as code, and its objects become instances.

A forward with a loop that asks for the values of tensors is one. What an object of it returns is learned from a run,
where the runner has an answer, else it is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from builder.classes.closures import Closures, Sources
from builder.classes.nodes import InstanceParts, members_of
from builder.classes.plain_arguments import dotted_names, fixed_names, given_arguments, names_in, plain_argument
from builder.classes.text import read_text
from builder.classes.text_class import check_written, construct, variables_of
from builder.classes.values import parameters_of
from builder.document.blocks import ArgumentValue, Definition, Tie
from builder.document.blocks import Instance as InstanceBlock
from builder.errors import BuilderError, SourceError
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, Class, Instance
from builder.runner import Question, Runner, RunResult, question
from builder.sentences import Sentence, say
from builder.symbols.dataflow.recorder import is_known
from builder.symbols.initial.initial_values import RESET, Fills
from builder.symbols.initial.parametrizations import reads_changed
from builder.symbols.values import ModuleSymbol, has_grown, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class _TextClass(NamedTuple):
    """A class that is kept as text, and the reason."""

    definition: Definition
    error: SourceError
    cls: Class


class Texts:
    """The classes of one pasted text that are kept as text."""

    def __init__(self, text: str, interpreter: Interpreter, runner: Runner, sources: Sources) -> None:
        """Start with no classes; `sources` is filled with what each needs of the text, for other runs of it too."""
        self.text = text
        self.closures = Closures(text, interpreter, sources)
        self.known = self.closures.known
        """Classes of texts of ours, with these, by name: as if they had been pasted along."""
        self.runner = runner
        self.interpreter = interpreter
        self.fixed_names: dict[int, str] = {}
        """Those of torch and Python, once they are needed."""
        self.kept: dict[str, _TextClass] = {}
        self.used: dict[str, _TextClass] = {}
        """Those that came to be blocks."""
        self.work = 0
        """What the runs took, in steps of interpreted code."""
        self.objects: list[tuple[str, ModuleSymbol]] = []
        """The objects that are instances, each with its id."""
        self.unkept: dict[str, str] = {}
        """Why classes cannot be kept as text, by name."""
        self.reached = 0
        """The line of its class's text that the last run which failed came to."""
        self.failed: dict[int, tuple[Question, SourceError]] = {}
        """What objects were last called with that cannot be run on it, and why, by the id of their symbol."""

    def keep(self, module: ModuleSymbol, why: SourceError, told: bool = True) -> dict[str, ArgumentValue] | None:
        """Keep the class of an object as text; return what the object is given, or None where that cannot be.

        A reason that was found by inputs of which nothing is `told` gives way to one found by those of the network.

        It cannot where no JSON stands for an argument, where the text that the class needs is not all here, or where
        the object was changed after it was made.
        """
        cls = module.cls
        assert isinstance(cls, Class)
        try:
            if cls.name not in self.kept:
                self._take_along(module)
                self.kept[cls.name] = _TextClass(self._definition(module), why, cls)
            kept = self._kept(cls)
            if self._take_along(module):
                definition = replace(kept.definition, source=self.closures.source(cls))
                self.kept[cls.name] = kept._replace(definition=definition)
            args = self._args(module, self.kept[cls.name].definition)
            if told and why.problem != say("symbols.kept", name=cls.name):  # which is why nothing more was read
                self.kept[cls.name] = self.kept[cls.name]._replace(error=why)
            return args
        except (BuilderError, ValueError, StopIteration) as error:
            self.unkept[cls.name] = error.problem if isinstance(error, BuilderError) else f"{error}."
            return None

    def is_kept(self, module: ModuleSymbol) -> bool:
        """Tell whether the class of an object is kept as text."""
        return module.cls.name in self.kept and self.kept[module.cls.name].cls is module.cls

    def _kept(self, cls: Class) -> _TextClass:
        """Return a class as it is kept; no two are of one name."""
        kept = self.kept[cls.name]
        if kept.cls is not cls:
            raise ValueError(say("classes.why.inside"))
        return kept

    def _take_along(self, module: ModuleSymbol) -> bool:
        """Add what an object is given to the text of its class; return whether that was not all there."""
        return self.closures.add(module.cls.name, set(names_in(list(self._given(module).values()))))

    def _definition(self, module: ModuleSymbol) -> Definition:
        cls = module.cls
        assert isinstance(cls, Class)
        assert cls.node is not None
        source = self.closures.source(cls)
        given = self._given(module)
        required = {p.name: given[p.name] for p in parameters_of(cls) if p.name in given and p.required}
        definition = Definition(class_name=cls.name, args=required, source=source)
        check_written(definition)
        try:
            construct(definition, {})
        except BuilderError:  # a default that no object can be made with, as `g=None` of which an item is taken
            return replace(definition, args=given)
        return definition

    def is_cut(self, name: str) -> bool:
        """Tell whether a class is kept without methods that nothing calls."""
        return self.closures.is_cut(name)

    def _given(self, module: ModuleSymbol) -> dict[str, ArgumentValue]:
        """Return what an object was made with, by name."""
        self.fixed_names = self.fixed_names or fixed_names(self.interpreter)
        return given_arguments(module, dotted_names(self.interpreter, self.fixed_names))

    def _defaults(self, module: ModuleSymbol, definition: Definition) -> dict[str, ArgumentValue]:
        """Return the defaults of what the definition gives, which an object without such an argument was made with."""
        assert isinstance(module.cls, Class)
        optional = [p for p in parameters_of(module.cls) if p.name in definition.args and not p.required]
        empty: dict[str, ArgumentValue] = {"*": [], "**": {}}
        self.fixed_names = self.fixed_names or fixed_names(self.interpreter)
        names = dotted_names(self.interpreter, self.fixed_names)
        return {p.name: empty[p.stars] if p.stars else plain_argument(p.default, names) for p in optional}

    def _args(self, module: ModuleSymbol, definition: Definition) -> dict[str, ArgumentValue]:
        assert definition.source is not None
        for one in (*module.given[0], *module.given[1].values()):
            if isinstance(one, Instance) and re.search(rf"isinstance\([^)]*\b{one.cls.name}\b", definition.source):
                raise ValueError(say("classes.why.changed"))  # the definition gives it an object of no class
        given = {**self._defaults(module, definition), **self._given(module)}
        held = {id(inner) for _, inner in walk(module)}
        for one in _modules_in([*module.given[0], *module.given[1].values()]):
            if id(one) not in held:  # it may stand elsewhere too, and the object would be given a copy
                raise ValueError(say("classes.why.given", type=one.cls.name))
        changed = has_grown(module) or reads_changed(module, definition.source)
        if changed or not _is_as_made(members_of(module), construct(definition, given)):
            raise ValueError(say("classes.why.changed"))
        return {name: value for name, value in given.items() if definition.args.get(name, _NOTHING) != value}

    def run_result(
        self, module: ModuleSymbol, args: dict[str, ArgumentValue], specs: tuple[Value, ...]
    ) -> RunResult | None:
        """Return what a run of an object with these inputs shows, None where that is not known yet.

        Raises:
            SourceError: it cannot be run on them.
        """
        if not all(map(is_known, specs)):
            return None
        definition = self.kept[module.cls.name].definition
        given = {**definition.args, **args}
        assert definition.source is not None
        asked = question(definition.source, definition.class_name, given, specs, brief=True)
        self.work += _MODULE_STEPS * sum(1 for _ in walk(module))
        with self.interpreter.budget.pause():  # the run has limits of its own
            found = self.runner(asked)
        self.failed.pop(id(module), None)
        if found is not None and found.problem == say("live.device") and self._is_left_unmoved(module):
            return self.run_result(module, args, specs)
        if found is not None and found.problem is not None:
            self.reached = found.line
            error = SourceError(found.problem, *module.place, found.hint)
            self.failed[id(module)] = asked, error
            raise error
        return found

    def _is_left_unmoved(self, module: ModuleSymbol) -> bool:
        """Leave moves to a GPU out of the text of a class; return whether it had any before."""
        kept = self.kept[module.cls.name]
        if module.cls.name in self.closures.unmoved or not self.closures.leave_unmoved(kept.cls):
            return False
        definition = replace(kept.definition, source=self.closures.source(kept.cls))
        self.kept[module.cls.name] = kept._replace(definition=definition)
        return True

    def instance(
        self, module: ModuleSymbol, own: str, name: str | None, error: SourceError, exhausted: bool
    ) -> InstanceBlock:
        """Return the block of an object whose class is kept as code, under the id `own`.

        Raises:
            SourceError: `error`, where it cannot be kept.
        """
        kept = self.kept.get(module.cls.name)
        if kept is None or kept.cls is not module.cls:
            raise self._nor(module, error)
        if not self._misfits(module, _SHAPES if exhausted else _ANY):
            raise kept.error
        try:
            args = self._args(module, kept.definition)
            if module.cls.name not in self.used:
                self._check_variables(kept)
        except (BuilderError, ValueError) as why:
            self.unkept.setdefault(module.cls.name, f"{why}.")
            raise self._nor(module, error) from None
        self.used[module.cls.name] = kept
        self.objects.append((own, module))
        return InstanceBlock(id=own, name=name, definition=module.cls.name, args=args)

    def _check_variables(self, kept: _TextClass) -> None:
        """Refuse a class that uses what lines change that are not taken along.

        Raises:
            ValueError: it does.
        """
        name, source = kept.definition.class_name, kept.definition.source or ""
        pasted = self.closures.with_moves(kept.cls) if name in self.closures.unmoved else source
        now = self.interpreter.globals.variables
        modules = self.interpreter.host.modules
        others = [module for name, module in modules.items() if name.startswith(_WRITTEN_OUT)]
        written_out = {id(value) for module in others for value in (module, *module.members.values())}
        absent = {name for name, value in now.items() if _is_of_library(value) or _is_random(value)}
        is_cut, fills = self.is_cut(name), self.interpreter.host.fills  # type: ignore[attr-defined]
        for name, here in variables_of(pasted).items():
            if name not in now or name in absent or id(now[name]) in written_out:
                continue
            if not here.is_alike(now[name], fills, is_cut):
                raise ValueError(say("classes.why.variable", name=name))

    def in_full(self, problem: str) -> str:
        """Return what torch says of the last failure on numbers, where it tells more than on the meta device."""
        if not any(words in problem for words in _BARE) or not self.failed:
            return problem
        asked, _ = next(reversed(self.failed.values()))
        told = self.runner(asked._replace(brief=False))
        return problem if told is None or told.problem is None else told.problem

    def is_hopeless(self, module: ModuleSymbol) -> bool:
        """Tell whether no other inputs would let a network run: what it is made of fails whatever its shapes."""
        as_text = isinstance(module.cls, Class) and module.flow is None
        found = [self.failed[id(module)]] if as_text and id(module) in self.failed else self.failed.values()
        return any(not _ANY.search(error.problem) for _, error in ([] if as_text and not found else found))

    def _misfits(self, module: ModuleSymbol, words: re.Pattern[str]) -> bool:
        """Tell whether an object fails in such words on what it was last called with, or not at all."""
        if module.flow is not None:  # it was read as a graph, and did not run as code
            with suppress(BuilderError, ValueError):
                self.run_result(module, self._args(module, self.kept[module.cls.name].definition), module.flow.specs)
        failed = self.failed.get(id(module))
        if failed is None:
            return True
        asked, error = failed
        if words.search(error.problem) or not _ANY.search(error.problem):
            return bool(words.search(error.problem))  # in these words it fails on any device
        told = self.runner(asked._replace(brief=False))
        return told is not None and bool(words.search(told.problem or ""))

    def called_otherwise(self, hint: str | None) -> str:
        """Add to a hint that a class cannot be kept because of what a call gives it."""
        return _with_neither(hint, f"{say('classes.why.called')}.")

    def _nor(self, module: ModuleSymbol, error: SourceError) -> SourceError:
        """Return why a class can be neither a graph nor a text class."""
        return SourceError(error.problem, error.line, error.column, self.hint_why_not_kept(module, error.hint))

    def hint_why_not_kept(self, module: ModuleSymbol, hint: str | None) -> str | None:
        """Add to a hint why the class of an object cannot be kept, where that is known."""
        why = self.unkept.get(module.cls.name)
        return _with_neither(hint, why) if why else hint

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions that instances are of."""
        return tuple(kept.definition for kept in self.used.values())

    @property
    def around(self) -> dict[str, Value]:
        """What stands around the classes that instances are of, by name."""
        variables, texts = self.interpreter.globals.variables, [one.source or "" for one in self.definitions]
        return {name: variables.get(name) for text in texts for name in read_text(text).binds}

    def filled_outside(self, fills: Fills, fillers: list[tuple[ModuleSymbol, ...]]) -> Fills:
        """Return the fillings that no object makes by itself, as its class does again.

        Raises:
            SourceError: what an object fills itself is drawn afresh later, which no rule says.
        """
        objects = {id(one) for _, module in self.objects for one in _with_given(module)}
        outside, inside = [], {}
        for fill, made_by in zip(fills, fillers, strict=True):
            around = next((module for module in made_by if id(module) in objects), None)
            if around is not None:
                inside[id(fill.tensor)] = around
            elif fill.scheme == RESET and id(fill.tensor) in inside:
                module = inside[id(fill.tensor)]
                problem = say("symbols.unwritten", name="reset_parameters")
                raise SourceError(problem, *module.place, say("symbols.values.hint"))
            else:
                outside.append(fill)
        return outside

    def ties_itself(self, tie: Tie) -> bool:
        """Tell whether an object ties two of its own tensors, as its class does again."""
        return any(_within(tie.tensor.block, id) and _within(tie.of.block, id) for id, _ in self.objects)


def _with_neither(hint: str | None, why: str) -> str:
    """Add to a hint why a class cannot be kept as code either, unless that is said of one inside it."""
    neither, start = say("classes.neither.hint", why=Sentence(why)), say("classes.neither.hint", why="")
    if hint is None:
        return neither
    return hint if start.rstrip() in hint else f"{hint} {neither}"


def _is_random(value: Value) -> bool:
    """Tell whether a value is the module `random`, which pasted files do without, or a member of it."""
    return isinstance(value, Absent) and not value.called and value.name.partition(".")[0] == "random"


def _modules_in(value: Value) -> Iterator[ModuleSymbol]:
    """Yield the modules that arguments are or hold."""
    if isinstance(value, ModuleSymbol):
        yield value
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _modules_in(item)


def _with_given(module: ModuleSymbol) -> Iterator[ModuleSymbol]:
    """Yield a module and those that it was made with, which are made with it again."""
    yield module
    for one in _modules_in([*module.given[0], *module.given[1].values()]):
        yield from (inner for _, inner in walk(one))


def _is_as_made(now: InstanceParts, made: InstanceParts) -> bool:
    """Tell whether an object is what its class makes; what was frozen later, a document says beside it."""
    same = now.nodes == made.nodes and now.fields == made.fields
    return same and set(made.ties) == set(now.ties) and all(one in now.frozen for one in made.frozen)


def _within(block: str, id: str) -> bool:
    return block == id or block.startswith(f"{id}/")


def _is_of_library(value: Value) -> bool:
    return isinstance(value, Absent) and value.name.startswith(_WRITTEN_OUT)


_WRITTEN_OUT = ("einops", "torchvision")
"""Libraries of which what a text uses stands in it where it is taken away."""
_NOTHING = object()
_MODULE_STEPS = 3_000
"""Steps that count for each module of an object that is run: torch takes about as long."""
_BARE = ("Invalid channel dimensions",)
"""What torch says on the meta device where it names sizes on any other."""
_ANY = re.compile("^(?:RuntimeError|AssertionError|ValueError|IndexError|The code raises AssertionError)")
_SHAPES = re.compile(
    "be multiplied|[Ss]izes? of tensor|invalid for input of size|values to unpack|Assertion|expected input|"
    "too many indices for|imension out of range|inconsistent (?:input|hidden)_size|must be equal to input_size|"
    "embedding dimension|must match the existing size|does not broadcast|Expected size for first two dim|"
    "[Ee]xpected target"
)
"""What is said where a guessed input may just not be the one that a class takes."""
