import pytest
from msgspec.structs import replace

from builder.document.blocks import Definition, Document, Graph, Instance, Layer, Sequential
from builder.edits import RenameDefinition, SetArgument, SetDefinitionArgs, Unpack, WriteDefinition, apply, decode_edit
from builder.errors import EditError

TEXT = """class Own(nn.Module):
    # what it does
    def __init__(self, width, bias=True):
        super().__init__()
        self.l = nn.Linear(width, width, bias)

    def forward(self, x):
        return self.l(x) - x.mean()
"""
EMPTY = Document(root=Sequential(id="r"))


def design(*args, text=TEXT):
    """Return a document with an object of a class for each of these arguments."""
    children = tuple(Instance(id=f"i{k}", definition="Own", args=given) for k, given in enumerate(args))
    return Document(
        root=Sequential(id="r", children=children),
        definitions=(Definition("Own", args={"width": 20}, source=text),),
    )


def test_a_class_is_written_without_the_imports_that_all_have():
    """Its comments stay, and values are found for what it requires."""
    edit = decode_edit(
        {"edit": "write_definition", "class_name": None, "source": f"import torch\nfrom torch import nn\n{TEXT}"}
    )
    (definition,) = apply(EMPTY, edit).definitions
    assert definition == Definition("Own", args={"width": 8}, source=TEXT)


def test_another_name_in_the_text_is_that_of_the_instances():
    """Arguments that it takes no more are dropped."""
    edit = WriteDefinition("Own", TEXT.replace("Own", "Other").replace(", bias=True", "").replace(", bias)", ")"))
    document = apply(design({"bias": False}, {"width": 3}), edit)
    assert [(one.definition, one.args) for one in document.root.children] == [("Other", {}), ("Other", {"width": 3})]


def test_renaming_changes_the_text():
    """The class statement and every mention of it."""
    document = apply(design({}), RenameDefinition("Own", "Other"))
    assert document.definitions[0].source == TEXT.replace("Own", "Other")


def test_start_values_leave_what_instances_give():
    """They are not the only arguments that it takes."""
    document = apply(design({"bias": False}), SetDefinitionArgs("Own", {"width": 4}))
    assert (document.definitions[0].args, document.root.children[0].args) == ({"width": 4}, {"bias": False})


def test_a_statement_in_common_is_written_in_all_texts():
    """A class that others contain stays one and the same."""
    outer = "\n\nclass Outer(nn.Module):\n    def forward(self, x):\n        return x\n"
    document = apply(design({}), WriteDefinition(None, TEXT + outer))
    document = apply(document, WriteDefinition("Own", TEXT.replace("# what it does", "# other")))
    assert all("# other" in definition.source for definition in document.definitions)


def test_dataflow_is_unpacked_into_a_graph():
    """Its blocks can be taken apart then, with the values of this object."""
    root = apply(design({"bias": False}), Unpack("i0")).root.children[0]
    assert isinstance(root, Graph)
    assert root.nodes[0] == Layer(
        id="l", name="l", kind="Linear", args={"in_features": 20, "out_features": 20, "bias": False}
    )


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (WriteDefinition(None, "class A(nn.Module:"), r"line 1, column .*: The bracket \( is never closed"),
        (WriteDefinition(None, TEXT), "There is already a definition named 'Own'"),
        (WriteDefinition("None", TEXT), "There is no definition named 'None'"),
        (WriteDefinition("Own", TEXT.replace("nn.Linear(width", "nn.Linear('a'")), "line 5, column .*in_features is"),
        (SetArgument("i0/l", "bias", False), "Own is written as code"),
        (Unpack("i0"), "The forward of Own cannot be drawn as a graph: This condition depends"),
    ],
)
def test_what_cannot_be_done_is_told(edit, problem):
    """With line and column, or the reason."""
    looping = TEXT.replace("return self.l(x)", "if x.sum() > 0: x = -x\n        return self.l(x)")
    with pytest.raises(EditError, match=problem):
        apply(design({}, text=looping), edit)


HELPER = "def twice(x):\n    return x * 2\n\n\n"
FIRST = HELPER + "class First(nn.Module):\n    def forward(self, x):\n        return twice(x)\n"
SECOND = FIRST.replace("First", "Second")
DRAWN = Definition("Drawn", root=Sequential(id="d"))


def texts(*sources):
    """Return a document of written definitions beside one of blocks."""
    document = replace(EMPTY, definitions=(DRAWN,))
    for source in sources:
        document = apply(document, WriteDefinition(None, source))
    return document


def sources(document):
    """Return the texts by their names."""
    return {one.class_name: one.source for one in document.definitions if one.source is not None}


def test_a_function_that_two_texts_have_is_written_in_both():
    """The class of the other stays, and so does a definition of blocks."""
    changed = FIRST.replace("x * 2", "x + x")
    made = apply(texts(FIRST, SECOND), WriteDefinition("First", changed))
    assert sources(made) == {"First": changed, "Second": SECOND.replace("x * 2", "x + x")}
    assert made.definitions[0] is DRAWN


def test_what_one_text_has_no_more_stays_in_the_other():
    """Nobody asked for it to go there."""
    changed = FIRST.replace(HELPER, "").replace("twice(x)", "x")
    made = apply(texts(FIRST, SECOND), WriteDefinition("First", changed))
    assert sources(made) == {"First": changed, "Second": SECOND}


def test_what_stays_the_same_is_not_written_again():
    """The other definition is the very one."""
    before = texts(FIRST, SECOND)
    made = apply(before, WriteDefinition("First", FIRST.replace("return twice(x)", "return twice(twice(x))")))
    assert made.definitions[2] is before.definitions[2]


def test_a_function_that_another_text_has_otherwise_is_refused():
    """It was not in common before."""
    other = FIRST.replace(HELPER, "").replace("twice(x)", "x")
    before = texts(other, SECOND)
    with pytest.raises(EditError, match="define 'twice' differently"):
        apply(before, WriteDefinition("First", FIRST.replace("x * 2", "x + x")))


def test_a_class_is_not_changed_through_a_text_that_contains_it():
    """It is a definition of its own, to be edited there."""
    outer = FIRST + "\n\nclass Outer(nn.Module):\n    def forward(self, x):\n        return First()(x)\n"
    before = texts(FIRST, outer)
    with pytest.raises(EditError, match="define 'First' differently"):
        apply(before, WriteDefinition("Outer", outer.replace("return twice(x)", "return x")))


def test_values_are_kept_and_given_beside_those_that_are_found():
    """Those of the edit before those that there are."""
    text = TEXT.replace("width, bias=True", "width, depth, bias=True")
    made = apply(design({}), WriteDefinition("Own", text, {"depth": 3}))
    assert made.definitions[0].args == {"width": 20, "depth": 3}
    assert apply(design({}), WriteDefinition("Own", TEXT, {"width": 4})).definitions[0].args == {"width": 4}


def test_a_definition_of_blocks_may_be_written_anew():
    """Its instances become objects of the class."""
    drawn = Definition("Own", root=Sequential(id="d"))
    root = Sequential(id="r", children=(Instance(id="i", definition="Own"),))
    made = apply(Document(root=root, definitions=(drawn,)), WriteDefinition("Own", SECOND))
    assert [one.class_name for one in made.definitions] == ["Second"]
    assert made.root.children[0].definition == "Second"
