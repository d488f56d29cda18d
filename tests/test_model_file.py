"""`nnblocks open`: a network of a person's own file becomes a document."""

import ast
import contextlib
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder import Document, templates, to_source
from builder.cli import main
from builder.library import Library
from builder.model_file import read_input

ROOT = Path(__file__).parents[1]
MODEL = """
from neighbour import WIDTH
from torch import nn

def build():
    return nn.Sequential(nn.Linear(4, WIDTH), nn.ReLU())

def shown():
    return build(), (2, 4)

class Odd(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_forward_hook(lambda module, args, out: out * 2)

    def forward(self, x):
        return x + 1

network, number = build(), 3
"""


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Give a function that opens a network of model.py, with a library of its own."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "model.py").write_text(MODEL)
    (tmp_path / "mine" / "neighbour.py").write_text("WIDTH = 3")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("NNBLOCKS_DATA_DIR", str(tmp_path / "data"))
    return lambda name, *words: CliRunner().invoke(main, ["open", f"mine/model.py:{name}", *words])


@pytest.mark.parametrize("name", ["build", "network"])
def test_prints_the_document(shell, name):
    """A function or a network, with the inputs of the command."""
    document = Document.from_json(shell(name, "--json", "-i", "N,4").output)
    assert [block.kind for block in document.root.children] == ["Linear", "ReLU"]
    assert document.inputs[0].shape == ("N", 4)


def test_takes_inputs_from_the_function(shell):
    """What returns its inputs as well needs no more."""
    assert Document.from_json(shell("shown", "--json").output).inputs[0].shape == ("N", 4)


def test_keeps_the_document(shell):
    """It is in the library under the id that is said."""
    id = re.search(r"\?d=(\S+)", shell("shown", "--no-start").output)[1]
    with Library() as library:
        assert library.open(id).root.children[0].args == {"in_features": 4, "out_features": 3}


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("build", (), "The input shapes are unknown"),
        ("biuld", (), "there is no 'biuld' in this file. Did you mean build"),
        ("number", (), "model.py:number is not a network"),
        ("Odd", ("-i", "N,4"), "Odd at the root: it has forward hooks"),
        ("build", ("-i", "N,x"), "'N,x' is not an input"),
    ],
)
def test_says_what_is_wrong(shell, name, words, sentence):
    """One sentence and no traceback."""
    result = shell(name, *words)
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_says_that_there_is_no_file(shell):
    """A path that leads nowhere."""
    result = CliRunner().invoke(main, ["open", "nowhere.py:build"])
    assert (result.exit_code, result.stderr.strip()) == (1, "Error: There is no file nowhere.py. Use model.py:build.")


@pytest.mark.parametrize("name", ["network.json", "network.py", "network"])
@pytest.mark.parametrize("write", [Document.to_json, to_source])
def test_a_file_alone_is_read_by_what_is_in_it(tmp_path, name, write):
    """A document or PyTorch code, whatever it is called; nothing of it runs."""
    (tmp_path / name).write_text(write(templates.load("mlp")))
    result = CliRunner().invoke(main, ["open", str(tmp_path / name), "--json"])
    found = Document.from_json(result.output)
    assert [block.kind for block in found.root.children] == ["Linear", "ReLU", "Linear"]


def test_a_file_of_another_kind_is_refused_by_name(tmp_path):
    """A sentence, and no traceback."""
    (tmp_path / "net.pt").write_bytes(b"PK\x03\x04")
    result = CliRunner().invoke(main, ["open", str(tmp_path / "net.pt")])
    assert (result.exit_code, result.stderr.partition(". ")[0]) == (1, "Error: 'net.pt' is an archive")


def test_tokens_are_written_with_their_number():
    """An input of whole numbers says up to where they go."""
    assert int(read_input("N,64:int64:50257").max()) == 50256


@pytest.fixture
def shown(shell):
    """Start the app as the command does; whatever goes wrong, nothing of it is left to be waited for."""
    # A shell that runs tests in the background has them ignore Ctrl+C.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}; from builder.model_file import *; show(Path({str(ROOT / 'app.py')!r}), 'x', browser=False)"
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)
    yield process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.timeout(300)  # a first start on a busy machine takes most of a minute
def test_starts_the_app(shown):
    """The app comes up and answers, and ends when it is told to."""
    found = next(filter(None, (re.search(r"http://localhost:(\d+)", line) for line in shown.stdout)))
    with urllib.request.urlopen(f"{found[0]}/_stcore/health") as answer:
        assert answer.status == 200
    shown.send_signal(signal.SIGINT)
    assert shown.wait() == 0


@pytest.mark.parametrize(
    "folder",
    ["ui", "pages", *(f"builder/{room}" for room in ("jobs", "interpreter", "symbols", "classes", "live", "library"))],
)
def test_nothing_that_is_uploaded_gets_there(folder):
    """No page, no worker and no reader of text names what runs a person's own code."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        words = {node.attr for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)}
        assert "from_module" not in words
        assert "builder.model_file" not in file.read_text()


def test_a_shape_without_a_batch_dim_is_told_of(shell):
    """Its first size is read as the batch, which may not be meant."""
    result = shell("build", "--json", "-i", "3x4")
    assert "3x4 has no batch dim N, so its first size is taken as the batch" in result.stderr
    assert Document.from_json(result.stdout).inputs[0].shape == ("N", 4)


def test_a_shape_with_a_batch_dim_needs_no_note(shell):
    """It says all."""
    assert shell("build", "--json", "-i", "N,4").stderr == ""
