"""What the editor of classes is told while somebody types."""

import asyncio

import msgspec
import pytest
from starlette.requests import Request

from builder.edits.text_class import WriteDefinition
from ui.routes import check_class, class_text
from ui.server.class_check import Draft, check

OWN = """
class Own(nn.Module):
    def __init__(self, width, *blocks, depth=2):
        super().__init__()
        self.mix = torch.rand(width, width)

    def forward(self, x):
        return x @ self.mix
"""


def test_a_text_is_told_with_what_its_constructor_takes():
    """Names, defaults, what must be given, what gathers the rest, and what a block starts with."""
    told = check(Draft(OWN))
    assert told["class_name"] == "Own"
    assert told["arguments"] == [
        {"name": "width", "required": True},
        {"name": "blocks", "required": False, "many": "list"},
        {"name": "depth", "required": False, "default": 2},
    ]
    assert told["starts"]["width"] == 8


def test_a_warning_brings_the_mended_text():
    """The fix of a plain tensor is the same text with a buffer, which has no warning."""
    (warning,) = check(Draft(OWN))["findings"]
    assert (warning["severity"], warning["line"], warning["column"]) == ("warning", 5, 9)
    assert 'self.register_buffer("mix", torch.rand(width, width))' in warning["fix"]["source"]
    assert check(Draft(warning["fix"]["source"]))["findings"] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("(nn.Module):", "(nn.Module)", 2, "no colon"),
        ("torch.rand", "torch.rnad", 5, "rnad"),
        ("super().__init__()", "import os", 4, "import"),
    ],
)
def test_a_mistake_is_told_at_its_line(old, new, line, words):
    """Whether the text cannot be read or its __init__ fails."""
    found = [one for one in check(Draft(OWN.replace(old, new)))["findings"] if one["severity"] == "error"]
    assert found[0]["line"] == line
    assert words in found[0]["problem"]


def asked(document, body):
    """Ask the route about a text."""

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-length", str(len(body)).encode())]
    scope = {"type": "http", "method": "POST", "path_params": {"document": document}, "headers": headers}
    return asyncio.run(check_class(Request(scope, receive)))


def test_the_route_answers_for_a_document_that_there_is(live):
    """Whoever guesses an id is told nothing."""
    body = msgspec.json.encode(Draft(OWN))
    assert msgspec.json.decode(asked(live.id, body).body)["class_name"] == "Own"
    assert asked("guessed", body).status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "at $: Input data was truncated."),
        (b"[]", "at $: Expected `object`, got `array`."),
        (b'{"source": 3}', "at $.source: Expected `str`, got `int`."),
        (b'{"source": "", "else": 1}', "at $: Object contains unknown field `else`."),
    ],
)
def test_the_route_reads_strictly(live, body, said):
    """What is no draft is not looked at; the answer says what is wrong with it, and not that the network is gone."""
    answer = asked(live.id, body)
    assert answer.status_code == 400
    assert answer.body.decode().startswith(f"This request is not valid {said} Reload the page;")


def test_the_text_of_a_class_is_served(live):
    """With what its constructor starts with."""
    live.commit(WriteDefinition(None, OWN, {"width": 20}))
    scope = {"type": "http", "path_params": {"document": live.id, "class_name": "Own"}}
    answer = msgspec.json.decode(asyncio.run(class_text(Request(scope))).body)
    assert answer == {"source": OWN.strip() + "\n", "args": {"width": 20}}
