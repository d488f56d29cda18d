"""The answer at an unknown address: for a browser links to the existing pages, for a program a sentence.

Streamlit would open the first page, with a dialog, and tell a program that all is well.
"""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from builder.sentences import say
from ui.pages import ADDRESS, BUILD, HOME, PAGES
from ui.plain import plain_page

_OTHERS = frozenset({"", "healthz", "oauth2callback"})
"""What else is served right below the app's address, by us or by Streamlit."""


class UnknownPages:
    """Answer 404 with the pages that there are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it asks for a page that there is not."""
        is_http = scope["type"] == "http"
        moved = _new_address(scope) if is_http and _is_browser(scope) else None
        if moved is not None:
            await RedirectResponse(moved)(scope, receive, send)
        elif is_http and is_unknown(scope["path"]):
            await answer(scope)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def answer(scope: Scope) -> Response:
    """Return what is said at an address that has nothing, with the status of an error."""
    headers = {"Cache-Control": "no-store"}
    if _is_browser(scope):
        return HTMLResponse(_page(), 404, headers=headers)
    return PlainTextResponse(say("server.no-address", path=scope["path"], start=f"{_base()}/"), 404, headers=headers)


def _is_browser(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def is_unknown(path: str) -> bool:
    """Tell whether a path has the form of a page's and is none; files and folders of Streamlit's are others' affair.

    >>> is_unknown("/nosuchpage"), is_unknown("/diagram"), is_unknown("/favicon.png"), is_unknown("/static/js/index.js")
    (True, False, False, False)
    """
    name = _name(path)
    return name not in PAGES and name not in _OTHERS and not name.startswith("_") and not {"/", "."} & {*name}


def _new_address(scope: Scope) -> str | None:
    """Return where a page stands if not at this address.

    Streamlit knows Home at the app's own address alone, where the networks had stood that addresses name.
    """
    name, question = _name(scope["path"]), scope.get("query_string", b"").decode("latin-1")
    if name in ("", HOME) and parse_qs(question).get(ADDRESS):
        return f"{_base()}/{BUILD}?{question}"
    return f"{_base()}/{f'?{question}' if question else ''}" if name == HOME else None


def _name(path: str) -> str:
    return path.removeprefix(_base()).strip("/")


def _base() -> str:
    below = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{below}" if below else ""


def _page() -> str:
    links = (
        f'<li><a href="{_base()}/{"" if name == HOME else name}">{escape(title.said)}</a></li>'
        for name, title in PAGES.items()
    )
    title, words = say("server.no-page"), say("server.no-page.hint")
    return plain_page(title, f"<h1>{title}</h1><p>{words}</p><ul>{''.join(links)}</ul>")
