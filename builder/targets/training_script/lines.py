"""Pieces of text that sections are made of: calls as Black lays them out, and one line for each optimizer."""

from __future__ import annotations

from typing import Any

from builder.targets.literals import plain
from builder.targets.source.layout import WIDTH, Expression, Page, call, columns, keyword, sequence, text
from builder.targets.training_script.subject import Subject


def literal(value: Any) -> Expression:  # noqa: ANN401 - any value of an argument
    """Write a number, a text, or a list or tuple of them."""
    if isinstance(value, list | tuple):
        opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
        return sequence(opening, [literal(one) for one in value], closing)
    return text(plain(value))


def call_lines(function: str, first: list[Expression], args: dict[str, Any]) -> Expression:
    """Write a call with arguments by their names."""
    return call(function, [*first, *(keyword(name, literal(value)) for name, value in args.items())])


def assignment(name: str, expression: Expression, indent: int = 0) -> list[str]:
    """Return the lines that give an expression a name."""
    page = Page()
    page.put(expression, indent, f"{name} = ")
    return page.lines


def each(subject: Subject, name: str, method: str, indent: int = 0) -> list[str]:
    """Return the lines that call a method of the one optimizer or schedule, or of both."""
    margin = " " * indent
    if len(subject.optimizers) == 1:
        return [f"{margin}{name}.{method}"]
    return [f"{margin}for {name} in {name}s:", f"{margin}    {name}.{method}"]


def key_list(keys: tuple[str, ...], most: int = 3) -> str:
    """Name keys in a comment."""
    more = len(keys) - most
    return ", ".join(keys[:most]) + (f" and {more} more" if more > 0 else "")


def wrap_words(words: str, start: str = "") -> list[str]:
    """Lay words out over lines, each of which begins with `start`; a wide character takes two columns."""
    lines: list[str] = []
    for word in words.split():
        if not lines or columns(f"{lines[-1]} {word}") > WIDTH:
            lines.append(start + word)
        else:
            lines[-1] += f" {word}"
    return lines
