"""Networks that people know, built from an empty canvas: by mouse alone, and by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from builder import templates
from builder.document.blocks import Document, Sequential
from builder.module import to_module
from tests.browser import by_keys, by_mouse
from tests.browser.build_page import settled
from tests.browser.conftest import RunningApp
from tests.browser.hands import Keys, Mouse
from tests.browser.screens import enter, keep, kept

PARAMETERS = {"resnet50": 25_557_032, "gpt2": 124_439_808, "unet": 31_036_546}
pytestmark = [pytest.mark.nightly, pytest.mark.timeout(300)]


@pytest.fixture
def empty(page: Page, app: RunningApp) -> Page:
    """Open a network without blocks."""
    enter(page, app, f"build?d={keep(app, Document(root=Sequential(id='root')))}")
    return page


def keys_of(document: Document) -> list[tuple[str, tuple[int, ...]]]:
    """Return the keys of the network's weights and their shapes, in order."""
    return [(key, tuple(tensor.shape)) for key, tensor in to_module(document, device="meta").state_dict().items()]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_network_is_built_by_keys_alone(empty, app, name):
    """It has the zoo's keys and shapes, so that the published weights load."""
    getattr(by_keys, name)(Keys(empty))
    settled(empty, PARAMETERS[name])
    assert keys_of(kept(app, empty)) == keys_of(templates.load(name))


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_network_is_built_by_mouse_alone(empty, app, name):
    """Nothing is typed but numbers and names in fields, and the keys and shapes are the zoo's."""
    getattr(by_mouse, name)(Mouse(empty))
    settled(empty, PARAMETERS[name])
    assert keys_of(kept(app, empty)) == keys_of(templates.load(name))
