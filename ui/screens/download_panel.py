"""What one downloads: links that stream from disk, and the making of the weights behind them."""

from __future__ import annotations

import html

import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.jobs import tasks
from builder.sentences import say
from builder.targets.targets import TARGETS
from ui.screens import state, tensors
from ui.server import weights
from ui.server.downloads import Content
from ui.server.live import Live
from ui.server.offers import Visitor, file_url, made_url, target_url, weights_url
from ui.server.pictures import Drawing, dot, svg
from ui.server.readable import file_name, module_name
from ui.server.service import service

_USE = """\
import torch
from {module} import build_net

net = build_net()
net.load_state_dict(torch.load("{name}.pt", weights_only=True))
"""


def link(label: str, url: str, note: str = "", primary: bool = True) -> str:
    """Return a download link that looks like a button."""
    kind = "nnb-download" if primary else "nnb-download quiet"
    small = f"<small>{html.escape(note)}</small>" if note else ""
    return f'<a class="{kind}" href="{html.escape(url)}" download>{html.escape(label)} {small}</a>'


def links(*anchors: str) -> None:
    """Draw download links in a row."""
    st.html(f'<div class="nnb-links">{"".join(anchors)}</div>', width="content")


def show(live: Live) -> None:
    """Draw all files of the network."""
    visitor = state.visitor()
    st.subheader(say("files.title"))
    st.markdown(say("files.network"))
    links(
        *(
            link(target.title.said, target_url(live, visitor, target), target.suffix, primary=i == 0)
            for i, target in enumerate(TARGETS.values())
        )
    )
    st.caption(say("files.network.about"))
    st.markdown(say("files.weights"))
    _weights(live, visitor)
    st.markdown(say("files.use"))
    names = {"module": module_name(live.document.name), "name": file_name(live.document.name)}
    st.code(_USE.format(**names), language="python")


def _weights(live: Live, visitor: Visitor) -> None:
    kept = weights.current(live)
    if kept is None and not state.wants("weights", tensors.question(live)):
        size = shown_size(live.reading.analysis.bytes)
        st.caption(say("files.weights.none", size=size, origin=weights.origin(live)))
        if st.button(say("files.weights.create"), type="primary", key="make-weights"):
            state.want("weights", tensors.question(live))
            st.rerun()
        return
    path = tensors.weights_file(live)
    if path is None:
        return
    bytes = shown_size(path.stat().st_size)
    links(
        link(say("files.weights.pt"), weights_url(live, visitor, ".pt"), bytes),
        link(say("files.weights.safetensors"), weights_url(live, visitor, ".safetensors"), bytes, primary=False),
    )
    st.caption(say("files.weights.about"))
    if not weights.follows_rules(live):
        st.caption(say("files.weights.stale"))


def diagram_links(live: Live, drawing: Drawing) -> None:
    """Draw the links that download the diagram."""
    visitor = state.visitor()

    def url(suffix: str, content: Content) -> str:
        return file_url(live, visitor, f"-{drawing.name}{suffix}", content)

    def painted(suffix: str) -> str:
        """Have a worker paint: it holds the interpreter for as long as it takes."""
        view, depth, options = drawing.view, drawing.depth, drawing.options
        return made_url(
            live,
            visitor,
            f"-{drawing.name}{suffix}",
            lambda document, file: service().pool.submit(tasks.picture, document, view, depth, file, options),
        )

    links(
        link("SVG", url(".svg", lambda: svg(live.reading, drawing)), primary=False),
        link("PNG", painted(".png"), primary=False),
        link("PDF", painted(".pdf"), primary=False),
        link("DOT", url(".dot", lambda: dot(live.reading, drawing).source), primary=False),
    )
