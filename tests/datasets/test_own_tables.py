from io import BytesIO

import numpy as np
import pandas as pd
import pytest

from builder.datasets.own.columns import of_table
from builder.datasets.own.reading import Bounds, Reading
from builder.datasets.own.text_table import text_table
from tests.datasets.own import files, gz, packed, picture, read

ROWS = [[1.5, 0.0], [2.5, 1.0], [4.0, 1.0]]


def table(tmp_path, text, name="d_dot_csv", **reading):
    """Read a table and return inputs, targets, what is known, and what was said."""
    made, said = read(tmp_path, {name: text}, Reading(**reading))
    return made.inputs.tolist(), made.targets.tolist(), made.info, said


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a,b,c\n1.5,0,no\n2.5,1,yes\n4,1,no\n", ("a", "b")),
        ("1.5,0,no\n2.5,1,yes\n4,1,no", ("1", "2")),
        ('"a";"b";"c"\r\n1,5;0;no\r\n2,5;1;yes\r\n4;1;no\r\n', ("a", "b")),
        ("a\tb\tc\n1.5\t0\tno\n2.5\t1\tyes\n4\t1\tno", ("a", "b")),
        ('\ufeffa,"b, or not",c\n\n1.5, 0,"no"\n2.5,1,yes\n\n4e0,1,no', ("a", "b, or not")),
        (gz("a,a,\n1.5,0,no\n2.5,1,yes\n4,1,no"), ("a", "a (2)")),
    ],
    ids=["names", "no names", "semicolons", "tabs", "quotes", "gzip"],
)
def test_a_table_is_read_however_it_is_written(tmp_path, text, columns):
    """The last column is the target; words there are classes in order."""
    inputs, targets, info, _ = table(tmp_path, text)
    assert (inputs, targets) == (ROWS, [0, 1, 0])
    assert (info.columns, info.classes, info.shape, info.dtype) == (columns, ("no", "yes"), (2,), "float32")


@pytest.mark.parametrize(
    ("reading", "inputs", "targets", "classes"),
    [
        ({}, [[1, 5], [2, 6], [3, 5]], [[0.5], [1.5], [2.0]], ()),
        ({"target": "b"}, [[1, 0.5], [2, 1.5], [3, 2.0]], [0, 1, 0], ("5", "6")),
        ({"target": "b", "task": "numbers"}, [[1, 0.5], [2, 1.5], [3, 2.0]], [[5], [6], [5]], ()),
        ({"leave_out": ("c",)}, [[1], [2], [3]], [0, 1, 0], ("5", "6")),
        ({"header": False, "target": "1"}, None, [3, 0, 1, 2], ("1", "2", "3", "a")),
    ],
)
def test_a_person_chooses_the_target(tmp_path, reading, inputs, targets, classes):
    """Fractions are numbers, whole ones are classes unless numbers are asked for."""
    text = "a,b,c\n1,5,0.5\n2,6,1.5\n3,5,2\n"
    made = table(tmp_path, text, **reading)
    assert (made[1], made[2].classes) == (targets, classes)
    assert inputs is None or made[0] == inputs


def test_words_become_columns_of_0_and_1(tmp_path):
    """One for each word, and it is told."""
    inputs, _, info, said = table(tmp_path, "size,colour,y\n1,red,0\n2,blue,1\n3,red,1")
    assert (info.columns, inputs) == (("size", "colour=blue", "colour=red"), [[1, 0, 1], [2, 1, 0], [3, 0, 1]])
    assert "The words of colour became 2 columns of 0 and 1." in said


@pytest.mark.parametrize("last", ["9,1", '"9",1', "9,x", "9,", " 9 , 1 ", "1e30,1", "NA,1"])
def test_both_ways_to_read_a_table_agree(tmp_path, last):
    """A table of numbers alone is read faster; where it turns out to be none, cell by cell from the beginning."""
    file = files(tmp_path, d="a,b\n1,2\n3,4\n\n5,6\n" + last)[0]
    source = text_table(file, Reading(), Bounds())
    fast, slow = (of_table(one, Reading(), Bounds()) for one in (source, source._replace(numbers=None)))
    assert np.concatenate(list(fast.inputs)).tolist() == np.concatenate(list(slow.inputs)).tolist()
    assert (fast.info, fast.said, fast.targets.tolist()) == (slow.info, slow.said, slow.targets.tolist())


@pytest.mark.parametrize("gap", ["", "NA", "nan", "?", "null"])
def test_rows_with_gaps_are_left_out(tmp_path, gap):
    """And counted; a gap in a column that is left out is none."""
    text = f"a,b,c\n1,{gap},0\n2,5,1\n3,6,0"
    inputs, _, _, said = table(tmp_path, text)
    assert (inputs, "1 row with a gap was left out." in said) == ([[2, 5], [3, 6]], True)
    assert len(table(tmp_path, text, leave_out=("b",))[0]) == 3


def test_whole_numbers_to_255_are_stored_as_bytes(tmp_path):
    """A table of pixels takes a quarter of the room; a fraction or a minus takes four bytes."""
    assert read(tmp_path, {"d_dot_csv": "a,b\n0,1\n255,0"})[0].inputs.dtype == np.uint8
    assert read(tmp_path, {"d_dot_csv": "a,b\n0,1\n256,0"})[0].inputs.dtype == np.float32


def test_long_tables_are_read_in_pieces(tmp_path, monkeypatch):
    """All rows arrive, also where a word comes first in the last of them."""
    monkeypatch.setattr("builder.datasets.own.text_table._CELLS", 4)
    inputs, targets, info, _ = table(tmp_path, "a,b\n" + "".join(f"{at},{at % 3}\n" for at in range(7)) + "x,1")
    assert (len(inputs), info.shape, targets) == (8, (8,), [0, 1, 2, 0, 1, 2, 0, 1])


@pytest.mark.parametrize("name", ["d_dot_parquet", "d"])
def test_parquet_is_read_as_the_same_table(tmp_path, name):
    """By its content; empty cells are gaps, true and false are words."""
    file = BytesIO()
    columns = {"a": [1.5, None, 2.5, 4.0], "b": [0, 1, 1, 1], "ok": [True, True, False, True], "c": list("nyyn")}
    pd.DataFrame(columns).to_parquet(file)
    inputs, targets, info, said = table(tmp_path, file.getvalue(), name)
    assert (inputs, targets) == ([[1.5, 0, 0, 1], [2.5, 1, 1, 0], [4, 1, 0, 1]], [0, 1, 0])
    assert (info.columns[2], "1 row with a gap was left out." in said) == ("ok=False", True)


def test_a_text_becomes_examples(tmp_path):
    """By its name; one with commas too, and another line's end is none."""
    made, said = read(tmp_path, {"d_dot_txt": "Ah, so.\r\nOh, no.\r\n"}, Reading(length=5))
    assert "".join(made.info.classes[at] for at in made.inputs.ravel()) == "Ah, so.\nOh, no."
    assert (made.info.task, said) == ("tokens", ("The text has 10 different characters.",))


def test_pictures_in_folders_are_classes(tmp_path):
    """Folders around them and other files do not matter; all are grey and of one size, so they stay."""
    contents = packed(all__cat__1=picture(colour=9), all__dog__2=picture(colour=8), __MACOSX__cat__1=b"")
    made, said = read(tmp_path, {"d_dot_zip": contents})
    assert (made.info.shape, made.info.classes, said) == ((1, 4, 4), ("cat", "dog"), ())
    assert (made.inputs[:, 0, 0, 0].tolist(), made.targets.tolist()) == ([9, 8], [0, 1])


def test_pictures_of_different_sizes_are_made_alike(tmp_path):
    """Cut and resized, in colour where one is; a folder called test is a test part."""
    red = picture((8, 4), "red", "RGB", "JPEG")
    contents = packed(test__b__1=red, train__b__1=red, train__a__2=picture())
    made, said = read(tmp_path, {"d_dot_zip": contents}, Reading(size=(2, 3)))
    assert (made.info.shape, made.info.held_out, made.targets.tolist()) == ((3, 2, 3), 1, [0, 1, 1])
    assert "Pictures are cut in the middle and resized to 3 × 2." in said
    assert read(tmp_path, {"d_dot_zip": contents})[0].info.shape == (3, 64, 64)
