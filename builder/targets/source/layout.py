"""Expressions as a tree, laid out over lines just as black (line length 88) would lay them out.

Black's rules that matter here: what fits on one line stays on it; else the brackets open, their content goes on one
line of its own where it fits (a list or tuple never does), else every item gets its line and a trailing comma.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias
from unicodedata import east_asian_width

WIDTH = 88
INDENT = 4
_NEVER = 10_000
"""The width of what shall not stand on one line, nor anything around it."""


class Text(NamedTuple):
    """Something that is never broken over lines."""

    text: str
    width: int
    ids: tuple[str, ...] = ()


class Bracket(NamedTuple):
    """`head(items)`, or a list or tuple when `literal`; `ids` are the blocks it stands for."""

    head: str
    items: tuple[Expression, ...]
    tail: str
    width: int
    literal: bool
    ids: tuple[str, ...] = ()


class Comprehension(NamedTuple):
    """`element for i in range(n)`, the one item of a bracket."""

    element: Expression
    clause: str
    width: int
    ids: tuple[str, ...] = ()


class PrefixedNode(NamedTuple):
    """`name=expression`, `"key": expression` or `*expression`."""

    prefix: str
    expression: Expression
    width: int
    ids: tuple[str, ...] = ()


Expression: TypeAlias = Text | Bracket | Comprehension | PrefixedNode


def columns(value: str) -> int:
    """Return how wide a text is: black gives a wide character, such as a Chinese one, two columns."""
    if value.isascii():
        return len(value)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in value)


def text(value: str, ids: tuple[str, ...] = ()) -> Text:
    """Make an expression that is never broken."""
    return Text(value, columns(value), ids)


def call(function: str, items: list[Expression], ids: tuple[str, ...] = ()) -> Bracket:
    """Make `function(items)`."""
    return _bracket(f"{function}(", items, ")", False, ids)


def item_per_line(made: Expression) -> Expression:
    """Give each of two or more items in brackets a line of its own, whatever room there is."""
    return made._replace(width=_NEVER) if isinstance(made, Bracket) and len(made.items) > 1 else made


def sequence(opening: str, items: list[Expression], closing: str) -> Expression:
    """Make a list or tuple."""
    if opening == "(" and len(items) == 1:
        return text(f"({flat(items[0])},)")
    return _bracket(opening, items, closing, True, ())


def star(item: Expression) -> PrefixedNode:
    """Make `*(item)`."""
    inner = _bracket("(", [item], ")", False, ())
    return PrefixedNode("*", inner, inner.width + 1)


def keyword(name: str, item: Expression) -> PrefixedNode:
    """Make `name=item`."""
    return PrefixedNode(f"{name}=", item, item.width + columns(name) + 1)


def entry(key: str, item: Expression) -> PrefixedNode:
    """Make `key: item`, one of a dict."""
    return PrefixedNode(f"{key}: ", item, item.width + columns(key) + 2)


def comprehension(element: Expression, clause: str) -> Comprehension:
    """Make `element clause`, the clause being `for i in range(4)`."""
    return Comprehension(element, clause, element.width + 1 + len(clause))


def _bracket(head: str, items: list[Expression], tail: str, literal: bool, ids: tuple[str, ...]) -> Bracket:
    width = columns(head) + sum([item.width for item in items]) + 2 * max(0, len(items) - 1) + len(tail)
    return Bracket(head, tuple(items), tail, width, literal, ids)


def flat(expression: Expression) -> str:
    """Write an expression on one line."""
    match expression:
        case Text():
            return expression.text
        case Bracket():
            return f"{expression.head}{', '.join(map(flat, expression.items))}{expression.tail}"
        case PrefixedNode():
            return expression.prefix + flat(expression.expression)
        case Comprehension():
            return f"{flat(expression.element)} {expression.clause}"


class Page:
    """Lines of a file being written, and which of them show which block."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.shown: dict[str, list[tuple[int, int]]] = {}

    def line(self, content: str = "", indent: int = 0) -> None:
        """Add one line."""
        self.lines.append(" " * indent + content if content else "")

    def put(self, expression: Expression, indent: int, prefix: str = "", suffix: str = "") -> None:
        """Add an expression, with something before it on its first line and after it on its last."""
        while isinstance(expression, PrefixedNode):
            prefix, expression = prefix + expression.prefix, expression.expression
        if indent + columns(prefix) + expression.width + len(suffix) <= WIDTH:
            self._put_flat(expression, indent, prefix, suffix)
            return
        first = len(self.lines) + 1
        if _is_pushed(expression, indent, prefix):
            self.line(f"{prefix}(", indent)
            self.put(expression, indent + INDENT)
            self.line(f"){suffix}", indent)
            return
        if not isinstance(expression, Bracket) or not expression.items:
            self._put_flat(expression, indent, prefix, suffix)
            return
        self.line(prefix + expression.head, indent)
        self._body(expression, indent + INDENT)
        self.line(expression.tail + suffix, indent)
        self._mark(expression.ids, first)

    def _put_flat(self, expression: Expression, indent: int, prefix: str, suffix: str) -> None:
        self.lines.append(f"{' ' * indent}{prefix}{flat(expression)}{suffix}")
        self._mark_flat(expression)

    def _body(self, bracket: Bracket, indent: int) -> None:
        items = bracket.items
        one_line = bracket.width - columns(bracket.head) - len(bracket.tail)
        if one_line <= WIDTH - indent and not (bracket.literal and len(items) > 1):
            self.line(", ".join(map(flat, items)), indent)
            for item in items:
                self._mark_flat(item)
        elif len(items) > 1:
            for item in items:
                self.put(item, indent, suffix=",")
        elif isinstance(items[0], Comprehension):
            self.put(items[0].element, indent)
            self.line(items[0].clause, indent)
        else:
            self.put(items[0], indent)

    def _mark_flat(self, expression: Expression) -> None:
        if expression.ids:
            self._mark(expression.ids, len(self.lines))
        match expression:
            case Bracket():
                for item in expression.items:
                    self._mark_flat(item)
            case PrefixedNode():
                self._mark_flat(expression.expression)
            case Comprehension():
                self._mark_flat(expression.element)
            case Text():
                pass

    def _mark(self, ids: tuple[str, ...], first: int) -> None:
        for id in ids:
            lines = self.shown.setdefault(id, [])
            if not lines or lines[-1] != (first, len(self.lines)):
                lines.append((first, len(self.lines)))


def _is_pushed(expression: Expression, indent: int, prefix: str) -> bool:
    """Tell whether what is assigned goes to a line of its own, in brackets, since its head has no room here."""
    if not isinstance(expression, Bracket) or not prefix.endswith(("= ", "return ")):
        return False
    if not expression.items:
        return True
    return prefix.endswith("= ") and indent + columns(prefix + expression.head) > WIDTH
