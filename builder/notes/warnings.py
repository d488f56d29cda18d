"""What was left out of a text, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from builder.notes.draft import Bad, Draft
from builder.sentences import Sentence, say

_MOST_BAD = 8
_MOST_RANGES = 12


def sentences(draft: Draft) -> tuple[str, ...]:
    """Say what was left out: text, results, commands and prompts by their lines, and code with what is wrong in it."""
    return (*_of_kinds(draft), *_of_code(draft.bad))


def _of_kinds(draft: Draft) -> Iterator[str]:
    lines = {kind: [line for line, one in draft.left.items() if one == kind] for kind in ("text", "result", "command")}
    empty = {line for line, text in enumerate(draft.lines) if not text and line not in draft.left}
    if draft.blocks is not None:
        yield say("notes.markdown", count=draft.blocks)
    if lines["text"]:
        yield say("notes.text", count=len(lines["text"]), lines=_line_ranges(lines["text"], empty))
    if lines["result"]:
        yield say("notes.results", count=len(lines["result"]), lines=_line_ranges(lines["result"], empty))
    if lines["command"]:
        yield say("notes.commands", count=len(lines["command"]), lines=_line_ranges(lines["command"], empty))
    if draft.prompts:
        yield say("notes.prompts", count=len(draft.prompts))


def _of_code(bad: Sequence[Bad]) -> Iterator[str]:
    for one in bad[:_MOST_BAD]:
        wrong = one.mistake
        yield say(
            "notes.bad",
            count=one.last + 1 - one.first,
            lines=_line_ranges(range(one.first, one.last + 1)),
            line=wrong.line,
            column=wrong.column,
            problem=Sentence(wrong.problem),
            hint=Sentence(wrong.hint),
        )
    if len(bad) > _MOST_BAD:
        yield say(
            "notes.bad-more", count=len(bad) - _MOST_BAD, lines=_line_ranges([one.first for one in bad[_MOST_BAD:]])
        )


def _line_ranges(lines: Sequence[int], empty: Collection[int] = ()) -> Sentence:
    """Write lines as they are counted, those with nothing between them as a range: 3, 5–9."""
    ranges: list[list[int]] = []
    for line in sorted(lines):
        if ranges and all(between in empty for between in range(ranges[-1][1] + 1, line)):
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    shown = [str(first + 1) if first == last else f"{first + 1}–{last + 1}" for first, last in ranges[:_MOST_RANGES]]
    more = say("notes.more", count=len(ranges) - _MOST_RANGES) if len(ranges) > _MOST_RANGES else ""
    return Sentence(", ".join(shown) + more)
