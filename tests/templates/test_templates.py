import json
from pathlib import Path

import pytest
import torch
from torch import nn

from builder import analyse, templates
from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.module import to_module

PUBLISHED = Path(__file__).parents[1] / "published_keys"


def on_meta(name):
    """Return a template's network without its weights."""
    return to_module(templates.load(name), device="meta")


def test_first_sight_is_the_perceptron():
    """The app opens on the two-layer perceptron."""
    assert templates.names()[0] == "mlp"


@pytest.mark.parametrize("name", templates.names())
def test_reads_and_writes_back(name):
    """Every template is a valid document under a name of its own."""
    document = templates.load(name)
    assert Document.from_json(document.to_json()) == document
    assert document.name == name


@pytest.mark.parametrize("name", templates.names())
def test_says_what_it_is(name):
    """A title and one sentence stand beside each."""
    found = templates.template(name)
    assert found.title
    assert found.description.endswith(".")
    assert len(found.description) < 130


@pytest.mark.parametrize("name", templates.names())
def test_has_no_problems(name):
    """A ready design neither fails nor warns."""
    assert analyse(templates.load(name)).problems == ()


@pytest.mark.parametrize("name", [file.stem for file in sorted(PUBLISHED.glob("*.json"))])
def test_published_state_dict_comes_out(name):
    """Keys, their order, shapes, dtypes and the total equal those of torchvision's network."""
    published, network = json.loads((PUBLISHED / f"{name}.json").read_text()), on_meta(name)
    keys = [[key, list(tensor.shape), str(tensor.dtype)] for key, tensor in network.state_dict().items()]
    assert keys == published["keys"]
    assert sum(p.numel() for p in network.parameters()) == published["params"]


def test_block_factory_is_nested_as_in_the_book():
    """Four copies called "block 0" to "block 3", each with weights of its own."""
    network = on_meta("block_factory")
    assert list(dict(network[0].named_children())) == ["block 0", "block 1", "block 2", "block 3"]
    assert len(list(network.parameters())) == 4 * 4 + 2
    assert str(network[0]._modules["block 1"][2]) == "Linear(in_features=8, out_features=4, bias=True)"


def test_shared_layer_is_one_object():
    """Both places of the hidden layer are one module."""
    network = on_meta("shared_layer")
    assert network[2] is network[4]
    assert isinstance(network[2], nn.Linear)


def test_output_is_tied_to_the_embedding():
    """The next-token model has one matrix for both, and learns it once."""
    network = on_meta("next_token")
    assert network.output.weight is network.embedding.weight
    assert sum(p.numel() for p in network.parameters()) == 64_000 + 512 * 64 + 64


def test_lenet_has_its_published_size():
    """LeNet-5 has 61,706 parameters."""
    assert sum(p.numel() for p in on_meta("lenet5").parameters()) == 61_706


def test_inception_cell_joins_four_branches():
    """64, 128, 32 and 32 channels become 256, as in cell 3a of the paper."""
    with torch.device("meta"):
        assert on_meta("inception_cell").cell(torch.empty(2, 192, 28, 28)).shape == (2, 256, 28, 28)


def test_unknown_template_gets_a_hint():
    """A name that is nearly right is answered with the right one."""
    with pytest.raises(BuilderError, match=r"no template 'vgg12'\. Did you mean"):
        templates.load("vgg12")
