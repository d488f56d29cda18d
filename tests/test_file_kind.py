"""What a file is, by what is in it."""

import io
import json
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

from builder import Document, templates, to_source
from builder.document.json import MAX_TEXT
from builder.errors import DocumentError
from builder.file_kind import demand, json_text, kind_of, python_text, refusal


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
    ("document", MLP.to_json().encode("utf-16")),
    ("document", b'{"format": 1}' + b" " * MAX_TEXT),
    ("json", b'{"a": 1}'),
    ("json", b'{"a":'),
    ("json", b'{"cells": 3}'),
    ("json", b'{"root": "/", "files": []}'),
    ("json", b"[1, 2, 3]"),
    ("json", b"{" + b"[" * 10_000),
    ("json", b'{"a": 1}' + b" " * MAX_TEXT),
    ("notebook", json.dumps(CELLS).encode()),
    ("notebook", b'{"cells": [' + b" " * MAX_TEXT),
    ("python", to_source(MLP).encode()),
    ("python", b"net = nn.Sequential(nn.Linear(2, 3))\n"),
    ("python", b"from torch import nn\r\nclass Net(nn.Module):\r\n    pass\r\n"),
    ("python", b"def build(a, b):\n    x, y = a, b\n    return x, y\n"),
    ("python", b"<p>Notes</p>\n\n```python\nnet = f()\n```\n"),
    ("python", b"{note}\n\n~~~ {.python .input}\nnet = f()\n~~~\n"),
    ("python", "from torch import nn\nnet = nn.Linear(2, 3)  # größer".encode("utf-16")),
    ("python", "# -*- coding: latin-1 -*-\nnet = 'größer'\n".encode("latin-1")),
    ("python", b"[nn.Linear(2, 3), 4]\n"),
    ("tensors", saved(lambda file: torch.save(STATE, file))),
    ("checkpoint", saved(lambda file: torch.save(STATE, file, _use_new_zipfile_serialization=False))),
    ("checkpoint", save(STATE)),
    ("checkpoint", b"GGUF\x03\0\0\0"),
    ("array", saved(lambda file: np.save(file, np.zeros(3)))),
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
    ("pdf", b"%PDF-1.7\n"),
    ("archive", zipped("network.json")),
    ("archive", b"\x1f\x8b\x08\0"),
    ("empty", b""),
    ("empty", b" \n\t"),
    ("other", b"<!doctype html><p>hello"),
    ("other", b"Dear all, this is a letter.\nIt says nothing."),
    ("encoding", "häuser".encode("latin-1")),
    ("encoding", "x = 'häuser'\n".encode("latin-1") * 10_000),
    ("encoding", "net = '网络'\n".encode("gbk")),
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
        ("json", "'mine' is JSON, but not a network saved by nnblocks. Networks open from .json files"),
        ("notebook", "'mine' is a notebook. Open it on Home"),
        ("tensors", "'mine' holds tensors saved by torch and no network. Choose it on the Run page as a tensor file"),
        ("array", "'mine' holds an array saved by NumPy and no network. Choose it on the Run page as a tensor file"),
        ("checkpoint", "'mine' holds weights and no network. Networks open from .json files"),
        ("data", "'mine' holds data and no network. On the Run page its numbers can be pasted"),
        ("picture", "'mine' is a picture. Choose it on the Run page as a picture"),
        ("pdf", "'mine' is a PDF. Networks open from .json files"),
        ("archive", "'mine' is an archive. Unpack it"),
        ("empty", "'mine' is empty. Networks open from .json files"),
        ("encoding", "'mine' is text, but not UTF-8. Save it as UTF-8"),
        ("other", "'mine' is neither a network, Python code, tensors nor a picture. Networks open from .json files"),
    ],
)
def test_what_a_place_cannot_use_is_refused_as_what_it_is(kind, said):
    """The hint says where it goes, or what is taken here."""
    content = next(content for one, content in FILES if one == kind)
    with pytest.raises(DocumentError) as refused:
        demand(content, "mine", "document", "python")
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("takes", "hint"),
    [(("picture",), "Choose a PNG or JPEG picture."), (("array", "tensors"), "Choose a .npy file")],
)
def test_a_field_for_samples_says_what_it_takes(takes, hint):
    """And not how networks open."""
    assert refusal("pdf", "mine", *takes).hint.startswith(hint)


@pytest.mark.parametrize(("kind", "taken"), [("document", "python"), ("python", "document")])
def test_what_another_place_reads_is_refused_by_name(kind, taken):
    """A command that takes the one says that it is the other."""
    content = next(content for one, content in FILES if one == kind)
    with pytest.raises(DocumentError, match="'mine' is"):
        demand(content, "mine", taken)


def test_python_in_another_encoding_is_refused():
    """As Python itself does without a declaration, and where the declaration is not true."""
    for text in ("x = 'ä'".encode("latin-1"), b"# coding: utf-8\nx = '\xe4'", b"\xff\xfex"):
        with pytest.raises(DocumentError, match="'mine' is text, but not UTF-8"):
            python_text(text, "mine")


@pytest.mark.parametrize(
    "content",
    [
        "x = 'größer'".encode("utf-16"),
        "x = 'größer'".encode("utf-8-sig"),
        b"# coding: latin-1\nx = 'gr\xf6\xdfer'",
        b"#!/usr/bin/python\r# vim: set fileencoding=Windows_1252 :\rx = 'gr\xf6\xdfer'",
    ],
)
def test_python_is_read_in_the_encoding_that_it_declares(content):
    """By a mark at its beginning, or in its first two lines as Python reads it."""
    assert python_text(content, "mine").endswith("x = 'größer'")


def test_a_line_of_code_before_it_is_no_declaration():
    """Python looks for it in comments alone."""
    with pytest.raises(DocumentError, match="not UTF-8"):
        python_text(b"x = 1\ny = 2\n# coding: latin-1\nz = '\xe4'", "mine")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_document_opens_in_each_encoding_that_says_what_it_is(encoding):
    """Some editors and shells write a mark at the beginning."""
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert Document.from_json(json_text((mark + MLP.to_json()).encode(encoding), "mine")) == MLP
