import hashlib

import msgspec
import numpy as np
import pytest

from builder.datasets.stored import DataSet, open_stored, store
from builder.errors import BuilderError, StorageError

INFO = DataSet("rows", "classes", (2,), "float32", (), "int64", ("no", "yes"), origin="Made here.")
INPUTS = np.arange(8, dtype=np.float32).reshape(4, 2)
TARGETS = np.array([0, 1, 1, 0])


def test_what_is_stored_is_opened_again(tmp_path):
    """Numbers, kinds of numbers and what is known of them."""
    stored = open_stored(store(tmp_path, INFO, [INPUTS], TARGETS))
    assert (stored.inputs.tolist(), stored.targets.tolist()) == (INPUTS.tolist(), TARGETS.tolist())
    assert isinstance(stored.inputs, np.memmap)
    assert msgspec.structs.replace(stored.info, digest="") == msgspec.structs.replace(INFO, rows=4)


@pytest.mark.parametrize("cuts", [[4], [1, 2], [1, 1, 3]])
def test_the_same_content_is_stored_once(tmp_path, cuts):
    """However it is cut into chunks, and whatever it is called."""
    first = store(tmp_path, INFO, [INPUTS], TARGETS)
    again = msgspec.structs.replace(INFO, name="other")
    assert store(tmp_path, again, np.split(INPUTS, cuts), np.split(TARGETS, cuts)) == first
    assert [folder.name for folder in tmp_path.iterdir()] == [first.name]
    assert open_stored(first).info.name == "rows"


@pytest.mark.parametrize(
    ("info", "inputs", "targets"),
    [
        (INFO, INPUTS + 1, TARGETS),
        (INFO, INPUTS, 1 - TARGETS),
        (msgspec.structs.replace(INFO, classes=("yes", "no")), INPUTS, TARGETS),
        (msgspec.structs.replace(INFO, shape=(2, 1)), INPUTS[..., None], TARGETS),
        (INFO, INPUTS.astype(np.uint8), TARGETS),
    ],
)
def test_other_content_is_another_data_set(tmp_path, info, inputs, targets):
    """The digest tells numbers, shapes, kinds of numbers and the names of classes apart."""
    assert store(tmp_path, info, [inputs], targets) != store(tmp_path, INFO, [INPUTS], TARGETS)


def test_the_digest_is_that_of_the_numbers_and_of_what_they_mean(tmp_path):
    """SHA-256 of both arrays, each behind its dtype, and of the fields without name and origin."""
    stored = store(tmp_path, INFO, [INPUTS], TARGETS)
    meant = msgspec.structs.replace(INFO, name="", origin="", rows=4)
    content = b"<f4" + INPUTS.tobytes() + b"<i8" + TARGETS.tobytes() + msgspec.json.encode(meant)
    assert stored.name == hashlib.sha256(content).hexdigest()


def broken(tmp_path, name, content):
    """Return the folder of a data set of which one file holds something else."""
    folder = store(tmp_path, INFO, [INPUTS], TARGETS)
    (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "content"),
    [("info.json", b"{}"), ("inputs.npy", b"\x93NUMPY"), ("targets.npy", b""), ("info.json", b"\xff")],
)
def test_what_is_damaged_is_said(tmp_path, name, content):
    """A sentence names the data set by the beginning of its digest."""
    with pytest.raises(StorageError, match=r"The stored data set [0-9a-f]{12} is damaged\. Delete it"):
        open_stored(broken(tmp_path, name, content))


def test_numbers_that_are_not_those_of_the_description_are_damage(tmp_path):
    """So no run starts on rows that are not there."""
    folder, other = store(tmp_path, INFO, [INPUTS], TARGETS), store(tmp_path, INFO, [INPUTS[:2]], TARGETS[:2])
    (folder / "inputs.npy").write_bytes((other / "inputs.npy").read_bytes())
    with pytest.raises(StorageError, match="is damaged"):
        open_stored(folder)


def test_what_is_not_there_is_said(tmp_path):
    """It may have been deleted meanwhile."""
    with pytest.raises(StorageError, match=r"no longer stored\. Read its file again"):
        open_stored(tmp_path / "none")


def test_nothing_is_stored_of_no_rows(tmp_path):
    """A sentence says so, and nothing is left behind."""
    with pytest.raises(BuilderError, match="no examples"):
        store(tmp_path, INFO, [], TARGETS[:0])
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_cannot_be_written_is_said(tmp_path):
    """The system's own reason stands in the sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"cannot be stored: (file exists|not a directory)"):
        store(tmp_path / "file", INFO, [INPUTS], TARGETS)
