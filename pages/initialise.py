"""Initialise: ordered rules that say how the weights begin, and what they do to each tensor."""

import streamlit as st

from builder.sentences import say
from ui.screens import default_values, depth, own_schemes, rules, scheme_trial, state
from ui.screens.comparison import compare

live = state.current()
st.subheader(say("initialise.title"))
left, right = st.columns([1, 1], gap="large")
with left:
    rules.show(live)
    own_schemes.show(live)
    default_values.show(live)
with right:
    scheme_trial.show(live)
    compare(live)
    depth.show(live)
