"""The Shared weights page: share modules, tie tensors, undo either, and prove that two places hold one object."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from builder.document.blocks import Block, Instance, Layer, Shared, TensorPlace
from builder.document.tree import Place
from builder.edits import Share, TieTensors, Unshare, Untie, apply
from builder.errors import BuilderError
from builder.sentences import say
from ui.screens import proof, state
from ui.server.live import Live
from ui.server.partners import Ties, Twins, modules, tieable_tensors
from ui.server.readable import escape_markdown
from ui.server.reading import Reading
from ui.server.view import letters

_MOST_PAIRS = 4


def show(live: Live) -> None:
    """Draw the groups, and the ways to make and part them."""
    st.subheader(say("shared-weights.title"))
    left, right = st.columns([6, 5], gap="large")
    with left:
        groups = modules(live.reading)
        whole = live.reading.analysis.expanded
        named = letters(whole, live.reading.analysis.network.places) if groups else {}
        for target, ids in groups.items():
            _module_group(live, named[target], ids)
        for tie in live.document.ties:
            _tie(live, tie.tensor, tie.of)
        if not groups and not live.document.ties:
            st.info(say("shared-weights.none"))
        _share(live)
        _tie_tensors(live)
    with right:
        proof.show(live)


def title(place: Place) -> str:
    """Return a block as a list shows it: its path and what it is."""
    return f"{place.path or 'net'}  {kind_title(place.block)}"


def kind_title(block: Block) -> str:
    """Return the kind of a block in one word."""
    match block:
        case Layer(kind=kind):
            return kind
        case Instance(definition=name):
            return name
        case _:
            return type(block).__name__


def _module_group(live: Live, name: str, ids: list[str]) -> None:
    places, (first, *others) = live.reading.places, ids
    with st.container(border=True, key=f"group-{first}"):
        block = places[first].block
        kind = kind_title(places[block.of].block if isinstance(block, Shared) else block)
        module = escape_markdown(f"{places[first].path}  {kind}")
        st.markdown(say("shared-weights.group", name=name, module=module, count=len(ids)))
        st.caption(say("shared-weights.group.first", path=escape_markdown(places[first].path)))
        for id in others:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(say("shared-weights.group.same", path=places[id].path), width="stretch")
                st.button(
                    say("shared-weights.unshare"), key=f"unshare-{id}", on_click=state.commit, args=(Unshare(id),)
                )


def _tie(live: Live, tensor: TensorPlace, of: TensorPlace) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"tie-{tensor.block}-{tensor.tensor}"
    ):
        st.markdown(say("shared-weights.tied", tensor=_path(live, tensor), of=_path(live, of)), width="stretch")
        st.button(
            say("shared-weights.untie"),
            key=f"untie-{tensor.block}-{tensor.tensor}",
            on_click=state.commit,
            args=(Untie(tensor),),
        )


def _path(live: Live, tensor: TensorPlace) -> str:
    path = live.reading.places[tensor.block].path
    return f"{path}.{tensor.tensor}" if path else tensor.tensor


def _share(live: Live) -> None:
    places = live.reading.places
    st.markdown(say("shared-weights.module.title"))
    twins = state.once("twins", live.reading.token, lambda: Twins(live.reading))
    if not twins.choices:
        st.caption(say("shared-weights.module.none"))
        return
    names = {id: title(places[id]) for id in twins.choices}
    first, second = st.columns(2, vertical_alignment="bottom")
    of = first.selectbox(
        say("shared-weights.module.of"),
        twins.choices,
        None,
        format_func=lambda id: names.get(id, id),
        key="share-of",
        placeholder=say("shared-weights.choose"),
    )
    if of is None:
        return
    beside = twins.partners(of)
    id = second.selectbox(
        say("shared-weights.module.place"),
        beside,
        None,
        format_func=lambda id: names.get(id, id),
        key=f"share-id-{of}",
        placeholder=say("shared-weights.choose"),
    )
    if id is not None:
        stands, goes = places[of].path, places[id].path
        pairs = [(f"{goes}{key[len(stands) :]}", key) for key in _tensors_below(live.reading, stands)]
        _offer(live, Share(id, of), "share", say("shared-weights.share"), pairs)


def _tensors_below(reading: Reading, path: str) -> list[str]:
    """Return the keys of all tensors in the module at a path."""
    return [
        f"{block.path}.{tensor.name}".rstrip(".")
        for block in reading.analysis.blocks.values()
        if block.path == path or block.path.startswith(f"{path}.")
        for tensor in block.tensors
    ]


def _tie_tensors(live: Live) -> None:
    st.markdown(say("shared-weights.tensors.title"))
    ties = state.once("ties", live.reading.token, lambda: Ties(tieable_tensors(live.reading), live.document.ties))
    if not ties.choices:
        st.caption(say("shared-weights.tensors.none"))
        return
    first, second = st.columns(2, vertical_alignment="bottom")
    of = first.selectbox(
        say("shared-weights.tensors.of"),
        list(ties.choices),
        None,
        format_func=lambda key: _label(ties, key),
        key="tie-of",
        placeholder=say("shared-weights.choose"),
    )
    if of is None:
        return
    partners = {one.path: one for one in ties.partners(ties.choices[of])}
    tensor = second.selectbox(
        say("shared-weights.tensors.place"),
        list(partners),
        None,
        format_func=lambda key: _label(ties, key),
        key=f"tie-tensor-{of}",
        placeholder=say("shared-weights.choose"),
    )
    if tensor is not None:
        edit = TieTensors(partners[tensor].place, ties.choices[of].place)
        _offer(live, edit, "tie", say("shared-weights.tie"), [(tensor, of)])


def _label(ties: Ties, path: str) -> str:
    return ties.choices[path].shown if path in ties.choices else path


def _offer(live: Live, edit: Share | TieTensors, key: str, label: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Say what an edit will do, and offer it; `pairs` are the keys that will be one tensor, the one to go first."""
    try:
        changed = state.once(
            key, (live.reading.token, edit), lambda: Reading(apply(live.document, edit), live.reading.trials)
        )
    except BuilderError as error:
        st.warning(escape_markdown(" ".join(filter(None, (error.problem, error.hint)))))
        return
    before, after = live.reading.analysis.parameters, changed.analysis.parameters
    lines = [f"- {say('shared-weights.preview.pair', gone=gone, kept=kept)}" for gone, kept in pairs[:_MOST_PAIRS]]
    more = len(pairs) - _MOST_PAIRS
    with st.container(border=True, key=f"preview-{key}"):
        st.markdown("\n".join([*lines, *([f"- {say('shared-weights.preview.more', count=more)}"] if more > 0 else [])]))
        st.markdown(say("shared-weights.preview.parameters", before=before, after=after))
        st.button(label, key=key, type="primary", on_click=state.commit, args=(edit,))
