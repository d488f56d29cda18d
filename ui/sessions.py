"""Which sessions of Streamlit are connected."""

from __future__ import annotations

from streamlit import runtime


def lives(session: str) -> bool:
    """Tell whether a session is connected."""
    return runtime.exists() and runtime.get_instance().is_active_session(session)
