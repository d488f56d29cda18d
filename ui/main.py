"""The frame around every page: the window, the pages, the header, the document that is open."""

import json
from pathlib import Path

import streamlit as st

from builder.sentences import say
from ui.pages import HOME, PAGES
from ui.screens import errors, open_panel, shape_polling, state
from ui.screens.component import header, recent
from ui.server.service import service

ROOT = Path(__file__).parents[1]

st.set_page_config("nnblocks", ROOT / "ui" / "icon.svg", layout="wide")
st.html(ROOT / "ui" / "style.css")
# A rule of style.css shows it: where the server is gone, no script of the page could.
no_answer = json.dumps(say("header.no-answer"), ensure_ascii=False)
st.html(f"<style>:root {{ --nnb-no-answer: {no_answer}; }}</style>")
pages = {
    name: st.Page(ROOT / "pages" / f"{name}.py", title=title.said, default=name == HOME)
    for name, title in PAGES.items()
}
# Its own links would be drawn again in every run, which takes longer than all else in an edit.
page = st.navigation(list(pages.values()), position="hidden")
shown = next(name for name, one in pages.items() if one.title == page.title)
wanted = state.wanted_page(shown)
if wanted is not None and wanted != shown:
    # At Home an address that names a document would lead to Build.
    st.switch_page(pages[wanted], query_params={} if wanted == HOME else st.query_params.to_dict())

opened = state.still_open() if shown == HOME else state.open_document()
is_missing = opened is None and shown != HOME
with st.container(key="top"):
    header(opened, list(pages.values()), page, state.goes(shown))
with st.container(key=f"page-{'missing' if is_missing else shown}"):
    if is_missing:
        open_panel.show_missing(pages[HOME])
        open_panel.offer_last()
        recent(gone=state.wanted_document())
    else:
        errors.show_refusal()
        page.run()
    if opened is not None and shown != HOME:
        shape_polling.watch(opened)
open_panel.show_dialog()
service().after_rerun()
