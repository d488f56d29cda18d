import pytest

from builder.document.blocks import (
    Definition,
    Function,
    InitRule,
    Instance,
    Selector,
    Sequential,
    Shared,
    TensorPlace,
    Tie,
)
from builder.edits import Duplicate, Insert, Move, Remove, Rename, apply
from builder.errors import EditError
from tests.edits.designs import design, linear, outline, parallel, relu, repeat, sequential


def test_a_block_is_inserted_before_the_one_at_the_index():
    """Positional names move on."""
    made = apply(design(linear("a"), linear("b")), Insert("root", 1, relu("new")))
    assert outline(made) == {"0": "a", "1": "new", "2": "b"}


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Insert("gone", 0, relu("new")), "There is no block 'gone'"),
        (Insert("a", 0, relu("new")), "Linear cannot hold other blocks. Wrap it in a Sequential first"),
        (Insert("root", 3, relu("new")), "There is no position 3 here, only 0 to 1"),
        (Insert("root", 0, relu("a")), "The id 'a' is already in use"),
        (Insert("root", 0, relu("new", name="a.b")), "contains a dot"),
        (Insert("root", 0, Shared(id="new", of="gone")), "which is not a block"),
        (Insert("root", 0, Shared(id="new", of="root")), "shared inside itself"),
        (Insert("root", 0, repeat("new", relu("x"), count=10**9)), "more than 20,000 blocks"),
        (Insert("root", 0, Function(id="new", kind="F.relu")), "'new' is outside of one"),
        (Remove(("gone",)), "There is no block 'gone'"),
        (Remove(("root",)), "The root block cannot be removed. Select a block inside it"),
        (Remove(()), "No block is selected to remove"),
        (Rename("root", "net"), "The root block cannot have a name"),
    ],
)
def test_an_edit_that_cannot_be_made_says_why(edit, problem):
    """The refusal names the remedy."""
    with pytest.raises(EditError, match=problem):
        apply(design(linear("a")), edit)


def test_a_branch_needs_an_identifier():
    """A name that cannot be an attribute is refused, with the place."""
    with pytest.raises(EditError, match=r"^0: 'block 0' is not a Python identifier, .* Use a name such as left"):
        apply(design(parallel("p")), Insert("p", 0, relu("new", name="block 0")))


def test_a_name_that_is_taken_is_left_to_the_position():
    """A pasted block keeps its place and loses its name."""
    made = apply(design(linear("a", name="body")), Insert("root", 1, linear("b", name="body")))
    assert outline(made) == {"body": "a", "1": "b"}


def test_a_name_that_a_position_takes_is_given_up():
    """A block called "1" gives way when positions move."""
    made = apply(design(linear("a", name="1"), relu("c", name="x")), Insert("root", 0, relu("new")))
    assert outline(made) == {"0": "new", "1": "a", "x": "c"}


def test_a_second_child_of_a_repeat_makes_a_sequential():
    """A repeat keeps one child."""
    made = apply(design(repeat("r", linear("a"), count=1)), Insert("r", 1, relu("new")))
    assert [*outline(made).values()][2:] == ["a", "new"]


def test_a_sequential_in_a_repeat_takes_what_is_inserted():
    """No second sequential is put around it."""
    made = apply(design(repeat("r", sequential("s", linear("a")), count=1)), Insert("r", 0, relu("new")))
    assert outline(made) == {"0": "r", "0.0": "s", "0.0.0": "new", "0.0.1": "a"}


def test_removing_the_child_of_a_repeat_leaves_an_empty_sequential():
    """A repeat never stands without a child."""
    child = apply(design(repeat("r", linear("a"))), Remove(("a",))).root.children[0].child
    assert isinstance(child, Sequential)
    assert child.children == ()


def test_a_block_inside_a_removed_one_goes_with_it():
    """Selecting both is no mistake."""
    assert outline(apply(design(sequential("s", linear("a")), relu("b")), Remove(("a", "s")))) == {"0": "b"}


def test_the_first_place_that_shares_a_removed_block_owns_it():
    """It keeps its name and place; others go on sharing."""
    before = design(linear("a", name="x"), Shared(id="b", of="a", name="y"), Shared(id="c", of="a"))
    assert apply(before, Remove(("a",))).root.children == (linear("a", name="y"), Shared(id="c", of="a"))


def test_a_shared_block_inside_a_removed_one_lives_on():
    """Also when the place that shares it stands elsewhere."""
    before = design(sequential("s", linear("a"), relu("r")), sequential("t", Shared(id="b", of="a")))
    assert outline(apply(before, Remove(("s",)))) == {"0": "t", "0.0": "a"}


def test_an_heir_that_the_others_cannot_see_is_passed_over():
    """A place in a repeat has copies, which no place outside can share."""
    before = design(linear("a"), repeat("r", Shared(id="b", of="a"), count=1), Shared(id="c", of="a"))
    assert outline(apply(before, Remove(("a",)))) == {"0": "r", "0.0": "b", "1": "a"}


def test_heirs_in_two_repeats_part():
    """Where no place sees the other, each gets a module of its own."""
    before = design(linear("a"), *(repeat(i, Shared(id=f"{i}s", of="a"), count=1) for i in "rt"))
    made = apply(before, Remove(("a",)))
    assert [block.kind for block in (made.root.children[0].child, made.root.children[1].child)] == ["Linear", "Linear"]


def test_what_names_a_removed_block_goes():
    """Init rules, frozen tensors and ties with it."""
    before = design(
        linear("a"),
        linear("b"),
        ties=(Tie(TensorPlace("a", "weight"), TensorPlace("b", "weight")),),
        init=(InitRule(Selector(block="b"), "zeros_"), InitRule(Selector(), "ones_")),
        frozen=(Selector(block="b"),),
    )
    assert apply(before, Remove(("b",))) == design(linear("a"), init=(InitRule(Selector(), "ones_"),))


def test_tensors_tied_to_a_removed_one_stay_tied():
    """The first of them becomes the owner."""
    w = {id: TensorPlace(id, "weight") for id in "abc"}
    before = design(*map(linear, "abc"), ties=(Tie(w["b"], w["a"]), Tie(w["c"], w["a"])))
    assert apply(before, Remove(("a",))).ties == (Tie(w["c"], w["b"]),)


@pytest.mark.parametrize(("index", "order"), [(0, "cab"), (1, "acb"), (2, "abc")])
def test_the_index_of_a_move_counts_without_what_moves(index, order):
    """Within one parent too."""
    made = apply(design(*map(linear, "abc")), Move(("c",), "root", index))
    assert "".join(outline(made).values()) == order


def test_blocks_move_in_document_order():
    """In whatever order they were selected."""
    made = apply(design(linear("a"), linear("b"), sequential("s", linear("c"))), Move(("b", "a"), "s", 1))
    assert outline(made) == {"0": "s", "0.0": "c", "0.1": "a", "0.2": "b"}


def test_a_block_cannot_move_into_itself():
    """Nor into what it holds."""
    with pytest.raises(EditError, match="cannot move into itself"):
        apply(design(sequential("s", sequential("t"))), Move(("s",), "t", 0))


def test_a_move_that_parts_a_shared_block_from_its_places_is_refused():
    """The refusal says why."""
    before = design(linear("a"), Shared(id="b", of="a"), repeat("r", relu("c")))
    with pytest.raises(EditError, match=r"separate in each copy of a repeat\. Move it into that repeat"):
        apply(before, Move(("a",), "r", 0))


def test_a_block_moved_into_a_parallel_gives_up_a_name_that_is_no_identifier():
    """The move is what was asked for."""
    made = apply(design(parallel("p"), linear("a", name="block 0")), Move(("a",), "p", 0))
    assert outline(made) == {"0": "p", "0.branch_0": "a"}


def test_a_duplicate_stands_after_the_last_of_the_selection():
    """Several blocks are copied as a group, with new ids and names by position."""
    made = apply(design(linear("a", name="x"), relu("b"), relu("c")), Duplicate(("a", "b")))
    assert [*outline(made)] == ["x", "1", "2", "3", "4"]
    assert [block.kind for block in made.root.children] == ["Linear", "ReLU", "Linear", "ReLU", "ReLU"]


def test_what_a_duplicate_shares_inside_is_its_own():
    """The copies share among themselves as the originals do."""
    made = apply(design(sequential("s", linear("a"), Shared(id="b", of="a"))), Duplicate(("s",)))
    first, second = made.root.children[1].children
    assert second.of == first.id != "a"


def test_ties_and_rules_hold_for_a_duplicate_too():
    """A copy is initialised, frozen and tied as its original."""
    tie = Tie(TensorPlace("a", "weight"), TensorPlace("b", "weight"))
    before = design(linear("a"), linear("b"), ties=(tie,), frozen=(Selector(block="a"),))
    made = apply(before, Duplicate(("a",)))
    copy = made.root.children[1].id
    assert made.ties == (tie, Tie(TensorPlace(copy, "weight"), tie.of))
    assert made.frozen == (Selector(block="a"), Selector(block=copy))


def test_ties_inside_a_copied_instance_are_its_own():
    """Blocks inside instances are named after the instance, which has another id now."""
    definition = Definition(class_name="Pair", root=sequential("r", linear("x"), linear("y")))
    tie = Tie(TensorPlace("i/x", "weight"), TensorPlace("i/y", "weight"))
    made = apply(design(Instance(id="i", definition="Pair"), definitions=(definition,), ties=(tie,)), Duplicate(("i",)))
    copy = made.root.children[1].id
    assert made.ties == (tie, Tie(TensorPlace(f"{copy}/x", "weight"), TensorPlace(f"{copy}/y", "weight")))


def test_the_name_of_the_position_is_no_name():
    """Calling the first block "0" leaves it to its position."""
    assert apply(design(linear("a", name="x")), Rename("a", "0")) == design(linear("a"))


def test_no_name_goes_back_to_the_position():
    """None takes a name away."""
    assert outline(apply(design(linear("a", name="x")), Rename("a", None))) == {"0": "a"}


@pytest.mark.parametrize(("name", "problem"), [("x", "Two blocks here are named 'x'"), ("forward", "already a member")])
def test_a_name_that_cannot_be_is_refused(name, problem):
    """A person asked for just this name, so it is not changed."""
    with pytest.raises(EditError, match=problem):
        apply(design(linear("a"), linear("b", name="x")), Rename("a", name))


def test_the_copies_of_a_repeat_are_named_by_it():
    """Their child has no name of its own."""
    with pytest.raises(EditError, match="Set the names of the repeat"):
        apply(design(repeat("r", linear("a"))), Rename("a", "x"))
