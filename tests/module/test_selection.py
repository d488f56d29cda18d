"""Selectors over a live network: counted, never timed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from torch import nn

from builder.document.blocks import Document, Layer, Selector, Sequential
from builder.module.selection import Parameters
from tests.call_counts import growth

SELECTORS = {
    "name": Selector(tensor="absent"),
    "kind": Selector(kind="Conv2d"),
    "block": Selector(block="root", kind="Conv2d"),
}


@pytest.mark.parametrize("select", SELECTORS.values(), ids=SELECTORS)
def test_as_many_selectors_as_layers_are_looked_up(select: Selector) -> None:
    """Twice as many of both take about twice the calls, not four times."""

    def asked(n: int) -> Callable[[], object]:
        network = nn.Sequential(*(nn.Linear(1, 1, device="meta") for _ in range(n)))
        kids = tuple(Layer(id=f"l{i}", kind="Linear", args={"in_features": 1, "out_features": 1}) for i in range(n))
        document = Document(root=Sequential(id="root", children=kids))

        def all_of_them() -> None:
            parameters = Parameters(network, document)
            for _ in range(n):
                list(parameters.selected(select))

        return all_of_them

    assert growth(asked, 60) < 2.6
