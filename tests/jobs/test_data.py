import numpy as np
import pytest

from builder.datasets.own.reading import Reading
from builder.datasets.stored import open_stored
from builder.errors import BuilderError
from builder.jobs import tasks
from tests.datasets.own import files, idx, npz


def test_a_worker_reads_a_persons_files(pool, tmp_path):
    """What it returns names the file, also where another had stored the same before."""
    images, labels = np.arange(16, dtype=np.uint8).reshape(4, 2, 2), np.array([0, 1, 0, 1], np.uint8)
    own = files(tmp_path, x_dash_images=idx(images), x_dash_labels=idx(labels))
    made = pool.submit(tasks.read_data, tmp_path / "sets", tuple(own), Reading()).result()
    again = files(tmp_path, other_dot_npz=npz(x=images, y=labels))
    same = pool.submit(tasks.read_data, tmp_path / "sets", tuple(again), Reading()).result()
    assert (made.info.name, same.info.name, same.info.origin) == ("x-images", "other.npz", "Read from other.npz.")
    assert made.folder == same.folder
    assert open_stored(made.folder).inputs.tolist() == images[:, None].tolist()


def test_a_file_that_cannot_be_read_is_said(pool, tmp_path):
    """The sentence arrives as it was raised."""
    own = tuple(files(tmp_path, d=b"\x80\x04."))
    with pytest.raises(BuilderError, match="d is a pickle, a program"):
        pool.submit(tasks.read_data, tmp_path / "sets", own, Reading()).result()


def test_a_worker_makes_and_shows_what_is_brought_along(pool, tmp_path):
    """Without any file."""
    made = pool.submit(tasks.make_data, tmp_path, "shapes", 30).result()
    shown = pool.submit(tasks.preview_data, made.folder).result()
    assert (shown.info, shown.counts, shown.pictures.shape) == (made.info, (6, 6, 6, 6, 6), (24, 28, 28, 1))
