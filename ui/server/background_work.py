"""A piece of work that a page has given to a worker and asks about until it is done."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from builder.jobs.run import JobFuture


class Work:
    """One piece of work: what it was asked for, what it does, and its future."""

    def __init__(self, key: Hashable, title: str, future: JobFuture[Any]) -> None:
        self.key = key
        self.title = title
        self.future = future
