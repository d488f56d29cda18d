"""The errors a person at the screen is meant to read.

BuilderError            base: problem, place and remedy
├── DocumentError       a document that cannot be read or is not valid
├── EditError           an edit that cannot be made; the document stays as it was
├── ShapeError          a block cannot take what flows into it
├── UnsupportedError    a valid document that this version cannot open yet
├── SourceError         pasted code that cannot be read (line and column)
├── LimitError          a request larger than a stated limit or than this machine
├── BusyError           what is asked for waits for other work and was given up; it may be asked for again
├── StorageError        a disk or database that cannot be written or read; nothing has changed
└── JobError            a piece of work in a worker that failed, died or ran out of time

Anything else that is raised is a defect of nnblocks itself.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.sentences import LONGEST_SENTENCE, cap, say


def encodable(text: str) -> str:
    """Escape the half characters of a text, which no encoding can write, as Python's own messages do.

    >>> len(encodable("a" + chr(0xD800)))
    7
    """
    return text.encode("utf-8", "backslashreplace").decode()


class BuilderError(Exception):
    """Say what is wrong, where, and what to do about it.

    Args:
        problem: one sentence that names the value and the bound.
        path: where: a block's module path, or a place in a JSON text such as `$.root.children[2]`.
        hint: the remedy, as one sentence.

    Problem and remedy together are no longer than a sentence may be, whatever they quote.
    """

    def __init__(self, problem: str, path: str | None = None, hint: str | None = None) -> None:
        """Keep the three parts apart; they are put into words by `str`."""
        self.hint = None if hint is None else cap(encodable(hint), LONGEST_SENTENCE // 2)
        self.problem = cap(encodable(problem), LONGEST_SENTENCE - len(self.hint or "") - 1)
        self.path = path
        super().__init__(self.problem, path, self.hint)

    def __str__(self) -> str:
        """Put place, problem and remedy into one line."""
        place = "" if self.path is None else f"{self.path or say('errors.root')}: "
        hint = "" if self.hint is None else f" {self.hint}"
        return f"{place}{self.problem}{hint}"


class DocumentError(BuilderError):
    """A document that cannot be read or is not valid."""


class EditError(BuilderError):
    """An edit that cannot be made."""


class ShapeError(BuilderError):
    """A block that cannot take what flows into it.

    Args:
        problem: one sentence with both numbers.
        argument: the argument whose change would mend it, if one would.
        value: the value to give that argument.
    """

    def __init__(
        self,
        problem: str,
        argument: str | None = None,
        value: object = None,
        hint: str | None = None,
    ) -> None:
        """Word the hint from the argument and its value unless one is given."""
        if hint is None and argument is not None:
            hint = say("errors.set.hint", argument=argument, value=value)
        super().__init__(problem, None, hint)
        self.argument = argument
        self.value = value


class UnsupportedError(BuilderError):
    """A valid document that this version cannot open yet."""


class SourceError(BuilderError):
    """Pasted code that cannot be read.

    Args:
        problem: what is wrong with the text.
        line: counted from 1.
        column: counted from 1.
        said: the whole of what an exception of the code says, however long; None where it is none.
    """

    def __init__(self, problem: str, line: int, column: int, hint: str | None = None, said: str | None = None) -> None:
        """Keep the position beside the sentence."""
        super().__init__(problem, say("errors.position", line=line, column=column), hint)
        self.line = line
        self.column = column
        self.said = None if said is None else encodable(said)


class LimitError(BuilderError):
    """A request larger than a stated limit or than this machine."""


class BusyError(BuilderError):
    """A request that others of the same document were ahead of for too long."""


class StorageError(BuilderError):
    """A disk or database that cannot be written or read."""


class JobError(BuilderError):
    """A piece of work in a worker that failed, died or ran out of time."""


def at(path: str, action: Callable[[], None]) -> None:
    """Run a check and put the place before the place that its error names.

    Raises:
        DocumentError: the check has failed.
    """
    try:
        action()
    except DocumentError as error:
        inner = f"{path}: {error.path}" if error.path else path
        raise DocumentError(error.problem, inner, error.hint) from None
