"""What PyTorch draws for each tensor of the network before any rule."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from builder.catalogue.layers.default_init import Distribution, default_init
from builder.document.blocks import Layer
from builder.sentences import say
from ui.screens import state
from ui.screens.parameters import MAX_HEIGHT, ROW_HEIGHT
from ui.server.live import Live


def show(live: Live) -> None:
    """Draw the table, on demand."""
    with st.expander(say("initialise.drawn.title")):
        st.caption(say("initialise.drawn.about"))
        table = state.once("default-values", (live.id, *live.head.place), lambda: _table(live))
        if table.empty:
            st.caption(say("run.no-parameters"))
            return
        columns = {
            "tensor": st.column_config.TextColumn(say("run.column.path"), pinned=True),
            "drawn": st.column_config.TextColumn(say("initialise.drawn.drawn")),
            "formula": st.column_config.TextColumn(say("initialise.drawn.formula")),
            "variance": st.column_config.NumberColumn(say("initialise.drawn.variance"), format="%.3g"),
        }
        st.dataframe(
            table, hide_index=True, column_config=columns, row_height=ROW_HEIGHT, width="stretch", key="default-values",
            height=min(MAX_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 10),
        )  # fmt: skip


def _table(live: Live) -> pd.DataFrame:
    return pd.DataFrame(
        {"tensor": key, "drawn": one.shown, "formula": one.formula, "variance": one.variance}
        for key, (_, one) in defaults(live).items()
    )


def defaults(live: Live) -> dict[str, tuple[tuple[int, ...], Distribution]]:
    """Return the shape of each tensor and what PyTorch draws for it, by its key, as far as that is known."""
    found = {}
    for path, block in live.reading.analysis.blocks.items():
        if not isinstance(block.block, Layer) or block.args is None or block.same_as is not None:
            continue
        kind, shapes = block.block.kind.removeprefix("Lazy"), {spec.name: spec.shape for spec in block.tensors}
        for name, one in default_init(kind, block.args, block.tensors).items():
            found[f"{path}.{name}" if path else name] = (shapes[name], one)
    return found
