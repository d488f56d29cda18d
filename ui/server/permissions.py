"""The one place that decides who may do what, and the permission that each route declares.

A document's address is enough to read and edit it. Its owner alone lists, deletes and readdresses it, and deletes the
files that its console has saved; whoever began work cancels it, and whoever was offered a file downloads it. What one
may not do is answered as what is not there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal, TypeAlias

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from builder.library.owners import missing_error
from builder.sentences import Later, later
from ui.server.people import key_of, owner_of

Kind: TypeAlias = Literal["app", "document", "job", "file", "key"]
Action: TypeAlias = Literal["see", "read", "edit", "delete", "readdress", "cancel", "download", "change"]
Owner: TypeAlias = str | None
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

_ANYBODY = frozenset({("app", "see"), ("document", "read"), ("document", "edit"), ("key", "change")})
_OWNER = frozenset({("document", "delete"), ("document", "readdress"), ("job", "cancel")})
_SAME = frozenset({("file", "download"), ("file", "delete")})


class Resource(msgspec.Struct, frozen=True):
    """What somebody asks for: its kind, and whose it is; None where it belongs to nobody."""

    kind: Kind
    owner: Owner = None


APP = Resource("app")
"""What is the same for everybody: scripts, the catalogue, a sign of life."""
ADDRESSED = Resource("document")
"""The document of an address, whosever it is: the address is enough."""


OWN_KEY = Resource("key")
"""The key of the browser that asks."""


def may(person: Owner, action: Action, thing: Resource) -> bool:
    """Tell whether a person may do that; without a rule nobody may.

    >>> may("ada", "edit", Resource("document", "bob")), may("ada", "delete", Resource("document", "bob"))
    (True, False)
    >>> may(None, "delete", Resource("document", None)), may("bob", "see", Resource("document", "bob"))
    (False, False)
    """
    asked = (thing.kind, action)
    if asked in _ANYBODY:
        return True
    if asked in _OWNER:
        return person is not None and person == thing.owner
    # A browser that keeps no cookies is nobody; what it was offered has an address that nobody can guess, and so has
    # the network with whose files it works.
    return asked in _SAME and person == thing.owner


def demand(person: Owner, action: Action, thing: Resource) -> None:
    """Raise unless a person may do that.

    Raises:
        DocumentError: they may not; it says no more than of what is not there.
    """
    if not may(person, action, thing):
        raise missing_error()


class Permission(msgspec.Struct, frozen=True):
    """What a route does to which thing; `find` returns None where there is none, as for a forged id."""

    action: Action
    find: Callable[[Request], Resource | None]
    missing: Later = later("server.not-found")
    """The answer for missing things and for missing permissions alike."""


class GuardedRoute(Route):
    """A route that checks its permission before its endpoint runs."""

    def __init__(self, path: str, endpoint: Endpoint, permission: Permission, **more: Any) -> None:  # noqa: ANN401
        self.permission = permission

        async def guarded(request: Request) -> Response:
            thing = permission.find(request)
            if thing is None or not may(owner_of(key_of(request.scope)), permission.action, thing):
                return PlainTextResponse(permission.missing.said, 404, headers={"Cache-Control": "no-store"})
            return await endpoint(request)

        super().__init__(path, guarded, **more)


def require_permissions(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    """Return the routes if each declares a permission; the app does not start otherwise.

    Raises:
        TypeError: one does not.
    """
    missing = [getattr(route, "path", route) for route in routes if not isinstance(route, GuardedRoute)]
    if missing:
        raise TypeError(f"routes without a permission: {missing}")
    return list(routes)
