"""The shelf that several people save on: who replaces and deletes what."""

import pytest

from builder.errors import BuilderError
from builder.jobs.shelf import Shelf

NOT_YOURS = r"x\.pt belongs to the owner of this network"


@pytest.fixture
def shelf(tmp_path):
    """Make a shelf on which the owner has saved a file, where now somebody else is at the prompt."""
    shelf = Shelf(tmp_path)
    shelf.keep(1, "x.pt")
    shelf.is_owners = False
    return shelf


@pytest.mark.parametrize("change", [lambda shelf: shelf.keep(2, "x.pt"), lambda shelf: shelf.remove("x.pt")])
def test_the_owners_files_stay(shelf, change):
    """What a guest saves does not take their place, and a guest deletes none."""
    with pytest.raises(BuilderError, match=NOT_YOURS):
        change(shelf)
    assert shelf.fetch("x.pt") == 1


def test_guests_replace_and_delete_what_they_have_saved(shelf):
    """A loop saves its best weights again and again."""
    shelf.keep(1, "best.pt")
    shelf.keep(2, "best.pt")
    assert shelf.fetch("best.pt") == 2
    shelf.remove("best.pt")
    assert shelf.names() == ["x.pt"]


def test_what_the_owner_saves_again_is_the_owners(shelf):
    """A guest has saved it first."""
    shelf.keep(1, "best.pt")
    shelf.is_owners = True
    shelf.keep(2, "best.pt")
    shelf.is_owners = False
    with pytest.raises(BuilderError, match=r"best\.pt belongs"):
        shelf.remove("best.pt")
