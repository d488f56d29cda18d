"""What a file is, by what is in it."""

import io
import json
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

from builder import templates, to_source
from builder.document.json import MAX_TEXT
from builder.errors import DocumentError
from builder.file_kind import demand, kind_of, python_text


def saved(write):
    """Return the bytes that a function writes to a file."""
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def zipped(name):
    """Return a zip file with one entry."""

    def write(file):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, "content")

    return saved(write)


STATE = nn.Linear(2, 3).state_dict()
CELLS = {"cells": [{"cell_type": "code", "source": ["import torch"]}], "metadata": {}, "nbformat": 4}
MLP = templates.load("mlp")
FILES = [
    ("document", MLP.to_json().encode()),
    ("document", b"\xef\xbb\xbf" + MLP.to_json().encode()),
    ("document", b'{"root": '),
    ("document", b'{"cells": 3}'),
    ("document", b"{" + b"[" * 10_000),
    ("document", b'{"format": 1}' + b" " * MAX_TEXT),
    ("notebook", json.dumps(CELLS).encode()),
    ("notebook", b'{"cells": [' + b" " * MAX_TEXT),
    ("python", to_source(MLP).encode()),
    ("python", b"net = nn.Sequential(nn.Linear(2, 3))\n"),
    ("python", b"from torch import nn\r\nclass Net(nn.Module):\r\n    pass\r\n"),
    ("python", b"def build(a, b):\n    x, y = a, b\n    return x, y\n"),
    ("python", b"<p>Notes</p>\n\n```python\nnet = f()\n```\n"),
    ("python", b"{note}\n\n~~~ {.python .input}\nnet = f()\n~~~\n"),
    ("checkpoint", saved(lambda file: torch.save(STATE, file))),
    ("checkpoint", saved(lambda file: torch.save(STATE, file, _use_new_zipfile_serialization=False))),
    ("checkpoint", save(STATE)),
    ("checkpoint", b"GGUF\x03\0\0\0"),
    ("data", saved(lambda file: np.save(file, np.zeros(3)))),
    ("data", saved(lambda file: np.savez(file, a=np.zeros(3)))),
    ("data", b"x,y,label\n1,2,a\n3,4,b\n"),
    ("data", b"a,b\n1,2\n3,4\n5,6\n7,8\na note\n"),
    ("other", b"a,b\n1,2\n3,4\n5,6\na note\n"),
    ("data", b"x\ty\n1\t2\n"),
    ("data", b"PAR1\x15\x04"),
    ("picture", b"\x89PNG\r\n\x1a\n"),
    ("picture", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("picture", b"RIFF\x24\0\0\0WEBPVP8 "),
    ("picture", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("picture", b"%PDF-1.7\n"),
    ("archive", zipped("network.json")),
    ("archive", b"\x1f\x8b\x08\0"),
    ("empty", b""),
    ("empty", b" \n\t"),
    ("other", b"<!doctype html><p>hello"),
    ("other", b"Dear all, this is a letter.\nIt says nothing."),
    ("other", "häuser".encode("latin-1")),
    ("other", bytes(range(256))),
]


@pytest.mark.parametrize(("kind", "content"), FILES)
def test_a_file_is_known_by_what_is_in_it(kind, content):
    """Its name says nothing here."""
    assert kind_of(content) == kind


@pytest.mark.parametrize("name", ["network.json", "network.py", "network.pt", "network"])
@pytest.mark.parametrize(("kind", "content"), [one for one in FILES if one[0] in ("checkpoint", "picture", "notebook")])
def test_a_name_deceives_nobody(kind, content, name):
    """A checkpoint that is called network.json is one all the same."""
    assert kind_of(content, name) == kind


def test_a_name_helps_where_a_text_could_be_anything():
    """Python code with nothing of torch in it, and a table that is called so."""
    assert kind_of(b"print(1)", "a.py") == "python"


@pytest.mark.parametrize("cut", [10, 65_537, 100_000])
def test_a_letter_that_the_first_bytes_cut_in_two_is_text(cut):
    """What is looked at ends anywhere."""
    assert kind_of(b"import torch\n#" + ("é" * cut).encode()) == "python"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("notebook", "'mine' is a notebook"),
        ("checkpoint", "'mine' holds weights and no network"),
        ("data", "'mine' holds data and no network"),
        ("picture", "'mine' is a picture"),
        ("archive", "'mine' is an archive"),
        ("empty", "'mine' is empty"),
        ("other", "'mine' is neither a network nor Python code"),
    ],
)
def test_what_nothing_reads_is_refused_as_what_it_is(kind, said):
    """The hint says what can be opened."""
    content = next(content for one, content in FILES if one == kind)
    with pytest.raises(DocumentError, match=said) as refused:
        demand(content, "mine", "document", "python")
    assert ".json" in refused.value.hint


@pytest.mark.parametrize(("kind", "taken"), [("document", "python"), ("python", "document")])
def test_what_another_place_reads_is_refused_by_name(kind, taken):
    """A command that takes the one says that it is the other."""
    content = next(content for one, content in FILES if one == kind)
    with pytest.raises(DocumentError, match="'mine' is"):
        demand(content, "mine", taken)


def test_python_in_another_encoding_is_refused():
    """As Python itself does without a declaration."""
    with pytest.raises(DocumentError, match="not UTF-8"):
        python_text("x = 'ä'".encode("latin-1"))
