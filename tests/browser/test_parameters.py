"""The Parameters page: its table with ticks, and a tensor as a picture whose numbers are typed over."""

import re

import pytest

from builder.document.blocks import Document, Input, Layer, Selector, Sequential
from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import await_kept, enter, keep


def choose(page, key):
    """Choose a tensor in the table, and wait for its picture."""
    row = page.locator("td.key", has_text=key).first
    expect(row).to_be_visible(timeout=120_000)  # the first worker of a run loads torch
    row.click()
    expect(page.locator(".below .bar")).to_be_visible(timeout=30_000)
    expect(page.locator(".below .high")).not_to_be_empty(timeout=30_000)
    return page.locator(".frame:has(canvas)")


def test_a_chosen_row_shows_its_values(app, page):
    """A click in the table shows how to reach the tensor, its values, the place of one, and their spread."""
    enter(page, app, "parameters")
    picture = choose(page, "0.weight")
    expect(page.get_by_test_id("stCode").filter(has_text="net[0].weight").first).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    picture.hover(position={"x": 5, "y": 2})
    expect(page.locator("output")).to_have_text(re.compile(r"^\[0, 0\] to \[\d, 0\]: mean "))
    page.get_by_role("button", name="Numbers").click()
    picture.hover(position={"x": 5, "y": 5})
    expect(page.locator("output")).to_have_text(re.compile(r"^\[0, 0\]  -?0\.\d+$"))


def test_a_tick_freezes_a_shared_tensor_at_both_places(app, page):
    """One step, which undo takes back; the block stays as it is on the canvas."""
    enter(page, app, f"parameters?d={keep(app, load('shared_layer'))}")
    boxes = [page.get_by_label(f"learns {key}", exact=True) for key in ("2.weight", "4.weight", "2.bias")]
    expect(boxes[0]).to_be_checked(timeout=60_000)
    boxes[1].click()
    expect(boxes[0]).not_to_be_checked()
    expect(page.get_by_text("57 trainable")).to_be_visible()
    expect(boxes[2]).to_be_checked()
    frozen = await_kept(app, page, lambda document: document.frozen).frozen
    assert frozen == (Selector(block="linear2", tensor="weight"),) or [one.tensor for one in frozen] == ["weight"]
    page.get_by_test_id("undo").click()
    expect(boxes[1]).to_be_checked()
    expect(boxes[0]).to_be_checked()


def test_numbers_are_typed_and_pasted_into_the_picture(app, page, profile):
    """An element by its place, a block of rows from a spreadsheet: each is one step, and stands at both places."""
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(page, app, f"parameters?d={keep(app, load('shared_layer'))}")
    picture = choose(page, "2.weight")
    picture.click(position={"x": 20, "y": 12})
    page.keyboard.type("42")
    page.keyboard.press("Enter")
    expect(page.locator("output")).to_have_text("[0, 0]  42", timeout=30_000)
    page.keyboard.press("ArrowDown")
    page.evaluate("navigator.clipboard.writeText('1\\t2\\n-3\\t0.5')")
    page.keyboard.press("ControlOrMeta+v")
    expect(page.locator("output")).to_have_text("[1, 0]  1", timeout=30_000)
    choose(page, "4.weight")
    expect(page.get_by_label("Values of 4.weight")).to_be_visible()
    picture.hover(position={"x": 150, "y": 60})
    expect(page.locator("output")).to_have_text("[2, 1]  0.5")
    for _ in range(2):
        page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("undo")).to_be_disabled(timeout=30_000)
    expect(page.locator("output")).not_to_contain_text("0.5", timeout=30_000)


@pytest.mark.nightly
def test_a_table_of_embeddings_is_looked_at_without_being_loaded(app, page):
    """Of 38 million elements the browser gets cells, and numbers where it zooms in."""
    embedding = Layer(id="e", kind="Embedding", args={"num_embeddings": 50_000, "embedding_dim": 768})
    document = Document(
        inputs=(Input(name="X", shape=("N", 7), dtype="int64"),), root=Sequential(id="root", children=(embedding,))
    )
    sizes = []
    page.on("response", lambda answer: "/nnblocks/tensor/" in answer.url and sizes.append(len(answer.body())))
    enter(page, app, f"parameters?d={keep(app, document)}")
    choose(page, "0.weight")
    page.get_by_role("button", name="Numbers").click()
    page.locator(".frame:has(canvas)").hover(position={"x": 5, "y": 5})
    expect(page.locator("output")).to_contain_text("[0, 0]  ", timeout=30_000)
    assert 0 < max(sizes) < 500_000
