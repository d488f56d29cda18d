"""Shows errors: the message of a `BuilderError`, and one general message for anything else."""

from __future__ import annotations

import streamlit as st

from builder.errors import BuilderError
from builder.sentences import say
from ui.screens import state
from ui.server.readable import escape_markdown


def show(error: BuilderError) -> None:
    """Draw an error: the problem, its place and the remedy."""
    place = f"**{escape_markdown(place_words(error.path))}**  \n" if error.path else ""
    hint = f"  \n{escape_markdown(error.hint)}" if error.hint else ""
    st.error(f"{place}{escape_markdown(error.problem)}{hint}")


def place_words(path: str) -> str:
    """Return a path as a heading: numbers alone are no names.

    >>> place_words("encoder.0"), place_words("0.1")
    ('encoder.0', 'Layer 0.1')
    """
    return say("common.layer", path=path) if path.replace(".", "").isdigit() else path


def show_refusal() -> None:
    """Draw the error of the button that was pressed last, if there is one."""
    refusal = state.take_refusal()
    if refusal is not None:
        show(refusal)


def on_script_error(error: Exception) -> bool:
    """Show an error that no page has caught; Streamlit has written it to the log with its traceback."""
    if isinstance(error, BuilderError):
        show(error)
    else:
        st.error(say("common.defect"))
        st.button(say("common.try-again"), key="try-again")
    return True
