"""The ordered list of init rules as widgets. Each shows what the document says and changes it by one edit."""

from __future__ import annotations

from typing import Any

import msgspec
import streamlit as st

from builder.catalogue.layers.kind import REQUIRED, Argument
from builder.catalogue.layers.schemes import COPY, SCHEMES, scheme_called
from builder.document.blocks import Block, InitRule, Layer, Selector
from builder.document.tree import Place
from builder.edits import SetInit, SetSeed
from builder.sentences import say
from builder.symbols.initial.scheme_text import read_scheme
from ui.screens import state
from ui.server.live import Live
from ui.server.readable import escape_markdown

EVERYTHING = ""
MAX_SHOWN = 40
"""Rules that are drawn as widgets."""
_FIRST_VALUES = {"val": 0.0, "sparsity": 0.1}

QUICK = {
    "xavier": InitRule(Selector(kind="Linear", tensor="weight"), "xavier_uniform_"),
    "kaiming": InitRule(
        Selector(kind="Conv2d", tensor="weight"), "kaiming_normal_", {"mode": "fan_out", "nonlinearity": "relu"}
    ),
    "normal": InitRule(Selector(tensor="weight"), "normal_", {"std": 0.01}),
    "zeros": InitRule(Selector(tensor="bias"), "zeros_"),
}


def show(live: Live) -> None:
    """Draw the rules, the seed, and ways to add rules."""
    titles = {
        "xavier": say("initialise.quick.xavier"),
        "kaiming": say("initialise.quick.kaiming"),
        "normal": say("initialise.quick.normal"),
        "zeros": say("initialise.quick.zeros"),
    }
    with st.container(horizontal=True, gap="small", key="quick-rules"):
        for name, rule in QUICK.items():
            st.button(titles[name], key=f"quick-{name}", on_click=_add, args=(live, rule))
    if not live.document.init:
        st.info(say("initialise.no-rules"))
    for i, rule in enumerate(live.document.init[:MAX_SHOWN]):
        _rule(live, i, rule)
    hidden = len(live.document.init) - MAX_SHOWN
    if hidden > 0:
        st.caption(say("initialise.hidden", count=hidden))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            say("initialise.add"), key="add-rule", icon=":material/add:", on_click=_add, args=(live, _first(live))
        )
        seed = str(live.document.seed)
        key = state.field("seed", seed)
        st.text_input(say("initialise.seed"), seed, key=key, width=160, on_change=_seed, args=(live, key, seed))
    if len(live.document.init) > 1:
        st.caption(say("initialise.order"))
    st.caption(say("initialise.drawn"))


def _first(live: Live) -> InitRule:
    """Return what a new rule starts as: for the block that was chosen last, else for all weights."""
    return InitRule(Selector(tensor="weight"), "xavier_uniform_")


def _rule(live: Live, i: int, rule: InitRule) -> None:
    with st.container(border=True, key=f"rule-{i}"):
        # A row, for columns would stand below each other on a narrow screen.
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{i + 1}.** {_sentence(live, rule)}", width="stretch")
            with st.container(horizontal=True, width="content", gap="small"):
                _buttons(live, i)
        _selection(live, i, rule)
        if rule.scheme == COPY:
            _original(live, i, rule)
        else:
            _scheme(live, i, rule)


def _buttons(live: Live, i: int) -> None:
    last = len(live.document.init) - 1
    for sign, name, words, to in (
        ("↑", "up", say("initialise.up"), i - 1),
        ("↓", "down", say("initialise.down"), i + 1),
    ):
        st.button(
            sign, key=f"{name}-{i}", disabled=not 0 <= to <= last, on_click=_swap, args=(live, i, to), type="tertiary",
            help=words,
        )  # fmt: skip
    st.button("✕", key=f"remove-{i}", on_click=_remove, args=(live, i), type="tertiary", help=say("initialise.remove"))


def _selection(live: Live, i: int, rule: InitRule) -> None:
    block, kind, tensor = st.columns([4, 3, 3])
    places = _places(live)
    any_one = say("initialise.any")
    blocks = {EVERYTHING: any_one} | _blocks(live)
    kinds = sorted({place.block.kind for place in places.values() if isinstance(place.block, Layer)})
    if rule.select.kind and rule.select.kind not in kinds:
        kinds.append(rule.select.kind)
    shown = (rule.select.block or EVERYTHING, rule.select.kind or EVERYTHING, rule.select.tensor or "")
    if shown[0] not in blocks:
        blocks[shown[0]] = shown[0]
    keys = [state.field(f"{name}-{i}", one) for name, one in zip(("block", "kind", "tensor"), shown, strict=True)]
    block.selectbox(
        say("initialise.block"), list(blocks), list(blocks).index(shown[0]), key=keys[0],
        format_func=lambda id: blocks.get(id, id), on_change=_reselect, args=(live, i, keys[0], "block", shown[0]),
    )  # fmt: skip
    kinds = [EVERYTHING, *kinds]
    kind.selectbox(
        say("initialise.kind"), kinds, kinds.index(shown[1]), key=keys[1],
        format_func=lambda name: any_one if name == EVERYTHING else name,
        on_change=_reselect, args=(live, i, keys[1], "kind", shown[1]),
    )  # fmt: skip
    tensor.text_input(
        say("initialise.tensor"), shown[2], key=keys[2], placeholder=any_one,
        on_change=_reselect, args=(live, i, keys[2], "tensor", shown[2]),
        help=say("initialise.tensor.help"),
    )  # fmt: skip


def _blocks(live: Live) -> dict[str, str]:
    """Return what blocks are called in a list to choose from."""
    return {id: f"{place.path} · {_kind_of(place.block)}" for id, place in _places(live).items() if place.path}


def _scheme_box(live: Live, i: int, rule: InitRule, summary: str) -> None:
    own = [scheme.name for scheme in live.document.schemes]
    names, key = [*SCHEMES, *own, COPY], state.field(f"scheme-{i}", rule.scheme)
    st.selectbox(
        say("initialise.scheme"), names, names.index(rule.scheme), key=key, help=summary,
        on_change=_rescheme, args=(live, i, key, rule.scheme),
    )  # fmt: skip


def _original(live: Live, i: int, rule: InitRule) -> None:
    """Draw which block another begins equal to."""
    columns, blocks, shown = st.columns([1.6, 2]), _blocks(live), rule.of or ""
    with columns[0]:
        _scheme_box(live, i, rule, say("initialise.copy"))
    blocks.setdefault(shown, shown)
    key = state.field(f"of-{i}", shown)
    columns[1].selectbox(
        say("initialise.of"), list(blocks), list(blocks).index(shown), key=key, help=say("initialise.of.help"),
        format_func=lambda id: blocks.get(id, id), on_change=_reoriginal, args=(live, i, key, shown),
    )  # fmt: skip


def _reoriginal(live: Live, i: int, key: str, shown: str) -> None:
    of = _new_value(key, shown)
    if of is not None and i < len(live.document.init):
        _replace(live, i, of=of)


def _scheme(live: Live, i: int, rule: InitRule) -> None:
    arguments = _arguments(live, rule.scheme)
    columns = st.columns([1.6, *[1] * max(2, len(arguments))])
    with columns[0]:
        _scheme_box(live, i, rule, scheme_called(rule.scheme).summary.said)
    for column, argument in zip(columns[1:], arguments, strict=False):
        with column:
            _argument(live, i, rule, argument)


def _arguments(live: Live, name: str) -> tuple[Argument, ...]:
    """Return what a scheme takes: one of torch's, or one of the network's own by its text."""
    for scheme in live.document.schemes:
        if scheme.name == name:
            return read_scheme(scheme.source).arguments
    return scheme_called(name).arguments


def _argument(live: Live, i: int, rule: InitRule, argument: Argument) -> None:
    value = rule.args.get(argument.name, argument.default)
    if argument.type == "choice":
        key = state.field(f"argument-{i}-{argument.name}", value)
        change: dict[str, Any] = {"on_change": _set_argument, "args": (live, i, key, argument, value)}
        shown = argument.choices.index(value)
        st.selectbox(argument.name, argument.choices, shown, key=key, help=argument.help.said, **change)
    else:
        text = f"{value:g}" if isinstance(value, int | float) else ""
        key = state.field(f"argument-{i}-{argument.name}", text)
        change = {"on_change": _set_argument, "args": (live, i, key, argument, text)}
        st.text_input(argument.name, text, key=key, help=argument.help.said, **change)


def _places(live: Live) -> dict[str, Place]:
    """Return where each block stands, those inside the person's own blocks too."""
    return live.reading.analysis.network.places


def _kind_of(block: Block) -> str:
    if isinstance(block, Layer):
        return block.kind
    return getattr(block, "class_name", None) or type(block).__name__


def _sentence(live: Live, rule: InitRule) -> str:
    select = rule.select
    rows = "" if rule.rows is None else "[{}:{}]".format(*rule.rows)
    what = f"`{select.tensor}{rows}`" if select.tensor else say("initialise.rule.every") + rows
    place = _places(live).get(select.block or "")
    block = None if place is None else escape_markdown(place.path or "net")
    if rule.scheme == COPY:
        of = _places(live).get(rule.of or "")
        original = escape_markdown((of.path if of is not None else rule.of) or "net")
        return say("initialise.rule.copy", tensors=what, block=block, of=original)
    scheme = f"{rule.scheme}({', '.join(f'{name}={value}' for name, value in rule.args.items())})"
    if select.kind is None:
        if block is None:
            return say("initialise.rule", tensors=what, scheme=scheme)
        return say("initialise.rule.block", tensors=what, block=block, scheme=scheme)
    kind = escape_markdown(select.kind)
    if block is None:
        return say("initialise.rule.kind", tensors=what, kind=kind, scheme=scheme)
    return say("initialise.rule.kind-block", tensors=what, kind=kind, block=block, scheme=scheme)


def _commit(rules: list[InitRule]) -> None:
    state.commit(SetInit(tuple(rules)))


def _add(live: Live, rule: InitRule) -> None:
    _commit([*live.document.init, rule])


def _remove(live: Live, i: int) -> None:
    rules = list(live.document.init)
    del rules[i]
    _commit(rules)


def _swap(live: Live, i: int, j: int) -> None:
    rules = list(live.document.init)
    rules[i], rules[j] = rules[j], rules[i]
    _commit(rules)


def _new_value(key: str, shown: str) -> Any:  # noqa: ANN401 - a widget's value is what the widget makes it
    """Return the new value that a person has chosen in a widget, or None where it is unchanged."""
    value = state.value(key)
    return None if value == shown else value


def _replace(live: Live, i: int, **changes: Any) -> None:  # noqa: ANN401 - any field of a rule
    rules = list(live.document.init)
    rules[i] = msgspec.structs.replace(rules[i], **changes)
    _commit(rules)


def _reselect(live: Live, i: int, key: str, part: str, shown: str) -> None:
    value = _new_value(key, shown)
    if value is not None and i < len(live.document.init):
        wanted = value.strip() or None  # EVERYTHING is no name
        _replace(live, i, select=msgspec.structs.replace(live.document.init[i].select, **{part: wanted}))


def _rescheme(live: Live, i: int, key: str, shown: str) -> None:
    name = _new_value(key, shown)
    if name is None or i >= len(live.document.init):
        return
    if name == COPY:
        _replace(live, i, **_as_copy(live, live.document.init[i]))
        return
    old = live.document.init[i].args
    arguments = _arguments(live, name)
    args = {one.name: old[one.name] for one in arguments if one.name in old}
    for argument in arguments:
        if argument.default is REQUIRED:
            args.setdefault(argument.name, _FIRST_VALUES.get(argument.name, 0.0))
    _replace(live, i, scheme=name, args=args, of=None)


def _as_copy(live: Live, rule: InitRule) -> dict[str, Any]:
    """Return what a rule says by which a block begins equal: of two of one kind where nothing is chosen yet."""
    places = {id: place for id, place in _places(live).items() if place.path and isinstance(place.block, Layer)}
    block = rule.select.block or next(reversed(places), "")
    kind = _kind_of(_places(live)[block].block) if block in _places(live) else None
    of = next((id for id, place in places.items() if id != block and _kind_of(place.block) == kind), "")
    return {"scheme": COPY, "args": {}, "of": of, "select": Selector(block=block)}


def _set_argument(live: Live, i: int, key: str, argument: Argument, shown: str) -> None:
    value = _new_value(key, shown)
    if value is None or i >= len(live.document.init):
        return
    if argument.type != "choice":
        value = _number(value, argument)
    args = dict(live.document.init[i].args) | {argument.name: value}
    if value == argument.default:
        del args[argument.name]
    _replace(live, i, args=args)


def _number(text: str, argument: Argument) -> Any:  # noqa: ANN401 - the text itself is what a refusal names
    try:
        is_whole = argument.type == "int" or (isinstance(argument.default, int) and text.strip().lstrip("+-").isdigit())
        return int(text) if is_whole else float(text)
    except ValueError:
        return text


def _seed(live: Live, key: str, shown: str) -> None:
    text = _new_value(key, shown)
    if text is not None:
        text = text.strip()
        # What is no number goes as -1, which is refused with the bounds of a seed.
        state.attempt(lambda: live.commit(SetSeed(int(text) if text.isdecimal() else -1), person=state.person()))
