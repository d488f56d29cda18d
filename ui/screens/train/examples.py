"""The first examples of a data set: pictures with their classes, rows of numbers, texts."""

from __future__ import annotations

import base64
import io
from html import escape

import pandas as pd
import streamlit as st
from PIL import Image

from builder.datasets.preview import Preview
from builder.sentences import say

_MOST = 12
_MOST_TEXTS = 2
_COLUMNS = 4


def show(preview: Preview) -> None:
    """Draw them small, with their answers."""
    if preview.pictures is not None:
        st.html(f"<div class='nnb-examples'>{''.join(_pictures(preview))}</div>")
    elif preview.rows:
        names = [one.name for one in preview.ranges] or [str(i + 1) for i in range(len(preview.rows[0]))]
        rows = [
            {**dict(zip(names[:_COLUMNS], row, strict=False)), say("train.pairs.target"): answer}
            for row, answer in zip(preview.rows, preview.answers, strict=True)
        ]
        st.dataframe(pd.DataFrame(rows[:5]), hide_index=True, key="train-examples", width="stretch")
    for text in preview.texts[:_MOST_TEXTS]:
        st.code(text, language=None, wrap_lines=True)


def _pictures(preview: Preview) -> list[str]:
    assert preview.pictures is not None
    made = []
    for picture, answer in zip(preview.pictures.array[:_MOST], preview.answers, strict=False):
        file = io.BytesIO()
        Image.fromarray(picture if picture.shape[-1] == 3 else picture[..., 0]).save(file, "PNG")
        text = base64.b64encode(file.getvalue()).decode()
        made.append(
            f"<figure><img alt='' src='data:image/png;base64,{text}'><figcaption>{escape(answer)}</figcaption></figure>"
        )
    return made
