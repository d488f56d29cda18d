"""Identifies people by the key that their browser keeps in a cookie. There are no names and no passwords.

The database stores only the SHA-256 of a key, as the owner of documents; a key has 256 random bits, so none is
found again from that. The cookie is read in `ui.browser_key` alone: further in there is one valid key, or none.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from starlette.types import Scope

COOKIE = "nnblocks_key"
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
PLACE = "nnblocks.key"
"""Where in a request's scope its key stands."""


def new_key() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_urlsafe(32)


def is_key(text: object) -> bool:
    """Tell whether a text has the form of a key."""
    return isinstance(text, str) and _KEY.fullmatch(text) is not None


def owner_of(key: str | None) -> str | None:
    """Return the owner that a key stands for; None without one.

    >>> owner_of("A" * 43)[:16], owner_of(None)
    ('0f007385b6f9d4b7', None)
    """
    return None if key is None else hashlib.sha256(key.encode()).hexdigest()


def key_of(scope: Scope) -> str | None:
    """Return the key that a request came with."""
    key: str | None = scope.get(PLACE)
    return key
