import asyncio
import re

import pytest
from streamlit import config

from ui.browser_key import Keys
from ui.server.people import COOKIE, is_key, key_of, new_key, owner_of

MINE, PLANTED = new_key(), new_key()


def ask(*cookies, accept="text/html,*/*", wanted=b"set-cookie", **more):
    """Send a request through the middleware and return what comes out inside, and a header of the answer."""
    headers = [(b"accept", accept.encode()), *((b"cookie", cookie.encode()) for cookie in cookies)]
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/", "query_string": b"", "headers": headers}
    scope |= more
    inside, sent = [], []

    async def app(scope, receive, send):
        inside.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.extend(value.decode() for name, value in message["headers"] if name.lower() == wanted)

    asyncio.run(Keys(app)(scope, None, send))
    return inside[0], sent


def cookies_inside(scope):
    """Return what Streamlit reads of the cookies."""
    return [value.decode() for name, value in scope["headers"] if name == b"cookie"]


def test_a_first_visit_gets_a_key():
    """For no script, for no other site, and over plain http too."""
    (cookie,) = ask()[1]
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{43}}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax", cookie)


def test_below_a_base_path_the_key_stays_there():
    """What else the host serves does not get it."""
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "/nets/")
    try:
        assert "; Path=/nets; " in ask()[1][0]
    finally:
        config.set_option("server.baseUrlPath", before)


def test_over_https_the_key_stays_there():
    """A browser does not send it in the clear afterwards."""
    assert ask(scheme="https")[1][0].endswith("; Secure")


def test_no_two_first_visits_get_one_key():
    """Each browser is somebody else."""
    assert len({ask()[1][0] for _ in range(20)}) == 20


def test_the_request_that_brings_no_key_has_none():
    """It is not yet sure that the browser keeps the one it gets."""
    assert key_of(ask()[0]) is None


def test_a_key_comes_in_and_is_kept_for_longer():
    """By the same cookie, with its time from now on."""
    scope, sent = ask(f"a=1; {COOKIE}={MINE}; b=2")
    assert key_of(scope) == MINE
    assert sent[0].startswith(f"{COOKIE}={MINE}; Max-Age=34560000;")


def test_other_cookies_stay():
    """Streamlit has one of its own, by which it knows its own pages."""
    assert cookies_inside(ask(f"_streamlit_xsrf=x=y; {COOKIE}={MINE}")[0]) == [f"_streamlit_xsrf=x=y; {COOKIE}={MINE}"]


FORGED = ["", "short", "x" * 42, "x" * 44, "x" * 42 + "%", "../" * 14 + "x", "é" * 43, '"' * 43]


@pytest.mark.parametrize("value", FORGED)
def test_a_forged_cookie_is_no_key(value):
    """What we have not made is nobody's: nothing further in sees it, and the browser gets a key."""
    scope, sent = ask(f"{COOKIE}={value}".encode().decode("latin-1"))
    assert key_of(scope) is None
    assert cookies_inside(scope) == []
    assert len(sent) == 1


def test_what_is_kept_at_rest_is_no_key():
    """Whoever reads the database cannot pass for an owner."""
    assert key_of(ask(f"{COOKIE}={owner_of(MINE)}")[0]) is None


TWO = [f"{COOKIE}={PLANTED}", f"{COOKIE}={MINE}"]


@pytest.mark.parametrize("cookies", [["; ".join(TWO)], TWO], ids=["in one header", "in two"])
def test_of_two_keys_none_is_taken(cookies):
    """Another program on this host may have planted one: the browser is nobody, and keeps its own."""
    scope, sent = ask(*cookies)
    assert key_of(scope) is None
    assert cookies_inside(scope) == []
    assert sent == []


def test_one_key_twice_is_one():
    """A browser may keep it for two paths."""
    assert key_of(ask(f"{COOKIE}={MINE}; {COOKIE}={MINE}")[0]) == MINE


def test_a_link_brings_no_key():
    """What stands in an address is nobody's key."""
    scope, sent = ask(query_string=f"{COOKIE}={PLANTED}".encode())
    assert key_of(scope) is None
    assert PLANTED not in sent[0]


def test_a_web_socket_has_the_key():
    """It is there that a page's session learns who it is."""
    scope, _ = ask(f"{COOKIE}={MINE}", type="websocket")
    assert key_of(scope) == MINE
    assert cookies_inside(scope) == [f"{COOKIE}={MINE}"]


@pytest.mark.parametrize("asked", [{"accept": "*/*"}, {"accept": "application/json"}, {"method": "POST"}])
def test_only_a_page_gives_a_key(asked):
    """Scripts and edits come in numbers at once, and each would give another one."""
    assert ask(**asked)[1] == []


def test_no_proxy_keeps_a_page_with_a_key():
    """It would give one browser's key to the next."""
    assert ask(wanted=b"cache-control")[1] == ["private, no-cache"]


def test_a_key_has_one_form():
    """And what `new_key` makes is one."""
    assert is_key(new_key())
    assert not is_key(None)
    assert not is_key(f"{new_key()}\n")
