"""Files: create the weights, download everything, and what the console and running work have to give."""

import streamlit as st

from ui.screens import download_panel, shelf, state, work

live = state.current()
left, right = st.columns([3, 2], gap="large")
with left:
    download_panel.show(live)
with right:
    shelf.show(live)
    work.show_going()
