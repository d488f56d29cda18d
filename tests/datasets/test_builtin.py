import re
from importlib.resources import files

import numpy as np
import pytest

from builder.datasets.builtin import BUILT_IN, store_builtin
from builder.datasets.stored import open_stored
from builder.errors import BuilderError
from tests.code import ROOT

DRAWN = [name for name, entry in BUILT_IN.items() if entry.rows is not None]


def stored(folder, name, **wanted):
    """Make and open a data set."""
    return open_stored(store_builtin(folder, name, **wanted))


MADE = {
    "digits": (1797, (1, 8, 8), 10, "7e23efe0a028"),
    "penguins": (342, (4,), 3, "d2f03baea31a"),
    "blobs": (600, (2,), 3, "ba34bf5ad90d"),
    "moons": (600, (2,), 2, "cc1b6f194a0a"),
    "spirals": (600, (2,), 2, "65ba7b6ebf45"),
    "xor": (600, (2,), 2, "7c0c9e8035b4"),
    "sine": (600, (1,), 0, "43f69309bd2c"),
    "digits_1d": (5000, (40,), 10, "638b670f9539"),
    "shapes": (3000, (1, 28, 28), 5, "69f69751f9a3"),
    "english": (302, (64,), 56, "08d5b8df62ef"),
    "chinese": (92, (64,), 607, "2a5c2062bd60"),
}


@pytest.mark.parametrize("name", MADE)
def test_each_is_the_same_on_every_machine(tmp_path, name):
    """By its digest, with the default seed: no bit is left to a processor, or to a version of NumPy."""
    info = stored(tmp_path, name).info
    assert (info.rows, info.shape, len(info.classes), info.digest[:12]) == MADE[name]
    known = BUILT_IN[name]
    assert (known.shape, known.classes, known.tokens) == (info.shape, len(info.classes), info.task == "tokens")


def test_all_of_them_are_held():
    """A new one is entered in the table above."""
    assert list(MADE) == list(BUILT_IN)


@pytest.mark.parametrize("name", DRAWN)
def test_a_seed_and_a_size_say_what_is_drawn(tmp_path, name):
    """Another seed draws others, and so many as are asked for."""
    one, other = (stored(tmp_path, name, rows=20, seed=seed) for seed in (0, 1))
    assert len(one.inputs) == len(other.targets) == 20
    assert not np.array_equal(one.inputs, other.inputs)


@pytest.mark.parametrize("name", [name for name in BUILT_IN if name not in ("sine", "english", "chinese")])
def test_targets_count_the_classes(tmp_path, name):
    """Each class is there, and no other."""
    made = stored(tmp_path, name, rows=20)
    assert np.unique(made.targets).tolist() == list(range(len(made.info.classes)))


def test_digits_are_those_of_the_file(tmp_path):
    """The first picture is a 0; pixels are 0 to 16."""
    made = stored(tmp_path, "digits")
    assert made.inputs[0, 0, 0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert (made.targets[:5].tolist(), made.inputs.max()) == ([0, 1, 2, 3, 4], 16)


def test_penguins_without_measures_are_left_out(tmp_path):
    """Two of 344 were not measured."""
    made = stored(tmp_path, "penguins")
    assert made.info.classes == ("Adelie", "Chinstrap", "Gentoo")
    np.testing.assert_array_equal(made.inputs[0], np.float32([39.1, 18.7, 181, 3750]))
    assert made.info.columns[0] == "bill_length_mm"


def test_the_next_character_is_the_target(tmp_path):
    """Pieces follow each other without overlap."""
    made = stored(tmp_path, "english", length=10)
    text = "".join(made.info.classes[at] for at in made.inputs.ravel())
    assert text.startswith("The Ferry\n\nEvery morning")
    assert "".join(made.info.classes[at] for at in made.targets.ravel())[:-1] == text[1:]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"name": "digit"}, "no built-in data set digit. Did you mean"),
        ({"name": "cats"}, "no built-in data set cats. There are digits, penguins"),
        ({"name": "moons", "rows": 0}, "of 0 rows cannot be drawn. Ask for 1 to 100,000"),
        ({"name": "moons", "rows": 10**9}, "of 1,000,000,000 rows cannot be drawn"),
        ({"name": "english", "length": 0}, "of 0 characters cannot be made. Give a length from 1"),
        ({"name": "chinese", "length": 8000}, "chinese has [0-9,]+ characters, too few for one example of 8,000"),
    ],
)
def test_what_cannot_be_made_is_said(tmp_path, wanted, words):
    """With the bound and the remedy, and nothing is stored."""
    with pytest.raises(BuilderError, match=words):
        store_builtin(tmp_path, **wanted)
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_are_named_with_their_licence():
    """In the folder, in NOTICE and in what is said of the data."""
    folder = files("builder.datasets.builtin")
    notice = re.sub(r"\s+", " ", (folder / "NOTICE.txt").read_text())
    names = [file.name for file in folder.iterdir() if file.name.endswith((".csv", ".gz", ".txt"))]
    assert all(name in notice for name in names if name != "NOTICE.txt")
    assert "builder/datasets/builtin" in (ROOT / "NOTICE").read_text()
