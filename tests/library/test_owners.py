import errno
import os
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

import pytest
from msgspec.structs import replace

from builder.errors import DocumentError, StorageError
from builder.library import Origin
from tests.library.before_alembic import KEPT

ADA, BOB = token_hex(32), token_hex(32)  # PostgreSQL's database is that of all tests


@pytest.fixture
def owner():
    """Give an owner of nothing yet."""
    return token_hex(32)


def test_a_document_belongs_to_whoever_made_it(library):
    """Its head says so, before an edit and after it."""
    id = library.create(KEPT, owner=ADA)
    assert library.head(id).owner == library.save(id, replace(KEPT, seed=1)).owner == ADA


def test_a_document_of_nobody_belongs_to_whoever_comes_first(library):
    """Whoever comes later does not change that."""
    id = library.create(KEPT)
    assert library.head(id).owner is None
    assert [library.owners.claim(id, one) for one in (ADA, BOB)] == [ADA, ADA]
    assert library.head(id).owner == ADA


def test_of_many_who_come_at_once_one_is_the_first(library):
    """All of them hear of the same owner."""
    id = library.create(KEPT)
    with ThreadPoolExecutor(8) as pool:
        heard = set(pool.map(lambda i: library.owners.claim(id, f"{i:064}"), range(8)))
    assert heard == {library.head(id).owner}


def test_claiming_changes_nothing_else(library):
    """The document was not edited: its place in the list and its undo stay."""
    id = library.create(KEPT)
    before = library.head(id)
    library.owners.claim(id, ADA)
    assert replace(library.head(id), owner=None) == before


def test_claiming_what_is_not_there_is_a_sentence(library):
    """A guessed id belongs to nobody."""
    with pytest.raises(DocumentError, match="There is no network at this address"):
        library.owners.claim("guessed", ADA)


def test_lists_the_newest_first(library, owner):
    """The document that was changed last stands on top."""
    older, newer = library.create(KEPT, owner=owner), library.create(replace(KEPT, name="other"), owner=owner)
    library.save(older, replace(KEPT, seed=1))
    assert [entry.id for entry in library.owners.list(owner)] == [older, newer]
    assert [entry.name for entry in library.owners.list(owner)] == ["kept", "other"]
    assert [entry.id for entry in library.owners.list(owner, limit=1)] == [older]


def test_what_a_visit_made_is_listed_once_it_is_edited(library, owner):
    """Before that nobody has asked for it."""
    id = library.create(KEPT, visit=True, owner=owner)
    assert (library.owners.list(owner), library.owners.count(owner)) == ((), 0)
    library.save(id, replace(KEPT, seed=1))
    assert ([entry.id for entry in library.owners.list(owner)], library.owners.count(owner)) == ([id], 1)


def test_nobody_lists_what_belongs_to_others(library, owner):
    """Neither what others own nor what nobody does."""
    library.create(KEPT, owner=ADA)
    library.create(KEPT)
    assert library.owners.list(owner) == ()


def test_documents_can_be_handed_over(library, owner):
    """All of one owner's, and nobody else's."""
    mine, theirs, to = library.create(KEPT, owner=owner), library.create(KEPT, owner=BOB), token_hex(32)
    library.owners.hand_over(owner, to)
    assert (library.head(mine).owner, library.head(theirs).owner) == (to, BOB)
    assert (library.owners.count(owner), library.owners.count(to)) == (0, 1)


def test_steps_are_handed_over_too(library, owner):
    """Who goes on with another key can undo what they did, and whoever has the old key cannot."""
    id, to = library.create(KEPT), token_hex(32)
    library.save(id, replace(KEPT, seed=1), made=Origin(owner))
    library.owners.hand_over(owner, to)
    history = library.head(id).history
    assert (history.undoable(to).number, history.undoable(owner)) == (2, None)


def test_a_new_address_has_all_that_the_old_one_had(library):
    """Revisions, undo, weights, the console's files, the owner."""
    id = library.create(KEPT, owner=ADA)
    library.save(id, replace(KEPT, seed=1), {"canvas": 3})
    library.weights_path(id, "1.safetensors").write_bytes(b"w")
    library.shelf(id).mkdir(parents=True)
    (library.shelf(id) / "net.pt").write_bytes(b"s")
    before = library.head(id)
    new = library.owners.readdress(id)
    assert library.head(new) == before
    assert library.undo(new)[1] == KEPT
    assert library.weights_path(new, "1.safetensors").read_bytes() == b"w"
    assert (library.shelf(new) / "net.pt").read_bytes() == b"s"


def test_the_old_address_names_nothing_any_more(library):
    """Nobody who has it can read, edit or find files."""
    id = library.create(KEPT, owner=ADA)
    library.shelf(id).mkdir(parents=True)
    library.owners.readdress(id)
    with pytest.raises(DocumentError, match="There is no network at this address"):
        library.head(id)
    with pytest.raises(DocumentError, match="There is no network at this address"):
        library.save(id, replace(KEPT, seed=2))
    assert not library.shelf(id).exists()


def test_a_disk_without_links_copies_the_files(library, monkeypatch):
    """Some disks that are mounted from elsewhere know none."""

    def no_links(source, target):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    id = library.create(KEPT)
    library.weights_path(id, "1.safetensors").write_bytes(b"w")
    assert library.weights_path(library.owners.readdress(id), "1.safetensors").read_bytes() == b"w"


def test_a_failing_disk_leaves_the_address_as_it_was(library, monkeypatch):
    """It is a sentence, and the network is where it was, with its files."""

    def fail(*paths):
        raise OSError(errno.ENOSPC, "No space left on device")

    id = library.create(KEPT)
    library.weights_path(id, "1.safetensors").write_bytes(b"w")
    monkeypatch.setattr("builder.library.owners._link_or_copy", fail)
    with pytest.raises(StorageError, match="full or failing"):
        library.owners.readdress(id)
    assert library.open(id) == KEPT
    assert library.weights_path(id, "1.safetensors").read_bytes() == b"w"


@pytest.mark.parametrize("id", ["guessed", "../weights", ""])
def test_what_is_not_there_gets_no_new_address(library, id, tmp_path):
    """And nothing is copied for it."""
    with pytest.raises(DocumentError, match="There is no network at this address"):
        library.owners.readdress(id)
    assert not (tmp_path / "shelf").exists()
