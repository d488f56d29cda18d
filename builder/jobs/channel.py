"""The worker's side of a conversation: it takes `questions()` and answers each by `answer`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import reduce
from multiprocessing.connection import Connection
from operator import or_
from typing import TypeVar

import msgspec

from builder.jobs import messages

_T = TypeVar("_T")
_channels: list[Connection] = []
"""The one channel of a worker; a worker holds one conversation in one process and never shares this."""


def talk_through(channel: Connection) -> None:
    """Let this process's `questions` and `answer` use a channel; for `builder.jobs.worker`."""
    _channels.append(channel)


def questions(*kinds: type[_T]) -> Iterator[_T]:
    """Yield the questions of the other side until it disconnects; for use in a worker."""
    decode = msgspec.msgpack.Decoder(reduce(or_, kinds), dec_hook=messages.from_plain).decode
    with contextlib.suppress(EOFError, OSError):
        while True:
            yield decode(_channels[-1].recv_bytes(messages.MAX_BYTES))


def answer(value: object) -> None:
    """Answer the last question; for use in a worker."""
    _channels[-1].send_bytes(messages.encode(messages.AnswerMessage(messages.encode(value))))
