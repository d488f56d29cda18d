import msgspec
import pytest

from builder.document.blocks import InitRule, Input, Selector, Shared, TensorPlace, Tie
from builder.edits import (
    Freeze,
    RemoveScheme,
    SetArgument,
    SetClassName,
    SetInit,
    SetInputs,
    SetMerge,
    SetName,
    SetRepeat,
    SetSeed,
    Share,
    TieTensors,
    Unfreeze,
    UnsetArgument,
    Unshare,
    Untie,
    WriteScheme,
    apply,
    decode_edit,
)
from builder.errors import EditError
from tests.edits.designs import design, linear, outline, parallel, relu, repeat, sequential

WEIGHT = {id: TensorPlace(id, "weight") for id in "abcde"}


def document():
    """Return a design with one of each: layers, a shared one, a parallel and a repeat."""
    containers = (parallel("p", linear("d")), repeat("r", linear("e")))
    return design(linear("a"), linear("b"), Shared(id="c", of="a"), *containers)


@pytest.mark.parametrize("id", ["a", "c"])
def test_an_argument_is_set(id):
    """At a shared place, that of the module it shares."""
    assert apply(document(), SetArgument(id, "bias", False)).root.children[0].args["bias"] is False


def test_an_argument_goes_back_to_its_default():
    """It is left out of the document."""
    made = apply(apply(document(), SetArgument("a", "bias", False)), UnsetArgument("a", "bias"))
    assert made == document()


def test_fields_of_containers_are_set():
    """Only what is given changes."""
    made = apply(apply(document(), SetMerge("p", merge="cat")), SetRepeat("r", count=3))
    made = apply(made, SetClassName("p", "Cell"))
    p, r = made.root.children[3:]
    assert (p.merge, p.dim, p.class_name, r.count, r.names) == ("cat", 1, "Cell", 3, "{i}")


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (SetArgument("a", "out_features", 0), "^0: args.out_features: out_features is 0, below 1"),
        (SetArgument("a", "out_features", "3"), 'out_features is "3"'),
        (SetArgument("a", "widht", 3), 'has no argument "widht"'),
        (SetArgument("a", "in_features", float("nan")), "in_features is nan"),
        (SetArgument("p", "bias", True), "This parallel block has no arguments. Select a layer"),
        (UnsetArgument("a", "out_features"), "Linear needs out_features"),
        (UnsetArgument("a", "biass"), "has no argument 'biass'. Did you mean bias"),
        (SetRepeat("r", names="same"), "Add {i} to the names"),
        (SetRepeat("a", count=2), "Linear is not a repeat"),
        (SetClassName("p", "my list"), "not a Python identifier"),
        (Share("root", "a"), "The root block cannot be shared"),
        (Share("c", "a"), "These are already one module"),
        (Share("d", "p"), "One of these blocks is inside the other"),
        (Unshare("b"), "Linear is not shared"),
        (TieTensors(WEIGHT["a"], WEIGHT["c"]), "These are already one tensor"),
        (TieTensors(WEIGHT["a"], TensorPlace("p", "weight")), "no tensors of its own. Choose a layer inside it"),
        (TieTensors(WEIGHT["a"], WEIGHT["e"]), "A tie points into a repeat"),
        (Untie(WEIGHT["a"]), "weight is not tied to another tensor"),
        (Unfreeze(Selector()), "not frozen on its own"),
        (SetInputs(()), "1 to 64 inputs"),
        (SetInputs(batch=0), "The batch is 0"),
        (SetInit((InitRule(Selector(), "zero_"),)), "no scheme 'zero_'"),
        (WriteScheme("no", "def own(w):\n    w *= 2"), "There is no scheme no"),
        (WriteScheme(None, "def own(w):\n    w.save()"), "A scheme cannot use save"),
        (RemoveScheme("own"), "There is no scheme own"),
        (SetSeed(-1), "The seed is -1"),
        (SetName(""), "1 to 100 printable characters"),
    ],
)
def test_a_change_that_cannot_be_made_says_why(edit, problem):
    """The refusal names the remedy."""
    with pytest.raises(EditError, match=problem):
        apply(document(), edit)


def test_a_place_shares_another_block():
    """What stood there goes; it keeps its id and name."""
    made = apply(design(linear("a"), linear("b", name="x")), Share("b", "a"))
    assert made == design(linear("a"), Shared(id="b", of="a", name="x"))


def test_what_shared_a_block_follows_it():
    """A block that is shared itself takes its places along."""
    made = apply(design(linear("a"), linear("b"), Shared(id="c", of="b")), Share("b", "a"))
    assert made == design(linear("a"), Shared(id="b", of="a"), Shared(id="c", of="a"))


def test_sharing_a_shared_place_shares_its_module():
    """There is never a chain."""
    made = apply(document(), Share("b", "c"))
    assert made.root.children[1] == Shared(id="b", of="a")


def test_an_unshared_place_has_a_module_of_its_own():
    """A copy under the id of the place; what is inside gets new ids and shares inside."""
    before = design(sequential("s", linear("a"), Shared(id="b", of="a")), Shared(id="t", of="s", name="x"))
    copy = apply(before, Unshare("t")).root.children[1]
    assert (copy.id, copy.name) == ("t", "x")
    assert copy.children[1].of == copy.children[0].id != "a"


def test_a_tie_names_the_blocks_that_own_the_tensors():
    """Also when it was made at a shared place, or to a tied tensor."""
    made = apply(apply(document(), TieTensors(WEIGHT["c"], WEIGHT["b"])), TieTensors(WEIGHT["d"], WEIGHT["a"]))
    assert made.ties == (Tie(WEIGHT["a"], WEIGHT["b"]), Tie(WEIGHT["d"], WEIGHT["b"]))


def test_what_is_tied_to_a_tensor_follows_it():
    """One group of tensors stays one."""
    made = apply(apply(document(), TieTensors(WEIGHT["b"], WEIGHT["a"])), TieTensors(WEIGHT["a"], WEIGHT["d"]))
    assert made.ties == (Tie(WEIGHT["b"], WEIGHT["d"]), Tie(WEIGHT["a"], WEIGHT["d"]))


def test_untying_undoes_a_tie():
    """And freezing is undone by unfreezing."""
    made = apply(apply(document(), TieTensors(WEIGHT["b"], WEIGHT["a"])), Freeze(Selector(block="a")))
    assert apply(apply(made, Untie(WEIGHT["b"])), Unfreeze(Selector(block="a"))) == document()


def test_settings_of_the_whole_are_set():
    """Each by an edit of its own; a part that is left out stays."""
    made = apply(document(), SetInputs((Input(name="image", shape=("N", 3, 8, 8)),)))
    for edit in (SetInit((InitRule(Selector(), "zeros_"),), seed=3), SetName("b"), SetInputs(batch=4)):
        made = apply(made, edit)
    assert (made.inputs[0].name, made.batch) == ("image", 4)
    assert (made.init[0].scheme, made.seed, made.name) == ("zeros_", 3, "b")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"edit": "explode"}', r"^\$.edit: This edit is not valid: Invalid value 'explode'"),
        ('{"edit": "remove"}', "missing required field `ids`"),
        ('{"edit": "remove", "ids": [], "extra": 1}', "unknown field `extra`"),
        ('{"edit": "remove", "ids": [1]}', r"^\$.ids\[0\]: .*Expected `str`, got `int`"),
        ("{", "truncated"),
        (" " * (16 * 2**20 + 1), "the limit is 16,777,216"),
        (b"\xff", "This edit is not valid"),
        ('{"edit": "insert", "block": ' * 10_000, "This edit is not valid"),
    ],
)
def test_what_is_no_edit_is_refused_with_the_place(text, problem):
    """Strictly, as documents are read."""
    with pytest.raises(EditError, match=problem):
        decode_edit(text)


def test_an_edit_is_read_from_json_as_the_canvas_writes_it():
    """From a text or from what a text was read into."""
    edit = {"edit": "insert", "parent": "root", "index": 0, "block": {"block": "layer", "id": "n", "kind": "ReLU"}}
    assert outline(apply(design(), decode_edit(edit))) == {"0": "n"}
    assert decode_edit(msgspec.json.encode(edit)) == decode_edit(edit)
    assert relu("n") == decode_edit(edit).block
