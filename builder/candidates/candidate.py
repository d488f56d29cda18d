"""What could be the network of a text, as plain data that a form and a shell can show."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Literal, NamedTuple


class Argument(NamedTuple):
    """One argument of a class or a function; what it may be given is written as Python.

    `stars` is `"*"` or `"**"` for what gathers the rest. `guesses` are the values that its name, its annotation and
    its use suggest, the likeliest first.
    """

    name: str
    default: str | None = None
    annotation: str | None = None
    guesses: tuple[str, ...] = ()
    stars: str = ""
    positional: bool = False
    last: tuple[str, ...] = ()
    """What is tried where nothing suggests a value."""
    instead: tuple[str, ...] = ()
    """What is tried in place of a default of None with which nothing can be made."""
    told: bool = False
    """Whether what is done with it tells what it is, a list or a string or a class, whatever it is called."""

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None and not self.stars

    @property
    def guess(self) -> str | None:
        """The value that it has unless another one is chosen; None where it has a default or nothing suggests one."""
        return self.guesses[0] if self.required and self.guesses else None


class Candidate(NamedTuple):
    """A variable that holds a network, or a class or a function that makes one.

    An object is one that a function of the text, such as `main()`, made of its class; it has no name of its own.
    `part` says that others in the text use it as a part of theirs.
    """

    name: str
    kind: Literal["variable", "object", "class", "function"]
    line: int
    arguments: tuple[Argument, ...] = ()
    part: bool = False

    def needs(self, chosen: Container[str]) -> tuple[str, ...]:
        """Return the names of the arguments that must be given beside those that were chosen."""
        return tuple(one.name for one in self.arguments if one.required and one.name not in chosen)

    def without_none(self) -> Iterator[Candidate]:
        """Yield this one with guesses in place of defaults of None: of one at a time, then of all."""
        names = [one.name for one in self.arguments if one.instead]
        for replaced in (*([name] for name in names), *([names] if len(names) > 1 else ())):
            arguments = (
                one._replace(default=None, guesses=one.instead) if one.name in replaced else one
                for one in self.arguments
            )
            yield self._replace(arguments=tuple(arguments))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of the arguments that must be given and that nothing suggests a value for."""
        return tuple(one.name for one in self.arguments if one.required and not one.guesses)
