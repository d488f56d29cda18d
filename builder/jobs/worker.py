"""What a worker does: one job, under its limits, and then it is gone with all it held."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from multiprocessing.connection import Connection

import torch

from builder.errors import BuilderError
from builder.jobs import conversation, messages
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
    conversation.talk_through(channel)
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
    except Exception as error:  # a worker's last act is to say what went wrong, whatever it is
        reply = messages.raised(error, job.limits)
    channel.send_bytes(messages.encode(reply))
    channel.close()


def warm() -> None:
    """Load what the first tensor operation of an interpreted text needs: seconds of imports inside torch."""
    from builder.live import console
    from builder.module.trial import prepare

    with contextlib.suppress(BuilderError):
        console.warm()
        prepare()
    gc.collect()
    gc.freeze()


def _leave(*_: object) -> None:
    """End on request by way of every `finally`, so that no half-written file stays."""
    raise SystemExit
