"""A wire and its text: read in one place, written in one place."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.network.wire import Wire, parse_wire, wire_of
from tests.code import OURS, ROOT, nodes

NAMES = st.from_regex(r"[a-z_][a-z_0-9]{0,8}", fullmatch=True)
WIRES = st.builds(Wire, NAMES, st.lists(st.integers(0, 999), max_size=4).map(tuple), st.none() | NAMES)
OTHERS = {
    "builder/catalogue/functions/index.py": "a slice",
    "builder/classes/device_text.py": "a device",
    "builder/cli/__init__.py": "an argument and its value",
    "builder/cli/inspect_report.py": "an input and its value",
    "builder/datasets/number_text.py": "numbers",
    "builder/jobs/messages.py": "where a function is",
    "builder/live/device.py": "a device",
    "builder/model_file.py": "where a network is, and the shape of an input",
    "builder/notes/console_output.py": "a printed value",
    "builder/symbols/inputs/shapes.py": "the shape of an input",
    "builder/training/asked.py": "a column of a data set and a word",
    "ui/browser_key.py": "a cookie",
    "ui/server/hosts.py": "a host and its port",
}
"""Files that take other texts apart at these signs, and which."""
APART = {"split", "rsplit", "partition", "rpartition", "index", "find", "rfind", "rindex", "replace"}


def first_text(call: ast.Call) -> str:
    """Return the text that a call is given first."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def takes_apart(file: Path) -> bool:
    """Tell whether a file takes a text apart, or has a pattern that does, at the signs that stand in a wire."""
    for node in nodes(file):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            text, of = first_text(node), node.func.value
            pattern = isinstance(of, ast.Name) and of.id == "re" and r":\d" in text
            if pattern or (node.func.attr in APART and text in (":", "=")):
                return True
    return False


def test_an_output_is_named_by_position():
    """The hidden state of an LSTM is its output 1, 0."""
    assert parse_wire("lstm:1:0") == Wire("lstm", (1, 0))


def test_an_input_is_named_before_the_source():
    """A mask is given by name."""
    assert parse_wire("attn_mask=mask:1") == Wire("mask", (1,), "attn_mask")


@pytest.mark.parametrize("text", ["", "lstm:x", "lstm:", "a:1:2:3:4:5", "1=x", "=x", "a=b=c", "lstm:1000"])
def test_what_is_not_written_as_a_wire_is_none(text):
    """It comes from nowhere where it has to be followed all the same."""
    assert (parse_wire(text), wire_of(text)) == (None, Wire(text))


@given(WIRES)
def test_a_wire_is_read_as_it_was_written(wire):
    """Its text says all of it."""
    assert parse_wire(str(wire)) == wire_of(str(wire)) == wire


def test_only_this_room_takes_the_text_of_a_wire_apart():
    """Everything else is given wires."""
    found = {file.relative_to(ROOT).as_posix() for file in OURS if takes_apart(file)}
    assert found == {"builder/network/wire.py", *OTHERS}
