"""What one takes away: links that stream from disk, and the making of the weights behind them."""

from __future__ import annotations

import html

import streamlit as st

from builder.targets.diagram import render_png
from ui import diagram, head, state, tensors
from ui.live import Live
from ui.service import service
from ui.wording import size

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
    st.html(f'<div class="nnb-links">{"".join(anchors)}</div>')


def file_name(live: Live) -> str:
    """Return the document's name as the name of a file."""
    plain = "".join(c if c.isalnum() or c in "-_ ." else "_" for c in live.document.name).strip(" .")
    return plain or "network"


def show(live: Live) -> None:
    """Draw all files of the network."""
    session = state.session()
    st.subheader("Take away")
    st.markdown("**Network**")
    links(
        link("Python source", head.source_url(live, session), ".py"),
        link("Document", head.json_url(live, session), ".json", primary=False),
    )
    st.caption("The Python file imports only torch. The document opens again in nnblocks.")
    st.markdown("**Weights**")
    _weights(live, session)
    st.markdown("**Together, in plain PyTorch**")
    module = "".join(c if c.isalnum() else "_" for c in file_name(live))
    st.code(_USE.format(module=module, name=file_name(live)), language="python")


def _weights(live: Live, session: str) -> None:
    if not tensors.files(live).pt.is_file() and not tensors.is_making(live):
        st.caption(
            f"Not made yet for this revision: {size(live.reading.analysis.bytes)}, drawn with seed {live.document.seed}"
            " and the rules of the Initialise page."
        )
        if st.button("Make the weights", type="primary", key="make-weights"):
            tensors.begin_making(live)
            st.rerun()
        return
    made = tensors.made(live)
    if made is None:
        return
    offer, name = service().downloads.offer, file_name(live)
    anchors = [
        link(label, offer(session, f"{file}", f"{name}{file.suffix}", file), size(file.stat().st_size), primary)
        for label, file, primary in (("state_dict (.pt)", made.pt, True), ("safetensors", made.safetensors, False))
        if file.is_file()
    ]
    links(*anchors)
    st.caption("Both hold the same tensors, bit for bit, and load with `strict=True`.")


def diagram_links(live: Live, view: str, depth: int | None) -> None:
    """Draw the links that take the diagram away."""
    offer, session, name = service().downloads.offer, state.session(), f"{file_name(live)}-{view}"
    key = f"{live.id}-{view}-{depth}"

    def svg() -> str:
        return diagram.svg(live.reading, view, depth)

    links(
        link("SVG", offer(session, f"{key}.svg", f"{name}.svg", svg), primary=False),
        link("PNG", offer(session, f"{key}.png", f"{name}.png", lambda: render_png(svg())), primary=False),
        link(
            "DOT",
            offer(session, f"{key}.dot", f"{name}.dot", lambda: diagram.dot(live.reading, view, depth).source),
            primary=False,
        ),
    )
