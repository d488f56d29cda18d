"""The activity of each job, as its messages name it."""

from __future__ import annotations

from collections.abc import Callable

from builder.sentences import say

_TITLES: dict[str, Callable[[], str]] = {
    "comparison": lambda: say("jobs.title.comparison"),
    "console": lambda: say("jobs.title.console"),
    "diagram": lambda: say("jobs.title.diagram"),
    "element": lambda: say("jobs.title.element"),
    "file": lambda: say("jobs.title.file"),
    "job": lambda: say("jobs.title.job"),
    "parameters": lambda: say("jobs.title.parameters"),
    "rules": lambda: say("jobs.title.rules"),
    "run": lambda: say("jobs.title.run"),
    "tensor": lambda: say("jobs.title.tensor"),
    "trial": lambda: say("jobs.title.trial"),
    "weights": lambda: say("jobs.title.weights"),
}


def titled(name: str) -> str:
    """Return what the job of a name does; another name stands for itself.

    >>> titled("weights"), titled("waiting")
    ('creating the weights', 'waiting')
    """
    return _TITLES[name]() if name in _TITLES else name
