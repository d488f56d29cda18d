from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import templates
from builder.edits import SetName, SetSeed
from builder.errors import BuilderError, BusyError, DocumentError, EditError, LimitError
from builder.library import Library
from ui.server.commands import MAX_COMMANDS, Batch, Command
from ui.server.live import JUST_NOW, Live, LiveDocuments


def named(name):
    """Rename the document."""
    return {"edit": "set_name", "name": name}


def relu(id):
    """Insert a ReLU under this id."""
    return {
        "edit": "insert",
        "parent": "root",
        "index": 0,
        "block": {"block": "layer", "id": id, "kind": "ReLU", "args": {}},
    }


def test_an_edit_is_made_and_acknowledged(live, batch):
    """What a canvas sends is in the document, and its number comes back."""
    live.receive(batch(1, named("first")))
    assert (live.document.name, live.head.acks) == ("first", {"canvas": 1})


def test_an_edit_is_saved_before_it_is_acknowledged(live, batch, own_service):
    """A process that is killed right after the acknowledgement has lost nothing."""
    live.receive(batch(1, named("first")))
    assert own_service.library.open(live.id).name == "first"


def test_a_number_is_applied_once(live, batch):
    """A batch that is delivered twice adds its block once and is refused nothing."""
    for _ in range(2):
        live.receive(batch(1, relu("new")))
    assert (len(live.document.root.children), live.refused) == (4, ())


def test_a_number_is_applied_once_over_a_restart(live, batch, own_service):
    """A canvas that outlives its server may send again what was saved already."""
    live.receive(batch(1, {"edit": "duplicate", "ids": ["relu"]}))
    reopened = Live(own_service.library, live.id, own_service.trials)
    reopened.receive(batch(1, {"edit": "duplicate", "ids": ["relu"]}))
    assert len(reopened.document.root.children) == 4


def test_numbers_are_applied_in_order(live, batch):
    """The last number wins, however the batch is laid out."""
    sent = batch(1, named("a"), named("b"), named("c"))
    live.receive(Batch(sent.client, sent.document, sent.commands[::-1]))
    assert live.document.name == "c"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_whatever_is_lost_or_doubled_nothing_is_missing(live, batch, lengths):
    """Each delivery holds all that is not acknowledged; any of them may be lost or come twice."""
    client, last = f"client {lengths}", max(lengths)
    for length in [*lengths, last]:
        live.receive(batch(1, *(named(f"name {i}") for i in range(1, length + 1)), client=client))
    assert (live.document.name, live.head.acks[client]) == (f"name {last}", last)


def test_a_refused_edit_is_acknowledged_with_its_reason(live, batch):
    """The canvas may forget it, and can say why it was not made."""
    live.receive(batch(1, {"edit": "remove", "ids": ["nobody"]}))
    assert (live.head.acks["canvas"], live.refused[0].number, "nobody" in live.refused[0].problem) == (1, 1, True)


def test_a_refused_edit_does_not_hold_up_the_next(live, batch):
    """Edits after a refused one are made."""
    live.receive(batch(1, {"edit": "remove", "ids": ["nobody"]}, named("next")))
    assert live.document.name == "next"


@pytest.mark.parametrize("edit", [{}, {"edit": "explode"}, {"edit": "insert", "parent": 3}, {"edit": None}])
def test_what_is_no_edit_is_refused(live, batch, edit):
    """A canvas of another version cannot do harm."""
    live.receive(batch(1, edit))
    assert "not valid" in live.refused[0].problem


def test_edits_of_one_step_are_undone_together(live, batch):
    """One action of the person is one undo step, however many edits it takes."""
    before = live.document
    live.receive(batch(1, relu("a"), relu("b"), step="both"))
    live.undo()
    assert live.document == before


def test_a_step_is_made_whole_or_not_at_all(live, batch):
    """Where one edit of an action is refused, the others are not made either."""
    before = live.document
    live.receive(batch(1, relu("a"), relu("a"), step="both"))
    assert live.document == before


def test_undo_and_redo_come_as_commands(live, batch):
    """The canvas sends them like edits."""
    live.receive(batch(1, named("new"), {"edit": "undo"}))
    assert (live.document.name, live.head.history.redoable(None).name) == ("mlp", "Rename the network to new")
    live.receive(batch(3, {"edit": "redo"}))
    assert (live.document.name, live.head.history.redoable(None)) == ("new", None)


def test_undo_outlives_the_process(live, batch, own_service):
    """After a restart the steps before it can still be undone."""
    live.receive(batch(1, named("new")))
    reopened = LiveDocuments(own_service.library, own_service.trials).get(live.id)
    reopened.undo()
    assert reopened.document.name == "mlp"


def test_undo_at_the_start_says_so(live):
    """There is a first revision."""
    with pytest.raises(BuilderError, match="nothing to undo"):
        live.undo()


def test_two_tabs_both_keep_their_edits(live, own_service):
    """An edit is made to the newest revision, whoever made that."""
    other = Live(own_service.library, live.id, own_service.trials)
    live.commit(SetName("from one"))
    other.receive(Batch("other", live.id, ()))
    assert other.document.name == "from one"


def test_two_processes_lose_no_edit_of_each_other(live, own_service):
    """Each edit is made to the newest revision, however close together they come."""

    def insert(process):
        with Library() as library:
            other = Live(library, live.id, live.reading.trials)
            for i in range(10):
                number = Command(i + 1, msgspec.Raw(msgspec.json.encode(relu(f"{process}{i}"))))
                other.receive(Batch(process, live.id, (number,)))
            return other.refused

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(insert, "abc")) == [()] * 3
    live.refresh()
    assert len(live.document.root.children) == 33
    assert live.head.acks == dict.fromkeys("abc", 10)


def test_a_commit_that_is_refused_changes_nothing(live):
    """All edits of a commit are made, or none."""
    with pytest.raises(EditError, match="printable"):
        live.commit(SetName("good"), SetName(""))
    assert live.document.name == "mlp"


def test_one_document_is_one_object_for_all_sessions(live, own_service):
    """Whoever opens it sees the same revision and the same analysis."""
    assert own_service.documents.get(live.id) is live


def test_edited_code_is_one_step(live, batch):
    """Applied as an edit of the same document; undone like one."""
    before, text = live.document, live.reading.source.text
    live.receive(batch(1, {"edit": "set_source", "text": text.replace("nn.ReLU()", "nn.Tanh()")}))
    assert [block.id for block in live.document.root.children][::2] == ["hidden", "output"]
    live.undo()
    assert live.document == before


def test_a_mistake_in_edited_code_changes_nothing(live, batch):
    """The refusal names the line."""
    live.receive(batch(1, {"edit": "set_source", "text": "from torch import nn\nnet = nn.Liner(1)"}))
    assert live.refused[0].problem.startswith("line 2, column 7: ")
    assert live.head.position == 1


def test_a_defect_in_one_edit_is_a_refusal(live, batch, monkeypatch, caplog):
    """Its number is acknowledged, the edits behind it are made, and the log has the traceback without the id."""
    monkeypatch.setattr(SetSeed, "apply_to", lambda self, document: document.no_such_field)
    live.receive(batch(1, {"edit": "set_seed", "seed": 1}, {"edit": "set_name", "name": "good"}))
    assert (live.head.acks, live.document.name) == ({"canvas": 2}, "good")
    assert "error in nnblocks" in live.refused[0].problem
    assert "no_such_field" in caplog.text
    assert live.id not in caplog.text


def test_a_request_holds_a_bounded_number_of_edits(live, batch):
    """A longer one is refused as a whole, before anything is made of it."""
    edits = ({"edit": "set_name", "name": "new"} for _ in range(MAX_COMMANDS + 1))
    with pytest.raises(LimitError, match="at most 100 edits; this one has 101"):
        live.receive(batch(1, *edits))
    assert live.document.name == "mlp"


def test_a_request_that_takes_long_is_made_in_parts(live, batch, monkeypatch):
    """One step at least each time; what is left is not acknowledged, so the canvas sends it again."""
    monkeypatch.setattr("ui.server.live.AT_ONCE", -1.0)
    sent = batch(1, named("a"), named("b"))
    live.receive(sent)
    assert (live.document.name, live.head.acks) == ("a", {"canvas": 1})
    live.receive(sent)
    assert (live.document.name, live.head.acks) == ("b", {"canvas": 2})


def test_a_request_does_not_wait_for_ever(live, batch, monkeypatch):
    """While another thread holds the document, it gives up with a sentence and nothing is acknowledged."""
    monkeypatch.setattr("ui.server.live.LOCK_WAIT", 0.01)
    with ThreadPoolExecutor(1) as other, live._lock():
        asked = other.submit(live.receive, batch(1, {"edit": "set_name", "name": "new"}))
        with pytest.raises(BusyError, match="busy with other edits"):
            asked.result()
    assert live.head.acks == {}


def test_each_person_undoes_their_own_edit(live, batch):
    """Whoever was last: what another has made since stays."""
    live.receive(batch(1, named("ada's")), "ada")
    live.receive(batch(2, {"edit": "set_seed", "seed": 3}), "bob")
    live.receive(batch(3, {"edit": "undo"}), "ada")
    assert (live.document.name, live.document.seed, live.refused) == ("mlp", 3, ())


def test_an_undo_that_another_step_does_not_allow_is_refused(live, batch):
    """The sentence names that step, and the document stays."""
    live.receive(batch(1, relu("new")), "ada")
    live.receive(batch(2, {"edit": "rename", "id": "new", "name": "theirs"}), "bob")
    before = live.document
    live.receive(batch(3, {"edit": "undo"}), "ada")
    assert live.document is before
    assert "'Add ReLU' cannot be undone: 'Rename ReLU to theirs'" in live.refused[0].problem


def test_a_name_that_overwrites_another_is_told(live, batch):
    """Who renamed offline learns what the network was called meanwhile."""
    live.receive(batch(1, named("theirs"), client="one.1"))
    live.receive(batch(1, {**named("mine"), "before": "mlp"}, client="two.1"))
    assert live.document.name == "mine"
    assert "replaced 'theirs'" in live.refused[0].problem


def renamed(to, **fields):
    """Return an edit that renames the first block."""
    return {"edit": "rename", "id": "hidden", "name": to, **fields}


def test_a_name_of_a_block_that_overwrites_another_is_told(live, batch):
    """Who renamed offline learns what the block was called meanwhile."""
    live.receive(batch(1, renamed("theirs"), client="one.1"))
    live.receive(batch(1, renamed("mine", before=None), client="two.1"))
    assert live.document.root.children[0].name == "mine"
    assert "'mine' for a block replaced 'theirs'" in live.refused[0].problem


def test_a_name_is_overwritten_behind_other_edits_of_ones_own(live, batch):
    """Offline a rename seldom stands alone."""
    live.receive(batch(1, named("theirs"), client="one.1"))
    edits = ({"edit": "set_seed", "seed": 1}, {**named("mine"), "before": "mlp"})
    live.receive(batch(1, *edits, client="two.1"))
    assert "replaced 'theirs'" in live.refused[0].problem


def test_a_name_that_was_seen_is_replaced_without_a_word(live, batch):
    """To rename a block twice is nobody else's affair."""
    live.receive(batch(1, renamed("one", before=None), client="one.1"))
    live.receive(batch(2, renamed("two", before="one"), client="one.1"))
    assert live.refused == ()


def test_every_look_at_a_removed_document_says_so(live, own_service):
    """The page is drawn right after the request that found out."""
    own_service.library.delete(live.id)
    with pytest.raises(DocumentError, match="no network at this address"):
        live.refresh(JUST_NOW)
    with pytest.raises(DocumentError, match="no network at this address"):
        live.refresh(JUST_NOW)


def test_a_document_is_read_while_another_one_is(own_service):
    """To open a large document holds nobody up: the list of open ones is not locked meanwhile."""
    one, two = (own_service.library.create(templates.load("mlp")) for _ in range(2))
    read = own_service.library.open
    inside = []

    def slow(id):
        if id == one:
            inside.append(own_service.documents.get(two).id)
        return read(id)

    own_service.library.open = slow
    own_service.documents.get(one)
    assert inside == [two]
