"""The frame around every page: the window, the pages, the header, the document that is open."""

import json
from pathlib import Path

import streamlit as st

from builder.sentences import say
from ui.canvas.component import header, recent
from ui.pages import PAGES
from ui.screens import errors, opening, shape_polling, state
from ui.server.service import service

ROOT = Path(__file__).parents[1]

st.set_page_config("nnblocks", ROOT / "ui" / "icon.svg", layout="wide")
st.html(ROOT / "ui" / "style.css")
# Rules of style.css show them: while a table loads, and where the server is gone, no script of the page could.
words = {"no-answer": say("header.no-answer"), "loading": say("parameters.loading")}
rules = " ".join(f"--nnb-{name}: {json.dumps(text, ensure_ascii=False)};" for name, text in words.items())
st.html(f"<style>:root {{ {rules} }}</style>")
pages = {
    name: st.Page(ROOT / "pages" / f"{name}.py", title=title.said, default=name == "build")
    for name, title in PAGES.items()
}
# Its own links would be drawn again in every run, which takes longer than all else in an edit.
page = st.navigation(list(pages.values()), position="hidden")
shown = next(name for name, one in pages.items() if one.title == page.title)
wanted = state.wanted_page()
if wanted is not None and wanted != shown:
    st.switch_page(pages[wanted], query_params=st.query_params.to_dict())

opened = state.opened()
with st.container(key="top"):
    if opened is None:
        st.markdown("**nnblocks**")
    else:
        header(opened, list(pages.values()), page)
with st.container(key=f"page-{'missing' if opened is None else shown}"):
    if opened is None:
        opening.show_missing()
        opening.offer_last()
        recent(None, gone=state.wanted_document())
    else:
        errors.show_refusal()
        page.run()
        shape_polling.watch(opened)
opening.show_dialog()
service().after_rerun()
