"""The address at which a browser gets parts of a tensor."""

import asyncio

import msgspec
from starlette.requests import Request

from builder.document.blocks import Selector
from builder.edits import Freeze
from builder.inspection.grid import Tiles
from ui.routes import tensor
from ui.server import weights


def get(document, query):
    """Ask for a part."""
    asked = {"type": "http", "path_params": {"document": document}, "query_string": query.encode()}
    return asyncio.run(tensor(Request(asked)))


def test_a_part_of_a_tensor_has_an_address(live):
    """Two elements of the second row; the whole in few cells; nothing of another file or tensor, or of no question."""
    weights.making(live).result()
    file = weights.current(live).path.name
    asked = f"key=0.weight&file={file}"
    part = msgspec.json.decode(get(live.id, f"{asked}&top=1&left=2&height=1&width=2").body, type=Tiles)
    assert (part.top, part.left, part.rows, part.columns, len(part.values)) == (1, 2, 1, 2, 16)
    whole = msgspec.json.decode(get(live.id, f"{asked}&most_rows=4&most_columns=2").body, type=Tiles)
    assert (whole.rows, whole.columns) == (4, 2)
    assert len(whole.means) == len(whole.extremes) == 4 * 4 * 2
    for wrong in ("key=0.weight", f"key=9.weight&file={file}", "key=0.weight&file=other", f"{asked}&top=x"):
        assert get(live.id, wrong).status_code == 404


def test_what_learns_is_no_matter_of_files(live):
    """A tensor that is frozen keeps its file of weights, so that nothing is written for a tick."""
    weights.making(live).result()
    before = weights.current(live).path
    live.commit(Freeze(Selector(tensor="bias")))
    assert weights.making(live) is None
    assert weights.current(live).path == before


def test_a_document_that_is_not_there_has_no_tensor(own_service):
    """An id that nobody was given shows nothing."""
    assert get("guessed", "key=w&file=f").status_code == 404
