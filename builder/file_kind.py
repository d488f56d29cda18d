"""What a file is, by what is in it: the one place that looks, for whatever is dropped, chosen or named in the shell.

Nothing is decoded beyond the first bytes, but JSON of a document's size, in which a notebook looks like a document.
What a place cannot use is refused everywhere in the same words: what it is, and where it goes.
"""

from __future__ import annotations

import codecs
import re
from typing import Any, Literal, TypeAlias

import msgspec

from builder.document.json import MAX_TEXT
from builder.errors import DocumentError
from builder.notes.notebook import notebook_code
from builder.sentences import Later, later, say

FileKind: TypeAlias = Literal[
    "document", "json", "python", "notebook", "tensors", "array", "checkpoint", "data", "picture", "pdf", "archive",
    "empty", "encoding", "other",
]  # fmt: skip
"""`tensors` is what torch.save writes, `array` what numpy.save does, `encoding` a text whose letters are not known."""
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
    (b"%PDF-", "pdf"),
    (b"\x93NUMPY", "array"),
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
_IDX_TYPES = frozenset({b"\x08", b"\x09", b"\x0b", b"\x0c", b"\x0d", b"\x0e"})
"""Kinds of numbers in an IDX file. Source: the page of MNIST, http://yann.lecun.com/exdb/mnist."""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Bytes that no text has, in whatever encoding of single bytes."""
_PYTHON = re.compile(
    r"^(?:import [A-Za-z_]|from [\w.]+ import |class \w+.*:|(?:async )?def \w+ *\(|@\w|\w+ *= *\S)|\b(?:nn|torch)\.\w",
    re.MULTILINE,
)

_FENCED = re.compile(r"^[ >\t]*(?:`{3}|~{3})\W*(?:python|py|ipython)\b", re.IGNORECASE | re.MULTILINE)
"""A fenced block of Python in Markdown."""
_NETWORK = re.compile(r'"(?:root|format)"\s*:')
"""A field of a document, in JSON that is damaged or too long to be read."""
_CODING = re.compile(rb"(?:[^\r\n]*(?:\r\n|\r|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
"""The encoding that a file of Python declares in its first two lines. Source: PEP 263."""
_CODECS = {
    **dict.fromkeys(("latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1"), "latin-1"),
    **dict.fromkeys(("cp1252", "windows-1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-15", "iso8859-15", "latin9"), "iso8859-15"),
}
_GOES: dict[FileKind, Later] = {
    "document": later("file-kind.document.hint"),
    "python": later("file-kind.python.hint"),
    "notebook": later("file-kind.python.hint"),
    "tensors": later("file-kind.tensors.hint"),
    "array": later("file-kind.tensors.hint"),
    "data": later("file-kind.data.hint"),
    "picture": later("file-kind.picture.hint"),
    "archive": later("file-kind.archive.hint"),
    "encoding": later("file-kind.encoding.hint"),
}
"""Where a file goes, or what makes one of it that can be opened."""


class _Peek(msgspec.Struct):
    """The fields that tell JSON files apart."""

    cells: Any = None
    nbformat: Any = None
    root: msgspec.Raw = msgspec.Raw()
    format: Any = None


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
        decoder = codecs.getincrementaldecoder(_encoding(content))()
        text = decoder.decode(head, final=len(content) <= _HEAD)
        return "other" if "\0" in text else _text(text, content, name)
    except UnicodeDecodeError:
        return "other" if _BINARY.search(head) else "encoding"


def is_idx(head: bytes) -> bool:
    """Tell whether a file begins as those of MNIST do: two zeros, a kind of number, and how many sizes follow."""
    return head[:2] == b"\0\0" and head[2:3] in _IDX_TYPES and 1 <= head[3] <= 4 and len(head) >= 8


def demand(content: bytes, name: str, *takes: FileKind) -> FileKind:
    """Return what a file is, where that is taken here.

    Raises:
        DocumentError: it is not; the sentence says what it is, and where it goes or what is taken here.
    """
    kind = kind_of(content, name)
    if kind in takes:
        return kind
    raise refusal(kind, name, *takes)


def refusal(kind: FileKind, name: str, *takes: FileKind) -> DocumentError:
    """Return what is said where a file of a kind cannot be used, and others are taken."""
    goes = _GOES.get(kind)
    return DocumentError(_said(kind, name), hint=_accepted_hint(takes) if goes is None else goes.said)


def python_text(content: bytes, name: str) -> str:
    """Return the text of a file with Python: of a notebook the code of its cells.

    Raises:
        DocumentError: it is not of the encoding that it declares, UTF-8 without one, or is a notebook that is damaged.
    """
    return notebook_code(_decode(content, name))


def json_text(content: bytes, name: str) -> bytes:
    """Return the text of a file with JSON as UTF-8, without a mark at its beginning.

    Raises:
        DocumentError: it begins as UTF-16 does and is none.
    """
    is_utf16 = _encoding(content) == "utf-16"
    return _decode(content, name).encode() if is_utf16 else content.removeprefix(codecs.BOM_UTF8)


def _encoding(content: bytes) -> str:
    """Return the name of the encoding that a text declares, as Python reads its own files; else UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = None if content.startswith(codecs.BOM_UTF8) else _CODING.match(content[:1_000])
    name = "" if declared is None else declared.group(1).decode("ascii", "replace").lower().replace("_", "-")
    return _CODECS.get(name, "utf-8-sig")


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode(_encoding(content))
    except UnicodeDecodeError:
        raise refusal("encoding", name) from None


def _said(kind: FileKind, name: str) -> str:
    words: dict[FileKind, Later] = {
        "document": later("file-kind.document", name=name),
        "json": later("file-kind.json", name=name),
        "python": later("file-kind.python", name=name),
        "notebook": later("file-kind.notebook", name=name),
        "tensors": later("file-kind.tensors", name=name),
        "array": later("file-kind.array", name=name),
        "checkpoint": later("file-kind.checkpoint", name=name),
        "data": later("file-kind.data", name=name),
        "picture": later("file-kind.picture", name=name),
        "pdf": later("file-kind.pdf", name=name),
        "archive": later("file-kind.archive", name=name),
        "empty": later("file-kind.empty", name=name),
        "encoding": later("file-kind.encoding", name=name),
        "other": later("file-kind.other", name=name),
    }
    return words[kind].said


def _accepted_hint(takes: tuple[FileKind, ...]) -> str:
    if "picture" in takes:
        return say("file-kind.hint.picture")
    return say("file-kind.hint.tensors") if "array" in takes else say("file-kind.hint")


def _binary(head: bytes) -> FileKind | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(head)
    if (head[:2] == b"BM" and b"\0" in head[:14]) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    # safetensors: eight bytes say how long the JSON behind them is.
    if head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") < 2**40:
        return "checkpoint"
    if is_idx(head):
        return "data"
    return "archive" if head[257:262] == b"ustar" else None


def _zip_kind(head: bytes) -> FileKind:
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first.endswith(b".npy"):
        return "data"
    # torch's zip files begin with one of these, in a folder that is called as the file.
    torches = (b"/data.pkl", b"/.format_version", b"/byteorder", b"/version", b"/.storage_alignment")
    return "tensors" if first.endswith(torches) else "archive"


def _text(text: str, content: bytes, name: str) -> FileKind:
    start = text.lstrip()[:1]
    if _FENCED.search(text) is not None:
        return "python"
    if start in ("{", "["):
        found = _json_kind(text, content)
        if found is not None:
            return found
    if start == "<":
        return "picture" if "<svg" in text else "other"
    if name.endswith(".py"):
        return "python"
    if _is_table(text):
        return "data"
    if _PYTHON.search(text):
        return "python"
    return "json" if start == "{" else "other"


def _json_kind(text: str, content: bytes) -> FileKind | None:
    """Tell what JSON is; None for what is none, but a document that is damaged is a document: its reader says where."""
    if len(content) > MAX_TEXT:
        return "notebook" if '"cells"' in text else "document" if _NETWORK.search(text) else None
    try:
        whole = json_text(content, "")
        if text.lstrip()[:1] == "[":
            msgspec.json.decode(whole, type=msgspec.Raw)
            return "json"
        peek = msgspec.json.decode(whole, type=_Peek)
    except (msgspec.MsgspecError, UnicodeDecodeError, DocumentError, RecursionError):
        return "document" if text.lstrip().startswith("{") and _NETWORK.search(text) else None
    if isinstance(peek.cells, list) and peek.nbformat is not None:
        return "notebook"
    return "document" if bytes(peek.root).startswith(b"{") or peek.format == 1 else "json"


def _is_table(text: str) -> bool:
    """Tell whether the first lines have the same number of columns, two at least."""
    lines = [line for line in text.splitlines()[: _LINES + 1] if line.strip()][:_LINES]
    if len(lines) < 2 or any(line != line.lstrip() or line.rstrip().endswith(":") for line in lines):
        return False
    counts = ({line.count(mark) for line in lines} for mark in ",\t;")
    return any(len(count) == 1 and count.isdisjoint({0}) for count in counts) and not _PYTHON.search(text)
