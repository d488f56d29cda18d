"""Numbers of a graph in the arguments of its functions: `"=h // 2 * w"`, `"=:, :h"` between the brackets of an index.

A name stands for the number that is wired to the function by it (`"h=size"`), else for the argument of that name of the
definition around.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import Args, Argument
from builder.document.arithmetic import FUNCTIONS as FUNCTIONS_OF_NUMBERS
from builder.document.arithmetic import check_parts, evaluate, is_expression, number_of, tree_of
from builder.document.blocks import ArgumentValue
from builder.errors import DocumentError
from builder.sentences import say
from builder.syntax import parsed_expression, walk_nodes

NUMBER_KINDS = frozenset(kind.name for kind in FUNCTIONS.values() if kind.style in ("size", "number"))
"""The functions that give a number."""
NUMBERS = frozenset({"int", "ints", "float"})
"""The types of arguments in which an expression may stand."""


def holds_numbers(args: Args) -> bool:
    """Tell whether an argument of a function is an expression, or one in its list is."""
    return any(
        is_expression(value) or (isinstance(value, list | tuple) and any(map(is_expression, value)))
        for value in args.values()
    )


def names_of(value: ArgumentValue) -> frozenset[str]:
    """Return the names that the expressions in an argument use; none of one that cannot be read.

    >>> sorted(names_of(["N", "=h // 2 * min(w, 4)"]))
    ['h', 'w']
    """
    if isinstance(value, list | tuple):
        return frozenset().union(*map(names_of, value))
    if not is_expression(value):
        return frozenset()
    try:
        tree = _brackets(value)
    except DocumentError:
        return frozenset()
    return frozenset(node.id for node in walk_nodes(tree) if isinstance(node, ast.Name)) - FUNCTIONS_OF_NUMBERS - {"_"}


def names_in(args: Args) -> frozenset[str]:
    """Return the names that the expressions in a function's arguments use."""
    return frozenset().union(*map(names_of, args.values())) if holds_numbers(args) else frozenset()


def repeats(args: Args) -> bool:
    """Tell whether the expressions of a function use one name more than once."""
    found = [name for value in args.values() for name in _uses(value)]
    return len(set(found)) < len(found)


def _uses(value: ArgumentValue) -> list[str]:
    if isinstance(value, list | tuple):
        return [name for item in value for name in _uses(item)]
    if not is_expression(value):
        return []
    return [
        node.id for node in walk_nodes(_brackets(value)) if isinstance(node, ast.Name) and node.id in names_of(value)
    ]


def filled_in(kind: str, args: Args, numbers: Mapping[str, int]) -> Args:
    """Return the arguments of a function with every expression worked out.

    Raises:
        DocumentError: an expression cannot be evaluated, or uses a name that is not among the numbers.
    """
    return {name: _worked_out(kind, value, numbers) for name, value in args.items()}


def _worked_out(kind: str, value: ArgumentValue, numbers: Mapping[str, int]) -> ArgumentValue:
    if isinstance(value, list | tuple):
        return [_worked_out(kind, item, numbers) for item in value]
    if not is_expression(value):
        return value
    if FUNCTIONS[kind].style == "index":
        return _rewritten(value, lambda node: str(number_of(node, numbers, value)))
    return evaluate(value, numbers)


def with_arguments(kind: str, args: Args, given: Mapping[str, Any], own: Collection[str]) -> Args:
    """Return the arguments of a function with what a definition is given put in; `own` are names of numbers of a graph.

    Raises:
        DocumentError: an expression cannot be evaluated.
    """
    return {name: _substitute(kind, value, given, own) for name, value in args.items()}


def _substitute(kind: str, value: ArgumentValue, given: Mapping[str, Any], own: Collection[str]) -> ArgumentValue:
    if isinstance(value, list | tuple):
        return [_substitute(kind, item, given, own) for item in value]
    if not is_expression(value):
        return value
    names = names_of(value)
    if names <= given.keys() and names.isdisjoint(own):
        return evaluate(value, given)
    known = {name: _literal(name, given[name], value) for name in names if name in given and name not in own}
    return f"={substitute(value, known)}" if known else value


def _literal(name: str, value: ArgumentValue, text: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DocumentError(
            say("document.expression.value", text=text, name=name, value=value),
            hint=say("document.expression.value.hint"),
        )
    return repr(value)


def substitute(text: str, instead: Mapping[str, str]) -> str:
    """Return an expression as Python writes it, with expressions in the places of names.

    >>> substitute("=h * w", {"h": "x.shape[2] + 1"})
    '(x.shape[2] + 1) * w'
    """
    trees = {name: parsed_expression(value) for name, value in instead.items()}

    class _Names(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return trees.get(node.id, node)

    def written(node: ast.expr) -> str:
        return ast.unparse(_Names().visit(_copy(node)))

    return _rewritten(text, written)


def rename_numbers(args: Args, names: Mapping[str, str]) -> Args:
    """Return the arguments of a function with other names in their expressions."""
    return {name: _rename(value, names) for name, value in args.items()}


def _rename(value: ArgumentValue, names: Mapping[str, str]) -> ArgumentValue:
    if isinstance(value, list | tuple):
        return [_rename(item, names) for item in value]
    return f"={substitute(value, names)}" if is_expression(value) and names_of(value) & names.keys() else value


def _copy(node: ast.expr) -> ast.expr:
    # `tree_of` hands everybody the same tree, and a transformer changes it in place.
    return parsed_expression(ast.unparse(node))


def _items(text: str) -> list[ast.expr]:
    """Return what stands between the brackets of an index; of another expression it is the one there is.

    Raises:
        DocumentError: it cannot be read.
    """
    tree = _brackets(text)
    assert isinstance(tree, ast.Subscript)
    return tree.slice.elts if isinstance(tree.slice, ast.Tuple) else [tree.slice]


def _brackets(text: str) -> ast.expr:
    # A slice such as `:h` is Python between brackets alone; `_` is the name before them, which `names_of` leaves out.
    return tree_of(f"=_[{text[1:].strip()}]")


def _parts(text: str) -> Iterator[ast.expr]:
    """Yield the numbers of an index: its items, and the bounds of its slices."""
    for item in _items(text):
        if isinstance(item, ast.Slice):
            yield from (bound for bound in (item.lower, item.upper, item.step) if bound is not None)
        elif not _is_fixed(item):
            yield item


def _is_fixed(item: ast.expr) -> bool:
    return isinstance(item, ast.Constant) and (item.value is None or item.value is ...)


def _rewritten(text: str, write: Callable[[ast.expr], str]) -> str:
    """Write an index with every number written anew."""
    return ", ".join(_item(item, write) for item in _items(text))


def _item(item: ast.expr, write: Callable[[ast.expr], str]) -> str:
    if isinstance(item, ast.Slice):
        lower, upper, step = ("" if n is None else write(n) for n in (item.lower, item.upper, item.step))
        return f"{lower}:{upper}" + (f":{step}" if step else "")
    if _is_fixed(item):
        return "..." if ast.unparse(item) == "..." else "None"
    return write(item)


def check_numbers(kind: str, args: Args) -> None:
    """Refuse expressions in a function's arguments that cannot be read.

    Raises:
        DocumentError: with the place.
    """
    for name, value in args.items():
        for item in value if isinstance(value, list | tuple) else (value,):
            if is_expression(item):
                _check(kind, item, f"args.{name}")


def _check(kind: str, text: str, place: str) -> None:
    is_index = kind in FUNCTIONS and FUNCTIONS[kind].style == "index"
    try:
        for node in _parts(text) if is_index else (tree_of(text),):
            check_parts(node, text)
    except DocumentError as error:
        raise DocumentError(error.problem, place, error.hint) from None


def trial(kind: str, args: Args) -> Args:
    """Return the arguments of a function with a number that fits in the place of every expression."""
    known = {argument.name: argument for argument in FUNCTIONS[kind].arguments} if kind in FUNCTIONS else {}
    return {name: _to_argument_type(known.get(name), value) for name, value in args.items()}


def _to_argument_type(argument: Argument | None, value: ArgumentValue) -> ArgumentValue:
    if isinstance(value, list | tuple):
        return [_to_argument_type(argument, item) for item in value]
    if not is_expression(value) or argument is None:
        return value
    if argument.type == "text" and argument.parse is not None:
        return ":"
    if argument.type not in NUMBERS:
        return value
    return 1 if argument.minimum is None else int(max(argument.minimum, 1))
