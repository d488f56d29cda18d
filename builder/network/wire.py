"""A wire, and its text in a document: the only place that reads such a text or writes one.

It needs nothing but Python, so that a document can check its wires as well as a compiler can follow them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_TEXT = re.compile(r"(?:([^\W\d]\w*)=)?([^:=]+)((?::\d{1,3}){0,4})\Z")


class Wire(NamedTuple):
    """What flows into a node, or out of a graph.

    `source` is the input or node that it comes from, `output` the way to one of its outputs, `(1, 0)` for `"lstm:1:0"`.
    `keyword` is the input that it is given for by name, `"attn_mask"` for `"attn_mask=mask"`.

    >>> str(Wire("mask", (1,), "attn_mask"))
    'attn_mask=mask:1'
    """

    source: str
    output: tuple[int, ...] = ()
    keyword: str | None = None

    def __str__(self) -> str:
        """Write the wire as it stands in a document."""
        if not self.output and self.keyword is None:
            return self.source
        text = ":".join((self.source, *map(str, self.output)))
        return text if self.keyword is None else f"{self.keyword}={text}"

    @property
    def plain(self) -> Wire:
        """The wire by position: without the name of the input that it is given for."""
        return self if self.keyword is None else Wire(self.source, self.output)

    def part(self, *way: int) -> Wire:
        """Return the wire from inside what this one brings.

        >>> str(Wire("lstm", (1,)).part(0))
        'lstm:1:0'
        """
        return self._replace(output=(*self.output, *way))


def parse_wire(text: str) -> Wire | None:
    """Read a wire's text, or return None where it is not written as one.

    >>> parse_wire("attn_mask=mask:1")
    Wire(source='mask', output=(1,), keyword='attn_mask')

    Args:
        text: `source`, with `keyword=` before it and up to four `:index` behind it.
    """
    match = _TEXT.match(text)
    if match is None:
        return None
    return Wire(match[2], tuple(map(int, match[3].split(":")[1:])), match[1])


def wire_of(text: str) -> Wire:
    """Read a wire's text; one that is not written as a wire comes from nowhere, as all of it is no name.

    >>> wire_of("lstm:x")
    Wire(source='lstm:x', output=(), keyword=None)
    """
    if ":" not in text and "=" not in text:
        return Wire(text)
    return parse_wire(text) or Wire(text)


def wires_of(texts: Iterable[str]) -> tuple[Wire, ...]:
    """Read the texts of wires."""
    return tuple(map(wire_of, texts))


def texts_of(wires: Iterable[Wire]) -> tuple[str, ...]:
    """Write wires as they stand in a document."""
    return tuple(map(str, wires))
