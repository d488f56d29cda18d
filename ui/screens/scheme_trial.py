"""What a scheme makes of one tensor, beside PyTorch's default, on one axis; it follows every change."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from builder.analysis.selection import Tensors, TooManyError
from builder.catalogue.layers.default_init import Distribution
from builder.catalogue.layers.schemes import COPY, fill_text
from builder.document.blocks import InitRule, OwnScheme
from builder.jobs import tasks
from builder.jobs.tasks.schemes import MAX_ELEMENTS
from builder.sentences import say
from ui.screens import state, work
from ui.screens.comparison import draw
from ui.screens.default_values import defaults
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.service import service

_MOST_TENSORS = 200

Known = dict[str, tuple[tuple[int, ...], Distribution]]


def show(live: Live) -> None:
    """Draw one rule beside the default: the last one, unless another is chosen."""
    rules = [i for i, rule in enumerate(live.document.init) if rule.scheme != COPY]
    if not rules:
        return
    st.markdown(say("initialise.trial.title"))
    columns = st.columns(2)
    shown = rules[-1]
    if len(rules) > 1:
        key = f"trial-rule-{len(live.document.init)}"
        names = {i: f"{i + 1}. {live.document.init[i].scheme}" for i in rules}
        shown = columns[0].selectbox(
            say("initialise.trial.rule"), rules, len(rules) - 1, key=key, format_func=lambda i: names[i]
        )
    rule = live.document.init[shown]
    known = _tensors(live, rule)
    if not known:
        st.caption(say("initialise.trial.none"))
        return
    with columns[1] if len(rules) > 1 else columns[0]:
        name = _tensor(known, "trial-tensor")
    one_of(live, "trial", rule, live.document.schemes, (name, *known[name]))


def one_of(
    live: Live, key: str, rule: InitRule, schemes: tuple[OwnScheme, ...], of: tuple[str, tuple[int, ...], Distribution]
) -> None:
    """Draw what a rule makes of a tensor, once a worker knows."""
    used = tuple(scheme for scheme in schemes if scheme.name == rule.scheme)
    trial = tasks.Trial(rule, used, *of, live.document.seed)
    asked: Hashable = (live.id, rule.scheme, repr(trial))
    found = work.outcome(
        key, asked, say("initialise.trial.running"), lambda: service().pool.submit(tasks.try_scheme, trial)
    )
    if found is None:
        return
    if found.before.counts == found.after.counts and found.before.mean == found.after.mean:
        st.caption(
            say("initialise.trial.unchanged", scheme=escape_markdown(rule.scheme), tensor=escape_markdown(of[0]))
        )
    draw(f"{key}-change", found, say("initialise.trial.default"), rule.scheme)


def _tensor(known: Known, key: str) -> str:
    chosen: str = st.selectbox(say("initialise.trial.tensor"), list(known), key=f"{key}-{hash(tuple(known))}")
    return chosen


def any_tensor(live: Live, key: str) -> tuple[str, tuple[int, ...], Distribution] | None:
    """Let a person choose any tensor of the network, a matrix to begin with; None where nothing is known of any."""
    known = {name: one for name, one in defaults(live).items() if _is_small(one[0])}
    first = sorted(known, key=lambda name: len(known[name][0]) < 2)[:_MOST_TENSORS]
    if not first:
        return None
    name = _tensor({name: known[name] for name in first}, key)
    return (name, *known[name])


def _tensors(live: Live, rule: InitRule) -> Known:
    """Return what a rule fills, as far as it is known what PyTorch draws there."""
    return state.once("trial-tensors", (live.id, *live.head.place, repr(rule)), lambda: _trial_facts(live, rule))


def _trial_facts(live: Live, rule: InitRule) -> Known:
    scheme, known = fill_text(rule.scheme, rule.rows), defaults(live)
    found: Known = {}
    try:
        for tensor in Tensors(live.reading.analysis.root).selected(rule.select):
            one = known.get(tensor.own)
            fits = one is not None and scheme.min_dims <= len(one[0]) <= scheme.max_dims and _is_small(one[0])
            if one is not None and fits:
                found[tensor.own] = one
            if len(found) >= _MOST_TENSORS:
                break
    except TooManyError:
        return found
    return found


def _is_small(shape: tuple[int, ...]) -> bool:
    count = 1
    for dim in shape:
        count *= dim
    return 0 < count <= MAX_ELEMENTS
