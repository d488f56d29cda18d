"""The proof that two places hold one object: a worker changes one, and both are read."""

from __future__ import annotations

import streamlit as st

from ui import sharing, tensors
from ui.live import Live
from ui.wording import escaped


def pairs(live: Live) -> dict[str, tuple[str, str]]:
    """Return the pairs of tensor keys that are one object, by how they are called."""
    found: dict[str, tuple[str, str]] = {}
    places = live.reading.places
    for target, users in sharing.modules(live.reading).items():
        inside = [one for one in sharing.learned(live.reading) if _within(one.path, places[target].path)]
        for user in users:
            for tensor in inside[:1]:
                other = places[user].path + tensor.path[len(places[target].path) :]
                found[f"{tensor.path} and {other}"] = (tensor.path, other)
    for tie in live.document.ties:
        first, second = (f"{places[end.block].path}.{end.tensor}".lstrip(".") for end in (tie.of, tie.tensor))
        found[f"{first} and {second}"] = (first, second)
    return found


def _within(path: str, above: str) -> bool:
    return path.startswith(f"{above}.")


def show(live: Live) -> None:
    """Draw the proof, which runs when it is asked for."""
    st.markdown("**The proof: change one, both change**")
    known = pairs(live)
    if not known:
        st.caption("Share a module or tie two tensors, and here you can watch both places change at once.")
        return
    name = st.selectbox("Which pair", list(known), key="proof-pair")
    first, second = known[name]
    value = st.number_input("Set the first element to", value=42.0, key="proof-value", format="%g")
    if st.button("Change it", type="primary", key="prove"):
        tensors.begin_proof(live, first, second, value)
    proof = tensors.proof(live, first, second, value)
    if proof is None:
        return
    st.code(
        f"{proof.access} is {proof.other_access}\n{proof.same}\n\n{proof.access}.view(-1)[0] = {value:g}\n", language="python"
    )
    before, after = st.columns(2)
    for column, when, here, there in (
        (before, "before", *proof.before),
        (after, "after", *proof.after),
    ):
        column.caption(when)
        column.metric(escaped(first), f"{here:.6g}")
        column.metric(escaped(second), f"{there:.6g}")
    st.caption("The worker changed its own copy of the weights; the file on disk is as it was.")
