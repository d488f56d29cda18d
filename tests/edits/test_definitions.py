import pytest

from builder import analyse
from builder.document.blocks import Definition, InitRule, Instance, Selector, Shared, TensorPlace, Tie
from builder.edits import (
    Define,
    Insert,
    Move,
    Remove,
    RemoveDefinition,
    Rename,
    RenameDefinition,
    SetArgument,
    SetDefinitionArgs,
    SetInit,
    Unpack,
    Wrap,
    apply,
)
from builder.errors import EditError
from builder.expansion.instances import expanded
from tests.edits.designs import design, linear, outline, relu, sequential
from tests.edits.small_graphs import skip, wires


def _twice():
    """Return two instances, `s` and `t`, of a definition with a Linear `a` and a ReLU `b`."""
    made = apply(design(sequential("s", linear("a"), relu("b")), relu("r")), Define(("s",), "Cell"))
    return apply(made, Insert("root", 2, Instance(id="t", definition="Cell")))


def test_a_container_becomes_the_users_own_block():
    """Its instance stands where it stood, under its id."""
    assert outline(_twice()) == {"0": "s", "1": "r", "2": "t"}
    assert outline(expanded(_twice()))["2.0"] == "t/a"


def test_an_edit_inside_one_instance_reaches_all():
    """The ids of one instance stand for the definition's."""
    made = apply(_twice(), SetArgument("t/a", "out_features", 5))
    assert [analyse(made).blocks[path].output_shapes for path in ("0", "2")] == [((2, 5),)] * 2


@pytest.mark.parametrize(
    ("edit", "paths"),
    [
        (Insert("t", 1, relu("new")), {"0.1": "s/new", "2.2": "t/b"}),
        (Remove(("s/a",)), {"0.0": "s/b", "2.0": "t/b"}),
        (Move(("t/b",), "t", 0), {"0.0": "s/b", "2.1": "t/a"}),
        (Rename("t/b", "act"), {"0.act": "s/b", "2.act": "t/b"}),
        (Wrap(("t/a", "t/b"), "repeat", "w"), {"0.0": "s/w"}),
    ],
)
def test_structure_inside_is_edited_through_an_instance(edit, paths):
    """An instance given as a parent is the definition's root."""
    assert paths.items() <= outline(expanded(apply(_twice(), edit))).items()


def test_arguments_are_expressions_over_the_definitions_own():
    """Each instance gives its own value."""
    made = apply(_twice(), SetDefinitionArgs("Cell", {"width": 4}))
    made = apply(made, SetArgument("s/a", "out_features", "=width * 2"))
    made = apply(made, SetArgument("t", "width", 1))
    assert [analyse(made).blocks[path].output_shapes for path in ("0", "2")] == [((2, 8),), ((2, 2),)]


def test_blocks_of_an_instance_are_its_own_once_unpacked():
    """It follows the definition no more."""
    made = apply(apply(_twice(), Unpack("t")), SetArgument("s/a", "out_features", 5))
    assert [analyse(made).blocks[path].output_shapes for path in ("0", "2")] == [((2, 5),), ((2, 8),)]


def test_rules_follow_blocks_into_a_definition_and_out():
    """They name the same module by its new id."""
    rule = InitRule(Selector(block="a"), "zeros_")
    made = apply(design(sequential("s", linear("a")), init=(rule,)), Define(("s",), "Cell"))
    assert made.init[0].select.block == "s/a"
    assert apply(made, Unpack("s")).init[0].select.block == "a"


def test_rules_go_with_blocks_inside():
    """What names a block that no instance has is dropped."""
    made = apply(_twice(), SetInit((InitRule(Selector(block="t/a"), "zeros_"),)))
    assert apply(made, Remove(("s/a",))).init == ()


def test_nodes_of_a_graph_become_a_definition():
    """Wires lead through the instance."""
    made = apply(skip(), Define(("a", "r"), "Cell"))
    assert analyse(made).errors == ()
    assert len(wires(made)) == 4


def test_a_definition_is_renamed_everywhere():
    """Its instances follow."""
    made = apply(_twice(), RenameDefinition("Cell", "Unit"))
    assert {child.definition for child in made.root.children if isinstance(child, Instance)} == {"Unit"}


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (RemoveDefinition("Cell"), "Cell is used in 2 places, first at '0'. Unpack or remove its instances"),
        (RemoveDefinition("Cel"), "There is no definition named 'Cel'. Did you mean Cell"),
        (Define(("r",), "Cell"), "There is already a definition named 'Cell'"),
        (Define(("root",), "list"), "is reserved in the generated code"),
        (Insert("t", 0, Instance(id="i", definition="Cell")), "contains itself"),
        (Move(("r",), "t", 0), "are in different definitions"),
        (SetArgument("r", "inplace", "=width"), "is an expression"),
        (SetArgument("t/a", "out_features", "=width"), "which is not an argument"),
        (SetArgument("t", "width", 1), "Cell has no argument 'width'"),
        (Unpack("r"), "ReLU is not a block of your own"),
        (SetInit((InitRule(Selector(block="x"), "zeros_"),)), "There is no block 'x' to select"),
    ],
)
def test_a_refusal_says_why(edit, problem):
    """What cannot be done is refused in a sentence."""
    with pytest.raises(EditError, match=problem):
        apply(_twice(), edit)


@pytest.mark.parametrize("id", ["root", "s", "a", "b"])
def test_a_new_blocks_id_must_be_new(id):
    """An ancestor's would make a block its own parent, a sibling's two blocks of one id."""
    document = design(sequential("s", linear("a"), relu("b")))
    with pytest.raises(EditError, match=f"The id '{id}' is already in use"):
        apply(document, Define(("a",), "Cell", id))


WEIGHTS = {id: TensorPlace(id, "weight") for id in ("a", "c", "s/a", "s/c", "out", "s/i/x")}
TIES = (Tie(WEIGHTS["a"], WEIGHTS["c"]), Tie(WEIGHTS["c"], WEIGHTS["out"]))
NAMES = ("a", None, "c", "out")


def named(ids):
    """Return rules and frozen tensors of these blocks."""
    selects = tuple(Selector(block=id) for id in ids)
    return {"init": tuple(InitRule(select, "zeros_") for select in selects), "frozen": selects}


def test_all_that_names_a_block_follows_it_into_a_definition_and_out():
    """Ties at both ends, rules and what is frozen, in their order; what is of no block stays."""
    before = design(sequential("s", linear("a"), linear("c")), linear("out"), ties=TIES[:1], **named(NAMES))
    made = apply(before, Define(("s",), "Cell"))
    assert made.ties == (Tie(WEIGHTS["s/a"], WEIGHTS["s/c"]),)
    assert {"init": made.init, "frozen": made.frozen} == named(("s/a", None, "s/c", "out"))
    back = apply(made, Unpack("s"))
    assert (back.ties, back.init, back.frozen) == (before.ties, before.init, before.frozen)


def test_what_names_a_block_deeper_inside_follows_too():
    """An instance in the container goes into the definition with the blocks that are named in it."""
    inner = Definition(class_name="Inner", root=sequential("r", linear("x")))
    stack = sequential("s", linear("a"), Instance(id="i", definition="Inner"))
    before = design(stack, definitions=(inner,), **named(("i/x", None, "a")))
    made = apply(before, Define(("s",), "Cell"))
    assert {"init": made.init, "frozen": made.frozen} == named(("s/i/x", None, "s/a"))
    back = apply(made, Unpack("s"))
    assert {"init": back.init, "frozen": back.frozen} == named(("i/x", None, "a"))


def test_the_first_definition_drops_what_its_edits_leave_without_a_block():
    """A document without definitions has nothing inside instances to name."""
    made = apply(design(sequential("s", linear("a"), linear("c")), **named(("a", "c"))), Define(("s",), "Cell"))
    assert {"init": (left := apply(made, Remove(("s/a",)))).init, "frozen": left.frozen} == named(("s/c",))


def test_a_definition_keeps_neither_the_name_nor_the_class_of_its_container():
    """The name is the instance's, the class the definition's."""
    made = apply(design(sequential("s", linear("a"), name="body", class_name="Old")), Define(("s",), "Cell"))
    assert made.root.children == (Instance(id="s", name="body", definition="Cell"),)
    assert made.definitions == (Definition(class_name="Cell", root=sequential("s", linear("a"))),)


def test_a_container_that_shares_with_what_is_around_it_is_no_definition():
    """A module inside cannot be one outside; one shared inside alone can."""
    inside = sequential("s", linear("a"), Shared(id="b", of="a"))
    assert apply(design(inside), Define(("s",), "Cell")).definitions[0].root == inside
    for kids in ((inside, Shared(id="out", of="a")), (linear("x"), sequential("s", Shared(id="b", of="x")))):
        with pytest.raises(EditError, match="is shared between the inside and the outside"):
            apply(design(*kids), Define(("s",), "Cell"))
