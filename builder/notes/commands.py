"""Lines for IPython or a shell: `%matplotlib inline`, `!pip install`, `name?`, `%%bash` and the cell that follows it.

Source: https://ipython.readthedocs.io/en/stable/interactive/magics.html
"""

from __future__ import annotations

import re

_CELL = re.compile(r"%%(\w+)")
_IN_PYTHON = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "memit", "mprun", "px", "debug"})
"""Commands for a cell of Python; what stands below any other is for another program."""
_TIMED = re.compile(r"(\s*)%time\s+(?=\S)")
_LONGEST = 300
"""Characters of a line that are looked at."""
_LINE = re.compile(
    r"\s*(?:!|%{1,2}[A-Za-z]|\?{1,2}[A-Za-z_][\w.*]*\s*$|[A-Za-z_*][\w.*]*(?:\(.*\)|\[.*\])?\?{1,2}\s*$"
    r"|\$ \S|(?:pip3?|conda|mamba|apt|apt-get|brew) install\b"
    # Not where Python uses such a word as a name: `cd = 1`, `sh.run()`.
    r"|(?:git clone|cd|mkdir|wget|curl|bash|sh|nvidia-smi)\b(?! *[=.(\[,])"
    r"|python3? (?:-m )?[\w./-]+(?:\.py|\s|$))"
)


def is_command(line: str) -> bool:
    """Tell whether a line at the beginning of a statement is for IPython or a shell."""
    return _LINE.match(line[:_LONGEST]) is not None


def is_foreign(line: str) -> bool:
    """Tell whether the cell below a line is for another program than Python."""
    found = _CELL.match(line)
    return found is not None and found[1].lower() not in _IN_PYTHON


def timing_prefix(line: str) -> tuple[int, str] | None:
    """Return how many characters stand before the statement that `%time` runs, and its indentation."""
    found = _TIMED.match(line[:_LONGEST])
    return None if found is None else (found.end(), found[1])
