"""`re` at a prompt: Python's own, for patterns and texts of which it is known before that they end soon.

Python's matcher goes back over its choices, which can take for ever, and nothing stops it meanwhile. So a repetition
inside of a repetition is refused, and of those beside each other the worst case is counted: as many steps as the text
is long, to the power of one more than there are repetitions, times the choices that stand beside them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.interpreter.exceptions import EXCEPTIONS
from builder.interpreter.failures import LimitExceeded, RaisedException, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import Class, Instance, Lazy, ModuleValue, Native
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_LONGEST_PATTERN = 500
_MOST_STEPS = 200_000_000
_PER_STEP = 2_000
"""Steps of the matcher, at their worst, for one of the interpreter."""
_MOST_TIMES = 1_000
_FEW = 3
"""Times up to which a bounded repetition is no more than a few choices."""
_FLAGS = words("A ASCII I IGNORECASE M MULTILINE S DOTALL X VERBOSE U UNICODE")
_ERROR = Class("error", (EXCEPTIONS["Exception"],), {})
_ERROR.module = "re"
_ERROR.mro = (_ERROR, *EXCEPTIONS["Exception"].mro)
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class Choices(NamedTuple):
    """How many repetitions without a bound a pattern has, and how many other choices together."""

    repetitions: int = 0
    others: int = 1

    def __and__(self, other: Choices) -> Choices:
        """Return those of two patterns, one after the other."""
        # Held at the limit, so that the product itself stays small: more is refused anyway.
        return Choices(self.repetitions + other.repetitions, min(self.others * other.others, _MOST_STEPS))


def _choices(parsed: Any, inside: bool = False, times: int = 1) -> Choices:  # noqa: ANN401 - of Python's parser
    """Count the choices of a pattern.

    Raises:
        Refusal: a choice stands inside of a repetition, or something is repeated too often.
    """
    found = Choices()
    for op, argument in parsed:
        name = str(op)
        if name in _REPEATS:
            found &= _of_repeat(argument, inside, times)
        elif name == "BRANCH":
            if inside:
                raise Refusal(say("live.pattern.nested"), say("live.pattern.hint"))
            for branch in argument[1]:
                found &= _choices(branch, inside, times)
            found &= Choices(0, len(argument[1]))
        else:
            for part in _parts(argument):
                found &= _choices(part, inside, times)
    return found


def _of_repeat(argument: Any, inside: bool, times: int) -> Choices:  # noqa: ANN401 - what Python's parser returns
    least, most, body = int(argument[0]), int(argument[1]), argument[2]
    times *= max(least, 1)
    if times > _MOST_TIMES:
        raise Refusal(say("live.pattern.times"), say("live.pattern.hint"))
    if most != least and inside:
        raise Refusal(say("live.pattern.nested"), say("live.pattern.hint"))
    inner = _choices(body, inside or (most != least and most > 1), times)
    if most == least:
        # 2 ** 30 is beyond the limit already.
        return Choices(inner.repetitions * least, min(inner.others ** min(least, 30), _MOST_STEPS))
    own = Choices(0, most - least + 1) if most - least < _FEW else Choices(1)
    return own & inner


def _parts(argument: Any) -> Iterator[Any]:  # noqa: ANN401 - what Python's parser returns
    """Yield the patterns inside of a group, of a look around or of a condition."""
    if type(argument).__name__ == "SubPattern":
        yield argument
    elif isinstance(argument, tuple):
        for one in argument:
            yield from _parts(one)


@lru_cache(maxsize=256)
def _compile_pattern(text: str, flags: int) -> tuple[re.Pattern[str], Choices]:
    from re import _parser  # type: ignore[attr-defined]

    with warnings.catch_warnings():
        # Python warns of patterns that may mean something else in a later version.
        warnings.simplefilter("ignore")
        count = _choices(_parser.parse(text, flags))
        return re.compile(text, flags), count


class Pattern(TableValue):
    """A compiled pattern."""

    attributes = ("pattern", "flags", "groups", "groupindex")
    methods = ("match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn")

    def __init__(self, held: re.Pattern[str], choices: Choices) -> None:
        self.held = held
        self.choices = choices
        self.pattern, self.flags, self.groups = held.pattern, held.flags, held.groups

    @property
    def groupindex(self) -> dict[str, int]:
        """The numbers of the groups that have names."""
        return dict(self.held.groupindex)

    def spend(self, interpreter: Interpreter, text: Value) -> str:
        """Count what looking through a text can take, and return it.

        Raises:
            LimitExceeded: it can take too long.
        """
        if not isinstance(text, str):
            kind = interpreter.kind(text)
            interpreter.raise_("TypeError", f"expected string or bytes-like object, got {kind!r}")
        steps = (len(text) + 1) ** (self.choices.repetitions + 1) * self.choices.others
        if steps > _MOST_STEPS:
            raise LimitExceeded(say("live.pattern.long", count=len(text)), say("live.pattern.long.hint"))
        interpreter.budget.spend(steps // _PER_STEP + 1)
        return text

    def match(self, interpreter: Interpreter, string: Value) -> Value:
        """Match at the start."""
        return _match_or_none(self.held.match(self.spend(interpreter, string)))

    def search(self, interpreter: Interpreter, string: Value) -> Value:
        """Match the first place that fits."""
        return _match_or_none(self.held.search(self.spend(interpreter, string)))

    def fullmatch(self, interpreter: Interpreter, string: Value) -> Value:
        """Match the whole text."""
        return _match_or_none(self.held.fullmatch(self.spend(interpreter, string)))

    def findall(self, interpreter: Interpreter, string: Value) -> Value:
        """Return all that fits."""
        made = self.held.findall(self.spend(interpreter, string))
        interpreter.budget.weigh(made)
        interpreter.budget.hold(len(made) * max(self.groups, 1), "list")
        return made

    def finditer(self, interpreter: Interpreter, string: Value) -> Lazy:
        """Match one place after another."""
        return Lazy(map(_match_or_none, self.held.finditer(self.spend(interpreter, string))), "callable_iterator")

    def split(self, interpreter: Interpreter, string: Value, maxsplit: int = 0) -> Value:
        """Return what stands between."""
        made = self.held.split(self.spend(interpreter, string), maxsplit)
        interpreter.budget.hold(len(made), "list")
        return made

    def sub(self, interpreter: Interpreter, repl: Value, string: Value, count: int = 0) -> str:
        """Put something else in the place of all that fits."""
        return str(self.subn(interpreter, repl, string, count)[0])

    def subn(self, interpreter: Interpreter, repl: Value, string: Value, count: int = 0) -> tuple[str, int]:
        """Put something else in the place of all that fits, and count how often."""
        text, made, end, times = self.spend(interpreter, string), [], 0, 0
        for found in self.held.finditer(text):
            if count and times >= count:
                break
            new = found.expand(repl) if isinstance(repl, str) else interpreter.call(repl, Match(found))
            if not isinstance(new, str):
                interpreter.raise_(
                    "TypeError", f"sequence item 0: expected str instance, {interpreter.kind(new)} found"
                )
            interpreter.budget.hold(len(new) + found.start() - end, "string")
            made += [text[end : found.start()], new]
            end, times = found.end(), times + 1
        return "".join([*made, text[end:]]), times

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as Python does."""
        return repr(self.held)


class Match(TableValue):
    """What a pattern has found."""

    attributes = ("string", "pos", "endpos", "lastindex", "lastgroup", "re")
    methods = ("group", "groups", "groupdict", "start", "end", "span", "expand")

    def __init__(self, held: re.Match[str]) -> None:
        self.held = held
        self.string, self.pos, self.endpos = held.string, held.pos, held.endpos
        self.lastindex, self.lastgroup = held.lastindex, held.lastgroup

    @property
    def re(self) -> Pattern:
        """The pattern."""
        return Pattern(*_compile_pattern(self.held.re.pattern, self.held.re.flags))

    def group(self, interpreter: Interpreter, *groups: Value) -> Value:
        """Return a group or several."""
        return self.held.group(*groups)

    def groups(self, interpreter: Interpreter, default: Value = None) -> Value:
        """Return all groups."""
        return self.held.groups(default)

    def groupdict(self, interpreter: Interpreter, default: Value = None) -> Value:
        """Return the groups that have names."""
        return self.held.groupdict(default)

    def start(self, interpreter: Interpreter, group: Value = 0) -> int:
        """Return where a group begins."""
        return self.held.start(group)

    def end(self, interpreter: Interpreter, group: Value = 0) -> int:
        """Return where a group ends."""
        return self.held.end(group)

    def span(self, interpreter: Interpreter, group: Value = 0) -> tuple[int, int]:
        """Return where a group begins and ends."""
        return self.held.span(group)

    def expand(self, interpreter: Interpreter, template: str) -> str:
        """Fill the groups into a text.

        Raises:
            RaisedException: an error: the text names a group that there is not.
        """
        longest = max((len(part or "") for part in (self.held.group(), *self.held.groups())), default=0)
        interpreter.budget.hold(len(template) + template.count("\\") * longest, "string")
        try:
            return self.held.expand(template)
        except re.error as error:
            raise _pattern_error(error) from None

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return a group."""
        return self.held[index]

    def truth(self) -> bool:
        """It was found."""
        return True

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write it as Python does."""
        return repr(self.held)


def _match_or_none(match: re.Match[str] | None) -> Match | None:
    return None if match is None else Match(match)


def _compile(interpreter: Interpreter, pattern: Value, flags: Value = 0) -> Pattern:
    if isinstance(pattern, Pattern):
        return pattern
    if not isinstance(pattern, str):
        interpreter.raise_("TypeError", "first argument must be string or compiled pattern")
    if len(pattern) > _LONGEST_PATTERN:
        raise LimitExceeded(say("live.pattern.large", limit=_LONGEST_PATTERN), say("live.pattern.hint"))
    try:
        return Pattern(*_compile_pattern(pattern, int(flags)))
    except re.error as error:
        raise _pattern_error(error) from None


def _pattern_error(error: re.error) -> RaisedException:
    made = Instance(_ERROR)
    made.fields["args"] = (str(error),)
    return RaisedException(made)


def _by_pattern(name: str, count: int) -> Callable[..., Value]:
    """Return a function of the module: what a pattern does with as many arguments, then the flags."""

    def call(interpreter: Interpreter, pattern: Value, *args: Value, flags: Value = 0, **kwargs: Value) -> Value:
        if len(args) > count:
            args, flags = args[:count], args[count]
        return getattr(_compile(interpreter, pattern, flags), name)(interpreter, *args, **kwargs)

    return call


_FUNCTIONS = {
    **dict.fromkeys(("match", "search", "fullmatch", "findall", "finditer"), 1), "split": 2, "sub": 3, "subn": 3,
}  # fmt: skip


def pattern_module() -> ModuleValue:
    """Return `re`."""
    members: dict[str, Value] = {name: Native(name, _by_pattern(name, count)) for name, count in _FUNCTIONS.items()}
    members |= {name: getattr(re, name) for name in _FLAGS}
    members |= {"compile": Native("compile", _compile), "escape": Native("escape", lambda i, text: re.escape(text))}
    members |= {"error": _ERROR, "Pattern": TableClass("re.Pattern", Pattern, _no_construct)}
    members["Match"] = TableClass("re.Match", Match, _no_construct)
    return ModuleValue("re", members)


def _no_construct(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"))
