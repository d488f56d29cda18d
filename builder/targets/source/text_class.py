"""Classes written as text in the emitted file: their statements verbatim, and the calls that make their objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from builder.catalogue.layers.kinds import CATALOGUE
from builder.classes.text import STANDARD, read_text
from builder.classes.text_class import check_definition
from builder.classes.values import form_of
from builder.document.blocks import Block, Written
from builder.document.tree import walk
from builder.expansion.instances import written_blocks
from builder.targets.literals import plain, string
from builder.targets.source.layout import Page
from builder.targets.source.nodes import TextClassCall, Value

_FORMS = {"record": "from types import SimpleNamespace", "partial": "from functools import partial"}
_FEW = 2
"""So many arguments stand by position where they are required; more are named."""


def put_written(page: Page, root: Block) -> None:
    """Write each statement that the written classes below `root` need once, as it stands in their texts."""
    written: dict[str, tuple[int, int]] = {}
    after_definition = False
    for block in written_blocks(root):
        lines = (0, 0)
        for statement in read_text(block.source).statements:
            if statement.imports:
                continue
            if statement.text not in written:
                is_definition = _is_definition(statement.text)
                for _ in range(2 if is_definition or after_definition else 1):
                    page.line()
                after_definition = is_definition
                first = len(page.lines) + 1
                for line in statement.text.split("\n"):
                    page.line(line)
                written[statement.text] = (first, len(page.lines))
            lines = written[statement.text]
        for inner in walk(block):  # what the class makes stands nowhere else
            page.shown.setdefault(inner.id, []).append(lines)


def _is_definition(text: str) -> bool:
    """Tell whether a statement is a class or a function, around which two lines are left free."""
    first = next((line for line in text.split("\n") if line and not line.startswith("#")), "")
    return first.startswith(("class ", "def ", "@"))


def imports_of(root: Block) -> list[str]:
    """Return the imports that the written classes below `root` need beside those of torch and nn."""
    found: dict[str, None] = {}
    for block in written_blocks(root):
        text = read_text(block.source)
        for statement in text.statements:
            if statement.imports:
                found |= dict.fromkeys(line for line in statement.text.split("\n") if line and not line.startswith("#"))
        found |= {STANDARD[name][1]: None for name in sorted(text.standard - {"torch", "nn"})}
        given = set(_forms(block.args))
        found |= {line: None for form, line in _FORMS.items() if form in given}
    return list(found)


def _forms(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value of an argument
    """Yield the keys of all that is given as a dict."""
    if isinstance(value, dict):
        yield from value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from _forms(item)


def names_of(root: Block) -> set[str]:
    """Return the names that the written classes below `root` give to the file."""
    return {name for block in written_blocks(root) for name in block.binds}


def make_call(block: Written, ids: tuple[str, ...], over: dict[str, Value]) -> TextClassCall:
    """Return the call that makes an object; `over` holds the arguments that are written already."""
    given: list[tuple[str, Value]] = []
    arguments = check_definition(block.source).arguments
    gathers = any(one.stars == "*" and block.args.get(one.name) for one in arguments)
    in_place = True
    for argument in arguments:
        in_place = in_place and not argument.keyword_only
        in_place = in_place and (argument.required or gathers) and (len(given) < _FEW or gathers)
        if argument.stars == "*":
            given += [(f"*{argument.name}", written_value(item)) for item in block.args.get(argument.name, ())]
            gathers = in_place = False
        elif argument.name not in block.args and argument.name not in over:
            if gathers:
                given.append((f"*{argument.name}", written_value(argument.default)))
            in_place = in_place and gathers
        elif argument.stars == "**":
            given += [(name, written_value(item)) for name, item in block.args[argument.name].items()]
        else:
            value = over.get(argument.name) or written_value(block.args[argument.name])
            given.append((f"*{argument.name}" if in_place else argument.name, value))
    return TextClassCall(ids, block.class_name, tuple(given))


def written_value(value: Any) -> str:  # noqa: ANN401 - any value of an argument
    """Write a value that a written class is given."""
    if isinstance(value, list):
        return f"[{', '.join(map(written_value, value))}]"
    if not isinstance(value, dict):
        return plain(value)
    form = form_of(value)
    if form is not None:
        return _WRITERS[form](value)
    return f"{{{', '.join(f'{string(name)}: {written_value(item)}' for name, item in value.items())}}}"


def _tuple(value: dict[str, Any]) -> str:
    items = ", ".join(map(written_value, value["tuple"]))
    return f"({items},)" if len(value["tuple"]) == 1 else f"({items})"


def _record(value: dict[str, Any]) -> str:
    return f"SimpleNamespace({_keyword_args(value['record'])})"


def _partial(value: dict[str, Any]) -> str:
    return f"partial({', '.join(filter(None, (written_value(value['partial']), _keyword_args(value['args']))))})"


def _object(value: dict[str, Any]) -> str:
    given = [*map(written_value, value.get("positional", ())), _keyword_args(value.get("args", {}))]
    return f"{value['object']}({', '.join(filter(None, given))})"


def _keyword_args(args: dict[str, Any]) -> str:
    return ", ".join(f"{name}={written_value(item)}" for name, item in args.items())


def _layer(kind: str, args: dict[str, Any]) -> str:
    arguments = {argument.name: argument for argument in CATALOGUE[kind].arguments}
    items = []
    for name, value in args.items():
        text = written_value({"tuple": value} if isinstance(value, list) else value)
        if arguments[name].type == "dtype" and value is not None:
            text = f"torch.{value}"
        elif arguments[name].is_tensor and isinstance(value, list):
            text = f"torch.tensor({written_value(value)})"
        items.append(f"{name}={text}")
    return f"nn.{kind}({', '.join(items)})"


_WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "tuple": _tuple,
    "name": lambda value: str(value["name"]),
    "record": _record,
    "partial": _partial,
    "object": _object,
    "kind": lambda value: _layer(value["kind"], value.get("args", {})),
}
"""The forms of values beyond JSON, by the key that tells each (`builder/classes/values.py`)."""
