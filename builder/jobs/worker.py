"""The main function of a worker: it runs one job under its limits and exits."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from multiprocessing.connection import Connection

import torch

from builder.errors import BuilderError
from builder.jobs import messages
from builder.jobs.channel import talk_through
from builder.jobs.limits import apply_memory_limit
from builder.jobs.progress import Progress, report_to


def work(fd: int) -> None:
    """Read a job from the channel, run it, and write what it reports, returns or raises.

    Raises:
        EOFError, OSError: the other end has closed the channel.
    """
    signal.signal(signal.SIGTERM, _leave)
    channel = Connection(fd)
    job = messages.decode_job(channel.recv_bytes())
    channel.send_bytes(messages.encode(messages.Started(os.getpid())))

    def send(progress: Progress) -> None:
        channel.send_bytes(messages.encode(messages.Reported(*progress)))

    report_to(send)
    talk_through(channel)
    reply: messages.Reply
    try:
        torch.set_num_threads(1)
        function = messages.find(job.function)
        arguments = messages.arguments(function, job.args)
        apply_memory_limit(job.limits, arguments.values())
        value = function(**arguments)
        reply = messages.Returned(messages.encode(value))
        if len(reply.value) > messages.MAX_BYTES // 2:
            raise ValueError(f"it returned {len(reply.value):,} bytes, which belong into a file")
    except Exception as error:  # whatever went wrong, a worker reports it before it exits
        reply = messages.raised_message(error, job.limits)
    channel.send_bytes(messages.encode(reply))
    channel.close()


def warm() -> None:
    """Run the imports of a first tensor operation, which take torch seconds."""
    from builder.live import console
    from builder.module.trial import prepare
    from builder.training import run  # noqa: F401 - so that the first point of a curve need not wait for it

    with contextlib.suppress(BuilderError):
        console.warm()
        prepare()
    gc.collect()
    gc.freeze()


def _leave(*_: object) -> None:
    """Exit on request by an exception, so that every `finally` runs and no half-written file stays."""
    raise SystemExit
