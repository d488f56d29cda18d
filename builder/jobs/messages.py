"""The messages between a pool and its workers: plain data as MessagePack, never pickles, so never tensors.

A job is the name of an importable function and its arguments. Arguments and result are read back by the function's
annotations, so that structs arrive as structs on both sides.
"""

from __future__ import annotations

import errno
import inspect
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast, get_type_hints

import msgspec

from builder import errors
from builder.errors import BuilderError, JobError, encodable
from builder.jobs.limits import Limits
from builder.sentences import Sentence, say

_T = TypeVar("_T")

MAX_BYTES = 64_000_000
"""The longest message: what a job hands back is shown on a screen; what is larger is a file."""


class Job(msgspec.Struct, frozen=True, tag=True):
    """A call to make: `function` as `module:name`."""

    function: str
    args: bytes
    limits: Limits


class StartMessage(msgspec.Struct, frozen=True, tag=True):
    """The worker has begun."""

    pid: int


class ProgressMessage(msgspec.Struct, frozen=True, tag=True):
    """The progress of a job."""

    fraction: float
    words: str


class ResultMessage(msgspec.Struct, frozen=True, tag=True):
    """What the function returned."""

    value: bytes


class ErrorMessage(msgspec.Struct, frozen=True, tag=True):
    """What the function raised: a kind of `BuilderError` by name, its three parts, and the traceback for the log."""

    kind: str
    problem: str
    path: str | None
    hint: str | None
    trace: str


class LostMessage(msgspec.Struct, frozen=True, tag=True):
    """The machine with the worker is gone, which is no fault of the job's; a host says so, no worker."""


class AnswerMessage(msgspec.Struct, frozen=True, tag=True):
    """An answer in a conversation."""

    value: bytes


Reply: TypeAlias = StartMessage | ProgressMessage | ResultMessage | ErrorMessage | LostMessage | AnswerMessage

_encode = msgspec.msgpack.Encoder(enc_hook=lambda value: _plain(value)).encode
decode_job = msgspec.msgpack.Decoder(Job).decode
decode_reply = msgspec.msgpack.Decoder(Reply).decode


def encode(value: object) -> bytes:
    """Write a message, half characters as Python escapes them."""
    try:
        return _encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=lambda inner: _plain(inner))
        return _encode(_encodable(plain))


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return value


def job(function: Callable[..., Any], args: tuple[object, ...], kwargs: dict[str, object], limits: Limits) -> bytes:
    """Encode a call.

    Raises:
        TypeError: the function cannot be imported by its name, or an argument is no plain data.
    """
    name = f"{function.__module__}:{function.__qualname__}"
    # `<lambda>` and `<locals>` in a qualified name lead to nothing that can be imported.
    if "<" in name or find(name) is not function:
        raise TypeError(f"{name} cannot run in a worker: it is no function at the top of a module")
    bound = inspect.signature(function).bind(*args, **kwargs)
    return encode(Job(name, encode(bound.arguments), limits))


def find(name: str) -> Callable[..., Any]:
    """Import the function that `job` has named.

    Raises:
        ImportError, AttributeError: there is no such module or function.
        TypeError: what has the name cannot be called.
    """
    module, _, attribute = name.partition(":")
    found = getattr(import_module(module), attribute)
    if not callable(found):
        raise TypeError(f"{name} is no function")
    return cast("Callable[..., Any]", found)


def arguments(function: Callable[..., Any], text: bytes) -> dict[str, Any]:
    """Read arguments back as the types that the function's annotations name."""
    hints = get_type_hints(function)
    values: dict[str, Any] = msgspec.msgpack.decode(text)
    return {name: msgspec.convert(value, hints.get(name, Any), dec_hook=from_plain) for name, value in values.items()}


def result(function: Callable[..., _T], text: bytes) -> _T:
    """Read a result back as the type that the function's annotation names."""
    hint = get_type_hints(function).get("return", Any)
    return cast("_T", msgspec.msgpack.decode(text, type=hint, dec_hook=from_plain))


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def raised_message(error: BaseException, limits: Limits) -> ErrorMessage:
    """Convert what a job function raised to a message for the person who waits for it."""
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, BuilderError):
        return ErrorMessage(type(error).__name__, error.problem, error.path, error.hint, trace)
    # Torch's allocator raises a RuntimeError with these words, no MemoryError.
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        problem = say("jobs.memory", job=limits.subject)
        return ErrorMessage("LimitError", problem, None, say("jobs.memory.hint"), trace)
    if isinstance(error, OSError) and error.errno in _FULL:
        problem = say("jobs.disk", job=limits.worded)
        return ErrorMessage("StorageError", problem, None, say("jobs.disk.hint"), trace)
    reason = Sentence(f"{type(error).__name__}: {_first_line(error)}")
    problem = say("jobs.failed", job=limits.subject, reason=reason)
    return ErrorMessage("JobError", problem, None, None, trace)


def to_error(reply: ErrorMessage) -> BuilderError:
    """Make the error to raise on the waiting side; the worker's traceback is a note on it."""
    kind = getattr(errors, reply.kind, JobError)
    if kind.__init__ is not BuilderError.__init__:  # kinds with further parts travel as their base
        kind = BuilderError
    error: BuilderError = kind(reply.problem, reply.path, reply.hint)
    error.add_note(reply.trace)
    return error


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:300]


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"a worker takes and returns plain data, and this is a {type(value).__name__}")


def from_plain(kind: type, value: object) -> object:
    """Read what `encode` has written as plain data.

    Raises:
        TypeError: `kind` is no path, or the value is no text.
    """
    if issubclass(kind, Path) and isinstance(value, str):
        return Path(value)
    raise TypeError(f"no plain data becomes a {kind.__name__}")
