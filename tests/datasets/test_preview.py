import numpy as np
import pytest

from builder.datasets.builtin import store_builtin
from builder.datasets.preview import FIRST, preview
from builder.datasets.stored import DataSet, StoredData, open_stored


def seen(tmp_path, name, **wanted):
    """Look at a data set that is made."""
    return preview(open_stored(store_builtin(tmp_path, name, **wanted)))


def test_classes_are_counted_and_columns_have_ranges(tmp_path):
    """By the names that the file has."""
    made = seen(tmp_path, "penguins")
    assert dict(zip(made.info.classes, made.counts, strict=True)) == {"Adelie": 151, "Chinstrap": 68, "Gentoo": 123}
    assert [one.name for one in made.ranges] == list(made.info.columns)
    assert (made.ranges[3].least, made.ranges[3].most, round(made.ranges[3].mean, 2)) == (2700, 6300, 4201.75)
    assert (made.answers[0], len(made.rows), made.rows[0][3]) == ("Adelie", FIRST, 3750)


def test_pictures_are_shown_from_black_to_white(tmp_path):
    """Those of 0 to 16 as well."""
    made = seen(tmp_path, "digits")
    assert made.pictures.shape == (FIRST, 8, 8, 1)
    assert made.pictures.array[0, 0, :, 0].tolist() == [0, 0, 80, 207, 143, 16, 0, 0]
    assert (made.answers[:3], made.rows) == (("0", "1", "2"), ())


def test_texts_are_shown_with_what_is_to_come(tmp_path):
    """One character later."""
    made = seen(tmp_path, "english", length=9)
    assert (made.texts[0], made.answers[0]) == ("The Ferry", "he Ferry\n")
    assert sum(made.counts) == made.info.rows * 9


def test_numbers_have_a_range_of_their_own(tmp_path):
    """Of the target, beside that of the inputs."""
    made = seen(tmp_path, "sine")
    assert made.counts == ()
    assert -1.6 < made.target.least < -0.9 < 0.9 < made.target.most < 1.6
    assert float(made.answers[0]) == pytest.approx(np.sin(made.rows[0][0]), abs=0.5)


@pytest.mark.parametrize(
    ("shape", "pictures"), [((3, 4, 5), (2, 4, 5, 3)), ((4, 5), (2, 4, 5, 1)), ((2, 4, 5), None), ((2, 2, 2, 2), None)]
)
def test_what_can_be_a_picture_is_one(shape, pictures):
    """Of one, three or four channels."""
    inputs = np.arange(2 * np.prod(shape), dtype=np.uint8).reshape(2, *shape)
    info = DataSet("d", "classes", shape, "float32", (), "int64", ("a",), 2)
    made = preview(StoredData(info, inputs, np.zeros(2, np.uint8))).pictures
    assert (None if made is None else made.shape) == pictures


def test_many_columns_have_one_range():
    """Of a thousand nobody reads them."""
    info = DataSet("d", "classes", (100,), "float32", (), "int64", ("a",), 2)
    made = preview(StoredData(info, np.ones((2, 100), np.float32), np.zeros(2, np.uint8)))
    assert [(one.name, one.least, one.mean) for one in made.ranges] == [("", 1, 1)]
