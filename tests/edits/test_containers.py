import pytest

from builder.document.blocks import InitRule, Selector, Shared
from builder.edits import Unwrap, Wrap, apply
from builder.errors import EditError
from tests.edits.designs import design, linear, outline, parallel, relu, repeat, sequential


@pytest.mark.parametrize("into", ["sequential", "parallel", "repeat"])
def test_unwrapping_undoes_wrapping(into):
    """A name goes to the container and comes back."""
    before = design(relu("b"), linear("a", name="body"))
    wrapped = apply(before, Wrap(("a",), into, "new"))
    assert outline(wrapped)["body"] == "new"
    assert apply(wrapped, Unwrap("new")) == before


def test_siblings_are_wrapped_in_their_order():
    """They stand where the first of them stood and keep their names."""
    made = apply(design(linear("a"), linear("b", name="x"), relu("c")), Wrap(("b", "a"), "sequential", "new"))
    assert outline(made) == {"0": "new", "0.0": "a", "0.x": "b", "1": "c"}


def test_branches_get_identifiers():
    """A name that cannot be an attribute is left to the position."""
    made = apply(design(linear("a", name="x y"), linear("b", name="left")), Wrap(("a", "b"), "parallel", "new"))
    assert outline(made) == {"0": "new", "0.branch_0": "a", "0.left": "b"}


def test_several_blocks_are_repeated_as_one_sequential():
    """A repeat keeps one child."""
    made = apply(design(linear("a"), relu("b")), Wrap(("a", "b"), "repeat", "new"))
    assert [block.id for block in made.root.children[0].child.children] == ["a", "b"]


def test_the_root_can_be_wrapped():
    """The new container is the root."""
    made = apply(design(linear("a")), Wrap(("root",), "repeat", "new"))
    assert outline(made) == {"0": "root", "0.0": "a", "1": "root", "1.0": "a"}


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Wrap(("a", "b"), "sequential", "new"), "are in different containers. Select blocks in one container"),
        (Wrap(("a",), "sequential", "b"), "The id 'b' is already in use"),
        (Wrap((), "sequential", "new"), "No block is selected"),
        (Wrap(("a",), "repeat", "new"), "which is separate in each copy of a repeat"),
        (Unwrap("a"), "Linear cannot hold other blocks"),
        (Unwrap("root"), "The root holds 4 blocks, and a network has one root"),
        (Unwrap("t"), "It is also used at '3'. Unshare it there first"),
    ],
)
def test_a_grouping_that_cannot_be_made_says_why(edit, problem):
    """The refusal names the remedy."""
    inner = sequential("s", linear("b"), Shared(id="c", of="a"))
    document = design(linear("a"), inner, sequential("t"), Shared(id="u", of="t"))
    with pytest.raises(EditError, match=problem):
        apply(document, edit)


def test_unwrapped_blocks_keep_names_that_do_not_clash():
    """One that clashes is left to its position."""
    made = apply(design(relu("c", name="x"), sequential("s", linear("a", name="x"), relu("b", name="y"))), Unwrap("s"))
    assert outline(made) == {"x": "c", "1": "a", "y": "b"}


def test_a_root_with_one_block_can_be_unwrapped():
    """The block is the root then, without a name."""
    assert apply(design(linear("a", name="x")), Unwrap("root")).root == linear("a")


def test_a_repeat_cannot_hold_what_an_unwrapped_sequential_held():
    """Several blocks have no place in it."""
    with pytest.raises(EditError, match="A repeat has one child, and this holds 2 blocks"):
        apply(design(repeat("r", sequential("s", linear("a"), relu("b")))), Unwrap("s"))


def test_rules_of_an_unwrapped_container_go_to_its_children():
    """What they select stays the same."""
    before = design(parallel("p", linear("a"), linear("b")), init=(InitRule(Selector(block="p"), "zeros_"),))
    assert [rule.select.block for rule in apply(before, Unwrap("p")).init] == ["a", "b"]
