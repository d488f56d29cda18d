"""The page that carries a browser's key to another one, or replaces it. The recovery link has the key behind its `#`.

Browsers never send that part, so no log contains it. Opening the link changes nothing: a person has to confirm on the
page, and requests from other sites are answered with 404.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from builder.sentences import say
from ui.browser_key import cookie
from ui.plain import plain_page
from ui.server.people import is_key, key_of, new_key, owner_of
from ui.server.service import service

PATH = "/nnblocks/key"
_TEXT = Template((Path(__file__).parent / "recovery.html").read_text(encoding="utf-8"))


def link(base: str, key: str) -> str:
    """Return the recovery link of a key, below the address of the app.

    >>> link("http://localhost:8501/", "abc")
    'http://localhost:8501/nnblocks/key#abc'
    """
    return f"{base.rstrip('/')}{PATH}#{key}"


def is_own(request: Request) -> bool:
    """Tell whether a page of ours has sent this form: a browser names the origin of each."""
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == request.headers.get("host")


async def ask(request: Request) -> Response:
    """Ask whether the key of the link, or a new one, is to be this browser's."""
    forms = (
        ("use", say("recovery.use.title"), say("recovery.use"), say("recovery.use.button")),
        ("replace", say("recovery.replace.title"), say("recovery.replace"), say("recovery.replace.button")),
    )
    return _page("".join(_form(*form) for form in forms))


async def change(request: Request) -> Response:
    """Give the browser the key that it sends, or a new one for all that it has."""
    sent = parse_qs((await request.body()).decode("ascii", "replace")).get("key", [""])[0]
    if sent:
        return await run_in_threadpool(_use, request, sent)
    return await run_in_threadpool(_replace, request)


def _use(request: Request, key: str) -> Response:
    owner, before = owner_of(key) if is_key(key) else None, key_of(request.scope)
    count = service().library.owners.count(owner) if owner else 0
    if not count:
        return _page(_words(say("recovery.unknown")), 404)
    words = _words(say("recovery.used", count=count))
    if before not in (None, key) and service().library.owners.count(owner_of(before) or ""):
        words += _words(say("recovery.former")) + _recovery(request, before)
    return _page(words, key=key, request=request)


def _replace(request: Request) -> Response:
    before, key = owner_of(key_of(request.scope)), new_key()
    if before is None:
        return _page(_words(say("recovery.no-cookies")), 404)
    service().library.owners.hand_over(before, owner_of(key) or "")
    return _page(_words(say("recovery.replaced")) + _recovery(request, key), key=key, request=request)


def _recovery(request: Request, key: str | None) -> str:
    base = str(request.url).split(PATH, 1)[0]
    return f"<p><code>{escape(link(base, key or ''))}</code></p>"


def _words(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _form(name: str, title: str, words: str, button: str) -> str:
    field = '<input type="hidden" name="key">' if name == "use" else ""
    head = f"<h1>{escape(title)}</h1>{_words(words)}"
    return f'<form id="{name}" method="post" hidden>{head}{field}<button>{escape(button)}</button></form>'


def _page(content: str, status: int = 200, key: str | None = None, request: Request | None = None) -> Response:
    text = plain_page(say("recovery.title"), _TEXT.substitute(content=content, back=say("recovery.back")))
    headers = {"Cache-Control": "no-store"}
    if key is not None and request is not None:
        headers["Set-Cookie"] = cookie(request.scope, key)
    return HTMLResponse(text, status, headers=headers)
