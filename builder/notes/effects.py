"""What code that is no Python would do if it were: which names it would bind, and whose values it may change."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import NamedTuple

from builder.notes.mistake import as_typed
from builder.syntax import parsed_module, walk_nodes
from builder.word_list import words

_ASKS = frozenset(
    words(
        """
        state_dict parameters named_parameters buffers named_buffers children named_children modules named_modules size
        dim numel item tolist numpy keys values items mean sum max min abs norm std format join split get_parameter
        get_submodule count index element_size stride is_contiguous get_device device_count is_available
        """
    )
)
"""Methods that change nothing of what they belong to."""
_LOOKS = frozenset(
    {
        "print",
        "len",
        "type",
        "repr",
        "str",
        "display",
        "help",
        "dir",
        "id",
        "list",
        "sum",
        "max",
        "min",
        "round",
        "summary",
    }
)
"""Functions that change nothing of what they are given."""
_DEFINED = re.compile(r"(?:async\s+)?(?:class|def)\s+(\w+)")
_IMPORTED = re.compile(r"(?:from\s+[\w.]+\s+)?import\s+([\w., *]+)")
_ASSIGNED = re.compile(r"([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=(]*)?=(?!=)")
_PART = re.compile(r"([A-Za-z_]\w*)(?:\.\w+|\[[^\]]*\])+\s*(?:[-+*/@|&^]?=(?!=)|\()")
_RAISED = re.compile(r"([A-Za-z_]\w*)\s*[-+*/@|&^]=")
_CALLED = re.compile(r"([A-Za-z_]\w*)\s*[(（]")
_LONGEST = 500
"""Characters of a line that are looked at."""
_WORD = re.compile(r"[^\W\d]\w*")


class Effects(NamedTuple):
    """Names that would be bound, names of what may be changed, and of what is called."""

    bound: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    """Names of functions, which may do anything."""


NOTHING = Effects()


def effects(text: str) -> Effects:
    """Return what lines would do, as far as it can be seen.

    >>> effects("net.add_module('a', nn.ReLU(）)").changed, effects("print(net[0]）"), effects("x = [1, 2").bound
    (('net', 'nn'), Effects(bound=(), changed=(), called=()), ('x',))
    """
    try:
        tree = parsed_module(as_typed(text.strip()))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return _of_lines(text)
    return effects_of(tree.body)


def effects_of(body: Sequence[ast.stmt]) -> Effects:
    """Return what statements do, as far as it can be seen."""
    bound, changed, called = dict[str, None](), dict[str, None](), dict[str, None]()
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            bound[node.name] = None
            continue
        for inner in walk_nodes(node):
            if isinstance(inner, ast.Call):
                _of_call(inner, changed, called)
            else:
                _of_node(inner, bound, changed)
    return Effects(tuple(bound), tuple(changed), tuple(called))


def _of_node(node: ast.AST, bound: dict[str, None], changed: dict[str, None]) -> None:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            bound[name] = None
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            bound[name] = None
        case ast.alias():
            bound[(node.asname or node.name).partition(".")[0]] = None
        case ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del()):
            changed.update(dict.fromkeys(_roots(node)))


def _of_call(node: ast.Call, changed: dict[str, None], called: dict[str, None]) -> None:
    match node.func:
        case ast.Name(id=name) if name in _LOOKS:
            return
        case ast.Attribute(attr=name) if name in _ASKS:
            return
        case ast.Name(id=name):
            called[name] = None
    changed.update(dict.fromkeys(_roots(node)))


def _roots(node: ast.expr) -> list[str]:
    """Return the names of whatever a call is made of or given, less what is only called."""
    called = node.func if isinstance(node, ast.Call) else None
    return [one.id for one in walk_nodes(node) if isinstance(one, ast.Name) and one is not called]


def _of_lines(text: str) -> Effects:
    """Return what lines would do that are no Python, whatever they are read as, by how they begin."""
    bound, changed = dict[str, None](), dict[str, None]()
    for line in (line.strip()[:_LONGEST] for line in as_typed(text).split("\n")):
        defined = _DEFINED.match(line)
        if defined is not None:
            return (
                Effects((defined[1],)) if not bound and not changed else Effects((*bound, defined[1]), tuple(changed))
            )
        imported, assigned = _IMPORTED.match(line), _ASSIGNED.match(line)
        if imported is not None:
            bound.update(
                dict.fromkeys(part.split()[-1].partition(".")[0] for part in imported[1].split(",") if part.strip())
            )
        elif assigned is not None:
            bound.update(dict.fromkeys(_WORD.findall(assigned[1])))
        else:
            changed.update(dict.fromkeys(_changed_names(line)))
    return Effects(tuple(bound), tuple(changed))


def _changed_names(line: str) -> list[str]:
    part, raised, called = _PART.match(line), _RAISED.match(line), _CALLED.match(line)
    if raised is not None:
        return [raised[1]]
    if part is not None:
        return _WORD.findall(line)
    return [] if called is None or called[1] in _LOOKS else _WORD.findall(line)[1:]
