"""How many dims an input has as people write it: in a docstring or a comment, as in `x: (batch, steps, features)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.interpreter.values import Function

_MOST_TEXT = 20_000
_MOST_LINES = 40
_SHAPE = r"(?<!\w)[\[(] *(?P<shape>[\w*+/. -]{1,30}(?:, *[\w*+/. -]{1,30}){1,5}),? *[\])]"
"""At least two sizes between brackets that belong to no call."""
_BETWEEN = r"(?: *\([^()\n]{0,40}\))?[^\n().\[\]#]{0,40}?(?:torch\.Size\()?"
"""What stands between a name and its shape: the type, and words such as `of shape`."""
_ALONE = re.compile(rf"^[^#]*#[^\n\w(\[]*(?:\w+ *[:=]? *)?{_SHAPE}")
"""A comment that is little more than a shape."""


def written_ranks(function: Function, text: str, names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the inputs of a forward of which its docstring or its first comments write a shape, with its dims.

    Args:
        function: the forward.
        text: in which it stands.
        names: of its inputs.
    """
    node, inputs = function.node, [*names]
    lines = text.splitlines()[node.lineno - 1 : min(node.end_lineno or node.lineno, node.lineno + _MOST_LINES)]
    lines = lines if lines and "def " in lines[0] else []
    comments = [line[line.index("#") :] for line in lines if "#" in line and '"' not in line]
    said = "\n".join(((function.doc or "")[:_MOST_TEXT], *comments))
    for name in inputs:
        found = re.search(rf"(?<![\w.]){re.escape(name)}\b{_BETWEEN}{_SHAPE}", said)
        found = found or (_ALONE.search(lines[0]) if len(inputs) == len(lines[:1]) else None)
        if found is not None:
            yield name, found["shape"].count(",") + 1
