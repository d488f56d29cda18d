"""Hostile names: refused in a sentence, or written so that the file is Python and builds the same network."""

import ast

import pytest
import torch

from builder import to_module, to_source
from builder.document.blocks import Document, Function, Graph, Input, Layer, Parallel, Sequential, TensorBlock
from builder.edits import Rename, apply
from builder.errors import BuilderError, DocumentError, EditError
from builder.expansion.validation import validate
from builder.targets.source.emit import Source, check_syntax

X = (Input(name="X", shape=("N", 4)),)
HOSTILE = (
    *("0", "1", "1_0", "²", "a.b", "a b", "x\n", "", "class", "None", "self", "torch", "nn", "F", "x", "X", "net"),
    *("type", "print", "training", "forward", "_parameters", "_buffers", "_version", "__init__", "__class__"),
    *("__steps__", "_steps", "_tensors", "_inputs", "_merge", "_dim", "__debug__", "build_net", "state_dict", "match"),
    *("\uff46", "é", "_", "__", "__a"),
)


def linear(name):
    """Return a layer of that name."""
    return Layer(id="l", name=name, kind="Linear", args={"in_features": 4, "out_features": 4})


def with_tensor(name):
    """Return a graph whose own tensor has that name."""
    nodes = (TensorBlock(id="t", name=name, shape=(4,)), Function(id="f", name="added", kind="torch.add"))
    return Graph(id="g", nodes=nodes, wires={"added": ("x", name)}, outputs=("added",))


def with_node(name):
    """Return a graph whose layer has that name."""
    return Graph(id="g", nodes=(linear(name),), wires={name: ("x",)}, outputs=(name,))


def with_input(name):
    """Return a graph whose input has that name."""
    return Graph(id="g", inputs=(name,), nodes=(linear("l"),), wires={"l": (name,)}, outputs=("l",))


def with_function(name):
    """Return a graph whose function has that name."""
    nodes = (Function(id="f", name=name, kind="F.relu"),)
    return Graph(id="g", nodes=nodes, wires={name: ("x",)}, outputs=(name,))


def with_child(name):
    """Return a sequential whose layer has that name."""
    return Sequential(id="g", children=(linear(name),))


def with_branch(name):
    """Return a parallel whose branch has that name."""
    return Parallel(id="g", children=(linear(name), Layer(id="i", kind="Identity")))


@pytest.mark.parametrize("made", [with_tensor, with_node, with_input, with_function, with_child, with_branch])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_refused_or_written(made, name):
    """The file has the keys and the outputs of the module, bit for bit."""
    document = Document(inputs=X, root=made(name))
    try:
        validate(document)
    except DocumentError:
        return
    names: dict = {}
    exec(to_source(document), names)
    ours, theirs, x = to_module(document), names["build_net"](), torch.ones(2, 4)
    assert (list(ours.state_dict()), ours(x).tolist()) == (list(theirs.state_dict()), theirs(x).tolist())


def test_a_tensor_is_not_called_by_a_number():
    """`self.0` is no Python; a module of a graph may be, for torch adds them so."""
    with pytest.raises(DocumentError, match="'0' is not a Python identifier, so it cannot be an attribute"):
        validate(Document(inputs=X, root=with_tensor("0")))


def test_a_tensor_is_not_renamed_to_a_number():
    """The edit says the same."""
    with pytest.raises(EditError, match="not a Python identifier"):
        apply(Document(inputs=X, root=with_tensor("scale")), Rename("t", "0"))


def test_text_that_is_no_python_is_never_handed_out():
    """The error names the block whose lines hold the mistake."""
    document = Document(inputs=X, root=with_child("fc"))
    with pytest.raises(BuilderError, match="fc: The code of fc would not be valid Python"):
        check_syntax(Source("import torch\nself.0 = 1\n", {"g": [(1, 2)], "l": [(2, 2)]}), document)


def test_what_is_handed_out_is_parsed():
    """As every emitted file."""
    assert ast.parse(to_source(Document(inputs=X, root=with_child("a b"))))
