"""The hands of a person on the Build page: drag, select, type, choose."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.conftest import RunningApp
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, enter, keep
from ui.screens.open_panel import EMPTY


def open_empty(page: Page, app: RunningApp) -> None:
    """Open an empty network."""
    enter(page, app, f"build?d={keep(app, EMPTY)}")
    expect(page.get_by_test_id("header-parameters")).to_have_text("0 parameters")
    expect(page.get_by_test_id("canvas")).to_be_visible()
    expect(page.get_by_test_id("palette-item-Linear")).to_be_visible()  # until then no key finds a kind
    expect(nodes(page)).to_have_count(0)


def nodes(page: Page) -> Locator:
    """Return the blocks on the canvas."""
    return page.locator("[data-testid^=node-]")


def ids(page: Page) -> set[str]:
    """Return the ids of the blocks on the canvas."""
    shown: list[str] = nodes(page).evaluate_all("all => all.map(node => node.dataset.testid)")
    return {id.removeprefix("node-") for id in shown}


def drop(page: Page, kind: str, parent: str, index: int) -> str:
    """Drag a kind from the palette to a place among the children of `parent`; return the new block's id."""
    before = ids(page)
    _drag(page, page.get_by_test_id(f"palette-item-{kind}"), f"drop-{parent}-{index}")
    return _only_new(page, before)


def move(page: Page, id: str, parent: str, index: int) -> None:
    """Drag a block on the canvas to another place."""
    _drag(page, page.get_by_test_id(f"node-{id}"), f"drop-{parent}-{index}")


def select(page: Page, id: str) -> None:
    """Click a block near its upper left corner, where its title is."""
    page.get_by_test_id(f"node-{id}").click(position={"x": 24, "y": 14})


def set_argument(page: Page, id: str, name: str, value: str) -> None:
    """Type an argument of a block into the inspector."""
    select(page, id)
    field = page.get_by_test_id(f"field-{name}")
    field.fill(value)
    field.press("Enter")
    expect(page.get_by_test_id(f"field-{name}")).to_have_value(value)


def choose(page: Page, id: str, item: str) -> None:
    """Right-click a block and choose from its menu."""
    page.get_by_test_id(f"node-{id}").click(button="right", position={"x": 24, "y": 14})
    page.get_by_test_id(f"menu-{item}").click()


def use_again(page: Page, id: str) -> str:
    """Share a block: the same module once more, right after it; return the id of the new place."""
    before = ids(page)
    choose(page, id, "use-again")
    return _only_new(page, before)


def wrap_in_repeat(page: Page, id: str) -> str:
    """Wrap a block in a repeat; return the repeat's id."""
    before = ids(page)
    choose(page, id, "wrap-repeat")
    return _only_new(page, before)


def settled(page: Page, parameters: int) -> None:
    """Wait until the header shows this total."""
    expect(page.get_by_test_id("header-parameters")).to_have_text(re.compile(rf"^{parameters:,}\b"))


def download(page: Page, item: str, folder: Path) -> Path:
    """Take a file from the header's Download menu."""
    page.get_by_test_id("download-menu").click()
    with page.expect_download() as started:
        page.get_by_test_id(f"download-{item}").click()
    target = folder / started.value.suggested_filename
    started.value.save_as(target)
    return target


def _drag(page: Page, source: Locator, place: str) -> None:
    target = page.get_by_test_id(place)
    _lift(page, source)
    area = box_at_rest(target)
    page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2, steps=8)
    page.mouse.up()


def _lift(page: Page, source: Locator) -> None:
    source.scroll_into_view_if_needed()
    box = box_at_rest(source)
    page.mouse.move(box["x"] + 24, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 24, steps=3)


def _only_new(page: Page, before: set[str]) -> str:
    expect(nodes(page)).not_to_have_count(len(before))
    (new,) = ids(page) - before
    return new
