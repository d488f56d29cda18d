"""What a run is compared with: the same network in another way, an earlier revision, or another network."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import msgspec

from builder.datasets.samples import Sample
from builder.document.blocks import Document, InitRule
from builder.errors import DocumentError
from builder.history import Revision, shown_name
from builder.inspection.report import Mode, Settings
from builder.inspection.side_by_side import Comparison
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.library import Entry
from builder.sentences import say
from ui.pages import ADDRESS
from ui.server import weights
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.permissions import Resource, demand
from ui.server.service import service

MOST_NETWORKS = 200
"""Networks of a person that are offered."""


class OtherSeed(msgspec.Struct, frozen=True, tag=True):
    """Fresh weights by the document's rules and another seed."""

    seed: int


class OtherRules(msgspec.Struct, frozen=True, tag=True):
    """Fresh weights by the document's seed and these rules, PyTorch's defaults without any."""

    rules: tuple[InitRule, ...]


class OtherRevision(msgspec.Struct, frozen=True, tag=True):
    """Another revision of the same document."""

    number: int


class OtherNetwork(msgspec.Struct, frozen=True, tag=True):
    """Another document, by its id."""

    id: str


class OtherRun(msgspec.Struct, frozen=True, tag=True):
    """The same network with another sample, or in the other mode."""

    sample: Sample
    mode: Mode


Against: TypeAlias = OtherSeed | OtherRules | OtherRevision | OtherNetwork | OtherRun


def id_in(text: str) -> str:
    """Return the id that an address of a network names; one that is typed alone is taken as it is.

    >>> id_in("https://here.org/build?d=abc_1"), id_in(" abc_1 ")
    ('abc_1', 'abc_1')
    """
    named = parse_qs(urlsplit(text.strip()).query).get(ADDRESS)
    return named[0] if named else text.strip()


def networks(person: str | None, but: Live) -> tuple[Entry, ...]:
    """Return the networks of a person, all but one, newest first."""
    found = () if person is None else service().library.owners.list(person, MOST_NETWORKS)
    return tuple(entry for entry in found if entry.id != but.id)


def revisions(live: Live) -> dict[int, str]:
    """Return the revisions that can be gone back to, newest first, each by the step after which it stood.

    The one on the screen is left out, and so is what undo and redo have made.
    """
    history = live.head.history
    return {one.number: _title(one) for one in reversed(history.revisions) if _is_listed(one, history.position)}


def _is_listed(one: Revision, position: int) -> bool:
    return one.number != position and (one.is_step or one.base is None)


def _title(one: Revision) -> str:
    if one.base is None and not one.name:
        return say("run.compare.revision.first", number=one.number)
    return say("run.compare.revision.after", number=one.number, name=shown_name(one))


def other_live(person: str | None, id: str) -> Live:
    """Return another network, which a person may read.

    Raises:
        DocumentError: there is none, or not for them.
    """
    demand(person, "read", Resource("document", service().library.head(id).owner))
    return service().documents.get(id)


def question(person: str | None, against: Against) -> tuple[object, ...]:
    """Return what the answer hangs on beside the network of the page.

    Raises:
        DocumentError: the other network is not there, or not for them.
    """
    words = msgspec.json.encode(against, enc_hook=str)
    return (words, *other_live(person, against.id).head.place) if isinstance(against, OtherNetwork) else (words,)


def compare(live: Live, file: Path, asked: RunRequest, person: str | None, against: Against) -> JobFuture[Comparison]:
    """Return the work that runs the other side and says how it differs.

    Raises:
        BuilderError: the other side is not there.
    """
    first = tasks.Run(live.document, asked.settings, asked.sample, file)
    cache = service().library.inspections(live.id)
    return service().pool.submit(tasks.compare_runs, first, _other(live, first, person, against), cache)


def _other(live: Live, first: tasks.Run, person: str | None, against: Against) -> tasks.Run:
    """Return the run to compare with; without a sample it gets that of the first where it fits.

    Raises:
        BuilderError: it is not there.
    """
    document, settings = first.document, first.settings
    match against:
        case OtherSeed(seed=seed):
            return tasks.Run(msgspec.structs.replace(document, seed=seed), settings)
        case OtherRules(rules=rules):
            return tasks.Run(msgspec.structs.replace(document, init=rules), settings)
        case OtherRevision(number=number):
            earlier = service().library.revision(live.id, number)
            if earlier is None:
                raise DocumentError(say("run.compare.no-revision", number=number))
            return _run_at_revision(live, number, earlier, settings)
        case OtherNetwork(id=id):
            other = other_live(person, id)
            head, newest = other.at()
            return _run_at_revision(other, head.position, newest, settings)
        case OtherRun(sample=sample, mode=mode):
            changed = msgspec.structs.replace(settings, mode=mode)
            return msgspec.structs.replace(first, sample=sample, settings=changed)


def _run_at_revision(live: Live, number: int, document: Document, settings: Settings) -> tasks.Run:
    file, previous = weights.at_revision(live, number, document)
    return tasks.Run(document, settings, None, file, previous)
