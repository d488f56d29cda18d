import pytest

from builder.document.blocks import InitRule, Selector
from builder.edits import SetInit
from ui.screens import state


def test_what_a_component_sends_by_streamlit_is_made(live, monkeypatch):
    """The header of a page without a canvas undoes this way."""
    live.commit(SetInit(rules=(InitRule(Selector(tensor="bias"), "zeros_"),)))
    commands = {"client": "header", "document": live.id, "commands": [{"number": 1, "edit": {"edit": "undo"}}]}
    monkeypatch.setattr(state, "component_event", lambda component, name: commands)
    state.receive("header")
    assert live.document.init == ()


@pytest.mark.parametrize("edit", [[1], "undo", {"edit": "set_name", "name": "\ud800"}])
def test_what_is_no_edit_is_dropped(live, monkeypatch, edit):
    """It is no batch of edits, and the page goes on."""
    commands = {"client": "header", "document": live.id, "commands": [{"number": 1, "edit": edit}]}
    monkeypatch.setattr(state, "component_event", lambda component, name: commands)
    state.receive("header")
    assert (live.head.acks, live.refused) == ({}, ())
