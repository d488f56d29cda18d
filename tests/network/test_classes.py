"""What classes are called, in the file and in print."""

import pytest

from builder.document.blocks import Document
from builder.network.classes import class_names, printed_names
from tests.edits.designs import design, linear, parallel, sequential


def two(first, second):
    """Return a design with two parallels that do different things, called so."""
    added = parallel("p", linear("a"), linear("b"), class_name=first)
    return design(added, parallel("q", linear("c"), linear("d"), merge="mul", class_name=second))


def test_a_given_name_is_printed_whatever_the_file_calls_it():
    """Two classes of one name are two classes in the file."""
    document = two("Cell", "Cell")
    assert (class_names(document), printed_names(document)) == ({"p": "Cell", "q": "Cell2"}, {"p": "Cell", "q": "Cell"})


def test_a_given_name_goes_before_one_that_we_chose():
    """The other one is numbered, in print too."""
    document = two(None, "Add")
    assert class_names(document) == printed_names(document) == {"p": "Add2", "q": "Add"}


@pytest.mark.parametrize(("name", "code"), [("net", "Net"), ("print", "Print"), ("__Cell", "Cell")])
def test_a_class_hides_no_name_of_the_file(name, code):
    """It is written under another name and printed under its own."""
    document = Document(root=sequential("root", linear("a"), class_name=name))
    assert (class_names(document), printed_names(document)) == ({"root": code}, {"root": name})
