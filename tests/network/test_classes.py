"""What classes are called, in the file and in print."""

import pytest

from builder.document.blocks import Document
from builder.network.classes import ClassName
from builder.network.network import Network
from tests.edits.designs import design, linear, parallel, sequential


def two(first, second):
    """Return a design with two parallels that do different things, called so."""
    added = parallel("p", linear("a"), linear("b"), class_name=first)
    return design(added, parallel("q", linear("c"), linear("d"), merge="mul", class_name=second))


def test_a_given_name_is_printed_whatever_the_file_calls_it():
    """Two classes of one name are two classes in the file."""
    named = Network.of(two("Cell", "Cell")).classes
    assert named == {"p": ClassName("Cell", "Cell"), "q": ClassName("Cell2", "Cell")}


def test_a_given_name_goes_before_one_that_we_chose():
    """The other one is numbered, in print too."""
    named = Network.of(two(None, "Add")).classes
    assert named == {"p": ClassName("Add2", "Add2"), "q": ClassName("Add", "Add")}


@pytest.mark.parametrize(("name", "code"), [("net", "Net"), ("print", "Print"), ("__Cell", "Cell")])
def test_a_class_hides_no_name_of_the_file(name, code):
    """It is written under another name and printed under its own."""
    document = Document(root=sequential("root", linear("a"), class_name=name))
    assert Network.of(document).classes == {"root": ClassName(code, name)}
