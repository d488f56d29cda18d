"""Which reader takes a file, by what is in it; a name is asked only of a text, which may be prose or a table."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from builder.datasets.own.opening import check_plain, content_of, is_packed
from builder.datasets.own.reading import Bounds
from builder.datasets.own.text_table import looks_like_table
from builder.errors import BuilderError
from builder.file_kind import FileKind, is_idx, kind_of, refusal
from builder.sentences import say

DataKind: TypeAlias = Literal["idx", "npy", "npz", "pt", "safetensors", "parquet", "table", "pictures", "text"]

_HEAD = 2**16
_ZIP = b"PK\x03\x04"
_BINARY: dict[FileKind, DataKind] = {"array": "npy", "tensors": "pt"}
_TEXTS: frozenset[FileKind] = frozenset({"data", "other", "python", "json", "document", "notebook"})
_TABLES = (".csv", ".tsv", ".data")
_PROSE = (".txt", ".md")


def data_kind(file: Path, bounds: Bounds) -> DataKind:
    """Return the kind of a file of data.

    Raises:
        BuilderError: it is no plain file, or none that is read.
        LimitError: it is too large.
    """
    check_plain(file, bounds)
    with content_of(file, bounds) as opened:
        head = opened.read(_HEAD)
    name = file.name.lower().removesuffix(".gz")
    found = _kind(head, name)
    if found is None:
        raise _refusal(head, file.name)
    if is_packed(file) and found not in ("idx", "table", "text"):
        raise BuilderError(say("file-kind.archive", name=file.name), hint=say("file-kind.archive.hint"))
    return found


def _kind(head: bytes, name: str) -> DataKind | None:
    if is_idx(head):
        return "idx"
    kind = kind_of(head, name)
    if kind in _BINARY:
        return _BINARY[kind]
    if head.startswith(_ZIP):
        return "npz" if kind == "data" else "pictures"
    if head.startswith(b"PAR1"):
        return "parquet"
    if kind == "checkpoint":
        return "safetensors" if head[8:9] == b"{" else None
    return _text(head, name) if kind in _TEXTS else None


def _text(head: bytes, name: str) -> DataKind | None:
    """Tell a table from prose: by its name, or by its first lines where that may be both."""
    try:
        text = head.decode("utf-8-sig", "strict" if len(head) < _HEAD else "ignore")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    if name.endswith(_TABLES) or looks_like_table(lines):
        return "table"
    return "text" if name.endswith(_PROSE) else None


def _refusal(head: bytes, name: str) -> BuilderError:
    """Return what is said of a file that no reader takes."""
    kind = kind_of(head, name)
    if head.startswith(b"\x80"):
        return BuilderError(say("datasets.own.pickle", name=name), hint=say("datasets.own.pickle.hint"))
    if kind in ("encoding", "empty"):
        return refusal(kind, name)
    return BuilderError(refusal(kind, name).problem, hint=say("datasets.own.kinds.hint"))
