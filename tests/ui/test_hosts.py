import asyncio
import socket

import pytest

from ui.middleware import MIDDLEWARE
from ui.server.hosts import AllowedHosts


def asked(host, type="http", path="/", wrap=AllowedHosts, second=None):
    """Return what a request for a host, or for two at once, is answered with, or "in" if it is let in."""
    sent = []

    async def app(scope, receive, send):
        sent.append({"status": "in"})

    async def send(message):
        sent.append(message)

    headers = [(b"host", name.encode()) for name in (host, second) if name is not None]
    scope = {
        "type": type,
        "method": "GET",
        "path": path,
        "headers": headers,
        "extensions": {"websocket.http.response": {}},
    }
    asyncio.run(wrap(app)(scope, None, send))
    return sent


OWN = [
    "localhost:8501",
    "tab.localhost",
    "127.0.0.1:8501",
    "192.168.7.2",
    "[::1]:8501",
    "[fe80::1]",
    socket.gethostname(),
]


@pytest.mark.parametrize("type", ["http", "websocket"])
@pytest.mark.parametrize("host", [*OWN, socket.getfqdn(), socket.gethostname().upper() + ".:80"])
def test_answers_to_addresses_and_to_its_own_names(host, type):
    """No setting is needed for a class that opens the machine's address."""
    assert asked(host, type)[0]["status"] == "in"


@pytest.mark.parametrize("type", ["http", "websocket"])
@pytest.mark.parametrize(
    "host", ["evil.test:8501", "localhost.evil.test", "127.0.0.1.evil.test", "1.2.3", "", None, "[evil.test]"]
)
def test_answers_to_no_other_name(host, type):
    """A site's own name that points here is refused, for pages and web sockets alike."""
    assert asked(host, type)[0]["status"] == 400


def test_a_request_names_one_host():
    """Of two, a proxy may look at one and the server at the other."""
    assert asked("127.0.0.1", second="evil.test")[0]["status"] == 400


def test_the_refusal_says_what_to_set():
    """Name and remedy, and no more than 80 characters of what was sent."""
    text = asked("a" * 500)[1]["body"].decode()
    assert "NNBLOCKS_ALLOWED_HOSTS" in text
    assert len(text) < 300


@pytest.mark.parametrize("setting", ["nets.example", " other, Nets.Example ", "*"])
def test_the_setting_allows_names(setting, monkeypatch):
    """One, several, or all."""
    monkeypatch.setenv("NNBLOCKS_ALLOWED_HOSTS", setting)
    assert asked("nets.example:80")[0]["status"] == "in"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/base/_stcore/metrics/", "/_stcore/script-health-check"])
def test_what_streamlit_tells_of_the_server_is_not_public(path):
    """Its memory and its sessions are nobody's business."""

    def wrap(app):
        for one in reversed(MIDDLEWARE):
            app = one.cls(app)
        return app

    assert asked("localhost", path=path, wrap=wrap)[0]["status"] == 404
    assert asked("localhost", path="/_stcore/health", wrap=wrap)[0]["status"] == "in"
