"""Whose the files are that the console has saved: listed to their owner, and deleted by nobody else."""

import pytest

from builder import templates
from builder.errors import BuilderError
from ui.server import shelves

NOT_YOURS = "Only the owner of this network can delete its files"


@pytest.fixture
def save(own_service):
    """Give a function that makes a network of an owner with one file, and returns its id."""

    def save(owner, name="x.pt"):
        id = own_service.library.create(templates.load("mlp"), owner=owner)
        own_service.library.shelf(id).mkdir(parents=True)
        (own_service.library.shelf(id) / name).write_bytes(b"1234")
        return id

    return save


def names(owner):
    """Return the names of an owner's files."""
    return [one.path.name for one in shelves.files_of(owner)]


def test_the_owner_deletes_a_file(save):
    """It is gone from the list, and once more is no error."""
    id = save("ada")
    for _ in range(2):
        shelves.delete("ada", id, "x.pt")
    assert names("ada") == []


@pytest.mark.parametrize("person", ["bob", None])
def test_nobody_else_deletes_it(save, person):
    """The address is enough to edit the network, not for that."""
    id = save("ada")
    with pytest.raises(BuilderError, match=NOT_YOURS):
        shelves.delete(person, id, "x.pt")
    assert names("ada") == ["x.pt"]


def test_without_cookies_files_can_be_deleted(save, own_service):
    """The shelf of a network that belongs to nobody would be full for good."""
    id = save(None)
    shelves.delete(None, id, "x.pt")
    assert not any(own_service.library.shelf(id).iterdir())


@pytest.mark.parametrize("name", ["../x.pt", "", ".x.pt"])
def test_a_forged_name_leads_nowhere(save, name):
    """What lies beside the shelf stays."""
    with pytest.raises(BuilderError, match="file name cannot be used"):
        shelves.delete("ada", save("ada"), name)


def test_a_forged_id_is_what_is_not_there(save):
    """It says what every address says that names nothing."""
    with pytest.raises(BuilderError, match="There is no network at this address"):
        shelves.delete("ada", "guessed", "x.pt")


def test_files_are_listed_to_their_owner(save):
    """With the network that they belong to; nobody else's."""
    id = save("ada")
    save("bob", "y.pt")
    assert [(one.document, one.network, one.path.name, one.size) for one in shelves.files_of("ada")] == [
        (id, "mlp", "x.pt", 4)
    ]


def test_a_key_that_was_replaced_owns_nothing_any_more(save, own_service):
    """Also where the network has been open since before."""
    id = save("ada")
    own_service.documents.get(id)
    own_service.library.owners.hand_over("ada", "eve")
    assert (shelves.may_delete("ada", id), shelves.may_delete("eve", id)) == (False, True)
