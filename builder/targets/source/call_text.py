"""The text of a call as an expression that can be laid out over lines."""

from __future__ import annotations

import ast
import re

from builder.syntax import parsed_expression
from builder.targets.source.layout import Expression, call, keyword, sequence, text


def parse(source: str) -> Expression:
    """Read calls, tuples and lists; anything else is never broken."""
    return _read_expression(parsed_expression(source), _Text(source))


class _Text:
    """A source of which many parts are asked for: `ast.get_source_segment` goes through all of it for each."""

    def __init__(self, source: str) -> None:
        self._bytes = source.encode()
        self._lines = [0, *(match.end() for match in re.finditer(rb"\r\n|\r|\n", self._bytes))]

    def of(self, node: ast.expr) -> str:
        """Return the text of a node; its columns count bytes."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._lines[node.lineno - 1] + node.col_offset
        end = self._lines[node.end_lineno - 1] + node.end_col_offset
        return self._bytes[start:end].decode()


def _read_expression(node: ast.expr, source: _Text) -> Expression:
    match node:
        case ast.Call(func=function, args=args, keywords=keywords):
            items = [_read_expression(item, source) for item in args]
            items += [keyword(item.arg or "", _read_expression(item.value, source)) for item in keywords]
            return call(source.of(function), items)
        case ast.Tuple(elts=items):
            return sequence("(", [_read_expression(item, source) for item in items], ")")
        case ast.List(elts=items):
            return sequence("[", [_read_expression(item, source) for item in items], "]")
        case _:
            return text(source.of(node))
