"""What is one object in several places: shared modules, tied tensors; to share, part, and prove it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from builder.document.blocks import Block, Layer, Shared, TensorPlace, Tie
from builder.document.sharing import shared_targets
from builder.document.tree import Place, located
from builder.edits import Share, TieTensors, Unshare, Untie
from ui import proof, state
from ui.live import Live
from ui.reading import Reading
from ui.view import letters
from ui.wording import counted, escaped


class Tensor(NamedTuple):
    """A learned tensor by its block and name, with its path and shape as text."""

    block: str
    name: str
    path: str
    shape: tuple[int, ...]

    @property
    def place(self) -> TensorPlace:
        """As the document names it."""
        return TensorPlace(self.block, self.name)

    @property
    def shown(self) -> str:
        """As a person reads it."""
        return f"{self.path}  {list(self.shape)}"


def show(live: Live) -> None:
    """Draw the groups, and the ways to make and part them."""
    st.subheader("Share")
    left, right = st.columns([6, 5], gap="large")
    with left:
        groups = modules(live.reading)
        whole = live.reading.analysis.expanded
        named = letters(whole, located(whole)) if groups else {}
        for target, ids in groups.items():
            _module_group(live, named[target], ids)
        for tie in live.document.ties:
            _tie(live, tie.tensor, tie.of)
        if not groups and not live.document.ties:
            st.info("Nothing is shared yet: every layer and every tensor is an object of its own.")
        _share(live)
        _tie_tensors(live)
    with right:
        proof.show(live)


def modules(reading: Reading) -> dict[str, list[str]]:
    """Return the ids of the places of each module that has several, by its block's id; the first holds it."""
    targets = [id for ids in shared_targets(reading.document, reading.places).values() for id in ids]
    targets.sort(key=lambda id: reading.places[id].order)
    return {
        target: sorted(reading.shared[target], key=lambda id: reading.same_as(id) is not None) for target in targets
    }


def learned(reading: Reading) -> list[Tensor]:
    """Return every learned tensor that a document can tie, each repeat's at its first copy."""
    if "learned" not in reading.views:
        reading.views["learned"] = [
            tensor
            for place in reading.places.values()
            if isinstance(place.block, Layer)
            for tensor in _of_layer(reading, place, place.block)
        ]
    return reading.views["learned"]  # type: ignore[no-any-return]


def _of_layer(reading: Reading, place: Place, layer: Layer) -> list[Tensor]:
    seen = reading.analysis.blocks.get(place.path)
    specs = () if seen is None else seen.tensors
    lead = f"{place.path}." if place.path else ""
    return [Tensor(layer.id, spec.name, lead + spec.name, spec.shape) for spec in specs if not spec.buffer]


def title(place: Place) -> str:
    """Return a block as a list shows it: its path and what it is."""
    return f"{place.path or 'net'}  {titled(place.block)}"


def titled(block: Block) -> str:
    """Return what a block is, in one word."""
    return block.kind if isinstance(block, Layer) else type(block).__name__


def _module_group(live: Live, name: str, ids: list[str]) -> None:
    places, (first, *others) = live.reading.places, ids
    with st.container(border=True, key=f"group-{first}"):
        block = places[first].block
        kind = titled(places[block.of].block if isinstance(block, Shared) else block)
        what, count = escaped(f"{places[first].path}  {kind}"), counted(len(ids), "place")
        st.markdown(f":violet-badge[◆ shared {name}] **{what}** is one module in {count}")
        st.caption(f"{escaped(places[first].path)} holds it first")
        for id in others:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"`{places[id].path}` is the same object", width="stretch")
                st.button("Unshare", key=f"unshare-{id}", on_click=state.commit, args=(Unshare(id),))


def _tie(live: Live, tensor: TensorPlace, of: TensorPlace) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"tie-{tensor.block}-{tensor.tensor}"
    ):
        st.markdown(f":violet-badge[tied] `{_path(live, tensor)}` is `{_path(live, of)}`", width="stretch")
        st.button("Untie", key=f"untie-{tensor.block}-{tensor.tensor}", on_click=state.commit, args=(Untie(tensor),))


def _path(live: Live, tensor: TensorPlace) -> str:
    path = live.reading.places[tensor.block].path
    return f"{path}.{tensor.tensor}" if path else tensor.tensor


def _share(live: Live) -> None:
    places = live.reading.places
    ids = [id for id, place in places.items() if place.parent is not None and not isinstance(place.block, Shared)]
    st.markdown("**Use one module in two places**")
    if len(ids) < 2:
        st.caption("That takes two blocks; there is only one so far.")
        return
    names = {id: title(places[id]) for id in ids}
    first, second, button = st.columns([4, 4, 2], vertical_alignment="bottom")
    of = first.selectbox(
        "This module", ids, _first_of_a_kind(places, ids), format_func=lambda id: names.get(id, id), key="share-of"
    )
    beside = _partners(places, ids, of)
    if not beside:
        second.caption("Every other block lies inside it or around it.")
        return
    id = second.selectbox("also stands here", beside, format_func=lambda id: names.get(id, id), key=f"share-id-{of}")
    button.button("Share", key="share", width="stretch", on_click=state.commit, args=(Share(id, of),))
    st.caption("The block that stood in the second place goes; one module is left, in both places.")


def _first_of_a_kind(places: dict[str, Place], ids: list[str]) -> int:
    """Return the index of the first layer that has a twin: what one most likely wants to share."""
    seen: dict[str, int] = {}
    twins = []
    for i, id in enumerate(ids):
        block = places[id].block
        if isinstance(block, Layer) and block.args:
            first = seen.setdefault(f"{block.kind} {block.args}", i)
            twins += [first] if first != i else []
    return min(twins, default=0)


def _partners(places: dict[str, Place], ids: list[str], of: str) -> list[str]:
    """Return the blocks whose place a block can take: neither inside it nor around it, those of its kind first."""
    path = places[of].path
    beside = (
        id
        for id in ids
        if not f"{places[id].path}.".startswith(f"{path}.") and not path.startswith(f"{places[id].path}.")
    )
    return sorted(beside, key=lambda id: not alike(places[of], places[id]))


def alike(one: Place, other: Place) -> bool:
    """Tell whether two places hold layers of one kind with the same arguments."""
    a, b = one.block, other.block
    return isinstance(a, Layer) and isinstance(b, Layer) and (a.kind, a.args) == (b.kind, b.args)


def _tie_tensors(live: Live) -> None:
    st.markdown("**Let two layers hold one tensor**")
    pairs = ties_left(learned(live.reading), live.document.ties)
    if not pairs:
        st.caption("That takes two learned tensors of one shape that are not one yet, and there are none here.")
        return
    tensors = {one.path: one for one in learned(live.reading)}
    first, second, button = st.columns([4, 4, 2], vertical_alignment="bottom")
    likely = next((i for i, of in enumerate(pairs) if len(tensors[of].shape) > 1), 0)
    of = first.selectbox("This tensor", list(pairs), likely, format_func=lambda key: tensors[key].shown, key="tie-of")
    tensor = second.selectbox("is also", pairs[of], format_func=lambda key: tensors[key].shown, key=f"tie-tensor-{of}")
    edit = TieTensors(tensors[tensor].place, tensors[of].place)
    button.button("Tie", key="tie", width="stretch", on_click=state.commit, args=(edit,))


def ties_left(tensors: Sequence[Tensor], ties: Sequence[Tie]) -> dict[str, list[str]]:
    """Return, by the path of each tensor, the paths of those it can be tied to: of its shape, and not one with it yet.

    Those of its own name come first, those of its own block last.
    """
    one_with = {tie.tensor: tie.of for tie in ties}
    by_shape: dict[tuple[int, ...], list[Tensor]] = {}
    for one in tensors:
        by_shape.setdefault(one.shape, []).append(one)

    def held(tensor: Tensor) -> TensorPlace:
        return one_with.get(tensor.place, tensor.place)

    def unlikely(of: Tensor, other: Tensor) -> tuple[bool, bool]:
        return of.block == other.block, of.name != other.name

    pairs = {
        of.path: [one.path for one in sorted(several, key=partial(unlikely, of)) if held(one) != held(of)]
        for several in by_shape.values()
        for of in several
    }
    return {of: others for of, others in pairs.items() if others}
