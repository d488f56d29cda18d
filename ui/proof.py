"""The proof that two places hold one object: a worker changes one, and both are read."""

from __future__ import annotations

import streamlit as st

from builder.jobs.tasks import Proof
from ui import sharing, state, tensors
from ui.live import Live


def pairs(live: Live) -> dict[str, tuple[str, str]]:
    """Return the pairs of tensor keys that are one object, by how they are called."""
    found: dict[str, tuple[str, str]] = {}
    places = live.reading.places
    for target, (first, *others) in sharing.modules(live.reading).items():
        inside = [one for one in sharing.learned(live.reading) if _within(one.path, places[target].path)]
        for tensor in inside[:1]:
            name = tensor.path[len(places[target].path) :]
            here = places[first].path + name
            pairs = ((here, places[other].path + name) for other in others)
            found.update((f"{here} and {there}", (here, there)) for here, there in pairs)
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
        state.want("proof", (tensors.question(live), first, second, value))
    if not state.wants("proof", (tensors.question(live), first, second, value)):
        return
    proof = tensors.proof(live, first, second, value)
    if proof is None:
        return
    st.code(transcript(proof, value), language="python")
    st.caption("A worker did this with a copy of its own: the weights on disk are as they were.")


def transcript(proof: Proof, value: float) -> str:
    """Return what was done as one would have typed it."""
    here, there = f"{proof.access}.view(-1)[0]", f"{proof.other_access}.view(-1)[0]"
    lines = [f">>> {proof.access} is {proof.other_access}", str(proof.same)]
    for change, seen in ((None, proof.before), (f">>> {proof.access}.data.view(-1)[0] = {value:g}", proof.after)):
        lines += [] if change is None else [change]
        lines += [f">>> {here}.item()", f"{seen[0]:.6g}", f">>> {there}.item()", f"{seen[1]:.6g}"]
    return "\n".join(lines)
