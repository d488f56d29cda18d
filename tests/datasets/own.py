"""Files of a person's own, small, for the tests of what reads them."""

import gzip
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from PIL import Image

from builder.datasets.own.reading import Bounds, Reading
from builder.datasets.own.store_files import store_files
from builder.datasets.stored import open_stored

IDX = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}


def idx(array):
    """Write an array as an IDX file."""
    head = struct.pack(f">BBBB{array.ndim}I", 0, 0, IDX[array.dtype.name], array.ndim, *array.shape)
    return head + array.astype(array.dtype.newbyteorder(">")).tobytes()


def picture(size=(4, 4), colour=200, mode="L", form="PNG"):
    """Write a picture."""
    made = BytesIO()
    Image.new(mode, size, colour).save(made, form)
    return made.getvalue()


def packed(**entries):
    """Write a zip file; a double underscore within a name stands for a slash."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as opened:
        for name, content in entries.items():
            opened.writestr(f"{name[0]}{name[1:].replace('__', '/')}.png", content)
    return made.getvalue()


def link():
    """Write a zip file with a picture that is a link."""
    made = BytesIO()
    with ZipFile(made, "w") as opened:
        entry = ZipInfo("cat/1.png")
        entry.external_attr = 0o120777 << 16
        opened.writestr(entry, "/etc/passwd")
    return made.getvalue()


def npy(array):
    """Write an array as a `.npy` file, objects as a pickle."""
    made = BytesIO()
    np.save(made, array, allow_pickle=True)
    return made.getvalue()


def npz(**arrays):
    """Write arrays as a `.npz` file."""
    made = BytesIO()
    np.savez_compressed(made, **arrays)
    return made.getvalue()


def files(folder, **contents):
    """Write files; `_dot_` and `_dash_` in a name stand for what they say."""
    made = []
    for name, content in contents.items():
        file = folder / name.replace("_dot_", ".").replace("_dash_", "-")
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        made.append(file)
    return made


def read(folder, contents, reading=None, **bounds):
    """Read files, store them and open what was stored; return it and what was said."""
    made = store_files(folder / "sets", files(folder, **contents), reading or Reading(), bounds=Bounds(**bounds))
    return open_stored(made.folder), made.said


def gz(content):
    """Pack by gzip, the same in each run."""
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)
