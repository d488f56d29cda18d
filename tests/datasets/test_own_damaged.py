from contextlib import suppress
from io import BytesIO
from random import Random

import numpy as np
import pandas as pd
import pytest
import torch
from safetensors.torch import save

from builder.datasets.own.reading import Bounds, Reading
from builder.datasets.own.store_files import store_files
from builder.errors import BuilderError
from tests.datasets.own import files, gz, idx, npy, npz, packed, picture

X, Y = np.arange(12, dtype=np.uint8).reshape(6, 2), np.array([0, 1, 0, 1, 2, 2])
TENSORS = {"x": torch.tensor(X), "y": torch.tensor(Y)}
TABLE = pd.DataFrame({"a": [1.5, 2, None], "b": ["x", "y", "x"], "c": [1, 2, 1]})
COLOUR = picture((5, 3), "red", "RGB", "JPEG")


def written(write, content):
    """Return what a function writes into a file."""
    made = BytesIO()
    write(content, made)
    return made.getvalue()


WHOLE = {
    "npz": npz(x=X, y=Y),
    "npy": npy(np.column_stack([X, Y])),
    "idx": idx(X),
    "idx_dot_gz": gz(idx(X)),
    "d_dot_csv": 'a,"b c",d\n1.5,2,x\n3,"4",y\n,5,x\n' * 3,
    "numbers_dot_csv": "a,b\n1,2\n3,4\n" * 5,
    "d_dot_txt": "Hello, world.\n" * 9,
    "pt": written(torch.save, TENSORS),
    "safetensors": save(TENSORS),
    "parquet": written(pd.DataFrame.to_parquet, TABLE),
    "zip": packed(a__1=picture(), b__2=COLOUR, test__a__3=picture()),
}
BOUNDS = Bounds(file_bytes=2**26, stored_bytes=2**26, rows=10**6)


def damaged(content, draw):
    """Change, take out or put in a few bytes."""
    made = bytearray(content.encode() if isinstance(content, str) else content)
    for _ in range(draw.choice([1, 1, 2, 4, 16])):
        at, count = draw.randrange(len(made) or 1), draw.choice([1, 3, 9, 40])
        new = b"" if draw.random() < 0.3 else bytes(draw.choices(range(256), k=count))
        made[at : at + draw.choice([0, 1, count])] = new
    return bytes(made)


@pytest.mark.nightly
@pytest.mark.parametrize("name", WHOLE)
def test_a_damaged_file_is_read_or_said(tmp_path, name):
    """Whatever is changed in it: a sentence, and never an error of ours."""
    draw = Random(name)
    for _ in range(100):
        file = files(tmp_path, **{name: damaged(WHOLE[name], draw)})
        with suppress(BuilderError):
            store_files(tmp_path / "sets", file, Reading(length=8), bounds=BOUNDS)
