"""What was found once is read from a folder: by the content of all that went in, bounded, swept by age."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import msgspec

from builder.atomic_write import write_whole
from builder.inspection.report import Report
from builder.inspection.side_by_side import Comparison

MOST_FILES = 100
MOST_BYTES = 64 * 2**20
MOST_SECONDS = 7 * 24 * 3600.0
_END = 2**20
"""Bytes at the end of a large file that tell it from others, beside its size and time."""
_VERSION = b"4"
"""Another one makes what is kept be found anew: for a change of what a report holds or how it is worked out."""

_decode = msgspec.msgpack.Decoder(Report).decode
_decode_comparison = msgspec.msgpack.Decoder(Comparison).decode
_Times: TypeAlias = tuple[float | None, float | None]
"""Of the forward and of the way back."""
_decode_times = msgspec.msgpack.Decoder(tuple[_Times, tuple[_Times, ...]]).decode


def key_of(parts: Iterable[object], files: Iterable[Path]) -> str | None:
    """Return a name for what comes of these parts and files; None where a file cannot be read.

    Who reads it says what is wrong with it.

    Args:
        parts: structs, texts and numbers: what decides the result, in a fixed order.
        files: name, size in bytes, time of change and the last MiB of each count; the folder does not.
    """
    digest = hashlib.blake2b(_VERSION, digest_size=20)
    for part in parts:
        text = msgspec.json.encode(part, enc_hook=str)
        digest.update(len(text).to_bytes(8, "little") + text)
    try:
        for file in files:
            state = file.stat()
            digest.update(f"{file.name} {state.st_size} {state.st_mtime_ns}".encode())
            with file.open("rb") as opened:
                opened.seek(max(0, state.st_size - _END))
                digest.update(opened.read())
    except OSError:
        return None
    return digest.hexdigest()


def kept_report(folder: Path, key: str) -> Report | None:
    """Return a report that was kept, with the times that were taken with it; None where there is none.

    Args:
        folder: of the reports of one document.
        key: as `key_of` returns it; it names the files in `folder`.
    """
    try:
        report = _decode((folder / f"{key}.report").read_bytes())
        whole, each = _decode_times((folder / f"{key}.times").read_bytes())
        calls = tuple(
            msgspec.structs.replace(call, seconds=forward, backward_seconds=backward)
            for call, (forward, backward) in zip(report.calls, each, strict=True)
        )
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    return msgspec.structs.replace(report, calls=calls, forward_seconds=whole[0], backward_seconds=whole[1])


def keep_report(folder: Path, key: str, report: Report) -> None:
    """Keep a report, its times apart, since no content tells them; remove what is old or too much.

    What cannot be kept, since the disk is full or another worker removes it, is found anew the next time.

    Args:
        folder: is made where it is not there; files over `MOST_FILES`, `MOST_BYTES` or `MOST_SECONDS` leave it.
        key: as `key_of` returns it; it names the files in `folder`.
        report: of the run.
    """
    with suppress(OSError):
        _keep(folder, key, report)


def kept_comparison(folder: Path, key: str) -> Comparison | None:
    """Return a comparison that was kept, with the times that were taken with it; None where there is none.

    Args:
        folder: of the reports of one document.
        key: as `key_of` returns it; it names the files in `folder`.
    """
    try:
        return _decode_comparison((folder / f"{key}.comparison").read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None


def keep_comparison(folder: Path, key: str, comparison: Comparison) -> None:
    """Keep a comparison as `keep_report` keeps a report, in one file.

    Args:
        folder: as `keep_report` takes it.
        key: as `key_of` returns it; it names the files in `folder`.
        comparison: of the two runs.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{key}.comparison", msgspec.msgpack.encode(comparison))
        sweep(folder)


def _keep(folder: Path, key: str, report: Report) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    calls = tuple(msgspec.structs.replace(call, seconds=None, backward_seconds=None) for call in report.calls)
    content = msgspec.structs.replace(report, calls=calls, forward_seconds=None, backward_seconds=None)
    each = tuple((call.seconds, call.backward_seconds) for call in report.calls)
    times = ((report.forward_seconds, report.backward_seconds), each)
    write_whole(folder / f"{key}.times", msgspec.msgpack.encode(times))
    write_whole(folder / f"{key}.report", msgspec.msgpack.encode(content))
    sweep(folder)


def sweep(folder: Path, now: float | None = None) -> None:
    """Remove what is older than a week, then the oldest until the rest is in its bounds."""
    now = time.time() if now is None else now
    found = sorted(((file.stat().st_mtime, file) for file in folder.iterdir() if file.is_file()), reverse=True)
    size = 0
    for i, (made, file) in enumerate(found):
        size += file.stat().st_size
        if now - made > MOST_SECONDS or i >= MOST_FILES or size > MOST_BYTES:
            file.unlink(missing_ok=True)
