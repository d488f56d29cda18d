"""Graphs and own blocks on the Build page, by mouse, in a real Chromium."""

import json

import pytest
from playwright.sync_api import Locator, Page

from builder import templates
from builder.document.blocks import Document, Graph
from tests.browser.build_page import choose, ids, nodes, select
from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.screens import await_kept, box_at_rest, enter, keep, kept

NODES = [
    {"block": "layer", "id": "a", "name": "fc", "kind": "Linear", "args": {"in_features": "auto", "out_features": 20}},
    {"block": "layer", "id": "b", "name": "act", "kind": "ReLU"},
    {"block": "function", "id": "s", "name": "add", "kind": "torch.add"},
]
WIRES = {"fc": ["x"], "act": ["fc"], "add": ["act"]}
HALF_WIRED = {"block": "graph", "id": "g", "inputs": ["x"], "nodes": NODES, "wires": WIRES, "outputs": ["add"]}


@pytest.fixture
def graph(page: Page, app: RunningApp) -> Page:
    """Open a graph whose sum still lacks its second input."""
    open_document(page, app, Document.from_json(json.dumps({"root": HALF_WIRED})))
    return page


def open_document(page: Page, app: RunningApp, document: Document) -> None:
    """Open a document and wait for its blocks."""
    enter(page, app, f"build?d={keep(app, document)}")
    expect(nodes(page).first).to_be_visible()


def middle(target: Locator) -> tuple[float, float]:
    """Return the middle of what is on the screen."""
    box = box_at_rest(target)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page: Page, source: Locator, target: str) -> None:
    """Drag from one thing to another that may appear only while dragging, and hold it there."""
    x, y = middle(source)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 10, steps=3)
    page.mouse.move(*middle(page.get_by_test_id(target)), steps=8)


def drag(page: Page, source: str, target: str) -> None:
    """Drag from one thing to another."""
    pull(page, page.get_by_test_id(source), target)
    page.mouse.up()


def wires(app: RunningApp, page: Page) -> dict[str, list[str]]:
    """Return the wires that the library holds."""
    root = kept(app, page).root
    assert isinstance(root, Graph)
    return {name: list(sources) for name, sources in root.wires.items()}


def saved(page: Page, app: RunningApp, expected: dict[str, list[str]]) -> None:
    """Wait until the library holds these wires."""
    await_kept(app, page, lambda _: wires(app, page) == expected)
    assert wires(app, page) == expected


def test_a_wire_is_drawn_from_port_to_port(graph, app):
    """Dragging from the input to the free port of the sum mends the network."""
    drag(graph, "port-g-out-x", "port-g-in-add-1")
    saved(graph, app, {**WIRES, "add": ["act", "x"]})
    expect(graph.get_by_test_id("problems")).to_have_text("No problems")


def test_a_wire_finds_the_free_port_of_a_node(graph, app):
    """Let go on a node's body, a wire goes to the port that has none."""
    drag(graph, "port-g-out-x", "node-s")
    saved(graph, app, {**WIRES, "add": ["act", "x"]})


def test_a_cycle_is_refused_with_its_way(graph, app):
    """While the wire is in the hand, and after, it says which nodes would form a circle."""
    pull(graph, graph.get_by_test_id("port-g-out-add"), "port-g-in-fc-0")
    expect(graph.get_by_test_id("wire-why")).to_have_text("This wire would create a cycle: fc → act → add → fc.")
    graph.mouse.up()
    assert wires(app, graph) == WIRES


def test_escape_lets_go_of_a_wire(graph, app):
    """Nothing is wired once the hand is empty."""
    pull(graph, graph.get_by_test_id("port-g-out-x"), "port-g-in-add-1")
    graph.keyboard.press("Escape")
    graph.mouse.up()
    assert wires(app, graph) == WIRES


def test_the_end_of_a_wire_is_pulled_off(graph, app):
    """Taken from its port and dropped nowhere, a wire is gone."""
    pull(graph, graph.get_by_test_id("port-g-in-act-0"), "zoom-100")
    graph.mouse.up()
    saved(graph, app, {"fc": ["x"], "add": ["act"]})


def test_a_clicked_wire_is_deleted_and_comes_back(graph, app):
    """Delete takes the wire away, one undo brings it back."""
    graph.get_by_test_id("wire-g-act-0").locator(".reach").dispatch_event("click")
    graph.get_by_test_id("canvas").press("Delete")
    saved(graph, app, {"fc": ["x"], "add": ["act"]})
    graph.get_by_test_id("canvas").press("Control+z")
    saved(graph, app, WIRES)


def test_a_block_dropped_on_a_wire_stands_between(graph, app):
    """The palette's block reads what the wire carried, and feeds what it fed."""
    drag(graph, "palette-item-Sigmoid", "drop-g-wire-act-0")
    saved(graph, app, {"fc": ["x"], "sigmoid": ["fc"], "act": ["sigmoid"], "add": ["act"]})


def test_one_undo_takes_back_a_block_on_a_wire(graph, app):
    """The block and its wires are one step."""
    drag(graph, "palette-item-Sigmoid", "drop-g-wire-act-0")
    saved(graph, app, {"fc": ["x"], "sigmoid": ["fc"], "act": ["sigmoid"], "add": ["act"]})
    graph.get_by_test_id("canvas").press("Control+z")
    saved(graph, app, WIRES)


def test_a_node_stays_where_it_was_put_until_tidied(graph, app):
    """A dragged node's place is in the document; Tidy gives all places back to the layout."""
    x, y = middle(graph.get_by_test_id("node-b"))
    graph.mouse.move(x - 80, y)
    graph.mouse.down()
    graph.mouse.move(x, y + 10, steps=6)
    graph.mouse.up()
    moved, _ = middle(graph.get_by_test_id("node-b"))
    assert moved - x == pytest.approx(80, abs=3)
    graph.get_by_test_id("tidy-g").click()
    expect(graph.get_by_test_id("tidy-g")).to_have_count(0)
    assert await_kept(app, graph, lambda document: document.root.positions == {}).root.positions == {}


def test_a_function_has_no_place_in_a_sequence(page, app):
    """Dropped outside a graph it says where it belongs."""
    enter(page, app)
    page.get_by_test_id("palette-search").fill("matmul")
    drag(page, "palette-item-torch.matmul", "canvas")
    expect(page.get_by_test_id("toast")).to_contain_text("can only be added inside a Graph")


def test_each_part_of_a_tuple_has_a_port(page, app):
    """An LSTM's output, hidden state and cell state leave it apart."""
    open_document(page, app, templates.load("lstm_classifier"))
    for source in ("lstm:0", "lstm:1:0", "lstm:1:1"):
        expect(page.get_by_test_id(f"port-root-out-{source}")).to_be_visible()


def test_own_blocks_follow_each_other(graph, app):
    """A definition made on the canvas stands in the palette, and an edit in one instance reaches the other."""
    graph.get_by_test_id("node-a").click(modifiers=["Shift"], position={"x": 24, "y": 14})
    graph.get_by_test_id("node-b").click(modifiers=["Shift"], position={"x": 24, "y": 14})
    choose(graph, "b", "define")
    graph.get_by_test_id("define-name").fill("Dense")
    graph.get_by_test_id("define-ok").click()
    graph.get_by_test_id("palette-item-my Dense").click()
    expect(graph.get_by_test_id("palette-item-my Dense")).to_contain_text("2 uses")
    inner = sorted(id for id in ids(graph) if id.endswith("/a"))
    assert len(inner) == 2
    select(graph, inner[0])
    graph.get_by_test_id("field-out_features").fill("7")
    graph.get_by_test_id("field-out_features").press("Enter")
    expect(graph.get_by_test_id(f"node-{inner[1]}")).to_contain_text("→ 7")


def test_an_instance_is_unpacked(page, app):
    """Unpacked it holds blocks of its own."""
    open_document(page, app, templates.load("resnet18"))
    choose(page, "layer1_0", "unpack")
    expect(page.get_by_test_id("palette-item-my BasicBlock")).to_contain_text("4 uses")
