"""Masks by name, what forward is given, expressions and samples, in the inspector of a real page."""

import json

import pytest
from playwright.sync_api import Page

from builder.document.blocks import Document, Layer, Sequential
from tests.browser.build_page import nodes, select
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.screens import enter, keep

ATTENTION = {"embed_dim": "auto", "num_heads": 2, "batch_first": True}
WIDE = {"in_features": "=width", "out_features": "=width"}
DESIGN = {
    "inputs": [{"name": "tokens", "shape": ["N", 5], "dtype": "int64", "high": 11}],
    "root": {
        "block": "sequential",
        "id": "root",
        "children": [
            {"block": "layer", "id": "e", "kind": "Embedding", "args": {"num_embeddings": 11, "embedding_dim": 8}},
            {
                "block": "graph",
                "id": "g",
                "nodes": [
                    {"block": "tensor", "id": "m", "name": "mask", "shape": [5, 5], "role": "buffer"},
                    {"block": "layer", "id": "a", "name": "attn", "kind": "MultiheadAttention", "args": ATTENTION},
                ],
                "wires": {"attn": ["x"]},
                "outputs": ["attn:0"],
            },
            {"block": "instance", "id": "i", "definition": "Wide"},
        ],
    },
    "definitions": [
        {
            "class_name": "Wide",
            "args": {"width": 8, "depth": 2},
            "root": {
                "block": "sequential",
                "id": "r",
                "children": [
                    {
                        "block": "repeat",
                        "id": "q",
                        "child": {"block": "layer", "id": "l", "kind": "Linear", "args": WIDE},
                    }
                ],
            },
        }
    ],
}


@pytest.fixture
def design(page: Page, app: RunningApp) -> Page:
    """Open a network with attention that has one wire, and a block of one's own."""
    enter(page, app, f"build?d={keep(app, Document.from_json(json.dumps(DESIGN)))}")
    expect(nodes(page).first).to_be_visible()
    return page


def test_attention_is_wired_by_its_fix_and_masked_by_name(design: Page) -> None:
    """One button for query, key and value; a row for each mask; need_weights beside them."""
    design.get_by_role("button", name="Use x as query, key and value").first.click()
    select(design, "a")
    design.get_by_test_id("wire-attn_mask").select_option("mask")
    design.get_by_test_id("field-need_weights").select_option("False")
    expect(design.get_by_test_id("pane-text")).to_contain_text("attn_mask=self.mask, need_weights=False")


def test_an_expression_is_worked_out_beside_its_field(design: Page) -> None:
    """A name that is none is said at once; a good one changes the network."""
    select(design, "i/q")
    field = design.get_by_test_id("field-count")
    field.fill("=depht * 3")
    field.press("Enter")
    said = "depht is not known here. Choose from: width, depth."
    expect(design.get_by_role("alert")).to_have_text(said)
    field.fill("=depth * 3")
    field.press("Enter")
    expect(design.get_by_test_id("worked-count")).to_have_text("= 6")


def test_the_range_of_samples_is_set_with_the_input(design: Page) -> None:
    """Tokens up to the last row of the table, and no empty range."""
    design.get_by_role("button", name="Use x as query, key and value").first.click()
    high = design.get_by_test_id("input-high-0")
    high.fill("0")
    high.press("Enter")
    expect(design.get_by_role("alert")).to_contain_text("high must be greater than low")
    high.fill("7")
    high.press("Enter")
    expect(design.get_by_test_id("pane-text")).to_contain_text("torch.randint(7,")


def test_a_sequence_is_given_a_class_of_its_own(page: Page, app: RunningApp) -> None:
    """Its name in the inspector is a subclass of nn.Sequential in the code."""
    part = Sequential(id="part", children=(Layer(id="r", kind="ReLU"),))
    enter(page, app, f"build?d={keep(app, Document(root=Sequential(id='root', children=(part,))))}")
    select(page, "part")
    field = page.get_by_test_id("field-class_name")
    field.fill("Body")
    field.press("Enter")
    expect(page.get_by_test_id("pane")).to_contain_text("class Body(nn.Sequential)")
    expect(page.get_by_test_id("node-part")).to_contain_text("Body")
