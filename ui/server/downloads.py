"""What a session may download: an unguessable address for each file or text, good as long as the session lasts."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

Content: TypeAlias = Path | Callable[[], str | bytes | Path]
"""A file on disk, or a function that names one or writes a small text when it is asked for."""

MAX_OFFERS = 10_000
"""Offers that are kept; the oldest goes first."""


class Offer(msgspec.Struct, frozen=True):
    """One thing to download, and the session that may; `prepare` starts what makes the file, where that is needed."""

    session: str
    name: str | Callable[[], str]
    content: Content
    prepare: Callable[[], Future[Any] | None] | None = None
    person: str | None = None
    """Whose browser the session is in; another one gets nothing, though it knows the address."""

    @property
    def file(self) -> str:
        """The name that the file has now."""
        return self.name if isinstance(self.name, str) else self.name()


class Downloads:
    """All offers of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offers: OrderedDict[str, Offer] = OrderedDict()
        self._tokens: dict[tuple[str, str], str] = {}

    def offer(self, key: str, offer: Offer) -> str:
        """Return the address of what is offered; the same for each call with one session and key."""
        with self._lock:
            token = self._tokens.setdefault((offer.session, key), secrets.token_urlsafe(32))
            self._offers[token] = offer
            self._offers.move_to_end(token)
            while len(self._offers) > MAX_OFFERS:
                old, _ = self._offers.popitem(last=False)
                self._tokens = {place: kept for place, kept in self._tokens.items() if kept != old}
        return f"nnblocks/download/{token}"

    def revoke(self, document: str) -> None:
        """Withdraw all that was offered of a document, to whomever."""
        with self._lock:
            gone = [place for place in self._tokens if place[1].startswith(document)]
            for place in gone:
                self._offers.pop(self._tokens.pop(place), None)

    def find(self, token: str) -> Offer | None:
        """Return what the address stands for."""
        with self._lock:
            return self._offers.get(token)
