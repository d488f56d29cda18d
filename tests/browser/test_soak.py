"""The canvas under somebody who does not stop, on 300 blocks; NNBLOCKS_SOAK_SECONDS=3600 makes it an hour."""

import os

import pytest

from builder.document.blocks import Document, Input, Layer, Sequential
from tests.browser.build_page import nodes
from tests.browser.screens import box_at_rest, enter, keep, kept
from tests.browser.soak import Soak

SECONDS = float(os.environ.get("NNBLOCKS_SOAK_SECONDS", "60"))


def stages(count: int) -> Document:
    """Return stages of nine layers each."""
    kinds = ("Linear", "ReLU", "LayerNorm")
    rows = tuple(
        Sequential(id=f"s{row}", children=tuple(layer(f"l{row}x{i}", kinds[i % 3]) for i in range(9)))
        for row in range(count)
    )
    return Document(inputs=(Input(name="X", shape=("N", 64)),), root=Sequential(id="root", children=rows))


def layer(id: str, kind: str) -> Layer:
    """Return a layer that leaves 64 features."""
    args = {"Linear": {"in_features": "auto", "out_features": 64}, "LayerNorm": {"normalized_shape": "auto"}}
    return Layer(id=id, kind=kind, args=args.get(kind, {}))


@pytest.mark.nightly
@pytest.mark.timeout(SECONDS + 90)
def test_nothing_is_lost_stuck_or_moved(page, app):
    """After each of many random actions canvas and server agree, no drag is stuck and the view stays."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(page, app, f"build?d={keep(app, stages(30))}")
    nodes(page).first.wait_for()
    soak = Soak(page, lambda: kept(app, page))
    soak.run(SECONDS)
    assert soak.faults == []
    assert sum(soak.done.values()) > 10


def test_nothing_scrolls_the_canvas_beside_its_places(page, app):
    """A script, a focus or the browser's own search that looks for a block far below moves nothing."""
    enter(page, app, f"build?d={keep(app, stages(30))}")
    first = nodes(page).first
    before = box_at_rest(first)
    nodes(page).last.evaluate("block => block.scrollIntoView()")
    assert box_at_rest(first) == before
