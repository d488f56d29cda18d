"""Pasted PyTorch code becomes a network: a dialog with examples, what cannot be read marked on its line."""

from __future__ import annotations

import re
import warnings
from typing import Literal, NamedTuple

import streamlit as st
from msgspec.structs import replace
from streamlit.delta_generator import DeltaGenerator

from builder.analysis import analyse
from builder.candidates.candidate import Candidate
from builder.candidates.notes import GuessWarning
from builder.document.blocks import Document, Input
from builder.errors import BuilderError, DocumentError, SourceError
from builder.file_kind import kind_of, refusal
from builder.notes.notebook import notebook_code
from builder.sentences import say
from builder.symbols.files.left_out import LeftOut
from ui.screens import errors, state
from ui.screens.network_choice import fill, is_open, pick
from ui.server.readable import escape_markdown
from ui.server.service import service

EXAMPLES = {
    "perceptron": """\
import torch
from torch import nn

net = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))
net(torch.rand(2, 20))
""",
    "factory": """\
import torch
from torch import nn

def block():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())

def blocks():
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f"block {i}", block())
    return net

net = nn.Sequential(blocks(), nn.Linear(4, 1))
net(torch.rand(2, 4))
""",
    "residual": """\
import torch
from torch import nn
from torch.nn import functional as F

class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.conv2(y) + x)

net = nn.Sequential(nn.Conv2d(3, 16, 3), Residual(16), nn.Flatten(), nn.LazyLinear(10))
net(torch.rand(2, 3, 32, 32))
""",
    "shared": """\
import torch
from torch import nn

shared = nn.Linear(8, 8)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), shared, nn.ReLU(), shared, nn.ReLU(), nn.Linear(8, 1))
net(torch.rand(2, 4))
""",
}
_SHAPE = re.compile(r"\s*(?:N|\d{1,9})(?:\s*[,x×]\s*(?:N|\d{1,9}))*\s*,?\s*")


def show() -> None:
    """Draw the dialog; the network opens as one of its own."""
    st.dialog(say("open.paste.title"), width="large")(draw)()


def draw() -> None:
    """Draw what is in the dialog."""
    titles = {
        "perceptron": say("open.paste.perceptron"),
        "factory": say("open.paste.factory"),
        "residual": say("open.paste.residual"),
        "shared": say("open.paste.shared"),
    }
    example = st.pills(
        say("open.paste.examples"), list(EXAMPLES), format_func=lambda name: titles[name], key="paste-example",
        label_visibility="collapsed",
    )  # fmt: skip
    if example is not None and state.value("paste-shown") != example:
        state.set_value("paste-shown", example)
        state.set_value("paste-text", EXAMPLES[example])
    text = st.text_area(
        say("open.paste.code"), key="paste-text", height=240, label_visibility="collapsed",
        placeholder="import torch\nfrom torch import nn\n\nnet = nn.Sequential(…)",
    )  # fmt: skip
    st.caption(say("open.paste.about"))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    inputs = _inputs_field(left, "paste")
    # Never disabled: the code arrives when the area is left, so the click that leaves it must be the click that reads.
    if right.button(say("open.paste.convert"), type="primary", key="paste-read", width="stretch"):
        state.want("paste", text)
    if state.wants("paste", text):
        read_panel(text, "paste", inputs)


def _inputs_field(where: DeltaGenerator, place: str) -> str:
    """Draw the field for the shapes of the inputs, which may stay empty."""
    return where.text_input(
        say("open.paste.inputs"), key=f"{place}-inputs", placeholder=say("open.paste.inputs.empty"),
        help=say("open.paste.inputs.help"),
    )  # fmt: skip


def read_file(text: str) -> None:
    """Draw what the text of a file reads as, with the field that stands beside pasted text."""
    read_panel(text, "file", _inputs_field(st.container(), "file"))


def read_panel(text: str, place: Literal["paste", "file"], inputs: str) -> None:
    """Draw what a text reads as, and the way to open it; what was pasted opens at once where nothing is to be said."""
    try:
        text = notebook_code(text)
        candidates = state.once(f"{place}-networks", text, lambda: _networks(text))
        asks = is_open(candidates)
        found = _choice(candidates, text, place, inputs) if asks else _read_text(text, place, inputs, None, {})
    except BuilderError as error:
        errors.show(error)
        if isinstance(error, SourceError):
            st.code(mark_mistake(text, error.line, error.column), language="python")
        return
    document = found.document
    if found.notes:
        st.info("\n\n".join(map(escape_markdown, found.notes)))
    if found.left_out:
        with st.expander(say("open.paste.left-out", count=len(found.left_out))):
            st.text("\n".join(found.left_out))
    problem = next((one for one in analyse(document, service().trials.ask).problems if one.severity == "error"), None)
    if problem is not None:
        st.warning(say("open.paste.misfit"))
        document = _with_shapes(document, place)
    at_once = place == "paste" and problem is None and not found.notes and not asks
    if st.button(say("common.open"), key=f"{place}-open", type="primary") or at_once:
        state.want("paste", None)
        state.let_go_of_upload()
        state.attempt(lambda: state.open_new(document))
        st.rerun()


def _networks(text: str) -> list[Candidate]:
    """Return what the network of a text could be; nothing of a document.

    Raises:
        DocumentError: it is JSON of something else.
    """
    from builder.source import networks_in

    kind = kind_of(text.encode(errors="replace"))
    if kind == "document":
        return []
    if kind == "json":
        raise refusal(kind, say("open.paste.name"))
    return networks_in(text, service().trials.ask)


class _Result(NamedTuple):
    document: Document
    notes: list[str]
    """What is said of it: what was left out or guessed, which classes stay text."""
    left_out: list[str]
    """What is said of each line that was left out, where a note has not room for all."""
    guesses: dict[str, str]


def _choice(candidates: list[Candidate], text: str, place: str, inputs: str) -> _Result:
    """Draw what can be chosen, with the guesses that fit, and return what the choice reads as."""
    one, name = pick(candidates, text, place)
    try:
        first: _Result | BuilderError = _read_text(text, f"{place}-first", inputs, name, {})
    except BuilderError as error:
        first = error
    given = fill(one, first.guesses if isinstance(first, _Result) else {}, text, place)
    if given:
        return _read_text(text, place, inputs, one.name, given)
    if isinstance(first, BuilderError):
        raise first
    return first


def _read_text(text: str, place: str, inputs: str, network: str | None, arguments: dict[str, str]) -> _Result:
    key = (text, inputs, network, tuple(arguments.items()))
    return state.once(f"{place}-code", key, lambda: _read_with_notes(text, inputs, network, arguments))


def _read_with_notes(text: str, inputs: str, network: str | None, arguments: dict[str, str]) -> _Result:
    from builder.source import read_source

    if kind_of(text.encode(errors="replace")) == "document":
        return _Result(Document.from_json(text), [], [], {})
    shapes = [one for one in inputs.split(";") if one.strip()] or None
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        document = read_source(text, service().trials.ask, network, arguments=arguments, inputs=shapes)
    notes = [one.message for one in said]
    guesses = next((note.values for note in notes if isinstance(note, GuessWarning)), {})
    left_out = [line for note in notes if isinstance(note, LeftOut) and not note.is_whole for line in note.lines]
    return _Result(
        document, list(dict.fromkeys(map(str, notes))), left_out, guesses
    )  # several readings may say the same


def _with_shapes(document: Document, place: str) -> Document:
    inputs = []
    for i, one in enumerate(document.inputs):
        shape = st.text_input(
            say("open.paste.shape", name=one.name), ", ".join(map(str, one.shape)), key=f"{place}-shape-{i}"
        )
        inputs.append(_with_batch(one, _with_shape(one, shape), f"{place}-batch-{i}"))
    changed = replace(document, inputs=tuple(inputs))
    left = sum(problem.severity == "error" for problem in analyse(changed, service().trials.ask).problems)
    st.caption(say("open.paste.misfit-still") if left else say("open.paste.fits"))
    return changed


def _with_batch(before: Input, typed: Input, key: str) -> Input:
    """Ask what is meant where a shape was typed without the batch that the input had."""
    if "N" not in before.shape or "N" in typed.shape:
        return typed
    plain = " × ".join(map(str, typed.shape))
    batched = replace(typed, shape=("N", *typed.shape[len(typed.shape) == len(before.shape) :]))
    choices = {" × ".join(map(str, batched.shape)): batched, say("open.paste.exactly", shape=plain): typed}
    chosen = st.radio(say("open.paste.which", shape=plain), list(choices), key=key)
    return choices.get(chosen or "", batched)


def _with_shape(one: Input, text: str) -> Input:
    """Return an input with the shape that was typed; what is no shape leaves it as it was.

    >>> _with_shape(Input("X", ("N", 20)), "N, 3, 32, 32").shape
    ('N', 3, 32, 32)
    """
    if not _SHAPE.fullmatch(text):
        errors.show(DocumentError(say("open.paste.no-shape", text=text), hint=say("open.paste.no-shape.hint")))
        return one
    dims = [dim.strip() for dim in re.split("[,x×]", text) if dim.strip()]
    return replace(one, shape=tuple("N" if dim == "N" else int(dim) for dim in dims))


def mark_mistake(text: str, line: int, column: int) -> str:
    r"""Return the lines around a mistake with a mark below it.

    >>> print(mark_mistake("a = 1\nb = c", 2, 5))
    1  a = 1
    2  b = c
           ^
    """
    lines = text.split("\n")
    shown = []
    for number in range(max(1, line - 2), min(len(lines), line + 1) + 1):
        shown.append(f"{number}  {lines[number - 1]}")
        if number == line:
            shown.append(" " * (len(str(number)) + 1 + column) + "^")
    return "\n".join(shown)
