import asyncio

import pytest
from starlette.routing import Router

from ui.not_found import UnknownPages
from ui.pages import PAGES
from ui.routes import ROUTES


def answered(path, accept="text/html", question=b""):
    """Return the status, the headers and the text of the answer; status 0 where Streamlit is asked."""
    sent = []

    async def streamlit(scope, receive, send):
        await send({"status": 0, "headers": []})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept", accept.encode())]}
    asyncio.run(UnknownPages(streamlit)({**scope, "query_string": question}, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent).decode()


@pytest.mark.parametrize("path", ["/nosuchpage", "/no_such_page/", "/Diagram"])
def test_an_address_that_is_no_page_links_to_those_there_are(path):
    """With the status of an error, for programs."""
    status, _, text = answered(path)
    assert status == 404
    assert all(part in text for part in ("There is no page at this address", *map(str, PAGES.values())))


@pytest.mark.parametrize(
    "path", ["/", *(f"/{name}" for name in list(PAGES)[1:]), "/healthz", "/icon.png", "/_stcore/x"]
)
def test_pages_and_what_streamlit_serves_are_passed_on(path):
    """Files and streams are no pages."""
    assert answered(path)[0] == 0


def test_a_program_gets_a_sentence_instead():
    """Only browsers ask for HTML; Streamlit would answer that all is well."""
    sentence = "There is nothing at /nosuchpage. Check the address for typing errors, or start at /."
    assert answered("/nosuchpage", accept="*/*")[::2] == (404, sentence)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "nope"), ("POST", "a/b"), ("GET", "exchange/some"), ("GET", "pane/x")]
)
@pytest.mark.parametrize(
    ("accept", "said"), [("*/*", "There is nothing at /nnblocks/"), ("text/html", "no page at this")]
)
def test_what_no_route_has_is_not_found(method, path, accept, said):
    """Streamlit would show its first page there; a route that is asked in another way than it takes is none either."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": f"/nnblocks/{path}", "headers": [(b"accept", accept.encode())]}
    asyncio.run(Router(ROUTES)({**scope, "query_string": b"", "root_path": ""}, None, send))
    assert (sent[0]["status"], said in sent[1]["body"].decode()) == (404, True)


@pytest.mark.parametrize(
    ("path", "question", "moved"),
    [("/home", b"", b"/"), ("/", b"d=abc", b"/build?d=abc"), ("/home", b"d=abc", b"/build?d=abc")],
)
def test_an_address_leads_to_where_its_page_stands_now(path, question, moved):
    """By its name Streamlit does not know the first page; where Home stands, the networks of old addresses stood."""
    status, headers, _ = answered(path, question=question)
    assert (status, headers[b"location"]) == (307, moved)
