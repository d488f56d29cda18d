"""What the inspector's fields are tried with: every argument of the catalogue, and values that it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kinds import CATALOGUE
from tests.catalogue.functions.examples import EXAMPLES as CALLS
from tests.catalogue.layers.examples import EXAMPLES as LAYERS
from ui.server.catalogue import catalogue_file
from ui.server.initial_args import starting_arguments


def values(kind: str, argument: dict[str, Any]) -> Iterator[Any]:
    """Yield what examples, a new block and the default say for an argument."""
    for example in (CALLS if kind in FUNCTIONS else LAYERS).get(kind, ()):
        yield from [example.args[argument["name"]]] if argument["name"] in example.args else []
    start = starting_arguments(kind) if kind in FUNCTIONS or CATALOGUE[kind].instead is None else {}
    yield from [start[argument["name"]]] if argument["name"] in start else []
    yield from [argument["default"]] if "default" in argument else []


def test_the_fields_are_tried_with_every_argument(golden):
    """`tests/fields.test.ts` of the canvas reads the file: each value is shown, read back and is the same."""
    catalogue = json.loads(catalogue_file().text)
    entries: dict[str, dict[str, Any]] = {}
    for kind in (*catalogue["kinds"], *catalogue["functions"]):
        for argument in (*kind["arguments"], *kind.get("calls", ())):
            plain = {name: value for name, value in argument.items() if name != "help"}
            entry = entries.setdefault(json.dumps(plain), {"argument": plain, "kinds": [], "values": []})
            entry["kinds"].append(kind["name"])
            entry["values"] += [v for v in values(kind["name"], argument) if v not in entry["values"]]
    golden("fields.json", "[\n" + ",\n".join(json.dumps(entry) for entry in entries.values()) + "\n]\n")
