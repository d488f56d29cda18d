"""Background work as a page shows it: progress, Cancel, the error, and Try again.

A page asks for the outcome of some work by name and key. While a worker is busy the page shows how far it is, in a
fragment that runs by itself and is gone when the work is done. A new key abandons the old work.
"""

from __future__ import annotations

import concurrent.futures
import logging
from collections.abc import Callable, Hashable
from typing import TypeAlias, TypeVar, cast

import streamlit as st

from builder.errors import BuilderError
from builder.jobs.run import JobFuture
from builder.sentences import say
from ui.screens import errors, state
from ui.server.background_work import Work
from ui.server.readable import escape_markdown
from ui.server.service import service

_log = logging.getLogger("nnblocks")

PATIENCE = 0.35
"""Seconds that a page waits for quick work, so that it need not draw twice."""
TICK = 0.3
"""Seconds between two looks at work that is still going on."""


T = TypeVar("T")
Submit: TypeAlias = Callable[[], JobFuture[T] | None]
"""Starts some work; None where there is nothing to do."""


def begin(name: str, key: Hashable, title: str, submit: Submit[T]) -> None:
    """Start the work called `name`, cancelling earlier work of that name."""
    works = state.works()
    old = works.pop(name, None)
    if old is not None and not old.future.done():
        old.future.cancel()
    future = submit()
    if future is not None:
        works[name] = Work(key, title, future)
        service().jobs.add(state.person(), title, future)


def outcome(name: str, key: Hashable, title: str, submit: Submit[T]) -> T | None:
    """Return what the work gives, or None while it goes on or after it failed, having drawn what there is to say."""
    work = state.works().get(name)
    patience = 0.0
    if work is None or work.key != key:
        try:
            begin(name, key, title, submit)
        except BuilderError as error:
            errors.show(error)
            return None
        work, patience = state.works().get(name), PATIENCE
    if work is None:
        return None
    try:
        return cast("T", work.future.result(patience))
    except concurrent.futures.CancelledError:
        st.info(say("common.work.cancelled", title=title))
        _offer_again(name, work, submit)
    except concurrent.futures.TimeoutError:
        _watch(name, title)
    except BuilderError as error:
        for note in getattr(error, "__notes__", ()):
            _log.info("%s failed in its worker\n%s", title, note)
        errors.show(error)
        _offer_again(name, work, submit)
    return None


def forget(name: str) -> None:
    """Forget the work of this name, so that the next call starts it again."""
    state.works().pop(name, None)


def show_going() -> None:
    """Draw what this browser has going on in other tabs, or had before a reload; nothing where it is at rest."""
    person, here = state.person(), [work.future for work in state.works().values()]
    going = [job for job in service().jobs.of(person) if job.future not in here] if person is not None else []
    if going:
        st.markdown(say("common.work.going"))
    for job in going:
        with st.container(horizontal=True, vertical_alignment="center", key=f"job-{job.id}"):
            st.markdown(escape_markdown(job.title))
            st.button(say("common.cancel"), key=f"end-{job.id}", on_click=_end, args=(job.id,))


def _end(id: str) -> None:
    state.attempt(lambda: service().jobs.cancel(state.person(), id))


def _offer_again(name: str, work: Work, submit: Submit[T]) -> None:
    if st.button(say("common.try-again"), key=f"again-{name}", icon=":material/refresh:"):
        begin(name, work.key, work.title, submit)
        st.rerun()


@st.fragment(run_every=TICK)
def _watch(name: str, title: str) -> None:
    work = state.works().get(name)
    if work is None or work.future.done():
        st.rerun()
        return
    fraction, words = work.future.progress
    with st.container(border=True, key=f"work-{name}", horizontal=True, vertical_alignment="center"):
        st.progress(
            fraction, say("common.work.progress", title=escape_markdown(title), progress=escape_markdown(words))
        )
        st.button(say("common.cancel"), key=f"cancel-{name}", on_click=_cancel, args=(work,))


def _cancel(work: Work) -> None:
    work.future.cancel()
