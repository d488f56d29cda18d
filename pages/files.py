"""Files: make the weights, take everything away, and open something else."""

import streamlit as st

from ui import opening, shelf, state, taking
from ui.canvas.component import recent

live = state.current()
left, right = st.columns([3, 2], gap="large")
with left:
    taking.show(live)
    shelf.show(live)
with right:
    st.subheader("Open")
    opening.open_json()
    st.markdown("**Recent**")
    recent(live.id)
