"""What a run is compared with: a choice of five kinds, each with what it needs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

import msgspec
import streamlit as st

from builder.datasets.samples import MAX_SEED, PictureFile, Random, Sample, Source, StoredFile, TypedValues
from builder.document.blocks import InitRule, Selector
from builder.errors import BuilderError
from builder.inspection.report import Mode
from builder.sentences import Sentence, say
from ui.screens import errors, state
from ui.server import comparisons
from ui.server.comparisons import Against, OtherNetwork, OtherRevision, OtherRules, OtherRun, OtherSeed
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown

_Kind: TypeAlias = Literal["seed", "rules", "revision", "network", "run"]
_PASTED = ""
"""Stands for the network of an address in the list of networks."""
_MOST_SAMPLES = 8
"""Samples of this session that are offered."""
_WEIGHTS = Selector(tensor="weight")
_SCHEMES = {
    "xavier_uniform_": InitRule(_WEIGHTS, "xavier_uniform_"),
    "xavier_normal_": InitRule(_WEIGHTS, "xavier_normal_"),
    "kaiming_uniform_": InitRule(_WEIGHTS, "kaiming_uniform_", {"nonlinearity": "relu"}),
    "kaiming_normal_": InitRule(_WEIGHTS, "kaiming_normal_", {"nonlinearity": "relu"}),
    "orthogonal_": InitRule(_WEIGHTS, "orthogonal_"),
    "normal_(std=0.01)": InitRule(_WEIGHTS, "normal_", {"std": 0.01}),
}


class Choice(msgspec.Struct, frozen=True):
    """What was chosen, and what it is called on the page."""

    against: Against
    name: str


def draw(live: Live, asked: RunRequest) -> Choice | None:
    """Draw the choice and return it; None where there is nothing of its kind, which is then said."""
    kinds: dict[_Kind, str] = {
        "seed": say("run.compare.seed"),
        "rules": say("run.compare.rules"),
        "revision": say("run.compare.revision"),
        "network": say("run.compare.network"),
        "run": say("run.compare.run"),
    }
    left, right = st.columns([2, 3])
    order: tuple[_Kind, ...] = get_args(_Kind)
    kind = left.selectbox(
        say("run.compare.with"), order, _index(order, _last(live, "kind")), format_func=lambda name: kinds[name],
        key="run-against",
    )  # fmt: skip
    _keep(live, "kind", kind)
    if kind == "run":
        return _run(live, asked)
    drawers = {"seed": _seed, "rules": _rules, "revision": _revision, "network": _network}
    with right:
        return drawers[kind](live)


def _last(live: Live, what: str) -> object:
    """Return what was chosen before: a field that is not drawn for a while forgets it."""
    return state.request_of(f"run-against-{what}-{live.id}")


def _keep(live: Live, what: str, value: Hashable) -> None:
    state.want(f"run-against-{what}-{live.id}", value)


def _index(options: Sequence[object], value: object) -> int:
    return options.index(value) if value in options else 0


def _seed(live: Live) -> Choice:
    last = _last(live, "seed")
    given = last if isinstance(last, int) else (live.document.seed + 1) % (MAX_SEED + 1)
    seed = int(st.number_input(say("run.seed"), 0, MAX_SEED, given, key="run-against-seed"))
    _keep(live, "seed", seed)
    return Choice(OtherSeed(seed), say("run.compare.seed.name", seed=seed))


def _rules(live: Live) -> Choice:
    default = say("run.compare.rules.default")
    options: dict[str, tuple[InitRule, ...]] = {default: ()}
    if live.document.init:
        options[say("run.compare.rules.own")] = live.document.init
    own = {scheme.name: InitRule(_WEIGHTS, scheme.name) for scheme in live.document.schemes}
    options |= {say("run.compare.rules.all", scheme=name): (rule,) for name, rule in (own | _SCHEMES).items()}
    names = list(options)
    first = default if live.document.init else names[-len(_SCHEMES)]
    chosen = st.selectbox(
        say("run.compare.rules.which"), names, _index(names, _last(live, "rules") or first), key="run-against-rules",
        help=say("run.compare.rules.help"),
    )  # fmt: skip
    _keep(live, "rules", chosen)
    return Choice(OtherRules(options[chosen]), chosen)


def _revision(live: Live) -> Choice | None:
    found = comparisons.revisions(live)
    if not found:
        st.caption(say("run.compare.revision.none"))
        return None
    numbers = list(found)
    chosen = st.selectbox(
        say("run.compare.revision.which"), numbers, _index(numbers, _last(live, "revision")),
        format_func=lambda number: found.get(number, str(number)), key="run-against-revision",
    )  # fmt: skip
    _keep(live, "revision", chosen)
    return Choice(OtherRevision(chosen), found[chosen])


def _network(live: Live) -> Choice | None:
    titles = _titles(live)
    options = [*titles, _PASTED]
    chosen = st.selectbox(
        say("run.compare.network.which"), options, _index(options, _last(live, "network")), key="run-against-network",
        format_func=lambda id: titles.get(id, say("run.compare.network.address")),
    )  # fmt: skip
    _keep(live, "network", chosen)
    if chosen == _PASTED:
        text = st.text_input(
            say("run.compare.network.address"), str(_last(live, "address") or ""), key="run-against-address",
            placeholder=say("run.compare.network.placeholder"), label_visibility="collapsed",
        )  # fmt: skip
        _keep(live, "address", text)
        chosen = comparisons.id_in(text)
    if not chosen:
        return None
    try:
        other = comparisons.other_live(state.person(), chosen)
    except BuilderError as error:
        errors.show(error)
        return None
    if other.id == live.id:
        st.caption(say("run.compare.network.same"))
        return None
    if other.reading.analysis.errors:
        st.warning(say("run.compare.network.errors", name=escape_markdown(other.document.name)))
        return None
    return Choice(OtherNetwork(other.id), other.document.name)


def _titles(live: Live) -> dict[str, str]:
    """Return the person's other networks by id, each with a title of its own."""
    networks = comparisons.networks(state.person(), live)
    days = [datetime.fromtimestamp(entry.updated).isoformat(" ", "seconds") for entry in networks]
    names = [
        say("run.compare.network.entry", name=entry.name, day=day) for entry, day in zip(networks, days, strict=True)
    ]
    return dict(zip((entry.id for entry in networks), _apart(names), strict=True))


def _apart(names: Sequence[str]) -> list[str]:
    """Number the names that stand there before: the browser sends what was chosen by its name alone.

    >>> _apart(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    return [f"{name} ({count})" if (count := names[: i + 1].count(name)) > 1 else name for i, name in enumerate(names)]


def _run(live: Live, asked: RunRequest) -> Choice:
    inputs = {entry.name for entry in live.document.inputs}
    every = [RunRequest(one, asked.settings).for_inputs(inputs).sample for one in _samples(live)]
    earlier = [one for one in every if one != asked.sample]
    own = say("run.compare.sample.same")
    drawn = say("run.compare.sample.drawn")
    options: dict[str, Sample] = {drawn: asked.sample, own: asked.sample}
    options |= zip(_apart([_words(live, one) for one in earlier]), earlier, strict=True)
    names = list(options)
    left, middle, right = st.columns([4, 2, 3], vertical_alignment="bottom")
    chosen = left.selectbox(
        say("run.compare.sample"), names, _index(names, _last(live, "sample")), key="run-against-sample"
    )
    _keep(live, "sample", chosen)
    sample, name = options[chosen], chosen
    if chosen == drawn:
        last = _last(live, "sample-seed")
        seed = int(
            middle.number_input(
                say("run.seed"), 0, MAX_SEED, last if isinstance(last, int) else 1, key="run-against-sample-seed"
            )
        )
        _keep(live, "sample-seed", seed)
        sample, name = Sample(rest=Random(seed), target=sample.target), say("run.compare.sample.name", seed=seed)
    modes: dict[Mode, str] = {"eval": say("run.mode.eval"), "train": say("run.mode.train")}
    mode = right.selectbox(
        say("run.mode"), list(modes), _index(list(modes), _last(live, "mode") or asked.settings.mode),
        format_func=lambda one: modes[one], key="run-against-mode",
    )  # fmt: skip
    _keep(live, "mode", mode)
    return Choice(OtherRun(sample, mode), say("run.compare.run.name", sample=Sentence(name), mode=modes[mode]))


def note(live: Live, asked: RunRequest) -> None:
    """Remember a sample that has run, so that a later one can be compared with it."""
    known = _samples(live)
    if known[:1] != (asked.sample,):
        others = [one for one in known if one != asked.sample]
        state.want(f"run-samples-{live.id}", (asked.sample, *others)[:_MOST_SAMPLES])


def _samples(live: Live) -> tuple[Sample, ...]:
    found: tuple[Sample, ...] | None = state.request_of(f"run-samples-{live.id}")
    return found or ()


def _words(live: Live, sample: Sample) -> str:
    parts = [f"{entry.name}: {_source(sample.sources.get(entry.name, sample.rest))}" for entry in live.document.inputs]
    return ", ".join(parts + [f"{one.input}{list(one.index)} = {one.value:g}" for one in sample.changes])


def _source(source: Source) -> str:
    match source:
        case Random(seed=seed):
            return say("run.compare.seed.name", seed=seed)
        case PictureFile(file=file) | StoredFile(file=file):
            return file.name
        case TypedValues(text=text):
            return text[:24]
