"""What is said of the lines of a pasted text that were left out: a sentence, and all of them with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.sentences import Sentence, say
from builder.sentences.short import LONGEST_SENTENCE

_ROOM = LONGEST_SENTENCE - 60
"""Characters of a sentence that lines may take; it begins and ends with words of its own."""
_MOST_NUMBERS = 6


class LeftOut(UserWarning):
    """Says which lines were left out, and why."""

    def __init__(self, needs: Mapping[int, str]) -> None:
        """Take the reason of each line."""
        lines = {line: needs[line].rstrip(".") for line in sorted(needs)}
        groups: dict[str, list[int]] = {}
        for line, need in lines.items():
            groups.setdefault(need, []).append(line)
        shown = _that_fit([_group(numbers, need) for need, numbers in groups.items()])
        rest = sum(map(len, list(groups.values())[len(shown) :]))
        more = say("symbols.note.more", count=rest) if rest else ""
        super().__init__(say("symbols.note", shown=Sentence("; ".join(shown)), more=Sentence(more)))
        self.is_whole = not rest and "…" not in str(self)
        """Whether the sentence names every line and cuts no reason."""
        self.lines = [say("symbols.note.line", count=1, lines=line, need=Sentence(lines[line])) for line in lines]
        """What is said of each line."""


def _group(numbers: Sequence[int], need: str) -> str:
    listed = ", ".join(map(str, numbers[:_MOST_NUMBERS])) + (", …" if len(numbers) > _MOST_NUMBERS else "")
    return say("symbols.note.line", count=len(numbers), lines=Sentence(listed), need=Sentence(need))


def _that_fit(texts: Sequence[str]) -> list[str]:
    """Return the first of some texts, one at least, that a sentence has room for.

    >>> [len(one) for one in _that_fit(["a" * 200, "b" * 38, "c"])]
    [200, 38]
    """
    shown = [texts[0]]
    for text in texts[1:]:
        if len("; ".join([*shown, text])) > _ROOM:
            break
        shown.append(text)
    return shown
