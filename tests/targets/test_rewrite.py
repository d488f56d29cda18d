"""The emitted file, edited as text: what is unchanged stays the same block."""

import re

import pytest
from hypothesis import given, settings

from builder import templates, to_source
from builder.document.tree import walk
from builder.errors import SourceError
from builder.module.local import run_here
from builder.targets.source.rewrite import rewrite
from tests.strategies import documents

MLP = templates.load("mlp")


def ids(document):
    """Return the ids of all blocks in order."""
    return [block.id for block in walk(document.root)]


def edited(document, old, new):
    """Replace a part of the document's text that stands there once or more, the first time."""
    text = to_source(document)
    assert old in text
    return rewrite(document, text.replace(old, new, 1), run_here)


@settings(max_examples=25)
@given(documents())
def test_another_comment_changes_nothing(document):
    """The very document comes back."""
    assert rewrite(document, to_source(document) + "# a comment\n", run_here) is document


def test_an_inserted_line_is_one_new_block():
    """All others keep their ids, and what was decided by shape still is."""
    new = edited(MLP, "nn.ReLU(),", "nn.ReLU(),\n        nn.Dropout(0.5),")
    assert [id in ids(MLP) for id in ids(new)] == [True, True, True, False, True]
    assert new.root.children[3] == MLP.root.children[2]


def test_a_removed_line_is_a_removed_block():
    """And nothing else."""
    assert ids(edited(MLP, "        nn.ReLU(),\n", "")) == ["root", "hidden", "output"]


def test_a_changed_argument_keeps_the_block():
    """So its place and, where the shape stays, its weights."""
    new = edited(MLP, "nn.Linear(20, 256)", "nn.Linear(20, 256, bias=False)")
    assert ids(new) == ids(MLP)
    assert new.root.children[0].args == {"in_features": "auto", "out_features": 256, "bias": False}


def test_a_repeat_stays_a_repeat():
    """An edit inside its factory reaches its copies; one outside leaves it alone."""
    factory = templates.load("block_factory")
    text = to_source(factory)
    changed = re.sub(r"nn\.Linear\(8, 4\)", "nn.Linear(8, 4, bias=False)", text)
    assert ids(rewrite(factory, changed, run_here)) == ids(factory)


@pytest.mark.parametrize("name", ["resnet18", "next_token", "vgg11", "gpt2"])
def test_what_stands_beside_the_change_stays(name):
    """Ties, rules, definitions and every id, in networks of the zoo."""
    document = templates.load(name)
    found = list(re.finditer(r"nn\.Linear\((\w+), (\d+)", to_source(document)))[-1]
    new = edited(document, found[0], f"nn.Linear({found[1]}, {int(found[2]) + 1}")
    assert ids(new) == ids(document)
    assert (new.ties, new.init, new.definitions) == (document.ties, document.init, document.definitions)


def test_a_shared_layer_stays_shared():
    """Its variable may be changed, and both places follow."""
    shared = templates.load("shared_layer")
    new = edited(shared, "nn.ReLU()", "nn.Tanh()")
    assert len(ids(new)) == len(ids(shared))
    assert [type(block).__name__ for block in walk(new.root)].count("Shared") == 1


def test_another_network_altogether_is_taken():
    """The name stays."""
    new = rewrite(MLP, "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Conv2d(3, 8, 3))", run_here)
    assert new.root.children[0].kind == "Conv2d"
    assert new.name == MLP.name


def test_a_mistake_has_line_and_column():
    """Nothing is returned."""
    with pytest.raises(SourceError, match=r"line 2, column 7: .*Liner"):
        rewrite(MLP, "from torch import nn\nnet = nn.Liner(1, 2)", run_here)


def test_nothing_is_guessed_in_edited_code():
    """The editor shows no warning, so that the line to add is asked for."""
    text = "from torch import nn\n\ndef net(width):\n    return nn.Linear(width, 2)\n"
    with pytest.raises(SourceError, match=r"line 3.*net needs width\. Add a line .*: net = net\(width=64\)"):
        rewrite(MLP, text, run_here)
