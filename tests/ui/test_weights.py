"""Weights that live with their document, made by real workers."""

import pytest
from msgspec.structs import replace

from builder import to_module
from builder.document.blocks import InitRule, Layer, Selector
from builder.edits import Insert, Remove, SetArgument, SetInit, SetName, SetSeed
from builder.errors import EditError, StorageError
from builder.history import KEPT
from builder.jobs import tasks
from builder.weights.checkpoint import open_safetensors, save_safetensors
from tests.own_schemes import OWN
from tests.targets.laws import same
from ui.server import weights

ANOTHER = Layer(id="another0", kind="Linear", args={"in_features": 10, "out_features": 10})
ONES = InitRule(Selector(tensor="0.bias"), "ones_")


@pytest.fixture
def made(live):
    """Give a function that makes the weights of what is on the screen and opens them."""

    def make():
        work = weights.making(live)
        if work is not None:
            work.result()
        return open_safetensors(weights.current(live).path)

    return make


@pytest.fixture
def by_hand(live):
    """Give a function that changes one bias, as the console does."""

    def change(person=None):
        kept = weights.current(live)
        state = {key: tensor.clone() for key, tensor in open_safetensors(kept.path).items()}
        state["0.bias"][:] = 7
        path = weights.new_path(live, 0)
        save_safetensors(state, path)
        live.change_weights(live.head, path, weights.BY_HAND, person, "by hand")

    return change


def test_fresh_weights_are_those_of_to_module(live, made):
    """Bit for bit."""
    state, found = to_module(live.document).state_dict(), made()
    assert all(same(found[key], state[key]) for key in state)


def test_an_inserted_layer_leaves_the_others_their_values(live, made):
    """Those changed by hand too."""
    before = made()
    live.commit(Insert(live.document.root.id, 3, ANOTHER))
    after = made()
    assert all(same(after[key], before[key]) for key in before)
    assert after["3.weight"].shape == (10, 10)


def test_a_change_of_weights_is_undone_and_redone(live, made, by_hand):
    """It is a step like any edit."""
    before = made()
    by_hand()
    assert bool((made()["0.bias"] == 7).all())
    live.undo()
    assert same(made()["0.bias"], before["0.bias"])
    live.redo()
    assert bool((made()["0.bias"] == 7).all())


def test_weights_outlive_all_that_can_be_undone(live, made, by_hand):
    """However many edits have been made since weights were made last."""
    made()
    by_hand()
    for i in range(KEPT + 21):
        live.commit(SetArgument("output", "out_features", 11 + i % 2))
    assert live.head.history.revisions[0].number == 2
    assert bool((made()["0.bias"] == 7).all())


def test_a_block_that_undo_brings_back_has_its_weights(live, made, by_hand):
    """Beside what another person has inserted meanwhile."""
    made()
    by_hand()
    live.commit(Remove(("hidden",)), person="ada")
    live.commit(Insert(live.document.root.id, 2, ANOTHER), person="bob")
    made()
    live.undo("ada")
    assert bool((made()["0.bias"] == 7).all())
    assert len(live.document.root.children) == 4


def test_a_change_of_weights_is_undone_under_another_persons_edit(live, made, by_hand):
    """What was inserted since stays."""
    before = made()
    by_hand("ada")
    live.commit(Insert(live.document.root.id, 3, ANOTHER), person="bob")
    made()
    live.undo("ada")
    assert same(made()["0.bias"], before["0.bias"])
    assert "3.weight" in made()


def test_undoing_an_edit_returns_to_the_file_of_then(live, made):
    """Nothing is made again."""
    made()
    first = weights.current(live)
    live.commit(Insert(live.document.root.id, 3, ANOTHER))
    made()
    live.undo()
    assert weights.current(live) == first


def test_another_name_keeps_the_very_file(live, made):
    """No tensor depends on it."""
    made()
    first = weights.current(live)
    live.commit(SetName("another"))
    assert weights.current(live).path == first.path


def test_another_seed_draws_everything_anew(live, made, by_hand):
    """As the emitted file would."""
    made()
    by_hand()
    live.commit(SetSeed(5))
    found, state = made(), to_module(live.document).state_dict()
    assert all(same(found[key], state[key]) for key in state)


def test_rules_reach_old_weights_when_they_are_applied(live, made, by_hand):
    """Until then they keep their values; then only what is selected changes, and that can be undone."""
    made()
    by_hand()
    live.commit(SetInit((ONES,)))
    assert bool((made()["0.bias"] == 7).all())
    assert not weights.follows_rules(live)
    file = weights.current(live).path
    weights.applying(live, None).result()
    weights.settle_applied(file)
    assert weights.follows_rules(live)
    assert bool((made()["0.bias"] == 1).all())
    live.undo()
    assert bool((made()["0.bias"] == 7).all())


def test_another_text_of_a_scheme_is_another_rule(live):
    """What is drawn by it is no longer what the rules say; of a scheme that no rule uses it is."""
    rules = replace(live.document, init=(InitRule(Selector(), "doubled"),), schemes=OWN)
    texts = [replace(one, source=one.source.replace("2", "3").replace("0.5", "0.7")) for one in OWN]
    used, unused = replace(rules, schemes=(OWN[0], texts[1], OWN[2])), replace(rules, schemes=(*OWN[:2], texts[2]))
    assert weights.rules_key(used) != weights.rules_key(rules) == weights.rules_key(unused)


def test_values_changed_by_hand_are_one_step(live, made):
    """It has the tensor's name, holds after a reload of the file, and undo takes it back."""
    first = made()["0.weight"].clone()
    edit = tasks.ValueEdit("0.weight", "0, 0", "set", ((42.0,),))
    file = weights.current(live).path
    weights.changing(live, edit, None).result()
    weights.settle_changed(file, edit)
    assert made()["0.weight"][0, 0] == 42
    assert live.head.history.undoable(None).name == "Change 0.weight[0, 0]"
    live.undo()
    assert made()["0.weight"].equal(first)


def test_a_change_that_came_too_late_is_known(live, made):
    """The network was edited while a worker was at it: nothing is changed, and who asked can be told."""
    made()
    edit = tasks.ValueEdit("0.weight", "0, 0", "set", ((42.0,),))
    file, last = weights.current(live).path, weights.last_step(live, None)
    work = weights.changing(live, edit, None)
    live.commit(SetName("a"))
    work.result()
    weights.settle_changed(file, edit)
    assert not weights.has_changed(live, edit, last, None)
    assert made()["0.weight"][0, 0] != 42
    file, last = weights.current(live).path, weights.last_step(live, None)
    weights.changing(live, edit, None).result()
    weights.settle_changed(file, edit)
    assert weights.has_changed(live, edit, last, None)
    assert not weights.has_changed(live, edit, weights.last_step(live, None), None)


def test_two_who_ask_share_the_work(live):
    """One revision is made once."""
    assert weights.making(live) is weights.making(live)


def test_what_is_made_for_a_revision_that_is_gone_is_not_taken(live, made):
    """The revision of that number is another document by then."""
    live.commit(SetName("a"))
    work = weights.making(live)
    live.undo()
    live.commit(Insert(live.document.root.id, 3, ANOTHER))
    work.result()
    assert "3.weight" in made()


def test_another_process_finds_the_weights(live, made, own_service):
    """They are in the library."""
    made()
    assert own_service.library.lineage.of(live.id, 1).path == weights.current(live).path


def test_lost_weights_that_were_changed_by_hand_are_told(live, made, by_hand):
    """They are not replaced by fresh ones without a word."""
    made()
    by_hand()
    weights.current(live).path.unlink()
    with pytest.raises(StorageError, match="is missing, and its values were changed"):
        weights.making(live)


def test_lost_weights_of_applied_rules_are_told(live, made, by_hand):
    """Apply keeps what it does not select, so the rules alone need not give these values."""
    made()
    live.commit(SetInit((ONES,)))
    made()
    weights.applying(live, None).result()
    assert weights.follows_rules(live)
    weights.current(live).path.unlink()
    with pytest.raises(StorageError, match="is missing"):
        weights.making(live)


def test_an_edit_does_not_hide_that_weights_are_lost(live, made, by_hand):
    """What would carry their values on says so too; another seed is a way out, undo is another."""
    made()
    by_hand()
    weights.current(live).path.unlink()
    live.commit(Insert(live.document.root.id, 3, ANOTHER))
    with pytest.raises(StorageError, match="is missing"):
        weights.making(live)
    live.commit(SetSeed(7))
    assert made()["3.weight"].shape == (10, 10)


def test_lost_weights_that_the_rules_give_are_drawn_again(live, made):
    """Nothing is lost with the file."""
    before = made()
    weights.current(live).path.unlink()
    assert all(same(tensor, before[key]) for key, tensor in made().items())


def test_a_weights_file_that_is_cut_off_is_told(live, made):
    """A sentence names the file, whoever reads it."""
    made()
    path = weights.current(live).path
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(StorageError, match=f"The weights file {path.name} is damaged"):
        tasks.table(live.document, path)


def test_another_edit_after_an_undo_has_weights_of_its_own(live, made):
    """The undone revision gives its number to the next one, and not its weights."""
    live.commit(SetArgument("output", "out_features", 8))
    made()
    live.undo()
    live.commit(SetArgument("output", "out_features", 9))
    assert made()["2.weight"].shape[0] == 9


def test_weights_changed_before_an_undo_are_not_those_of_another_edit(live, made):
    """What was worked out for a revision is refused where another has its number now."""
    live.commit(SetArgument("output", "out_features", 8))
    made()
    before = live.head
    live.undo()
    live.commit(SetArgument("output", "out_features", 9))
    assert live.head.position == before.position
    with pytest.raises(EditError, match="edited"):
        live.change_weights(before, weights.new_path(live, 0), weights.BY_HAND, None, "by hand")
