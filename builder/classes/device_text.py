"""Text that moves its tensors to a GPU by name, as text that leaves them where they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.syntax import walk_nodes

_Edit = tuple[int, int, bytes]
"""Where a piece of a text begins and ends, in bytes, and what stands there instead."""
_ELSEWHERE = re.compile(r"(?:cuda|mps|xpu)(?::\d+)?")
_TYPES = re.compile(r"\btorch\.cuda\.(?=\w+Tensor\b)")


def without_devices(source: str) -> str:
    """Return a text without moves to a GPU; where one asks for a device of a new tensor, it gets the CPU.

    >>> print(without_devices("h = torch.zeros(2, device='cuda:0').to('cuda') + x.cuda()"), end="")
    h = torch.zeros(2, device="cpu") + x
    """
    # In bytes, as `ast` counts columns in bytes of UTF-8.
    text = source.encode()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    edits = sorted(edit for node in walk_nodes(parse(source, Limits())) for edit in _edits(node, text, starts))
    pieces, end = [], 0
    for first, last, new in edits:
        if first >= end:  # what stands inside of something that goes, goes with it
            pieces += [text[end:first], new]
            end = last
    return _TYPES.sub("torch.", b"".join([*pieces, text[end:]]).decode())


def _edits(node: ast.AST, text: bytes, starts: list[int]) -> Iterator[_Edit]:
    match node:
        case ast.Call(func=ast.Attribute(attr="cuda") as moved) if not _names_torch(moved.value):
            yield _cut(node, moved, text, starts)
        case ast.Call(func=ast.Attribute(attr="to") as moved, args=[device]) if _is_elsewhere(device):
            yield _cut(node, moved, text, starts)
        case ast.Call(ast.Attribute(attr="to") as moved, [], [ast.keyword("device", device)]) if _is_elsewhere(device):
            yield _cut(node, moved, text, starts)
        case ast.Call(func=ast.Attribute(attr="device") | ast.Name("device"), args=[ast.Constant() as device, *_]):
            yield from _on_cpu(device, starts)
        case ast.keyword(arg="device", value=ast.Constant() as device):
            yield from _on_cpu(device, starts)
        case _:
            pass


def _cut(call: ast.Call, moved: ast.Attribute, text: bytes, starts: list[int]) -> _Edit:
    """Return the edit that leaves of a call of a method what it is called on."""
    name = starts[(moved.end_lineno or 1) - 1] + (moved.end_col_offset or 0) - len(moved.attr)
    # Spaces or the end of a line may stand between the dot and the name.
    return text.rindex(b".", 0, name), _end(call, starts), b""


def _on_cpu(device: ast.Constant, starts: list[int]) -> Iterator[_Edit]:
    if _is_elsewhere(device):
        yield starts[device.lineno - 1] + device.col_offset, _end(device, starts), b'"cpu"'


def _end(node: ast.expr, starts: list[int]) -> int:
    return starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)


def _is_elsewhere(node: ast.expr) -> bool:
    """Tell whether a device is a GPU, as it stands in the text."""
    match node:
        case ast.Constant(value=str(name)):
            return _ELSEWHERE.fullmatch(name) is not None
        case ast.Call(func=ast.Attribute(attr="device") | ast.Name("device"), args=[device]):
            return _is_elsewhere(device)
        case _:
            return False


def _names_torch(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "torch"
