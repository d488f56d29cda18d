"""Function blocks as expressions: `torch.cat((a, b), dim=1)`, `x.view(x.size(0), -1)`, `(a + b) * 0.5`, `x[:, 0]`."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from builder.catalogue.functions.call_layout import INFINITE, CallArgument, sort_arguments
from builder.catalogue.functions.function import BATCH, FunctionKind, operands_in_order
from builder.catalogue.functions.index import index_text, parse_index
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import Args
from builder.document.arithmetic import is_expression
from builder.document.blocks import ArgumentValue
from builder.document.numbers import holds_numbers, substitute
from builder.syntax import parsed_expression
from builder.targets.literals import Verbatim, plain

_PRIMARY = 20
_POWER = 15
_UNARY = 14
_BINDING = {
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), 6),
    "|": 7,
    "^": 8,
    "&": 9,
    **dict.fromkeys(("+", "-"), 11),
    **dict.fromkeys(("*", "/", "//", "%", "@"), 12),
    "**": _POWER,
}
"""How tightly an operator binds, https://docs.python.org/3/reference/expressions.html#operator-precedence."""
_NODES: dict[type[ast.AST], str] = {
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.MatMult: "@",
    ast.Pow: "**",
}
_SQRT = re.compile(r"(?<![\w.])sqrt\(")
_NAME = re.compile(r"[A-Za-z_][\w.]*")
_EXPRESSION = re.compile(r"[\w\])] *[-+*/%@.(\[]")
_SIMPLE = re.compile(r"-?([A-Za-z_][\w.]*|[\d.]+(e[+-]?\d+)?)")
"""What black leaves without blanks beside `**`."""


def call_text(
    kind_name: str,
    args: Args,
    operands: list[str],
    self_training: str = "self.training",
    numbers: Mapping[str, str] | None = None,
) -> str:
    """Write the call of a function block on operands that are themselves expressions, as are numbers by their names.

    >>> call_text("torch.mul", {"other": 0.5}, ["a + b"])
    '(a + b) * 0.5'
    >>> call_text("Tensor.view", {"shape": ["N", -1, "=h * w"]}, ["x"], numbers={"h": "x.shape[2]", "w": "w"})
    'x.view(x.size(0), -1, x.shape[2] * w)'
    """
    kind = FUNCTIONS[kind_name]
    if holds_numbers(args):
        args = {name: _of_numbers(value, numbers or {}) for name, value in args.items()}
    match kind.style:
        case "size":
            return f"{_in_parentheses(operands[0], _PRIMARY)}.shape[{_operand(args['dim'])}]"
        case "number":
            return _operand(args["value"])
        case "operator":
            return _operator(kind, [_operand(x) for x in operands_in_order(kind, args, tuple(operands))])
        case "index":
            index = args["index"]
            text = _space_colons(index) if isinstance(index, Verbatim) else index_text(parse_index(index))
            return f"{_in_parentheses(operands[0], _PRIMARY)}[{text}]"
        case "positions":
            return _constant_call(kind, args, _in_parentheses(operands[0], _PRIMARY))
        case _:
            return _call(
                kind, args, [_operand(x) for x in operands_in_order(kind, args, tuple(operands))], self_training
            )


def _of_numbers(value: ArgumentValue, numbers: Mapping[str, str]) -> ArgumentValue:
    if isinstance(value, list | tuple):
        return [_of_numbers(item, numbers) for item in value]
    return Verbatim(_SQRT.sub("math.sqrt(", substitute(value, numbers))) if is_expression(value) else value


def _operand(value: str | float) -> str:
    return value if isinstance(value, str) else plain(value)


def precedence(text: str) -> int:
    """Return how tightly the outermost operator of an expression binds; names and calls bind tightest."""
    if _NAME.fullmatch(text):
        return _PRIMARY
    node = parsed_expression(text)
    match node:
        case ast.BinOp(op=op):
            return _BINDING[_NODES[type(op)]]
        case ast.UnaryOp():
            return _UNARY
        case ast.Compare():
            return _BINDING["=="]
        case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript() | ast.Constant():
            return _PRIMARY
        case _:
            return _PRIMARY if text.startswith("(") and isinstance(node, ast.Tuple) else 0


def _in_parentheses(text: str, least: int) -> str:
    """Put an expression in parentheses where it binds less tightly than it must."""
    return text if precedence(text) >= least else f"({text})"


def _beside_power(text: str) -> str:
    """Put all but names, calls and signs in parentheses, since people misread `-x**2` and `a**b**c`."""
    return text if precedence(text) in (_UNARY, _PRIMARY) else f"({text})"


def _operator(kind: FunctionKind, operands: list[str]) -> str:
    symbol = kind.symbol
    assert symbol is not None
    if len(operands) == 1:
        return f"{symbol}{_beside_power(operands[0])}"
    left, right = operands
    own = _BINDING[symbol]
    if symbol == "**":
        left, right = _in_parentheses(left, _PRIMARY), _beside_power(right)
        return f"{left}**{right}" if _SIMPLE.fullmatch(left) and _SIMPLE.fullmatch(right) else f"{left} ** {right}"
    # Comparisons would chain, so none stands bare in another.
    return f"{_in_parentheses(left, own + (own == _BINDING['==']))} {symbol} {_in_parentheses(right, own + 1)}"


def _constant_call(kind: FunctionKind, args: Args, x: str) -> str:
    numbers = (
        _arange_args(args, x)
        if kind.name == "torch.arange"
        else _positional(kind, sort_arguments(kind, args).positional, x)
    )
    dtype = f", dtype=torch.{args['dtype']}" if args.get("dtype") else ""
    return f"{kind.name}({', '.join(numbers)}{dtype}, device={x}.device)"


def _arange_args(args: Args, x: str) -> list[str]:
    start, step = args.get("start", 0), args.get("step", 1)
    numbers = [f"{x}.size({_operand(args['dim'])})" if args.get("end") is None else _operand(args["end"])]
    if (start, step) != (0, 1):
        numbers.insert(0, _operand(start))
    if step != 1:
        numbers.append(_operand(step))
    return numbers


def _call(kind: FunctionKind, args: Args, operands: list[str], self_training: str) -> str:
    reference = operands.pop() if kind.reference and len(operands) == len(kind.inputs) else None
    batch = _in_parentheses(reference or operands[0], _PRIMARY)
    written = sort_arguments(kind, args)
    items = [_value(entry, batch) for entry in written.before]
    plain_inputs = len(kind.inputs) - kind.named if kind.named else len(operands)
    named = [f"{n}={x}" for n, x in zip(kind.inputs[plain_inputs:], operands[plain_inputs:], strict=False)]
    if kind.style == "sequence":
        items.append(_tuple(operands))
    else:
        items += operands[1 if kind.style == "method" else 0 : plain_inputs]
    items += _positional(kind, written.positional, batch) + named
    if kind.name == "F.interpolate" and reference is not None:
        items.append(f"size={batch}.shape[2:]")
    keywords = {entry.argument.name: _value(entry, batch) for entry in written.keywords}
    if kind.training == "training":
        keywords["training"] = self_training
    # `scaled_dot_product_attention` takes no `training`: what it drops in training alone is to be said here.
    elif kind.training in keywords:
        keywords[kind.training] = f"{keywords[kind.training]} if {self_training} else 0.0"
    items += [f"{name}={value}" for name, value in keywords.items()]
    head = (
        f"{_in_parentheses(operands[0], _PRIMARY)}{kind.name[len('Tensor') :]}" if kind.style == "method" else kind.name
    )
    return f"{head}({', '.join(items)})"


def _positional(kind: FunctionKind, entries: tuple[CallArgument, ...], batch: str) -> list[str]:
    if kind.spread and entries and isinstance(entries[0].value, tuple):
        return [_size(n, batch) for n in entries[0].value]
    return [_value(entry, batch) for entry in entries]


def _value(entry: CallArgument, batch: str) -> str:
    value = entry.value
    if entry.argument.type == "dtype" and value is not None:
        return f"torch.{value}"
    if entry.argument.type == "float" and value in INFINITE:
        return f'float("{value}")'
    if isinstance(value, tuple):
        return _tuple([_size(n, batch) for n in value])
    return plain(value)


def _size(value: int | str | None, batch: str) -> str:
    return f"{batch}.size(0)" if value == BATCH else plain(value)


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _space_colons(index: str) -> str:
    """Put blanks around the colons of those parts of an index that hold expressions, as Black does.

    >>> _space_colons("a.b::2, ::a.b, a.b:, 1::2")
    'a.b :: 2, :: a.b, a.b :, 1::2'
    """
    depth, parts = 0, [[""]]
    for sign in index:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append([""])
        elif sign == ":" and not depth:
            parts[-1].append("")
        else:
            parts[-1][-1] += sign
    return ", ".join(_slice([side.strip() for side in part]) for part in parts)


def _slice(sides: list[str]) -> str:
    if not any(map(_EXPRESSION.search, sides)):
        return ":".join(sides)
    return re.sub(":  :(?= )", "::", " : ".join(sides).strip()).replace(":  :", ": :")
