"""The text of a call as an expression that can be laid out over lines."""

from __future__ import annotations

import ast

from builder.syntax import parsed_expression
from builder.targets.source.layout import Expression, call, keyword, sequence, text


def parsed(source: str) -> Expression:
    """Read calls, tuples and lists; anything else is never broken."""
    return _read(parsed_expression(source), source)


def _read(node: ast.expr, source: str) -> Expression:
    match node:
        case ast.Call(func=function, args=args, keywords=keywords):
            items = [_read(item, source) for item in args]
            items += [keyword(item.arg or "", _read(item.value, source)) for item in keywords]
            return call(_segment(function, source), items)
        case ast.Tuple(elts=items):
            return sequence("(", [_read(item, source) for item in items], ")")
        case ast.List(elts=items):
            return sequence("[", [_read(item, source) for item in items], "]")
        case _:
            return text(_segment(node, source))


def _segment(node: ast.expr, source: str) -> str:
    found = ast.get_source_segment(source, node)
    assert found is not None
    return found
