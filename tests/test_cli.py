import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file

from builder import templates
from builder.cli import main
from builder.module import to_module

TORCH_FREE = ["summary", "check", "diagram"]


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Give a function that runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, **more: CliRunner().invoke(main, words, catch_exceptions=False, **more)


@pytest.fixture
def wrong(shell):
    """Put a document with a mistake into the folder and give its name."""
    document = json.loads(templates.load("mlp").to_json())
    document["root"]["children"][2]["args"]["in_features"] = 128
    Path("wrong.json").write_text(json.dumps(document))
    return "wrong.json"


def run(*words, **more):
    """Run `nnblocks` as a process of its own."""
    command = [sys.executable, "-m", "nnblocks", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


@pytest.mark.parametrize("name", templates.names())
def test_summary_of_every_template(shell, name):
    """The totals stand below the modules."""
    result = shell("summary", "-t", name)
    assert result.exit_code == 0
    assert (
        f"({sum(p.numel() for p in to_module(templates.load(name), 'meta').parameters()):,} trainable)" in result.output
    )
    assert "Problems:       0 errors, 0 warnings" in result.output


def test_summary_says_what_is_shared_and_tied(shell):
    """A module's second place and a tied tensor are named instead of counted."""
    assert "the same as 2" in shell("summary", "-t", "shared_layer").output
    assert "weight is embedding.weight" in shell("summary", "-t", "next_token").output


def test_summary_folds(shell):
    """Depth leaves deeper modules out."""
    assert "Conv2d" not in shell("summary", "-t", "vgg11", "--depth", "1").output


def test_summary_of_a_mistake_shows_the_rest(shell, wrong):
    """What lies upstream of a problem is still shown."""
    result = shell("summary", wrong)
    assert result.exit_code == 0
    assert "20 → 256" in result.output
    assert "Problems:       1 error, 0 warnings" in result.output


def test_check_passes(shell):
    """A good document exits with 0."""
    result = shell("check", "-t", "lenet5")
    assert (result.exit_code, result.output) == (0, "No problems\n")


def test_check_says_where_and_what(shell, wrong):
    """A mistake is one line with place, cause and remedy, and exits with 1."""
    result = shell("check", wrong)
    assert result.exit_code == 1
    assert result.output.startswith("error: 2: Linear takes 128 features and receives 256.")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "'bad.json' is empty."),
        ("[]", "'bad.json' is JSON, but not a network saved by nnblocks."),
        ('{"a":', "'bad.json' is JSON, but not a network saved by nnblocks."),
        ('{"format": 1}', "bad.json: $: Object missing required field"),
        ("gr\xf6\xdfe = 3", "'bad.json' is text, but not UTF-8."),
        ("%PDF-1.7", "'bad.json' is a PDF."),
        ("\x89PNG\r\n\x1a\n", "'bad.json' is a picture."),
    ],
)
@pytest.mark.parametrize("command", ["check", "open", "parse"])
def test_what_is_no_network_is_one_sentence(shell, command, text, sentence):
    """The same at each command; what is a damaged document or code has a reader of its own."""
    Path("bad.json").write_bytes(text.encode("latin-1"))
    result = shell(command, "bad.json")
    assert result.exit_code in (1, 2)
    said = "'bad.json' is a network" if command == "parse" and "format" in text else sentence.removeprefix("bad.json: ")
    assert said in result.stderr


@pytest.mark.parametrize("command", ["check", "summary"])
def test_code_is_led_to_what_reads_it(shell, command):
    """The sentence does not say that it opens here."""
    Path("net.py").write_text("from torch import nn\nnet = nn.Linear(3, 2)")
    result = shell(command, "net.py")
    assert (result.exit_code, result.stderr) == (
        2, "Error: 'net.py' is Python code. Open it on Home, or read it into a network with `nnblocks parse`.\n",
    )  # fmt: skip


@pytest.mark.parametrize("words", [("nowhere.json",), (".",), ("-t", "mlpp"), (), ("x.json", "-t", "mlp")])
def test_missing_documents_exit_with_two(shell, words):
    """Whatever keeps a document from being read, it is said without a traceback."""
    result = shell("summary", *words)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_reads_from_stdin(shell):
    """A dash reads the document from a pipe."""
    assert shell("check", "-", input=templates.load("mlp").to_json()).exit_code == 0


def test_source_goes_to_stdout_or_a_file(shell):
    """Both ways give the same text."""
    assert shell("source", "-t", "mlp", "-o", "net.py").output == ""
    assert Path("net.py").read_text() == shell("source", "-t", "mlp").output


@pytest.mark.parametrize(("file", "start"), [("x.svg", b"<svg"), ("x.PNG", b"\x89PNG"), ("x.dot", b"digraph")])
def test_diagram_by_file_name(shell, file, start):
    """The ending of the name chooses the format."""
    assert shell("diagram", "-t", "mlp", "-o", file, "--view", "flow", "--depth", "1").exit_code == 0
    assert Path(file).read_bytes().startswith(start)


def test_diagram_without_a_file_is_dot(shell):
    """DOT can be piped on."""
    assert shell("diagram", "-t", "mlp").output.startswith("digraph")


@pytest.mark.parametrize("command", ["diagram", "init"])
def test_unknown_endings_are_refused(shell, command):
    """A file name that says no format is one sentence."""
    result = shell(command, "-t", "mlp", "-o", "x.gif")
    assert result.exit_code == 2
    assert "x.gif" in result.stderr


@pytest.mark.parametrize("words", [("source", "-o"), ("init", "-o")])
def test_unwritable_files_are_one_sentence(shell, words):
    """A folder that is not there is said."""
    Path("taken").write_text("")
    result = shell(*words, "taken/x.pt", "-t", "mlp")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_init_writes_what_the_document_draws(shell):
    """The file holds the weights of `to_module`, bit by bit."""
    result = shell("init", "-t", "mlp", "-o", "w.safetensors")
    assert "7,946 parameters" in result.output
    expected = to_module(templates.load("mlp")).state_dict()
    assert all(torch.equal(tensor, expected[key]) for key, tensor in load_file("w.safetensors").items())


def test_init_chooses_a_name(shell, wrong):
    """Without -o the weights are called after the document, in the folder where one is."""
    Path("sub").mkdir()
    Path("sub/net.json").write_text(templates.load("mlp").to_json())
    shell("init", "sub/net.json")
    shell("init", "-", input=templates.load("mlp").to_json())
    assert Path("net.safetensors").read_bytes() == Path("weights.safetensors").read_bytes()


def test_init_by_another_seed(shell):
    """The seed can be chosen; a .pt file loads by torch."""
    shell("init", "-t", "mlp", "-o", "w.pt", "--seed", "7")
    drawn = torch.load("w.pt", weights_only=True)
    assert not torch.equal(drawn["0.weight"], to_module(templates.load("mlp")).state_dict()["0.weight"])


def test_init_of_a_mistake_is_one_sentence(shell, wrong):
    """A network that cannot be built is said, not raised."""
    Path("huge.json").write_text(Path(wrong).read_text().replace("256", str(2**31 - 1)).replace("20", str(2**31 - 1)))
    result = shell("init", "huge.json", "-o", "w.pt")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert not Path("w.pt").exists()


@pytest.mark.parametrize("command", TORCH_FREE)
def test_starts_without_torch(command):
    """Commands that need no torch do not load it."""
    code = f"""
import sys
from builder.cli import main
try:
    main(["{command}", "-t", "mlp"])
finally:
    print("torch" in sys.modules, file=sys.stderr)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stderr == "False\n"


def test_runs_as_a_process():
    """The command works from the shell, in a terminal that knows ASCII only, and says its mistakes there."""
    good = run("summary", "-t", "mlp", env={"PYTHONIOENCODING": "ascii"})
    assert (good.returncode, good.stderr) == (0, "")
    bad = run("check", "nowhere.json")
    assert (bad.returncode, bad.stderr) == (2, "Error: nowhere.json cannot be read: No such file or directory.\n")


def test_diagram_leaves_quietly(tmp_path):
    """Nothing is said at the end of a process that drew."""
    assert run("diagram", "-t", "mlp", "-o", str(tmp_path / "x.svg")).stderr == ""


def test_help_names_every_command(shell):
    """The help lists what there is."""
    assert all(word in shell("--help").output for word in ("summary", "source", "diagram", "check", "init", "run"))


@pytest.mark.parametrize("command", ["diagram", "init", "console", "parse"])
def test_help_is_for_people(shell, command):
    """What a command raises is for readers of the code."""
    assert "Raises" not in shell(command, "--help").output


def test_console_answers_what_is_typed(shell):
    """Several lines are one input until it is complete; a mistake is marked and the next input runs."""
    typed = "for p in net.parameters():\n    print(p.shape)\n\nnet[0].wieght\nX.shape\nexit()\nnever\n"
    result = shell("console", "-t", "mlp", input=typed)
    assert result.stdout.endswith("torch.Size([10])\ntorch.Size([2, 20])\n")
    assert (
        "    ^\nline 1, column 1: AttributeError: 'Linear' object has no attribute 'wieght'. Did you mean"
        in result.stderr
    )


def test_console_saves_where_one_is(shell):
    """By plain name; another process reads it."""
    shell("console", "-t", "mlp", input="torch.save(net.state_dict(), 'mlp.params')\n")
    assert list(torch.load("mlp.params")) == ["0.weight", "0.bias", "2.weight", "2.bias"]


def test_parse_prints_the_document(shell):
    """`nnblocks parse` reads code into a document."""
    Path("net.py").write_text("from torch import nn\nnet = nn.Sequential(nn.Linear(3, 2))")
    assert json.loads(shell("parse", "net.py").output)["root"]["block"] == "sequential"


@pytest.mark.parametrize("command", [("parse", "net.py"), ("open", "net.py", "--json")])
def test_the_network_of_a_file_is_chosen(shell, command):
    """Its class, its arguments, and the shape of its input."""
    Path("net.py").write_text("from torch import nn\ndef a(n):\n    return nn.Linear(n, 2)\nb = a(3)\n")
    read = json.loads(shell(*command, "-n", "a", "-a", "n=7", "-i", "N,5,7").output)
    assert (read["root"]["args"]["in_features"], read["inputs"][0]["shape"]) == (7, ["N", 5, 7])


@pytest.mark.parametrize("command", [("parse", "net.py"), ("open", "net.py", "--json")])
def test_a_guess_is_said_at_the_shell(shell, command):
    """Beside the document, not in it."""
    Path("net.py").write_text("from torch import nn\ndef a(width):\n    return nn.Linear(width, 2)\n")
    assert "warning: The code does not create a network; this is a(width=64)." in shell(*command).stderr


def test_what_several_readings_find_is_said_once(shell):
    """A class is read for each input that is tried."""
    Path("net.py").write_text(
        "from torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = nn.Linear(3, 2)\n    def forward(self, x, y):\n        return [[self.a(x)], self.a(x + y)]\n"
    )
    assert shell("parse", "net.py").stderr.count("returns lists or tuples inside one") == 1


def test_an_argument_without_a_value_is_a_usage_error(shell):
    """Exit 2, as click does."""
    Path("net.py").write_text("net = 3")
    assert "Use NAME=VALUE, not width." in shell("parse", "net.py", "-a", "width").stderr


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": [{"cell_type": "code", "source": "from torch import nn\\nnet = nn.Linear(3, 2)"}], "nbformat": 4}',
        "# Notes\n\n```python\nfrom torch import nn\nnet = nn.Linear(3, 2)\n```\n",
        "<p>\n\n```py\n>>> from torch import nn\n>>> net = nn.Linear(3, 2)\n```\n",
    ],
)
@pytest.mark.parametrize("command", [["parse"], ["open", "--json"]])
def test_a_notebook_and_markdown_open_as_code(shell, command, text):
    """What is left out is no part of the document."""
    Path("notes").write_text(text)
    assert json.loads(shell(*command, "notes").stdout)["root"]["kind"] == "Linear"


def test_a_file_of_another_kind_exits_with_two(shell):
    """What it is stands in the sentence."""
    Path("x.ipynb").write_text('{"cells": [], "nbformat": 4}')
    result = shell("summary", "x.ipynb")
    assert (result.exit_code, result.stderr.partition(". ")[0]) == (2, "Error: 'x.ipynb' is a notebook")


def test_parse_names_line_and_column(shell):
    """What cannot be read is named with its place."""
    Path("net.py").write_text("from torch import nn\nnet = nn.Linaer(3, 2)")
    result = shell("parse", "net.py")
    assert result.exit_code == 2
    assert "net.py: line 2, column 7: " in result.output


def test_two_networks_stand_beside_each_other(shell):
    """A, B and their ratio of each block, then of each gradient; weights that are named are B's."""
    shell("init", "-t", "mlp", "-o", "b.safetensors")
    asked = ("inspect", "-t", "mlp", "--backward", "sum", "--against", "mlp")
    same = shell(*asked, "--against-weights", "b.safetensors").output.splitlines()
    assert same[0].split()[:5] == ["block", "kind", "std", "A", "std"]
    assert [line.split()[0] for line in same[1:5]] == [".", "0", "1", "2"]
    assert {line.split()[-1] for line in same[1:5]} == {"0"}
    norms = dict(line.split()[::3] for line in same[7:])
    assert norms == dict.fromkeys(["0.weight", "0.bias", "2.weight", "2.bias"], "1")
    other = shell(*asked, "--against-seed", "1").output.splitlines()
    assert "0" not in {line.split()[-1] for line in other[1:5]}


def test_what_one_network_alone_has_is_listed(shell):
    """And the input that does not take the other's sample."""
    found = shell("inspect", "-t", "lenet5", "--against", "mlp").output.splitlines()
    assert found[0].startswith("X takes (N, 20) float32")
    assert found[-2:] == ["only in A: features, flatten, classifier", "only in B: 0, 1, 2"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--against-seed", "1"), "need --against OTHER"),
        (("--against", "mlp", "--against-seed", "1", "--against-weights", "w"), "not both"),
        (("--against", "nothing.json"), "nothing.json"),
        (("--seed", "2147483648"), "0<=x<=2147483647"),
        (("--against", "mlp", "--against-seed", "2147483648"), "0<=x<=2147483647"),
    ],
)
def test_what_inspect_cannot_take_is_refused(shell, words, sentence):
    """As a usage error: what is no other network, or a seed beyond those of the page."""
    result = shell("inspect", "-t", "mlp", *words)
    assert result.exit_code == 2
    assert sentence in result.output
