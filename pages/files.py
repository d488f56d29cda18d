"""Files: create the weights, download everything, and open something else."""

import streamlit as st

from builder.sentences import say
from ui.canvas.component import recent
from ui.screens import download_panel, networks, opening, shelf, state, work

live = state.current()
left, right = st.columns([3, 2], gap="large")
with left:
    download_panel.show(live)
    shelf.show(live)
with right:
    st.subheader(say("files.open.title"))
    opening.open_file()
    st.markdown(say("files.recent"))
    recent(live.id)
    networks.show()
    work.show_going()
