"""The table of edits: documents before, an edit, and the tree after, as Python draws it for the canvas.

`python -m tests.edits.cases` writes `edits.json` anew; pytest and the canvas's own tests read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.document.blocks import Document
from builder.edits import apply, decode_edit
from builder.errors import EditError
from tests.edits.case_documents import DOCUMENTS
from tests.edits.case_edits import edits
from tests.ui.readings import Reading
from ui.server.view import tree

FILE = Path(__file__).parent / "edits.json"
FACTS = {
    *("in", "out", "detail", "category", "parameters", "multiply_adds", "batch_multiply_adds", "problems"),
    *("resolved", "definition_resolved", "tensors", "parametrizable", "wire_shapes", "finding"),
}
"""What analysis says of a block: the canvas leaves it to the answer."""
MOST = 6
"""Cases of one kind of edit that are kept for a document; of more, as many from all over."""

_DRAWN_ID = re.compile(r"\b[0-9a-f]{12}\b")
_Drawn = dict[str, Any]


def drawn(document: Document) -> _Drawn:
    """Return what the canvas is told of the blocks of a document, without what analysis says of them."""
    return json.loads(json.dumps(_bare(tree(Reading(document)))))  # type: ignore[no-any-return]


def _bare(node: _Drawn) -> _Drawn:
    told = {name: value for name, value in node.items() if name not in FACTS}
    return {**told, "children": [_bare(kid) for kid in node["children"]]} if "children" in node else told


def after(document: Document, edit: _Drawn) -> _Drawn:
    """Return the tree that an edit makes; ids that the edit has drawn are called `drawn0`, `drawn1`, ...

    Raises:
        EditError: the edit cannot be made.
    """
    text = json.dumps(drawn(apply(document, decode_edit(edit))))
    for number, id in enumerate(dict.fromkeys(_DRAWN_ID.findall(text))):
        text = text.replace(id, f"drawn{number}")
    return json.loads(text)  # type: ignore[no-any-return]


def cases(most: int = MOST) -> Iterator[tuple[int, _Drawn, _Drawn]]:
    """Yield the number of a document, an edit of it and the tree after, for all that can be made."""
    for i, document in enumerate(DOCUMENTS):
        before = drawn(document)
        kinds: dict[str, list[_Drawn]] = {}
        for edit in edits(document):
            kinds.setdefault(edit["edit"], []).append(edit)
        for wanted in kinds.values():
            made = []
            for edit in wanted:
                try:
                    made.append((i, edit, after(document, edit)))
                except EditError:
                    continue
            changed = [one for one in made if one[2] != before] or made
            yield from changed[:: -(-len(changed) // most)] if changed else ()


def since(node: _Drawn, known: dict[str, _Drawn]) -> _Drawn | str:
    """Return the tree with the id alone in place of each block that is as it was, all inside included."""
    if known.get(node["id"]) == node:
        return str(node["id"])
    return {**node, "children": [since(kid, known) for kid in node["children"]]} if "children" in node else node


def filled(node: _Drawn | str, known: dict[str, _Drawn]) -> _Drawn:
    """Return the tree of which `since` has told."""
    if isinstance(node, str):
        return known[node]
    return {**node, "children": [filled(kid, known) for kid in node["children"]]} if "children" in node else node


def by_id(node: _Drawn) -> dict[str, _Drawn]:
    """Return a block and all inside it by their ids."""
    found = {node["id"]: node}
    for kid in node.get("children", ()):
        found |= by_id(kid)
    return found


def written(most: int = MOST) -> str:
    """Return the text of the table, a line for each document and each case."""
    known = [by_id(drawn(document)) for document in DOCUMENTS]
    documents = [{"document": json.loads(document.to_json()), "tree": drawn(document)} for document in DOCUMENTS]
    found = [[i, edit, since(made, known[i])] for i, edit, made in cases(most)]
    parts = [",\n".join(json.dumps(one, separators=(",", ":")) for one in rows) for rows in (documents, found)]
    return f'{{"documents": [\n{parts[0]}\n], "cases": [\n{parts[1]}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8", newline="\n")
