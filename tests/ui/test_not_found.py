import asyncio

import pytest

from ui.not_found import UnknownPages
from ui.pages import PAGES


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


def test_a_program_gets_streamlits_answer():
    """Only browsers ask for HTML."""
    assert answered("/nosuchpage", accept="*/*")[0] == 0


@pytest.mark.parametrize(
    ("path", "question", "moved"),
    [("/home", b"", b"/"), ("/", b"d=abc", b"/build?d=abc"), ("/home", b"d=abc", b"/build?d=abc")],
)
def test_an_address_leads_to_where_its_page_stands_now(path, question, moved):
    """By its name Streamlit does not know the first page; where Home stands, the networks of old addresses stood."""
    status, headers, _ = answered(path, question=question)
    assert (status, headers[b"location"]) == (307, moved)
