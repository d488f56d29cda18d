"""Prints the address of the app, the one line that `make run` ends with."""

from __future__ import annotations

import click
import streamlit as st

from builder.sentences import Sentence, say

_ANYWHERE = frozenset({None, "", "0.0.0.0", "::"})


def address() -> str:
    """Return the address at which this machine reaches the app, by Streamlit's own settings."""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    name = st.get_option("server.address")
    host = "localhost" if name in _ANYWHERE else f"[{name}]" if ":" in name else name
    below = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{scheme}://{host}:{st.get_option('server.port')}{f'/{below}' if below else ''}"


def tell() -> None:
    """Print the address of the app."""
    click.echo(say("server.running", address=Sentence(address())))
