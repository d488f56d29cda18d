"""The weights of the current revision: found, created, taken over from an earlier one, or drawn again by the rules."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from builder.document.blocks import Document
from builder.errors import BuilderError, StorageError
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.library import APPLIED, Head, RevisionWeights
from builder.sentences import Sentence, say
from ui.server.live import Live
from ui.server.service import service
from ui.server.weight_jobs import WeightJob

BY_HAND = ""
"""What stands for the rules where values were changed since by hand."""


def current(live: Live) -> RevisionWeights | None:
    """Return the weights of the newest revision, or None where they are not made yet."""
    kept = live.weights()
    if kept is None:
        service().making.settle(_place(live))
        kept = live.weights()
    return kept


def rules_key(document: Document) -> str:
    """Return what names the init rules and the seed of a document, and the text of own schemes that rules use."""
    used = {rule.scheme for rule in document.init}
    own = [scheme for scheme in document.schemes if scheme.name in used]
    named = (document.init, document.seed, own) if own else (document.init, document.seed)
    return hashlib.sha256(msgspec.json.encode(named)).hexdigest()[:32]


def follows_rules(live: Live) -> bool:
    """Tell whether the weights are drawn by the rules as they are now; those that are still to be made will be."""
    kept = current(live) or service().library.lineage.nearest(live.id, live.head.position)
    return kept is None or kept.rules.removesuffix(APPLIED) == rules_key(live.document)


def begin_weights(live: Live) -> JobFuture[Any] | None:
    """Return the work that makes the weights of the newest revision; None where they are there."""
    if current(live) is not None:
        return None
    head, document = live.at()
    return service().making.begin(_place(live), lambda: _make(live, head.position, document))


def _make(live: Live, position: int, document: Document) -> WeightJob | None:
    """Take over what the nearest revision has; a changed seed draws everything anew.

    Raises:
        StorageError: what it would take over is lost, and drawing anew would hide that.
    """
    _refuse_lost(live, position, document)
    library, past = service().library, _past(live, position)
    library.sweep_weights(live.id, service().making.used())
    # A file says neither how a network is called nor what of it learns.
    if past is not None and replace(past.document, name=document.name, frozen=document.frozen) == document:
        live.keep_weights(document, RevisionWeights(position, past.weights, _rules_of(live, past.weights)))
        return None
    kept = _kept_values(live, position, past, document.seed)
    rules = {_rules_of(live, one.weights) for one in kept} or {rules_key(document)}
    # What is of several files no rules alone would give again.
    known = rules.pop() if len(rules) == 1 else BY_HAND
    path = new_path(live, position)
    future = service().pool.submit(tasks.make, document, path, path.with_suffix(".pt"), kept)
    files = (path, *(one.weights for one in kept))
    return WeightJob(future, files, lambda: live.keep_weights(document, RevisionWeights(position, path, known)))


def _kept_values(live: Live, position: int, past: tasks.Previous | None, seed: int) -> tuple[tasks.Previous, ...]:
    """Return whose values are kept: the nearest revision's, then those of what undo or redo has brought back since."""
    nearest = service().library.lineage.nearest(live.id, position)
    since = 0 if nearest is None else nearest.number
    found = [past, *(_past(live, number) for number in live.head.history.restored(position, since))]
    by_file = {one.weights: one for one in found if one is not None and one.document.seed == seed}
    return tuple(by_file.values())


def at_revision(live: Live, number: int, document: Document) -> tuple[Path | None, tuple[tasks.Previous, ...]]:
    """Return the file of a revision's weights; where none are made, None and what they are to be made of.

    Raises:
        StorageError: what they would take over is lost.
    """
    own = service().library.lineage.of(live.id, number)
    if own is not None:
        return own.path, ()
    _refuse_lost(live, number, document)
    return None, _kept_values(live, number, _past(live, number), document.seed)


def _refuse_lost(live: Live, position: int, document: Document) -> None:
    lost = service().library.lineage.lost(live.id, position)
    if lost is None or lost.can_be_drawn_again:
        return
    past = service().library.revision(live.id, lost.number)
    if past is None or past.seed == document.seed:
        raise StorageError(
            say("files.weights.lost", name=lost.path.name),
            hint=say("files.weights.lost.hint"),
        )


def _past(live: Live, position: int) -> tasks.Previous | None:
    library = service().library
    nearest = library.lineage.nearest(live.id, position)
    document = None if nearest is None else library.revision(live.id, nearest.number)
    return None if nearest is None or document is None else tasks.Previous(document, nearest.path)


def _rules_of(live: Live, path: Path) -> str:
    kept = service().library.lineage.by_file(live.id, path)
    return BY_HAND if kept is None else kept.rules


def new_path(live: Live, position: int) -> Path:
    """Return where another weights file of a revision belongs."""
    return service().library.weights_path(live.id, f"{position}-{secrets.token_hex(8)}.safetensors")


def origin(live: Live) -> Sentence:
    """Say where the weights that are still to be made will come from."""
    past = _past(live, live.head.position)
    if past is None:
        return Sentence(say("files.weights.by-rules", seed=live.document.seed))
    if past.document.seed != live.document.seed:
        return Sentence(say("files.weights.by-seed", seed=live.document.seed))
    return Sentence(say("files.weights.kept"))


def fresh(live: Live) -> bool:
    """Tell whether no weights were ever made, so that all will be drawn."""
    return current(live) is None and service().library.lineage.nearest(live.id, live.head.position) is None


def begin_apply(live: Live, person: str | None) -> JobFuture[Any] | None:
    """Return the work that draws again what the rules select, as a step of a person's."""
    head, document = live.at()
    kept = current(live)
    if kept is None:
        return None
    path = new_path(live, head.position)

    def begin() -> WeightJob:
        future = service().pool.submit(tasks.apply_rules, document, kept.path, path)
        return WeightJob(future, (kept.path, path), lambda: _commit_rules(live, head, path, person))

    return service().making.begin(("apply", kept.path), begin)


def settle_applied(path: Path) -> None:
    """Note the outcome of `begin_apply` to the weights in a file, which has ended."""
    service().making.settle(("apply", path))


def begin_change(live: Live, edit: tasks.ValueEdit, person: str | None) -> JobFuture[Any] | None:
    """Return the work that changes values of one tensor, as a step of a person's."""
    head, document = live.at()
    kept = current(live)
    if kept is None:
        return None
    path = new_path(live, head.position)
    name = _step_name(edit)

    def begin() -> WeightJob:
        future = service().pool.submit(tasks.change_values, document, kept.path, path, edit)
        return WeightJob(future, (kept.path, path), lambda: _commit_weights(live, head, path, person, name))

    return service().making.begin(("change", kept.path, edit), begin)


def settle_changed(path: Path, edit: tasks.ValueEdit) -> None:
    """Note the outcome of `begin_change` to the weights in a file, which has ended."""
    service().making.settle(("change", path, edit))


def has_changed(live: Live, edit: tasks.ValueEdit, after: int, person: str | None) -> bool:
    """Tell whether the last step of a person that stands is this change, made after the step of that number."""
    step = live.head.history.undoable(person)
    return step is not None and step.number > after and step.name == _step_name(edit)


def last_step(live: Live, person: str | None) -> int:
    """Return the number of the last step of a person that stands; 0 where there is none."""
    step = live.head.history.undoable(person)
    return 0 if step is None else step.number


def _step_name(edit: tasks.ValueEdit) -> str:
    return say("server.step.values", name=edit.key, where=edit.where.strip(" []") or "...")


def _commit_weights(live: Live, after: Head, path: Path, person: str | None, name: str) -> None:
    try:
        live.change_weights(after, path, BY_HAND, person, name)
    except BuilderError:  # it was edited meanwhile; the page asks `has_changed`
        path.unlink(missing_ok=True)


def _commit_rules(live: Live, after: Head, path: Path, person: str | None) -> None:
    try:
        rules = rules_key(live.document) + APPLIED
        live.change_weights(after, path, rules, person, say("server.step.apply-rules"))
    except BuilderError:  # it was edited meanwhile, and the page says that the rules are not applied
        path.unlink(missing_ok=True)


def begin_export(live: Live, suffix: str) -> JobFuture[Any] | None:
    """Return the work after which `export_file` gives a file; None where it is there."""
    kept = current(live)
    if kept is None:
        return begin_weights(live)
    target = kept.path.with_suffix(suffix)
    if target.is_file():
        return None
    document = live.document

    def begin() -> WeightJob:
        future = service().pool.submit(tasks.export, document, kept.path, target)
        return WeightJob(future, (kept.path, target), lambda: None)

    return service().making.begin(target, begin)


def export_file(live: Live, suffix: str) -> Path:
    """Return the file of the weights with this ending, once `begin_export` has ended.

    Raises:
        BuilderError: the network was edited meanwhile.
    """
    kept = current(live)
    if kept is None:
        raise BuilderError(say("files.weights.edited"), hint=say("files.weights.edited.hint"))
    return kept.path.with_suffix(suffix)


def _place(live: Live) -> tuple[str, str, int, float]:
    return ("make", live.id, *live.head.place)
