"""What a file is, by what is in it: the one place that looks, for whatever is dropped, chosen or named in the shell.

Nothing is decoded beyond the first bytes, but JSON of a document's size, in which a notebook looks like a document.
"""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias

import msgspec

from builder.document.json import MAX_TEXT
from builder.errors import DocumentError
from builder.notes.notebook import listing
from builder.sentences import say

FileKind: TypeAlias = Literal[
    "document", "python", "notebook", "checkpoint", "data", "picture", "archive", "empty", "other"
]
_HEAD = 64 * 2**10
"""Bytes that are looked at."""
_LINES = 5
"""Lines that have as many columns each where a text is a table."""
_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"%PDF-", "picture"),
    (b"\x93NUMPY", "data"),
    (b"PAR1", "data"),
    (b"ARROW1", "data"),
    (b"SQLite format 3\0", "data"),
    (b"\x89HDF\r\n", "checkpoint"),
    (b"GGUF", "checkpoint"),
    (b"\x80\x02", "checkpoint"),  # pickles, as torch wrote until its zip files
    (b"\x80\x03", "checkpoint"),
    (b"\x80\x04", "checkpoint"),
    (b"\x80\x05", "checkpoint"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
)
"""How files begin: each format's own documentation says so."""
_PYTHON = re.compile(
    r"^(?:import [A-Za-z_]|from [\w.]+ import |class \w+.*:|(?:async )?def \w+ *\(|@\w|\w+ *= *\S)|\b(?:nn|torch)\.\w",
    re.MULTILINE,
)

_FENCED = re.compile(r"^[ >\t]*(?:`{3}|~{3})\W*(?:python|py|ipython)\b", re.IGNORECASE | re.MULTILINE)
"""A fenced block of Python in Markdown."""


class _Peek(msgspec.Struct):
    """The fields that tell JSON files apart."""

    cells: Any = None
    nbformat: Any = None


def kind_of(content: bytes, name: str = "") -> FileKind:
    r"""Tell what a file is; its name is asked only of a text that could be several things.

    >>> kind_of(b"import torch\n"), kind_of(b'{"format": 1, "root": {}}'), kind_of(b"\x89PNG\r\n\x1a\n")
    ('python', 'document', 'picture')
    """
    head = content[:_HEAD]
    if not head.strip():
        return "empty"
    binary = _binary(head)
    if binary is not None:
        return binary
    try:
        text = head.decode("utf-8-sig") if len(content) <= _HEAD else head.decode("utf-8-sig", "ignore")
    except UnicodeDecodeError:
        return "other"
    return "other" if "\0" in text else _text(text, content, name)


def demand(content: bytes, name: str, *takes: FileKind) -> FileKind:
    """Return what a file is, where that is taken here.

    Raises:
        DocumentError: it is not; the sentence says what it is, and what can be opened.
    """
    kind = kind_of(content, name)
    if kind in takes:
        return kind
    raise DocumentError(_refusal(kind, name), hint=say("file-kind.hint"))


def python_text(content: bytes) -> str:
    """Return the text of a file with Python: of a notebook the code of its cells.

    Raises:
        DocumentError: it is not UTF-8, as Python's files are, or a notebook that is damaged.
    """
    try:
        return listing(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DocumentError(say("file-kind.encoding"), hint=say("file-kind.encoding.hint")) from None


def _refusal(kind: FileKind, name: str) -> str:
    said = {
        "document": lambda: say("file-kind.document", name=name),
        "python": lambda: say("file-kind.python", name=name),
        "notebook": lambda: say("file-kind.notebook", name=name),
        "checkpoint": lambda: say("file-kind.checkpoint", name=name),
        "data": lambda: say("file-kind.data", name=name),
        "picture": lambda: say("file-kind.picture", name=name),
        "archive": lambda: say("file-kind.archive", name=name),
        "empty": lambda: say("file-kind.empty", name=name),
        "other": lambda: say("file-kind.other", name=name),
    }
    return said[kind]()


def _binary(head: bytes) -> FileKind | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head)
    if (head[:2] == b"BM" and b"\0" in head[:14]) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    # safetensors: eight bytes say how long the JSON behind them is.
    if head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") < 2**40:
        return "checkpoint"
    return "archive" if head[257:262] == b"ustar" else None


def _zipped(head: bytes) -> FileKind:
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first.endswith(b".npy"):
        return "data"
    # torch's zip files begin with one of these, in a folder that is called as the file.
    ours = (b"/data.pkl", b"/.format_version", b"/byteorder", b"/version", b"/.storage_alignment")
    return "checkpoint" if first.endswith(ours) else "archive"


def _text(text: str, content: bytes, name: str) -> FileKind:
    start = text.lstrip()[:1]
    if _FENCED.search(text) is not None:
        return "python"
    if start == "{":
        return _braced(text, content)
    if start == "<":
        return "picture" if "<svg" in text else "other"
    if name.endswith(".py"):
        return "python"
    if _is_table(text):
        return "data"
    return "python" if _PYTHON.search(text) else "other"


def _braced(text: str, content: bytes) -> FileKind:
    if len(content) > MAX_TEXT:
        return "notebook" if '"cells"' in text else "document"
    try:
        peek = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Peek)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return "document"  # whoever reads it says where it is none
    return "notebook" if isinstance(peek.cells, list) and peek.nbformat is not None else "document"


def _is_table(text: str) -> bool:
    """Tell whether the first lines have the same number of columns, two at least."""
    lines = [line for line in text.splitlines()[: _LINES + 1] if line.strip()][:_LINES]
    if len(lines) < 2 or any(line != line.lstrip() or line.rstrip().endswith(":") for line in lines):
        return False
    counts = ({line.count(mark) for line in lines} for mark in ",\t;")
    return any(len(count) == 1 and count.isdisjoint({0}) for count in counts) and not _PYTHON.search(text)
