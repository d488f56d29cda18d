"""What Python and torch print, told by its form: modules, tracebacks, progress."""

from __future__ import annotations

import re

_FORMS = (
    re.compile(r"[A-Z]\w*\(\n\s*\(\w[^)\n]*\): "),  # a module
    re.compile(r"Traceback \(most recent call last\)|-{20,}\n|\w*(?:Error|Warning|Exception)\b.*: "),
    re.compile(r"Parameter containing:|<[\w. ]+(?: at 0x[0-9a-f]+)?>$|(?:\d+|\d*\.\d+)(?:\s+(?:\d+|\d*\.\d+))*$"),
    re.compile(r".*(?:\d+%\||it/s\b|\bs/it\b)"),
    re.compile(r"(?:epoch|step|iter\w*|loss|acc\w*|train|test|val\w*)\b[^=\n]*[\d:%]", re.IGNORECASE),
    re.compile(r"(?:CPU times|Wall time|Requirement already|Collecting|Successfully installed)\b"),
)
_LONGEST = 500
"""Characters that are looked at."""


def is_printed(text: str) -> bool:
    """Tell whether lines that are no Python are something that was printed."""
    text = text[:_LONGEST]
    return any(form.match(text) is not None for form in _FORMS)
