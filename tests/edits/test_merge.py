"""Blocks of one's own that come into another document bring the definitions they need."""

import pytest

from builder.document.blocks import Definition, Document, Graph, Instance, Layer, Sequential
from builder.edits import Insert, InsertOnWire, apply
from builder.errors import EditError
from builder.module import to_module

TEXT = "class Twice(nn.Module):\n    def forward(self, x):\n        return x + x\n"


def own(name, *children, **fields):
    """Return a definition of a sequence."""
    return Definition(class_name=name, root=Sequential(id="r", children=children), **fields)


def linear(size):
    """Return a layer of a size."""
    return Layer(id="l", kind="Linear", args={"in_features": 4, "out_features": size})


INNER = own("Inner", linear(4))
OUTER = own("Outer", Instance(id="i", definition="Inner"))
EMPTY = Document(root=Sequential(id="root"))


def inserted(document, name, *definitions, id="new"):
    """Return the document with an instance that brings definitions."""
    block = Instance(id=id, definition=name)
    return apply(document, Insert(parent="root", index=0, block=block, definitions=definitions))


def names(document):
    """Return the names of a document's definitions."""
    return [definition.class_name for definition in document.definitions]


def test_definitions_come_with_those_they_need():
    """Each after what it needs, in one edit; what nothing needs stays away."""
    document = inserted(EMPTY, "Outer", OUTER, INNER, own("Unused", linear(3)))
    assert names(document) == ["Inner", "Outer"]
    assert list(to_module(document).state_dict()) == ["0.0.0.weight", "0.0.0.bias"]


def test_an_equal_definition_is_used_again():
    """The document's own has the same name and content, so nothing is added."""
    first = inserted(EMPTY, "Outer", OUTER, INNER)
    assert names(inserted(first, "Outer", OUTER, INNER, id="more")) == ["Inner", "Outer"]


def test_another_definition_of_that_name_is_renamed():
    """The document's own stays as it is; pasted twice, there is one new one."""
    document = Document(root=EMPTY.root, definitions=(own("Inner", linear(7)),))
    once = inserted(document, "Inner", INNER)
    twice = inserted(once, "Inner", INNER, id="more")
    assert names(twice) == ["Inner", "Inner2"]
    assert [block.definition for block in twice.root.children] == ["Inner2", "Inner2"]


def test_what_needs_a_renamed_definition_names_it_anew():
    """Outer holds Inner2, so it is another Outer than the document has."""
    document = Document(root=EMPTY.root, definitions=(own("Inner", linear(7)), OUTER))
    merged = inserted(document, "Outer", OUTER, INNER)
    assert names(merged) == ["Inner", "Outer", "Inner2", "Outer2"]
    assert merged.definitions[3].root.children[0].definition == "Inner2"


def test_a_written_class_is_renamed_in_its_text():
    """The text of the other class stays."""
    other = TEXT.replace("x + x", "x * 2")
    document = Document(root=EMPTY.root, definitions=(Definition(class_name="Twice", source=other),))
    merged = inserted(document, "Twice", Definition(class_name="Twice", source=TEXT))
    assert names(merged) == ["Twice", "Twice2"]
    assert merged.definitions[1].source == TEXT.replace("class Twice", "class Twice2")


def test_definitions_come_onto_a_wire():
    """A block put onto a wire of a graph brings its own as well."""
    graph = Document(root=Graph(id="root", inputs=("x",), outputs=("x",)))
    block = Instance(id="new", name="own", definition="Inner")
    edit = InsertOnWire(graph="root", node=None, index=0, block=block, definitions=(INNER,))
    assert names(apply(graph, edit)) == ["Inner"]


def test_definitions_in_a_circle_are_refused():
    """A block that holds itself has no end."""
    circle = own("A", Instance(id="b", definition="B")), own("B", Instance(id="a", definition="A"))
    with pytest.raises(EditError, match="itself"):
        inserted(EMPTY, "A", *circle)
