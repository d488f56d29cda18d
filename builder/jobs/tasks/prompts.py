"""The prompt on a live network as a conversation: what a page asks, and what a worker answers."""

from __future__ import annotations

import signal
from pathlib import Path

from builder.document.blocks import Document
from builder.jobs.channel import answer, questions
from builder.jobs.limits import Limits, with_limits
from builder.jobs.prompt_messages import Bind, Complete, Enter, Use
from builder.sentences import later

SECONDS = 30.0
"""Wall time after which a worker is ended that does not answer: the interpreter itself stops sooner."""


@with_limits(Limits(later("jobs.title.console"), SECONDS, memory=2 * 2**30))
def console(document: Document, weights: Path, shelf: Path, device: str = "cpu") -> None:
    """Answer questions until the other side disconnects; an interrupt ends the current input.

    Raises:
        BuilderError: the device is not here.
    """
    # An interrupt that comes before there is anything to stop must not end the worker.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from builder.jobs.prompt import Prompt
    from builder.jobs.shelf import Shelf

    files = Shelf(shelf)
    prompt = Prompt(document, weights, files, device)
    signal.signal(signal.SIGINT, lambda *_: prompt.console.stop())
    for question in questions(Enter, Bind, Use, Complete):
        match question:
            case Enter(text=text, target=target):
                files.is_owners = question.is_owners
                answer(prompt.enter(text, target))
            case Bind():
                prompt.bind(question.document, question.weights, question.device)
                answer(True)
            case Use(name=name, target=target):
                answer(prompt.use(name, target))
            case Complete(text=text):
                answer(prompt.complete(text))
