"""Somebody who uses the canvas without rest: random actions by real mouse and keys, each looked at afterwards."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from builder.document.blocks import Block, Document
from builder.document.tree import walk
from tests.browser.expecting import expect

CARDS = """canvas => {
  const area = canvas.getBoundingClientRect();
  return [...canvas.querySelectorAll(".block.card")].flatMap(card => {
    const box = card.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(20, box.width / 4), box.top + Math.min(9, box.height / 3)];
    const isIn = x > area.left + 50 && x < area.right - 60 && y > area.top + 60 && y < area.bottom - 150;
    return isIn ? [{id: card.id.slice(5), x, y, left: box.left, top: box.top, width: box.width}] : [];
  });
}"""
PLACES = """canvas => {
  const area = canvas.getBoundingClientRect();
  return [...canvas.querySelectorAll(".drop.between, .drop.empty")].flatMap(place => {
    const box = place.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const isIn = x > area.left + 60 && x < area.right - 60 && y > area.top + 60 && y < area.bottom - 60;
    return isIn ? [{place: place.dataset.testid, x, y}] : [];
  });
}"""
VIEW = "canvas => canvas.querySelector('.react-flow__viewport').style.transform"
KINDS = ("Linear", "ReLU", "GELU", "Sigmoid", "LayerNorm", "Dropout", "Sequential", "Residual", "Repeat")


@dataclass
class Soak:
    """A person at work on the open document.

    Args:
        page: the Build page.
        saved: reads the document from where the server keeps it.
        seed: of the choices.
    """

    page: Page
    saved: Callable[[], Document]
    seed: int = 0
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        """Do one action after another for so long; what went wrong is in `faults`."""
        draw = random.Random(self.seed)
        self.page.on("pageerror", lambda error: self.faults.append(f"error in the page: {error}"))
        end = time.monotonic() + seconds
        actions = (
            self.insert, self.insert, self.move, self.move, self.copy, self.delete, self.duplicate, self.rename,
            self.fold, self.undo, self.redo, self.type_chain, self.paste, self.select_some, self.wander,
        )  # fmt: skip
        while time.monotonic() < end:
            action = draw.choice(actions)
            name = action.__name__
            before = self.view()
            action(draw)
            self.settle()
            self.done[name] += 1
            self.look(name, before)

    def look(self, name: str, before: str) -> None:
        """Check what must hold after any action."""
        if self.page.locator(".ghost, .drop, .canvas.dragging, .canvas.linking").count():
            self.fault(name, "a drag is stuck")
            self.page.keyboard.press("Escape")
        now = self.view()
        if name in ("type_chain", "paste", "duplicate"):  # what is new is brought into sight, as large as before
            before, now = before.partition("scale")[2], now.partition("scale")[2]
        if name not in ("wander", "fold") and now != before:
            self.fault(name, f"the view jumped from {before} to {now}")
        if self.shown() != self.saved().root:
            self.fault(name, "the canvas shows another document than the server keeps")

    def fault(self, name: str, what: str) -> None:
        """Note what went wrong, and after which action."""
        self.faults.append(f"{sum(self.done.values())}. {name}: {what}")

    def settle(self) -> None:
        """Wait until the server has answered, and the canvas has come to where it goes."""
        expect(self.page.get_by_test_id("canvas")).to_have_attribute("aria-busy", "false")
        before = ""
        while before != (before := self.view()):
            self.page.wait_for_timeout(50)

    def view(self) -> str:
        """Where the canvas looks."""
        return str(self.canvas(VIEW))

    def canvas(self, script: str) -> Any:
        """Ask something of the canvas."""
        return self.page.get_by_test_id("canvas").evaluate(script)

    def shown(self) -> Block:
        """Copy all blocks, as Ctrl+C does, without the clipboard of the machine."""
        selected = self.page.get_by_test_id("canvas").evaluate("""canvas => {
          const press = (key, ctrlKey) =>
            canvas.dispatchEvent(new KeyboardEvent("keydown", {key, ctrlKey, bubbles: true, cancelable: true}));
          press("Escape", false);
          press("a", true);
          const clipboardData = new DataTransfer();
          canvas.dispatchEvent(new ClipboardEvent("copy", {clipboardData, bubbles: true, cancelable: true}));
          press("Escape", false);
          return clipboardData.getData("text/plain");
        }""")
        blocks = json.loads(selected)["blocks"] if selected else []
        return Document.from_json(json.dumps({"root": {"block": "sequential", "id": "root", "children": blocks}})).root

    def cards(self) -> list[dict[str, Any]]:
        """What stands in sight, with a point to take each by."""
        cards: list[dict[str, Any]] = self.canvas(CARDS)
        if len(cards) < 3:
            self.page.get_by_test_id("canvas").press("f")
            self.page.wait_for_timeout(300)
            cards = self.canvas(CARDS)
        return cards

    def drop(self, name: str, draw: random.Random) -> None:
        """Take what is in the hand to a place and let go; it must fall into that very place."""
        places = self.canvas(PLACES)
        if not places:
            self.page.keyboard.press("Escape")
            self.page.mouse.up()
            return
        place = draw.choice(places)
        before = self.shown_count()
        self.page.mouse.move(place["x"], place["y"], steps=draw.choice((1, 3, 8)))
        over = self.page.locator(".drop.over")
        if over.count() != 1:
            self.fault(name, f"{over.count()} places are lit at {place['place']}")
        self.page.mouse.up()
        self.settle()
        if name != "move" and self.shown_count() <= before:
            self.fault(name, f"missed {place['place']}")

    def shown_count(self) -> int:
        """Count the blocks that the server keeps."""
        return sum(1 for _ in walk(self.saved().root))

    def insert(self, draw: random.Random) -> None:
        """Drag a kind from the palette."""
        item = self.page.get_by_test_id(f"palette-item-{draw.choice(KINDS)}")
        item.scroll_into_view_if_needed()
        box = item.bounding_box()
        assert box is not None
        self.lift(box["x"] + 24, box["y"] + 12)
        self.drop("insert", draw)

    def move(self, draw: random.Random, copy: bool = False) -> None:
        """Drag a block elsewhere."""
        card = draw.choice(self.cards())
        self.lift(card["x"], card["y"])
        self.drop("copy" if copy else "move", draw)

    def copy(self, draw: random.Random) -> None:
        """Drag a copy with Alt."""
        self.page.keyboard.down("Alt")
        self.move(draw, copy=True)
        self.page.keyboard.up("Alt")

    def lift(self, x: float, y: float) -> None:
        """Press and begin to drag."""
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 9, y + 7, steps=2)

    def click(self, draw: random.Random) -> None:
        """Select a block."""
        card = draw.choice(self.cards())
        self.page.mouse.click(card["x"], card["y"])

    def delete(self, draw: random.Random) -> None:
        """Delete a block."""
        self.click(draw)
        self.page.keyboard.press("Delete")

    def duplicate(self, draw: random.Random) -> None:
        """Duplicate a block, some times in a row."""
        self.click(draw)
        for _ in range(draw.choice((1, 1, 3))):
            self.page.keyboard.press("Control+d")

    def rename(self, draw: random.Random) -> None:
        """Rename a block on itself."""
        self.click(draw)
        self.page.keyboard.press("F2")
        self.page.keyboard.type(f"n{draw.randrange(10**6)}")
        self.page.keyboard.press("Enter")

    def fold(self, draw: random.Random) -> None:
        """Fold the container around a block, or unfold it."""
        self.click(draw)
        self.page.keyboard.press("ArrowLeft")
        self.page.wait_for_timeout(500)  # the container comes into sight
        before = self.view()
        self.page.keyboard.press("x")
        self.page.keyboard.press("x")
        if self.view() != before:
            self.fault("fold", "folding moved the view")

    def undo(self, draw: random.Random) -> None:
        """Take some steps back."""
        for _ in range(draw.choice((1, 1, 4))):
            self.page.get_by_test_id("canvas").press("Control+z")

    def redo(self, draw: random.Random) -> None:
        """Take a step forward again."""
        self.page.get_by_test_id("canvas").press("Control+Shift+z")

    def type_chain(self, draw: random.Random) -> None:
        """Add two blocks by quick-add."""
        self.click(draw)
        self.page.keyboard.press("/")
        expect(self.page.get_by_test_id("quick-add-search")).to_be_focused()
        self.page.keyboard.type("relu > linear 64")
        self.page.keyboard.press("Enter")

    def paste(self, draw: random.Random) -> None:
        """Copy two blocks and paste them behind another."""
        self.select_some(draw)
        self.page.keyboard.press("Control+c")
        self.click(draw)
        self.page.keyboard.press("Control+v")

    def select_some(self, draw: random.Random) -> None:
        """Click one, then another with Shift."""
        self.click(draw)
        self.page.keyboard.down("Shift")
        self.click(draw)
        self.page.keyboard.up("Shift")

    def wander(self, draw: random.Random) -> None:
        """Look elsewhere: zoom by the wheel, walk by keys, jump."""
        box = self.page.get_by_test_id("canvas").bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.wheel(0, draw.choice((-240, 240)))
        self.page.get_by_test_id("canvas").press(draw.choice(("f", "End", "Home", "ArrowDown", "z")))
        self.page.get_by_test_id("zoom-100").click()
        self.page.wait_for_timeout(400)
