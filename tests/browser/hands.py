"""Two people at the Build page: one who has only a mouse and fields to type into, one who has only keys."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Position

from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest


@dataclass
class Hands:
    """What both can do, and how much of it they did.

    Args:
        page: the Build page.
        actions: clicks, drags and presses of keys; each typed character is one.
    """

    page: Page
    actions: int = 0

    def typed(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)
        self.actions += len(text)

    def chosen(self) -> Locator:
        """Return the selected blocks."""
        return self.page.locator("[role=treeitem][aria-selected=true]")


class Keys(Hands):
    """A person without a pointer."""

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
            self.actions += 1

    def add(self, text: str, key: str = "/") -> None:
        """Open quick-add, type, Enter."""
        self.press(key)
        expect(self.page.get_by_test_id("quick-add-search")).to_be_focused()
        self.typed(text)
        self.press("Enter")
        expect(self.page.get_by_test_id("quick-add")).to_have_count(0)

    def find(self, text: str) -> None:
        """Select a block by the search."""
        self.press("Control+f")
        self.typed(text)
        self.press("Enter", "Escape")

    def tie(self, path: str) -> None:
        """Tie the first tensor of what is selected to the tensor whose path begins so."""
        expect(self.page.get_by_test_id("spoken")).to_contain_text("inserted")
        fields = self.page.locator(".tie-fields select")
        while not fields.count():  # the shape of what was inserted comes from the server
            self.press("t")
            self.page.wait_for_timeout(500)
        expect(fields.first).to_be_focused()
        self.typed(path)
        self.press("Enter")

    def define(self, name: str, arguments: str = "") -> None:
        """Make what is selected a block of one's own, by the menu of what can be wrapped around it."""
        self.press("w", "m")
        self.typed(name)
        self.press("Tab")
        self.typed(arguments)
        self.press("Enter")


class Mouse(Hands):
    """A person who has no keys but those of fields."""

    def click(self, target: Locator | str) -> None:
        """Click in the middle of something."""
        (self.page.get_by_test_id(target) if isinstance(target, str) else target).click()
        self.actions += 1

    def show(self, target: Locator) -> None:
        """Drag the ground until the upper part of something is well inside the canvas."""
        box, canvas = box_at_rest(target), box_at_rest(self.page.get_by_test_id("canvas"))
        left, top = canvas["x"], canvas["y"]
        dx = _into(box["x"], left + 20, left + canvas["width"] - 60)
        dy = _into(box["y"], top + 50, top + canvas["height"] - 200)
        if dx == dy == 0:
            return
        while abs(dx) > 1 or abs(dy) > 1:
            step_x, step_y = _into(dx, -600, 600) + dx, _into(dy, -600, 600) + dy
            x = left + (12 if step_x >= 0 else canvas["width"] - 15)
            y = top + (70 if step_y >= 0 else canvas["height"] - 125)
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            self.page.mouse.move(x + step_x, y + step_y, steps=4)
            self.page.mouse.up()
            self.actions += 1
            dx, dy = dx - step_x, dy - step_y

    def select(self, block: Locator) -> None:
        """Click a block at its title."""
        self.show(block)
        block.click(position=self._title())
        self.actions += 1

    def fill(self, field: str, text: str) -> None:
        """Click a field and write another text into it."""
        target = self.page.get_by_test_id(field)
        target.click(click_count=3)
        self.actions += 1
        self.typed(text)
        expect(target).to_have_value(text)

    def pick(self, field: str, value: str) -> None:
        """Open a list and click one of its entries."""
        self.page.get_by_test_id(field).select_option(value)
        self.actions += 2

    def block(self, id: str) -> Locator:
        """Return a block by its id."""
        return self.page.get_by_test_id(f"node-{id}")

    def at(self, path: str) -> Locator:
        """Return a block by its path."""
        return self.page.locator(f"[data-path='{path}']")

    def name_of(self, id: str) -> str:
        """Return the last step of a block's path."""
        return (self.block(id).get_attribute("data-path") or "").rpartition(".")[2]

    def insert(self, kind: str) -> str:
        """Click a kind in the palette, which puts it behind what is selected; return its id."""
        before = self._selected()
        self.click(f"palette-item-{kind}")
        return self._new(before)

    def branch(self, port: str, kind: str, word: str) -> str:
        """Click a port, look for a kind and click it; return the id of the new block, which is wired to the port."""
        before = self._selected()
        self.show(self.page.get_by_test_id(f"port-{port}"))
        self.click(f"port-{port}")
        self.typed(word)
        self.click(f"quick-item-{kind}")
        return self._new(before)

    def draw(self, port: str, block: str) -> None:
        """Draw a wire from a port to a block, which takes it at its first free port, all being in sight."""
        self.click("fit")
        self.page.wait_for_timeout(400)
        self.drag(self.page.get_by_test_id(f"port-{port}"), f"node-{block}")
        self.click("zoom-100")
        self.page.wait_for_timeout(300)

    def out(self, name: str) -> None:
        """Select a container around what is selected, by the breadcrumbs."""
        self.click(self.page.get_by_test_id("breadcrumbs").get_by_role("button").filter(has_text=name).last)

    def leave(self) -> None:
        """Click beside everything, which takes what the last field says."""
        self.page.get_by_test_id("canvas").click(position={"x": 12, "y": 400})
        self.actions += 1

    def choose(self, block: Locator, item: str) -> None:
        """Choose from a block's menu."""
        self.show(block)
        block.click(button="right", position=self._title())
        self.page.get_by_test_id(f"menu-{item}").click()
        self.actions += 2

    def duplicate(self, block: Locator) -> str:
        """Duplicate a block by its menu; return the id of the copy, which is selected then."""
        before = self._selected()
        self.choose(block, "duplicate")
        return self._new(before)

    def drag(self, source: Locator, target: str) -> None:
        """Drag something to a place that may appear only while dragging."""
        x, y = _middle(source)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 12, y + 10, steps=3)
        self.page.mouse.move(*_middle(self.page.get_by_test_id(target)), steps=8)
        self.page.mouse.up()
        self.actions += 1

    def _title(self) -> Position:
        """Where a block's title is: below its ports, in a container's head."""
        zoom = int((self.page.get_by_test_id("zoom-100").text_content() or "100").split()[0]) / 100
        return {"x": 24 * zoom, "y": 16 * zoom}

    def _selected(self) -> list[str]:
        ids: list[str] = self.chosen().evaluate_all("blocks => blocks.map(block => block.id)")
        return ids

    def _new(self, before: list[str]) -> str:
        expect(self.chosen()).to_have_count(1)
        if before:
            expect(self.chosen()).not_to_have_id(before[0])
        return self._selected()[0].removeprefix("node-")


def _into(value: float, least: float, most: float) -> float:
    """How far a value has to go to lie between two others."""
    return max(least - value, 0.0) + min(most - value, 0.0)


def _middle(target: Locator) -> tuple[float, float]:
    box = box_at_rest(target)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
