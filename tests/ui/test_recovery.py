import asyncio

import pytest
from starlette.requests import Request
from starlette.routing import Match

from builder import templates
from ui.recovery import PATH
from ui.routes import ROUTES
from ui.server.people import COOKIE, new_key, owner_of

HOST = "nets.example:8501"
OURS = f"http://{HOST}"


@pytest.fixture
def mine(own_service):
    """Give a key to which one network belongs."""
    key = new_key()
    own_service.library.create(templates.load("mlp"), owner=owner_of(key))
    return key


def ask(body=None, key=None, origin=OURS, **more):
    """Send a form to the page, or open it, as one of the app's routes."""
    headers = [(b"host", HOST.encode()), *([] if origin is None else [(b"origin", origin.encode())])]
    scope = {"type": "http", "method": "GET" if body is None else "POST", "path": PATH, "scheme": "http", **more}
    scope |= {"headers": headers, "query_string": b"", "server": (HOST, 80), "nnblocks.key": key}

    async def receive():
        return {"type": "http.request", "body": (body or "").encode(), "more_body": False}

    route = next(one for one in ROUTES if one.matches(scope)[0] == Match.FULL)
    return asyncio.run(route.endpoint(Request(scope, receive)))


def test_opening_the_link_changes_nothing(mine):
    """A person has to say so: a link may be another's."""
    answer = ask()
    assert "set-cookie" not in answer.headers
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_the_form_gives_the_browser_the_key(mine):
    """By the same cookie as a visit does."""
    answer = ask(f"key={mine}")
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}={mine}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax")
    assert "lists 1 network." in answer.body.decode()


FOREIGN = [None, "null", "http://evil.test", f"http://evil.test@{HOST}", f"{OURS}.evil.test", ""]
FOREIGN += [f"ftp://{HOST}", f"//{HOST}"]


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("body", ["key={mine}", ""])
def test_what_another_site_sends_is_not_found(mine, origin, body):
    """It could make this browser somebody else, or replace its key."""
    answer = ask(body.format(mine=mine), key=mine, origin=origin)
    assert (answer.status_code, answer.body) == (404, b"Not found")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("key", ["", "x", "y" * 43, "<script>", "%00", "é"])
def test_a_forged_key_is_not_taken(own_service, key):
    """Nobody's browser becomes somebody that a link has made up."""
    answer = ask(f"key={key}&x=1")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert "<script>key" not in answer.body.decode()


def test_what_is_kept_at_rest_is_no_key(mine):
    """A stolen database opens no list."""
    assert ask(f"key={owner_of(mine)}").status_code == 404


def test_networks_that_the_browser_had_are_not_lost(own_service, mine):
    """The answer has the recovery link of the key that is replaced."""
    other = new_key()
    own_service.library.create(templates.load("mlp"), owner=owner_of(other))
    assert f"{OURS}{PATH}#{other}" in ask(f"key={mine}", key=other).body.decode()


def test_a_browser_without_networks_is_told_of_no_other_link(mine):
    """There is nothing to lose."""
    assert "#" not in ask(f"key={mine}", key=new_key()).body.decode().partition("<script>")[0].partition("</style>")[2]


def test_a_key_can_be_replaced(own_service, mine):
    """All that belonged to the old one belongs to the new one, which the answer sets and shows."""
    answer = ask("", key=mine)
    key = answer.headers["set-cookie"].removeprefix(f"{COOKIE}=").partition(";")[0]
    assert own_service.library.owners.count(owner_of(key)) == 1
    assert f"{OURS}{PATH}#{key}" in answer.body.decode()


def test_a_replaced_key_is_worth_nothing(own_service, mine):
    """Its recovery link is answered as one that never was."""
    ask("", key=mine)
    assert own_service.library.owners.list(owner_of(mine)) == ()
    assert ask(f"key={mine}").status_code == 404


def test_a_browser_without_cookies_has_no_key_to_replace(own_service):
    """And is given none: it would not keep that either."""
    answer = ask("")
    assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)
