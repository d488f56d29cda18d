import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from builder.document.blocks import Document, Layer, Sequential
from builder.edits import SetName, SetSeed
from builder.edits.action import Action
from builder.errors import BuilderError, DocumentError
from builder.history import KEPT
from builder.library import Library, Origin, StaleRevisionError

LINEAR = Layer(id="a", kind="Linear", args={"in_features": 20, "out_features": 8})
FIRST = Document(name="net", root=Sequential(id="root", children=(LINEAR,)))


def numbered(i):
    """Return a document that differs from others by its seed."""
    return replace(FIRST, seed=i)


def run(code, *args):
    """Run Python code in another process and return it."""
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code), *args], capture_output=True, text=True)


def test_opens_what_was_saved(library):
    """A document comes back as it was."""
    id = library.create(FIRST)
    assert library.open(id) == FIRST
    assert library.save(id, numbered(1)).position == 2
    assert library.open(id) == numbered(1)


def test_ids_cannot_be_guessed(library):
    """An id has 128 random bits and no two are alike."""
    ids = {library.create(FIRST) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(id) == 22 for id in ids)


def kept(library, id):
    """Return the seeds of the revisions that are kept."""
    return [library.revision(id, one.number).seed for one in library.head(id).history.revisions]


def can(library, id, person=None):
    """Tell whether a person can undo, and redo."""
    history = library.head(id).history
    return history.undoable(person) is not None, history.redoable(person) is not None


def test_undo_and_redo_survive_a_restart(library, url, tmp_path):
    """Another process, later, goes both ways."""
    id = library.create(numbered(0))
    for i in (1, 2, 3):
        library.save(id, numbered(i))
    assert library.undo(id)[1] == numbered(2)
    with Library(url, tmp_path) as another:
        assert can(another, id) == (True, True)
        assert another.redo(id)[1] == numbered(3)
        assert another.undo(id)[1] == another.open(id) == numbered(2)


def seeded(library, id, person, seed):
    """Set the seed as a person's step."""
    head, action = library.head(id), Action((SetSeed(seed),))
    library.save(id, action.done(library.open(id)), after=head, made=Origin(person, "Set the seed", action))


def renamed(library, id, person, name):
    """Name the network as a person's step."""
    head, action = library.head(id), Action((SetName(name),))
    library.save(id, action.done(library.open(id)), after=head, made=Origin(person, "Rename", action))


def test_two_people_undo_and_redo_after_a_restart(library, url, tmp_path):
    """Edits are kept, so what another has made since is made again; all that was there is there after it."""
    id = library.create(FIRST)
    renamed(library, id, "ada", "ada's")
    seeded(library, id, "bob", 7)
    with Library(url, tmp_path) as another:
        undone = another.undo(id, "ada")[1]
        assert (undone.name, undone.seed) == ("net", 7)
    assert library.undo(id, "bob")[1] == FIRST
    assert [library.redo(id, person)[1].name for person in ("bob", "ada")] == ["net", "ada's"]


def test_saving_after_undo_drops_what_was_undone(library):
    """The undone tail cannot be redone once something else was done."""
    id = library.create(numbered(0))
    library.save(id, numbered(1))
    library.save(id, numbered(2))
    library.undo(id)
    library.undo(id)
    library.save(id, numbered(9))
    assert (kept(library, id), can(library, id)) == ([0, 9], (True, False))


def test_nothing_left_to_undo_or_redo(library):
    """Both ends are one sentence, and the document stays."""
    id = library.create(FIRST)
    with pytest.raises(BuilderError, match="nothing to undo"):
        library.undo(id)
    with pytest.raises(BuilderError, match="nothing to redo"):
        library.redo(id)
    assert library.open(id) == FIRST


def test_very_old_revisions_are_forgotten(library):
    """The newest 200 revisions stay."""
    id = library.create(numbered(0))
    for i in range(1, KEPT + 21):
        library.save(id, numbered(i))
    assert kept(library, id) == list(range(21, KEPT + 21))


@pytest.mark.parametrize("action", ["open", "head", "undo", "redo", "save"])
def test_unknown_documents_are_one_sentence(library, action):
    """Any way to a document that is not there says so."""
    more = (FIRST,) if action == "save" else ()
    with pytest.raises(DocumentError, match="no network at this address"):
        getattr(library, action)("nowhere", *more)


def test_deleting_takes_revisions_and_weights_along(library):
    """Nothing of a deleted document is left."""
    id = library.create(FIRST)
    file = library.weights_path(id, "weights.safetensors")
    file.write_bytes(b"x")
    library.delete(id)
    assert not file.parent.exists()
    with pytest.raises(DocumentError, match="no network"):
        library.open(id)


@pytest.mark.parametrize("key", ["../x", "", "a/b", ".hidden", "x" * 101, "a\0b", "é"])
def test_weights_stay_in_their_folder(library, key):
    """A key that is no plain file name is refused."""
    with pytest.raises(BuilderError, match="name of a weights file"):
        library.weights_path("id", key)


def test_head_says_where_a_document_stands(library):
    """Position and what can be undone and redone are known without reading a revision."""
    id = library.create(FIRST)
    assert (library.head(id).position, can(library, id)) == (1, (False, False))
    library.save(id, numbered(1))
    library.undo(id)
    assert (library.head(id).position, can(library, id)) == (1, (False, True))


@pytest.mark.parametrize("steps", [0, 1, 3])
@pytest.mark.parametrize("acks", [None, {}, {"canvas": 3}])
def test_a_save_says_where_the_document_stands_then(library, steps, acks):
    """What it returns is what would be read, after edits that were undone too."""
    id = library.create(FIRST)
    for i in range(3):
        library.save(id, numbered(i), {"canvas": i})
    for _ in range(steps):
        library.undo(id)
    assert library.save(id, numbered(9), acks) == library.head(id)


@pytest.mark.parametrize("change", ["save", "undo"])
def test_what_is_made_of_an_older_revision_is_not_saved(library, change):
    """Another writer's edit is never lost without a word; also where undo has led to the same number again."""
    id = library.create(FIRST)
    known = library.save(id, numbered(1))
    library.undo(id)
    library.save(id, numbered(2))
    with pytest.raises(StaleRevisionError, match="changed elsewhere"):
        library.save(id, numbered(3), after=known) if change == "save" else library.undo(id, after=known)
    assert library.open(id) == numbered(2)


def test_acknowledgements_are_saved_with_the_edit(library):
    """What a canvas was told is kept with the revision that it was told of."""
    id = library.create(FIRST)
    library.save(id, numbered(1), {"canvas": 17})
    library.save(id, numbered(2))
    assert library.head(id).acks == {"canvas": 17}
    library.undo(id, None, {"canvas": 18})
    assert library.head(id).acks == {"canvas": 18}


def test_thirty_people_write_at_once(library):
    """No save is lost or refused among 30 writers."""
    ids = [library.create(FIRST) for _ in range(30)]

    def write(id):
        return [library.save(id, numbered(i)).position for i in range(1, 11)]

    with ThreadPoolExecutor(30) as pool:
        assert list(pool.map(write, ids)) == [list(range(2, 12))] * 30
    assert all(library.open(id) == numbered(10) for id in ids)


def test_two_writers_of_one_document_take_turns(library):
    """Each save of one document gets a number of its own."""
    id = library.create(FIRST)
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda i: library.save(id, numbered(i)).position, range(40)))
    assert sorted(numbers) == list(range(2, 42))


WRITER = """
    import sys
    from msgspec.structs import replace
    from builder.library import Library
    library = Library(sys.argv[1])
    document = library.open(sys.argv[2])
    for i in range(20):
        library.save(sys.argv[2], replace(document, seed=i))
"""


def test_two_processes_write_at_once(library, url):
    """Processes share a database as threads do."""
    id = library.create(FIRST)
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(lambda _: run(WRITER, url, id), range(2)))
    assert [end.stderr for end in ends] == ["", ""]
    assert len(kept(library, id)) == 41


def test_tables_can_be_made_by_several_at_once(url):
    """Processes that start together on a fresh database all succeed."""

    def start(_):
        with Library(url) as library:
            return library.create(FIRST)

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(start, range(6)))) == 6


KILLED = """
    import os, signal, sys
    from msgspec.structs import replace
    from builder.library import Library
    library = Library(sys.argv[1])
    document = library.open(sys.argv[2])
    library.save(sys.argv[2], replace(document, seed=77))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_kill_right_after_save_loses_nothing(library, url):
    """What was accepted is there after kill -9."""
    id = library.create(FIRST)
    assert run(KILLED, url, id).returncode == -signal.SIGKILL
    assert library.open(id).seed == 77


def test_sqlite_writes_ahead(tmp_path):
    """Readers and writers do not wait for each other, and a commit does not wait for the disk."""
    url = f"sqlite:///{tmp_path / 'deep' / 'x.sqlite3'}"
    with Library(url, tmp_path) as library, library._reader.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 1


@pytest.mark.parametrize(
    "url", ["nonsense", "nosuchdb://x/y", "postgresql+psycopg://x@/y?host=/nowhere", "sqlite:////proc/x/y"]
)
def test_bad_urls_are_one_sentence(url, tmp_path):
    """A URL that names no database says which ones can be used."""
    with pytest.raises(BuilderError, match="NNBLOCKS_DATABASE_URL"):
        Library(url, tmp_path)


DAY = 86_400.0


def there(library, id):
    """Tell whether the library still has a document."""
    try:
        library.head(id)
    except DocumentError:
        return False
    return True


def test_what_a_visit_made_and_nobody_edited_is_removed_after_a_day(library, tmp_path):
    """Its weights too, and not a moment before."""
    id = library.create(FIRST, visit=True)
    library.weights_path(id, "1.safetensors").touch()
    library.sweep_visits(time.time() + DAY - 60)
    assert there(library, id)
    library.sweep_visits(time.time() + DAY + 60)
    assert not there(library, id)
    assert not (tmp_path / "weights" / id).exists()


@pytest.mark.parametrize(
    "touch",
    [
        lambda library, id: library.save(id, numbered(1)),
        lambda library, id: (library.save(id, numbered(1)), library.undo(id)),
        lambda library, id: (library.shelf(id).mkdir(parents=True), (library.shelf(id) / "net.pt").touch()),
    ],
    ids=["edited", "edited and undone", "saved a file"],
)
def test_what_somebody_has_touched_stays(library, touch):
    """A year later too."""
    id = library.create(FIRST, visit=True)
    touch(library, id)
    library.sweep_visits(time.time() + 365 * DAY)
    assert there(library, id)


def test_what_somebody_asked_for_stays(library):
    """A file that was opened, a text that was pasted, a template: each is somebody's, edited or not."""
    id = library.create(FIRST)
    library.sweep_visits(time.time() + 365 * DAY)
    assert there(library, id)


def test_what_is_open_stays_for_another_day(library):
    """Whichever process has it open, all of them know."""
    id = library.create(FIRST, visit=True)
    library.sweep_visits(time.time() + 3 * DAY, open=[id])
    library.sweep_visits(time.time() + 3.5 * DAY)
    assert there(library, id)
    library.sweep_visits(time.time() + 5 * DAY)
    assert not there(library, id)


def test_a_head_says_whether_anybody_has_touched_the_document(library):
    """Only a visit makes what nobody asked for, and the first edit makes it somebody's."""
    visited, asked = library.create(FIRST, visit=True), library.create(FIRST)
    assert (library.head(visited).untouched, library.head(asked).untouched) == (True, False)
    assert not library.save(visited, numbered(1)).untouched
    assert not library.head(visited).untouched
