"""What the shell commands share: a document as the first argument, and sentences for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from builder.errors import BuilderError, DocumentError
from builder.sentences import say

if TYPE_CHECKING:
    from builder.document.blocks import Document
    from builder.file_kind import FileKind

PATH = click.Path(path_type=Path)
_F = TypeVar("_F", bound=Callable[..., Any])


class ShellMessage(click.ClickException):
    """One sentence for the person at the shell, without a traceback; exits with 1."""


class Unreadable(ShellMessage):
    """What a command was given cannot be used; exits with 2, as click does for its own usage errors."""

    exit_code = 2


class Command(click.Command):
    """Shows the docstring up to `Raises`, which is for readers of the code."""

    def __init__(self, name: str | None, help: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - as click has it
        super().__init__(name, help=(help or "").partition(" Raises:\n")[0].rstrip() or None, **kwargs)


def takes_document(function: _F) -> _F:
    """Give a command its document: a FILE, or a template by name."""
    template = click.option("-t", "--template", metavar="NAME", help="Use a template instead of a FILE.")
    return click.argument("file", required=False, metavar="[FILE]")(template(function))


def read_document(file: str | None, template: str | None) -> Document:
    """Read the document that a command is about; what cannot be read ends it with exit code 2.

    Raises:
        click.UsageError: neither a file nor a template is named, or both.
        Unreadable: it cannot be opened, or is no document.
    """
    from builder import templates
    from builder.document.json import MAX_TEXT
    from builder.expansion.validation import from_json
    from builder.file_kind import json_text

    if (file is None) == (template is None):
        raise click.UsageError(say("cli.no-file") if file is None else say("cli.two-files"))
    try:
        if file is None:
            return templates.load(template or "")
        with click.open_file(file, "rb") as opened:
            content = opened.read(MAX_TEXT + 1)
        demand_kind(content, file, "document")
        return from_json(json_text(content, file))
    except BuilderError as error:
        raise Unreadable(str(error) if file is None else f"{file}: {error}") from None
    except OSError as error:
        raise Unreadable(say("cli.unreadable", file=file, reason=error.strerror or error)) from None


def demand_kind(content: bytes, file: str, *takes: FileKind) -> None:
    """Refuse a file of another kind than a command takes.

    Raises:
        Unreadable: it is of another kind.
    """
    from builder.file_kind import demand

    try:
        demand(content, say("cli.stdin") if file == "-" else file, *takes)
    except DocumentError as error:
        raise Unreadable(str(error)) from None
