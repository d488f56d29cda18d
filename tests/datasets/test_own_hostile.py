import os
import struct
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
import torch

from builder.datasets.own.reading import Bounds, Reading
from builder.datasets.own.store_files import store_files
from builder.errors import BuilderError, LimitError
from tests.datasets.own import files, gz, idx, link, npy, npz, packed, picture, read

X, Y = np.zeros((4, 2), np.uint8), np.array([0, 1, 0, 1])
PICTURES = np.random.default_rng(0).integers(0, 256, (2, 300, 300), np.uint8)
NAN = np.array([[0.0, 1.0], [2.0, np.nan]])
IDX = idx(X)


class Program:
    """What a pickle would run when it is read."""

    def __reduce__(self):
        """Say that a command is to be run."""
        return os.system, ("exit 1",)


def saved(content):
    """Write what `torch.save` writes."""
    made = BytesIO()
    torch.save(content, made)
    return made.getvalue()


def parquet(**columns):
    """Write a parquet file."""
    made = BytesIO()
    pd.DataFrame(columns).to_parquet(made)
    return made.getvalue()


def secret():
    """Write a zip file that says that it is locked."""
    made = bytearray(packed(a__1=picture(), b__2=picture()))
    with ZipFile(BytesIO(bytes(made))) as opened:
        for entry in opened.infolist():
            made[entry.header_offset + 6] |= 1
    for at in range(len(made)):
        if made[at : at + 4] == b"PK\x01\x02":
            made[at + 8] |= 1
    return bytes(made)


def torn(content):
    """Change a byte of what is packed in a zip file."""
    return content[:80] + bytes([content[80] ^ 255]) + content[81:]


def shortened(content):
    """Take a few bytes out of the first file in a zip file, so that none lies where the end says."""
    return content[:50] + content[59:]


def lying(rows):
    """Write the header of a `.npy` file for so many rows, and none of them."""
    made = BytesIO()
    np.lib.format.write_array_header_1_0(made, {"descr": "|u1", "fortran_order": False, "shape": (rows, 1)})
    return made.getvalue()


REFUSED = {
    "nothing": (b"", "d is empty|'d' is empty"),
    "a pickle": (b"\x80\x04\x95\x00", "'?d'? is a pickle, a program that would have to be executed"),
    "a picture": (picture(), "'d' is a picture. Data are read from CSV, parquet"),
    "a database": (b"SQLite format 3\0" + bytes(99), "'d' holds data and no network. Data are read from"),
    "UTF-16": ("a,b\n1,2".encode("utf-16"), "is text, but not UTF-8|Data are read from"),
    "an archive": (bytes(257) + b"ustar" + bytes(99), "'d' is an archive. Data are read from"),
    "a packed picture": (gz(npy(X)), "'d' is an archive. Unpack it"),
    "IDX cut off": (IDX[:-1], "d ends in row 0, and says that it has 4 rows"),
    "IDX with more": (IDX + b"1", "d has more in it than the 4 rows that it says"),
    "IDX without sizes": (b"\0\0\x08\x03" + bytes(6), "d is damaged: it is not what it begins as"),
    "IDX of no rows": (idx(X[:0]), r"has the shape \(0, 2\), which is no rows"),
    "IDX that is huge": (
        struct.pack(">BBBB2I", 0, 0, 8, 2, 2**31, 2**31),
        "has 2,147,483,648 rows, and 20",
    ),
    "gzip cut off": (gz(IDX)[:-9], "d is damaged|d ends in row"),
    "gzip cut off, and alone": (
        {"i_dot_gz": gz(idx(PICTURES))[:-9]},
        "i.gz is damaged: it is not what it begins",
    ),
    "IDX cut off, and alone": ({"i": idx(PICTURES)[:-9]}, "i ends in row 0, and says that it has 2 rows. Save"),
    "pictures alone": ({"i_dot_gz": gz(idx(PICTURES))}, "which are targets: i.gz .* Add the labels: both"),
    "labels alone": ({"labels": idx(Y.astype(np.uint8))}, "which are targets: labels .* Add the inputs: both"),
    "gzip of no rows": (gz(IDX[:12]), "d ends in row 0, and says that it has 4 rows"),
    "a list of targets": (npy(Y), "cannot be told which arrays are inputs and which are targets: d"),
    "objects": (npy(np.array([Program()])), "d holds Python objects, which would have to be executed"),
    "words": (npy(np.array(["a"])), "d holds <U1, which is no kind of number"),
    "complex": (npz(x=X * 1j, y=Y), "x holds complex128, which is no kind of number"),
    "npy cut off": (npy(X)[:-1], "d is damaged"),
    "npy without rows": (lying(2**40), "d is damaged|has 1,099,511,627,776 rows"),
    "npy with a bad header": (b"\x93NUMPY\x01\0\x04\0{}()", "d is damaged"),
    "npz of objects": (npz(x=X, y=np.array([Program()])), "d holds Python objects"),
    "npz with NaN": (npz(x=NAN, y=Y[:2]), "Row 2 of x holds nan. Replace it"),
    "npz beyond float32": (npz(x=NAN[:1] + 1e300, y=Y[:1]), "Row 1 of x holds inf"),
    "targets with infinity": (npz(x=X, y=X[:, 0] + np.inf), "Row 1 of y holds inf"),
    "npz of other rows": (npz(x=X, y=Y[:3]), "x has 4 rows and y has 3. Give files that belong together"),
    "npz of three": (npz(a=X, b=X, c=X), r"which are targets: a \(4, 2\), b \(4, 2\), c \(4, 2\). Give both"),
    "npz cut off": (npz(x=X, y=Y)[:-30], "d is damaged"),
    "npz with wrong bytes": (torn(npz(x=X, y=Y)), "d is damaged"),
    "npz of parts that differ": (npz(x=X, y=Y, x_test=X[:, :1], y_test=Y), "x and x_test hold examples that differ"),
    "a program": (saved({"x": Program()}), "d is damaged, or holds more than tensors"),
    "a network": (saved(torch.nn.Linear(1, 1)), "d is damaged, or holds more than tensors"),
    "sparse": (saved({"x": torch.eye(4).to_sparse(), "y": torch.arange(4)}), "x holds a tensor that is sparse"),
    "tensors of no bytes": (
        saved({"x": torch.zeros(1, 1).expand(10**7, 10**4), "y": torch.zeros(1).expand(10**7)}),
        r"x has 10,000,000 rows, and 20,000,000 rows or 4\S* ?GiB",
    ),
    "safetensors": (struct.pack("<Q", 9) + b'{"a":1}  ', "d is damaged"),
    "one column": ("a\n1\n2\n", "has one column, and data need an input and a target"),
    "names alone": ("a,b\n", "has no row without a gap"),
    "gaps alone": ("a,b\n1,\n,2\n", "has no row without a gap"),
    "a short row": ("a,b,c\n1,2,3\n1,2\n", "Row 3 of .* has 2 cells, and the first has 3. Mend that row"),
    "an open quote": ('a,b\n1,2\n3,"4\n', "A quote that begins in row 3 of .* is wrong or has no end"),
    "a word among numbers": (
        "a,b\n" + "".join(f"{at}.5,0\n" for at in range(60)) + "oops,1\n",
        "The column a holds more than 50 different words: oops in row 61 is no number. Mend that cell",
    ),
    "infinity": ("a,b\n" + "".join(f"{at}.5,0\n" for at in range(60)) + "inf,1\n", "Row 61 of a holds inf. Replace it"),
    "beyond float32": ("a,b\n1,2\n1e39,2\n", "Row 2 of a holds 1e"),
    "a matrix beyond float32": (npy(NAN[:1] + 1e300), "Row 1 of 1 holds 1e"),
    "parquet beyond float32": (parquet(a=[1.0, 2.0], b=[1.0, np.inf]), "Row 2 of b holds inf"),
    "a zip with a piece missing": (shortened(packed(a__1=picture(), b__1=picture())), "d is damaged"),
    "an underscore": ("a,b\n" + "".join(f"{at}.5,0\n" for at in range(60)) + "1_0,1\n", "1_0 in row 61 is no number"),
    "not UTF-8": ({"d_dot_csv": b"a,b\n1,2\n3,\xff\n4,5\n"}, "text, but not UTF-8|Data are read from"),
    "gzip of text cut off": ({"d_dot_csv_dot_gz": gz("a,b\n" + "1,2\n" * 9)[:-9]}, "is damaged"),
    "parquet cut off": (parquet(a=[1, 2], b=[3, 4])[:-9], "d is damaged"),
    "parquet of lists": (parquet(a=[[1], [2]], b=[3, 4]), "The column a holds list<.*neither numbers nor words"),
    "parquet of dates": (parquet(a=pd.to_datetime(["2020-01-01"]), b=[1]), "The column a holds timestamp"),
    "zip with a link": (link(), "d holds a link, cat/1.png. Give the file itself"),
    "zip with a password": (secret(), "d is locked by a password"),
    "zip of nothing": (packed(a__1=b"")[:40], "d is damaged"),
    "zip of one class": (packed(a__1=picture(), a__2=picture()), "does not hold pictures of at least two classes"),
    "zip without folders": (packed(a=picture(), b=picture()), "a.png in d lies in no folder that names its class"),
    "zip with a way out": (packed(**{"..__a__1": picture()}), "../a/1.png in d lies in no folder"),
    "zip of no picture": (packed(a__1=picture(), b__1=b"nothing"), "b/1.png cannot be read as a picture"),
    "zip of half a picture": (packed(a__1=picture(), b__1=picture()[:45]), "b/1.png cannot be read as a picture"),
    "a bomb": (packed(a__1=bytes(2**21)), "a/1.png in d would become more than 200 times larger"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_said(tmp_path, content, words):
    """One sentence with the place and the remedy; nothing runs, and nothing is stored."""
    name = "d_dot_csv" if isinstance(content, str) else "d"
    with pytest.raises(BuilderError, match=words) as raised:
        read(tmp_path, content if isinstance(content, dict) else {name: content})
    assert raised.value.hint
    assert list((tmp_path / "sets").glob("*")) == []


BOUNDS = {
    "a file": ("a,b\n1,2\n", {"file_bytes": 3}, "is larger than 3"),
    "what is unpacked": ({"d_dot_txt_dot_gz": gz("words " * 200_000)}, {"ratio": 2}, "Unpacked, .* has more than 1"),
    "rows of a table": ("a,b\n1,2\n3,4\n", {"rows": 1}, "has more than 1 rows. Give fewer rows"),
    "rows of parquet": (parquet(a=[1, 2], b=[3, 4]), {"rows": 1}, "has more than 1 rows"),
    "columns": ("a,b,c\n1,2,3\n", {"columns": 2}, "has 3 columns, and 2 are read at most"),
    "classes": ("a,b\n1,x\n2,y\n3,z\n", {"classes": 2}, "b has 3 classes or more, and 2 are taken at most"),
    "room of a table": ("a,b\n1,2\n3,4\n", {"stored_bytes": 7}, "has more than 1 rows"),
    "room of an array": ({"x": npy(X), "y": npy(Y)}, {"stored_bytes": 7}, r"has 4 rows, and 20,000,000 rows or 7"),
    "room of a zip": (packed(a__1=picture(), b__1=picture()), {"stored_bytes": 90}, "Unpacked, d has more than 90"),
    "pictures": (packed(a__1=picture(), b__1=picture()), {"pictures": 1}, "holds 2 files, and 1 are read"),
    "pixels": (packed(a__1=picture(), b__1=picture((9, 9))), {"pixels": 80}, "b/1.png has more than 80 pixels"),
    "one picture": (packed(a__1=picture()), {"text_bytes": 9}, "a/1.png is larger than 9"),
    "folders": (packed(a__1=picture(), b__1=picture()), {"classes": 1}, "d has 2 classes or more"),
}


@pytest.mark.parametrize(("content", "bounds", "words"), BOUNDS.values(), ids=BOUNDS)
def test_what_is_too_large_is_said(tmp_path, content, bounds, words):
    """With the bound, before it takes room."""
    name = "d_dot_csv" if isinstance(content, str) else "d"
    with pytest.raises(LimitError, match=words):
        read(tmp_path, content if isinstance(content, dict) else {name: content}, **bounds)


def test_a_long_text_is_said(tmp_path):
    """It is read whole."""
    with pytest.raises(LimitError, match=r"d\.txt is a text of more than 9 bytes"):
        read(tmp_path, {"d_dot_txt": "words " * 9}, text_bytes=9)


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ({"target": "x"}, "There is no column x. There are age, name, y"),
        ({"leave_out": ("agee",)}, "There is no column agee. Did you mean"),
        ({"leave_out": ("age", "name")}, "has one column"),
        ({"target": "name", "task": "numbers"}, "The column name holds words: Ann in row 1 is no number"),
        ({"target": "age", "task": "classes"}, "age holds fractions, which count no classes"),
    ],
)
def test_a_choice_that_cannot_be_is_said(tmp_path, reading, words):
    """With what there is to choose from."""
    with pytest.raises(BuilderError, match=words):
        read(tmp_path, {"d_dot_csv": "age,name,y\n1.5,Ann,0\n2,Ben,1\n"}, Reading(**reading))


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ({}, "0 files do not make one data set"),
        (
            {"a_dot_csv": "a,b\n1,2", "b_dot_csv": "a,b\n1,2"},
            "2 files do not make .* Give one file, or up to 6",
        ),
        ({f"{at}": IDX for at in range(7)}, "7 files do not make one data set"),
        ({"x": IDX, "y": npz(y=Y)}, "2 files do not make one data set"),
    ],
)
def test_files_that_do_not_belong_together_are_said(tmp_path, contents, words):
    """Those of arrays alone do."""
    with pytest.raises(BuilderError, match=words):
        store_files(tmp_path, files(tmp_path, **contents), Reading())


def test_a_link_and_a_folder_are_no_files(tmp_path):
    """A link might lead anywhere."""
    (tmp_path / "link").symlink_to(files(tmp_path, d=IDX)[0])
    for name in ("link", "."):
        with pytest.raises(BuilderError, match="is a link or a folder and no file"):
            store_files(tmp_path / "sets", [tmp_path / name], Reading(), bounds=Bounds())
    with pytest.raises(BuilderError, match="There is no file none"):
        store_files(tmp_path / "sets", [tmp_path / "none"], Reading())
