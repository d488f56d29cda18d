import pytest
import streamlit as st

from ui.address import address, tell


@pytest.fixture
def option():
    """Give a function that sets an option of Streamlit's for one test."""
    before = {}

    def set_option(name, value):
        before.setdefault(name, st.get_option(name))
        st.config.set_option(name, value)

    yield set_option
    for name, value in before.items():
        st.config.set_option(name, value)


@pytest.mark.parametrize(
    ("host", "below", "expected"),
    [
        ("localhost", "", "http://localhost:8765"),
        ("0.0.0.0", "", "http://localhost:8765"),
        ("::1", "", "http://[::1]:8765"),
        ("192.0.2.1", "/nets/", "http://192.0.2.1:8765/nets"),
    ],
)
def test_the_address_is_one_that_this_machine_reaches(option, host, below, expected):
    """Whatever the server listens at."""
    for name, value in {"address": host, "port": 8765, "baseUrlPath": below}.items():
        option(f"server.{name}", value)
    assert address() == expected


def test_the_address_is_told_in_one_line(option, capsys):
    """In a log as well, for no terminal is asked."""
    option("server.port", 8765)
    tell()
    assert capsys.readouterr().out == "nnblocks is running at http://localhost:8765\n"


def test_streamlit_adds_nothing_to_that_line():
    """Its own lines ask the internet for an address, and warn where there is none."""
    assert st.get_option("logger.hideWelcomeMessage") is True
