"""Three known networks drawn on the canvas: how many clicks and keys they take, beside the characters of their code.

A typed character counts as one action, and so does a click, a drag or a key. The seconds are those of hands that never
rest; what is measured beside them is the text that PyTorch needs for the same network, as nnblocks writes it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.chromium import chromium, window
from benchmarks.figure import Figure
from benchmarks.server import APP, serving
from builder import templates, to_source
from builder.document.blocks import Document, Sequential
from tests.browser import by_keys, by_mouse
from tests.browser.build_page import settled
from tests.browser.hands import Hands, Keys, Mouse

NETWORKS = {"resnet50": 25_557_032, "gpt2": 124_439_808, "unet": 31_036_546}


def figures() -> Iterator[Figure]:
    """Take the figures, each network once by either hand."""
    with tempfile.TemporaryDirectory() as folder, serving(APP, Path(folder)) as app, chromium() as browser:
        for name, parameters in NETWORKS.items():
            text = len(to_source(templates.load(name)))
            for how, hands, build in (("keys", Keys, by_keys), ("mouse", Mouse, by_mouse)):
                with window(browser, app.keep(Document(root=Sequential(id="root")))) as page:
                    page.get_by_test_id("header-parameters").wait_for()
                    person: Hands = hands(page)
                    began = perf_counter()
                    getattr(build, name)(person)
                    settled(page, parameters)
                    seconds = perf_counter() - began
                what = f"{name} drawn by {how}"
                yield Figure(f"{what}, actions", [person.actions], "characters of its code", [text], unit="actions")
                yield Figure(what, [seconds])
