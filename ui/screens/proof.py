"""The proof that two places hold one object: a worker changes one, and both are read."""

from __future__ import annotations

import streamlit as st

from builder.jobs.tasks import Proof
from builder.sentences import Sentence, say
from ui.screens import state, tensors
from ui.server.live import Live
from ui.server.partners import modules, tieable_tensors


def pairs(live: Live) -> dict[str, tuple[str, str]]:
    """Return the pairs of tensor keys that are one object, by how they are called."""
    found: dict[str, tuple[str, str]] = {}
    places = live.reading.places
    for target, (first, *others) in modules(live.reading).items():
        inside = [one for one in tieable_tensors(live.reading) if _within(one.path, places[target].path)]
        for tensor in inside[:1]:
            name = tensor.path[len(places[target].path) :]
            here = places[first].path + name
            pairs = ((here, places[other].path + name) for other in others)
            found.update((pair(here, there), (here, there)) for here, there in pairs)
    for tie in live.document.ties:
        first, second = (f"{places[end.block].path}.{end.tensor}".lstrip(".") for end in (tie.of, tie.tensor))
        found[pair(first, second)] = (first, second)
    return found


def pair(first: str, second: str) -> str:
    """Name two keys, each to its end: others may begin alike."""
    return say("shared-weights.proof.pair", first=Sentence(first), second=Sentence(second))


def _within(path: str, above: str) -> bool:
    return path.startswith(f"{above}.")


def show(live: Live) -> None:
    """Draw the proof, which runs when it is asked for."""
    st.markdown(say("shared-weights.proof.title"))
    known = pairs(live)
    if not known:
        st.caption(say("shared-weights.proof.none"))
        return
    name = st.selectbox(say("shared-weights.proof.which"), list(known), key="proof-pair")
    first, second = known[name]
    value = st.number_input(say("shared-weights.proof.value"), value=42.0, key="proof-value", format="%g")
    if st.button(say("shared-weights.proof.run"), type="primary", key="prove"):
        state.want("proof", (tensors.question(live), first, second, value))
    if not state.wants("proof", (tensors.question(live), first, second, value)):
        return
    proof = tensors.proof(live, first, second, value)
    if proof is None:
        return
    st.code(transcript(proof, value), language="python")
    st.caption(say("shared-weights.proof.about"))


def transcript(proof: Proof, value: float) -> str:
    """Return the steps of the proof as code."""
    here, there = f"{proof.access}.view(-1)[0]", f"{proof.other_access}.view(-1)[0]"
    lines = [f">>> {proof.access} is {proof.other_access}", str(proof.same)]
    for change, seen in ((None, proof.before), (f">>> {proof.access}.data.view(-1)[0] = {value:g}", proof.after)):
        lines += [] if change is None else [change]
        lines += [f">>> {here}.item()", f"{seen[0]:.6g}", f">>> {there}.item()", f"{seen[1]:.6g}"]
    return "\n".join(lines)
