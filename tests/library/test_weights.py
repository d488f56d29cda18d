"""Weights files and the revisions they belong to."""

import os
import time

import pytest

from builder.document.blocks import Document, Sequential
from builder.library import Origin, RevisionWeights


def named(name):
    """Make an empty document of this name."""
    return Document(name=name, root=Sequential(id="root"))


@pytest.fixture
def id(library):
    """Keep a document with three revisions."""
    id = library.create(named("1"))
    library.save(id, named("2"))
    library.save(id, named("3"))
    return id


@pytest.fixture
def keep(library, id):
    """Give a function that writes a weights file and notes it for a revision."""

    def keep(number, file, age=0.0):
        path = library.weights_path(id, file)
        path.write_bytes(b"weights")
        os.utime(path, times=(time.time() - age,) * 2)
        assert library.keep_weights(id, named(str(number)), RevisionWeights(number, path, "rules"))
        return path

    return keep


def test_a_revision_takes_over_from_the_newest_before_it(library, id, keep):
    """And from the first after it where none is before."""
    keep(2, "b.safetensors")
    assert library.lineage.of(id, 3) is None
    assert library.lineage.nearest(id, 3).number == 2
    assert library.lineage.nearest(id, 1).number == 2


def test_a_change_of_weights_is_a_revision_that_can_be_undone(library, id, keep):
    """The document is the same before and after."""
    old, new = keep(3, "old.safetensors"), library.weights_path(id, "new.safetensors")
    new.write_bytes(b"new")
    assert library.save(id, named("3"), made=Origin(weights=RevisionWeights(0, new, ""))).position == 4
    assert library.lineage.of(id, 4).path == new
    library.undo(id)
    assert library.lineage.of(id, library.head(id).position).path == old


def test_weights_of_what_was_undone_go_with_the_next_edit(library, id, keep):
    """Its number is that of another revision from then on."""
    keep(3, "c.safetensors")
    library.undo(id)
    library.save(id, named("other"))
    assert library.lineage.of(id, 3) is None


def test_weights_of_a_revision_that_is_gone_are_not_noted(library, id):
    """They were made while somebody undid and went on."""
    path = library.weights_path(id, "late.safetensors")
    assert not library.keep_weights(id, named("another 3"), RevisionWeights(3, path, ""))


def test_a_file_that_is_lost_is_as_if_never_made(library, id, keep):
    """It is made again."""
    keep(3, "c.safetensors").unlink()
    assert library.lineage.of(id, 3) is None


def test_sweeping_keeps_the_newest_what_is_shown_and_what_is_used(library, id, keep):
    """All other files go."""
    shown, used = keep(3, "shown.safetensors", 9000), library.weights_path(id, "used.safetensors")
    used.write_bytes(b"")
    os.utime(used, times=(0, 0))
    stray = library.weights_path(id, "stray.safetensors")
    stray.write_bytes(b"")
    os.utime(stray, times=(0, 0))
    (stray.parent / ".half.part").write_bytes(b"")
    library.sweep_weights(id, {used})
    assert (stray.parent / ".half.part").exists()
    assert (shown.exists(), used.exists(), stray.exists()) == (True, True, False)


def test_sweeping_forgets_old_revisions_files(library, id):
    """The six newest files stay, and the one of the revision on the screen."""
    for number in range(4, 14):
        path = library.weights_path(id, f"{number}.safetensors")
        path.write_bytes(b"")
        library.save(id, named(str(number)), made=Origin(weights=RevisionWeights(0, path, "")))
    library.sweep_weights(id)
    assert sorted(int(file.stem) for file in path.parent.iterdir()) == [8, 9, 10, 11, 12, 13]
