import asyncio
from typing import get_args

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from builder.errors import DocumentError
from ui.routes import ROUTES
from ui.server.permissions import (
    ADDRESSED,
    APP,
    Action,
    GuardedRoute,
    Kind,
    Permission,
    Resource,
    demand,
    may,
    require_permissions,
)

PEOPLE = ("ada", "bob", None)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("action", ["read", "edit"])
def test_an_address_is_an_edit_link(person, action):
    """Whoever knows it reads and edits, whosever the document is."""
    assert all(may(person, action, Resource("document", owner)) for owner in PEOPLE)


@pytest.mark.parametrize("action", ["delete", "readdress"])
def test_only_the_owner_ends_a_document(action):
    """Nobody else, and nobody at all where it belongs to nobody."""
    allowed = {(one, of) for one in PEOPLE for of in PEOPLE if may(one, action, Resource("document", of))}
    assert allowed == {("ada", "ada"), ("bob", "bob")}


@pytest.mark.parametrize("action", ["download", "delete"])
def test_a_file_is_for_whom_it_was_offered_to(action):
    """Or whose network it belongs to; a browser without cookies is nobody, as nobody's network is."""
    allowed = {(person, to) for person in PEOPLE for to in PEOPLE if may(person, action, Resource("file", to))}
    assert allowed == {("ada", "ada"), ("bob", "bob"), (None, None)}


def test_what_no_rule_names_nobody_may():
    """An action that is new has to be allowed by a rule."""
    allowed = {(k, a) for k in get_args(Kind) for a in get_args(Action) if may("ada", a, Resource(k, "ada"))}
    assert allowed == {
        ("app", "see"),
        ("document", "read"),
        ("document", "edit"),
        ("document", "delete"),
        ("document", "readdress"),
        ("job", "cancel"),
        ("file", "download"),
        ("file", "delete"),
        ("key", "change"),
    }


def test_what_one_may_not_do_is_not_there():
    """The refusal does not tell a foreign id from a guessed one."""
    with pytest.raises(DocumentError, match="There is no network at this address"):
        demand("bob", "delete", Resource("document", "ada"))
    demand("ada", "delete", Resource("document", "ada"))


def test_every_route_declares_a_permission():
    """The list that the app starts with is complete."""
    assert require_permissions(ROUTES) == ROUTES


def test_a_route_without_a_permission_stops_the_start():
    """It is named."""
    with pytest.raises(TypeError, match="'/open'"):
        require_permissions([*ROUTES, Route("/open", lambda request: PlainTextResponse(""))])


def answer(permission):
    """Ask a route that declares this permission."""

    async def endpoint(request):
        return PlainTextResponse("here")

    return asyncio.run(GuardedRoute("/x", endpoint, permission).endpoint(Request({"type": "http"})))


def test_a_route_answers_whom_it_may():
    """Then its endpoint runs."""
    assert answer(Permission("read", lambda _: ADDRESSED)).body == b"here"
    assert answer(Permission("see", lambda _: APP)).body == b"here"


@pytest.mark.parametrize("thing", [None, Resource("document", "ada"), Resource("document", None)])
def test_foreign_and_forged_ids_are_answered_alike(thing):
    """As not found, and nobody keeps that."""
    found = answer(Permission("delete", lambda _: thing))
    assert (found.status_code, found.body, found.headers["Cache-Control"]) == (404, b"Not found", "no-store")
