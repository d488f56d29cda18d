"""Paths are torch's, places are found, limits hold."""

from __future__ import annotations

import pytest
from hypothesis import given

from builder import Document, to_module
from builder.document.blocks import Layer, Repeat, Sequential, Shared
from builder.document.tree import paths, places
from builder.errors import DocumentError
from builder.expansion.validation import validate
from tests.strategies import documents


@given(documents())
def test_paths_are_the_modules_own(document: Document) -> None:
    """Every block's path leads to a module of the live network, in torch's order."""
    network = to_module(document, device="meta")
    keys = [path for path, _ in paths(document)]
    known = {name for name, _ in network.named_modules(remove_duplicate=False)}
    assert known.issuperset(keys)


def test_copies_have_paths_of_their_own() -> None:
    """A block under a repeat stands at one path a copy; its place is that of the first."""
    child = Sequential(id="body", children=(Layer(id="a", kind="ReLU"),))
    document = Document(root=Repeat(id="r", child=child, count=2, names="block {i}"))
    assert [path for path, _ in paths(document)] == ["", "block 0", "block 0.0", "block 1", "block 1.0"]
    assert places(document)["a"].path == "block 0.0"


def test_a_repeat_of_repeats_counts_its_copies() -> None:
    """Copies of copies count towards the limit of blocks."""
    inner = Repeat(id="inner", child=Layer(id="a", kind="ReLU"), count=200)
    with pytest.raises(DocumentError, match="more than 20,000 blocks"):
        validate(Document(root=Repeat(id="outer", child=inner, count=200)))


def test_a_shared_root_is_refused() -> None:
    """The root is a block of its own."""
    with pytest.raises(DocumentError, match="root cannot be a shared block"):
        validate(Document(root=Shared(id="s", of="s")))
