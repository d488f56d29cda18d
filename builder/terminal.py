"""`nnblocks console`: the prompt on a live network in a terminal; history and completion by readline."""

from __future__ import annotations

import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from builder.jobs.prompt_messages import Answer
from builder.live.prompt import is_complete
from builder.sentences import Sentence, say
from builder.settings import DATA_DIR

if TYPE_CHECKING:
    from builder.document.blocks import Document
    from builder.jobs.prompt import Prompt

_ENDS = frozenset({"exit", "quit", "exit()", "quit()"})
_HISTORY = 1_000


def run(document: Document, weights: Path | None) -> None:
    """Answer inputs until they end; `torch.save` and `torch.load` use the folder one is in."""
    from builder.jobs.prompt import Prompt
    from builder.jobs.shelf import Shelf
    from builder.weights import materialise

    with tempfile.TemporaryDirectory() as folder:
        if weights is None:
            weights = Path(folder) / "weights.safetensors"
            materialise(document, weights)
        prompt = Prompt(document, weights, Shelf(Path.cwd(), max_files=10**9, max_bytes=10**12))
        names = ", ".join(dict.fromkeys(("net", "X", *(one.name for one in document.inputs), "torch", "nn", "F")))
        if sys.stdin.isatty():
            click.echo(say("terminal.available", names=Sentence(names)))
        changed = False
        with _line_editing(prompt), _stopped_by_interrupt(prompt):
            for i, text in enumerate(_inputs()):
                answer = prompt.enter(text, Path(folder) / f"{i}.safetensors")
                changed |= answer.changed
                _show(text, answer)
        if changed and sys.stdin.isatty():
            click.echo(say("terminal.unsaved"))


@contextlib.contextmanager
def _stopped_by_interrupt(prompt: Prompt) -> Iterator[None]:
    """Let Ctrl+C end the input that runs, and not the console."""

    def stop(*_: object) -> None:
        prompt.console.stop()
        click.echo()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _inputs() -> Iterator[str]:
    lines: list[str] = []
    while True:
        try:
            line = _line("... " if lines else ">>> ")
        except KeyboardInterrupt:
            click.echo()
            lines.clear()
            continue
        if line is None or "\n".join([*lines, line]).strip() in _ENDS:
            break
        lines.append(line)
        text = "\n".join(lines)
        if is_complete(text):
            lines.clear()
            if text.strip():
                yield text
    if lines:
        yield "\n".join(lines)


def _line(prompt: str) -> str | None:
    """Read a line, which Ctrl+C gives up; None is the end."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return input(prompt if sys.stdin.isatty() else "")
    except EOFError:
        if sys.stdin.isatty():
            click.echo()
        return None
    finally:
        signal.signal(signal.SIGINT, before)


def _show(text: str, answer: Answer) -> None:
    click.echo(answer.output, nl=False)
    if answer.problem is None:
        return
    if answer.line is not None and answer.column is not None and answer.line <= len(text.split("\n")):
        click.echo(f"    {text.split(chr(10))[answer.line - 1]}\n    {' ' * (answer.column - 1)}^", err=True)
    place = "" if answer.line is None else f"{say('errors.position', line=answer.line, column=answer.column)}: "
    end = "" if answer.problem.endswith((".", "!", "?")) else "."  # Python's own words have none
    click.echo(f"{place}{answer.problem}{f'{end} {answer.hint}' if answer.hint else ''}", err=True)


@contextlib.contextmanager
def _line_editing(prompt: Prompt) -> Iterator[None]:
    """Use readline where the system has it and a person types."""
    try:
        import readline
    except ImportError:
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    file = DATA_DIR.value / "console-history"
    with contextlib.suppress(OSError):
        readline.read_history_file(file)
    readline.set_history_length(_HISTORY)
    readline.set_completer_delims(" \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?.")
    readline.set_completer(_Completer(prompt, readline))
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(file)


class _Completer:
    """Answers readline's question for the next word."""

    def __init__(self, prompt: Prompt, readline: ModuleType) -> None:
        self._prompt = prompt
        self._readline = readline
        self._words: list[str] = []

    def __call__(self, text: str, state: int) -> str | None:
        if state == 0:
            before = self._readline.get_line_buffer()[: self._readline.get_endidx()]
            self._words = self._prompt.complete(before).words if before.strip() else ["    "]
        return self._words[state] if state < len(self._words) else None
