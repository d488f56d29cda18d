"""What was printed below a cell, told from code: `tensor([1, 2])` is Python too."""

from __future__ import annotations

import ast
import re

from builder.catalogue.dtypes import ANY_COMPLEX, ORDER
from builder.notes.console_output import is_printed
from builder.notes.statements import BEGINS, statement_at
from builder.syntax import parsed_module, walk_nodes

_BOUND = re.compile(r"^\s*(?:class|def)\s+(\w+)|^\s*([\w, ]+?)\s*[-+*/]?=(?!=)|\bas\s+(\w+)|\bfor\s+([\w, ]+?)\s+in\b")
_IMPORTED = re.compile(r"^\s*(?:from\s+[\w.]+\s+)?import\s+(.*)$")
_WORD = re.compile(r"[^\W\d]\w*")
_SHOWN = frozenset({"Size", "device", "dtype", *ORDER, *ANY_COMPLEX})
"""What torch prints of itself with its own name before it."""
_MOST = 100
"""Lines of a statement that are looked at."""
_LONGEST = 200
"""Characters of a line that are looked at."""
_USUAL = frozenset({"print", "torch", "nn", "display", "len", "type", "sum", "list", "help", "dir", "next"})
"""What code calls that no text binds, or some cell that was not copied did."""


class Results:
    """Tells results from code by the names that the text binds."""

    def __init__(self, lines: list[str]) -> None:
        """Look for names that are bound anywhere; what is not can only have been printed."""
        self.lines = lines
        self.bound: set[str] = set()
        for line in (line.strip()[:_LONGEST] for line in lines):
            imported = _IMPORTED.match(line)
            found = imported[1] if imported else " ".join("".join(one) for one in _BOUND.findall(line.split("#")[0]))
            self.bound.update(_WORD.findall(found))

    def is_code(self, index: int) -> bool:
        """Tell whether the statement that begins in a line, or below its comments, is code: neither result nor text."""
        while index < len(self.lines) and (not self.lines[index].strip() or self.lines[index].startswith("#")):
            index += 1
        if index == len(self.lines):
            return True
        statement = statement_at(self.lines, index, min(len(self.lines), index + _MOST))
        text = "\n".join(self.lines[index : statement.end])
        try:
            body = parsed_module(text).body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return BEGINS.match(text[:_LONGEST]) is not None and not is_printed(text)
        return not isinstance(body[0], ast.Expr) or self._asks(body[0].value)

    def _asks(self, node: ast.expr) -> bool:
        """Tell whether an expression names something of the text's own."""
        own = {one.id for one in walk_nodes(node) if isinstance(one, ast.Name)} & (self.bound | _USUAL)
        attributes = {one.attr for one in walk_nodes(node) if isinstance(one, ast.Attribute)}
        return bool(own) and not (own == {"torch"} and attributes <= _SHOWN)


def is_statement(line: str) -> bool:
    """Tell whether a line that looks like a heading gives a variable its value: `output: Tensor = f(x)`."""
    try:
        body = parsed_module(line).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return bool(body) and isinstance(body[0], ast.AnnAssign) and body[0].value is not None
