"""Write the types of all edits as TypeScript: `python -m builder.edits.typescript`, part of `make fix`.

They come from the very structs that decode what the canvas sends, so `tsc` checks each place that makes an edit.
"""

from __future__ import annotations

import inspect
import json
import keyword
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias, get_args

import msgspec

from builder.document.blocks import Dtype, Holder, Merge
from builder.document.names import FILE_GLOBALS, MODULE_MEMBERS, SEQUENTIAL_MEMBERS
from builder.edits.apply import Edit
from builder.edits.containers import Into

CANVAS = Path(__file__).parents[2] / "ui" / "canvas" / "src" / "model"
_HEAD = """\
/** Written by `make fix` from the structs of builder/edits and builder/document/blocks.py: change those. */
import type { Json } from "../protocol";

"""
_RESERVED_HEAD = """\
/** Written by `make fix` from builder/document/names.py: what a module has already, and what the emitted file uses. */
"""
_NAMED = {"Dtype": Dtype, "Holder": Holder, "Into": Into, "Merge": Merge}
"""Unions of texts that have a name."""
_WIDTH = 121
"""Characters of a line, its end included, as prettier is told in `ui/canvas/package.json`."""
_BLOCKS = "block"
"""The field whose tag identifies the kind of a block; the union of blocks has a name."""
_CHOICES = {frozenset(get_args(choice)): name for name, choice in _NAMED.items()}
_PLAIN = {"integer": "number", None: "Json"}
"""What TypeScript calls by another word than the schema; where that has none, any JSON goes."""

_Schema: TypeAlias = dict[str, Any]


def typescript() -> str:
    """Write an interface for each edit and all that it holds, then the unions `Block` and `Edit`."""
    schema = msgspec.json.schema(Edit)
    structs: dict[str, _Schema] = schema["$defs"]
    names = {name: _interface_name(name, struct) for name, struct in structs.items()}
    parts = [_interface(names[name], struct, names) for name, struct in structs.items()]
    blocks = [names[name] for name, struct in structs.items() if _tagged_by(struct) == _BLOCKS]
    edits = [names[_target(reference)] for reference in schema["anyOf"]]
    choices = [_union(name, map(json.dumps, get_args(choice))) for name, choice in _NAMED.items()]
    return _HEAD + "\n".join([*choices, *parts, _union("Block", blocks), _union("Edit", edits)])


def _tagged_by(struct: _Schema) -> str | None:
    return next((field for field in ("edit", _BLOCKS) if "enum" in struct["properties"].get(field, {})), None)


def _interface_name(name: str, struct: _Schema) -> str:
    """Return what the interface is called: `Function` and `Repeat` have other meanings in TypeScript and in React."""
    return f"{name.removesuffix('Block')}Block" if _tagged_by(struct) == _BLOCKS else name


def _interface(name: str, struct: _Schema, names: dict[str, str]) -> str:
    required = struct.get("required", [])
    fields = "".join(
        f"  {field}{'' if field in required else '?'}: {_type(schema, names)};\n"
        for field, schema in struct["properties"].items()
    )
    return f"{_comment(struct)}export interface {name} {{\n{fields}}}\n"


def _comment(struct: _Schema) -> str:
    lines = inspect.cleandoc(struct.get("description", "")).split("\n")
    if len(lines) == 1:
        return f"/** {lines[0]} */\n" if lines[0] else ""
    return "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in lines) + " */\n"


def _union(name: str, members: Iterable[str]) -> str:
    """Write a union as prettier does: in one line where that has room."""
    parts = list(members)
    line = f"export type {name} = {' | '.join(parts)};\n"
    return line if len(line) <= _WIDTH else f"export type {name} =\n  | " + "\n  | ".join(parts) + ";\n"


def _type(schema: _Schema, names: dict[str, str]) -> str:
    """Return the type of a value of which `schema` tells."""
    if "discriminator" in schema:
        return "Block"
    if "$ref" in schema:
        return names[_target(schema)]
    if "anyOf" in schema:
        return " | ".join(_type(one, names) for one in schema["anyOf"])
    if "enum" in schema:
        return _CHOICES.get(frozenset(schema["enum"])) or " | ".join(map(json.dumps, schema["enum"]))
    if schema.get("type") == "array":
        return _list(schema, names)
    if schema.get("type") == "object":
        return f"{{ [key: string]: {_type(schema.get('additionalProperties', {}), names)} }}"
    kind = schema.get("type")
    return _PLAIN.get(kind, str(kind))


def _list(schema: _Schema, names: dict[str, str]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(one, names) for one in schema['prefixItems'])}]"
    inner = _type(schema["items"], names)
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


def _target(reference: _Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def reserved_names() -> str:
    """Write the names that no node of a graph gets: the canvas names nodes as the edits do."""
    members = MODULE_MEMBERS | SEQUENTIAL_MEMBERS
    names = {"MODULE_MEMBERS": members, "KEYWORDS": keyword.kwlist, "FILE_GLOBALS": FILE_GLOBALS}
    return _RESERVED_HEAD + "\n".join(_set(name, sorted(words)) for name, words in names.items())


def _set(name: str, words: list[str]) -> str:
    start, quoted = f"export const {name}: ReadonlySet<string> = new Set([", [json.dumps(word) for word in words]
    line = f"{start}{', '.join(quoted)}]);\n"
    return line if len(line) <= _WIDTH else start + "".join(f"\n  {word}," for word in quoted) + "\n]);\n"


FILES = {"edits.ts": typescript, "reservedNames.ts": reserved_names}


def main() -> None:
    """Write all files."""
    for name, text in FILES.items():
        (CANVAS / name).write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
