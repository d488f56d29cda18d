"""Sizes on the canvas: small blocks, and expressions over them in the inspector."""

import json

import pytest
from playwright.sync_api import Page

from builder import Document
from tests.browser.build_page import select
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.test_graph_canvas import open_document, wires

NODES = [
    {"block": "layer", "id": "c", "name": "conv", "kind": "Conv2d", "args": {
        "in_channels": 3, "out_channels": 4, "kernel_size": 3, "padding": 1}},
    {"block": "function", "id": "h", "name": "h", "kind": "Tensor.size", "args": {"dim": 2}},
    {"block": "function", "id": "w", "name": "w", "kind": "Tensor.size", "args": {"dim": 3}},
    {"block": "function", "id": "v", "name": "rows", "kind": "Tensor.view", "args": {"shape": ["N", -1, "=h * w"]}},
    {"block": "function", "id": "p", "name": "part", "kind": "Tensor.__getitem__", "args": {"index": "=..., :h // 2"}},
]  # fmt: skip
WIRES = {"conv": ["x"], "h": ["x"], "w": ["x"], "rows": ["conv", "h=h", "w=w"], "part": ["rows", "h=h"]}
ROOT = {"block": "graph", "id": "g", "class_name": "Rows", "nodes": NODES, "wires": WIRES, "outputs": ["part"]}


@pytest.fixture
def sizes(page: Page, app: RunningApp) -> Page:
    """Open a graph that measures its input."""
    inputs = [{"name": "X", "shape": ["N", 3, 8, 6]}]
    open_document(page, app, Document.from_json(json.dumps({"root": ROOT, "inputs": inputs})))
    return page


def test_a_size_says_what_it_measures(sizes: Page) -> None:
    """It has its own name, and is smaller than what takes it."""
    expect(sizes.get_by_test_id("node-h")).to_have_text("hshape[2]")
    small, large = (sizes.get_by_test_id(f"node-{id}").bounding_box() for id in "hv")
    assert small is not None
    assert large is not None
    assert small["height"] < large["height"]


def test_an_expression_over_sizes_is_edited_in_its_field(app: RunningApp, sizes: Page) -> None:
    """What it comes to stands beside it, and the wires follow."""
    select(sizes, "v")
    expect(sizes.get_by_test_id("worked-shape")).to_have_text("= N, -1, 48")
    field = sizes.get_by_test_id("field-shape")
    field.fill("N, =w * 2, -1")
    field.press("Enter")
    expect(sizes.get_by_test_id("worked-shape")).to_have_text("= N, 12, -1")
    assert wires(app, sizes)["rows"] == ["conv", "w=w"]
