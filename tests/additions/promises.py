"""What CONTRIBUTING says follows from each addition; the copy has this file under the name of a test."""

import json
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

import builder
from builder import from_source, templates, to_module, to_source
from builder.cli import main
from builder.document.blocks import Graph, Layer
from builder.interpreter.limits import Limits
from builder.jobs import tasks
from builder.jobs.limits import Limits as JobLimits
from builder.jobs.limits import limits_of
from builder.live.console import Console
from tests.pages.conftest import own_service, visit  # noqa: F401 - fixtures
from ui.pages import PAGES
from ui.server.catalogue import catalogue_file

GRAPH = """
import torch
from torch import nn

class Net(nn.Module):
    def forward(self, x, y):
        return torch.copysign(x, y)

net = Net()
"""
LAYERS = "from torch import nn\nnet = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Softmax2d())"


def entry(group: str, name: str) -> dict:
    """Return what the palette and the inspector are told of a kind."""
    return next(one for one in json.loads(catalogue_file().text)[group] if one["name"] == name)


def served(app: AppTest, text: str) -> str:
    """Return the address of the link with this text on a page."""
    bodies = "".join(one.proto.body for one in app.get("html"))
    link = next(part for part in bodies.split("<a ") if f">{text} <" in part)
    return link.partition('href="')[2].partition('"')[0]


def test_it_is_the_copy_that_runs():
    """And not what is installed."""
    assert Path(builder.__file__).parents[1] == Path.cwd()


def test_copysign_is_in_the_palette():
    """With its sentence."""
    assert entry("functions", "torch.copysign")["summary"] == "The size of input with the sign of other."


def test_pasted_copysign_is_a_node_and_is_emitted():
    """A text becomes a graph, whose file becomes the same graph."""
    document = from_source(GRAPH)
    assert isinstance(document.root, Graph)
    assert "torch.copysign(x, y)" in to_source(document)
    assert from_source(to_source(document)).root.nodes == document.root.nodes


def test_copysign_runs_as_in_torch():
    """In the live network."""
    x, y = torch.randn(2, 3), torch.randn(2, 3)
    assert torch.equal(to_module(from_source(GRAPH))(x, y), torch.copysign(x, y))


def test_copysign_is_called_at_the_prompt():
    """Under the guard, which knows what it costs."""
    assert "-1." in Console({}, Limits(seconds=600)).run("torch.copysign(torch.ones(1), -torch.ones(1))")


def test_softmax2d_is_in_the_palette():
    """With its sentence."""
    assert entry("kinds", "Softmax2d")["summary"].startswith("Softmax")


def test_pasted_softmax2d_is_a_layer_and_is_emitted():
    """A text becomes blocks, whose file becomes the same blocks."""
    document = from_source(LAYERS)
    assert [block.kind for block in document.root.children if isinstance(block, Layer)] == ["Conv2d", "Softmax2d"]
    assert from_source(to_source(document)).root == document.root


def test_softmax2d_is_built():
    """In the live network."""
    assert isinstance(to_module(from_source(LAYERS))[1], torch.nn.Softmax2d)


def test_totals_is_a_command():
    """Of a file's document or a template, to stdout or a file."""
    assert CliRunner().invoke(main, ["totals", "-t", "mlp"]).stdout == "7946\n"
    assert "Write the number of parameters" in CliRunner().invoke(main, ["--help"]).output


def test_totals_is_downloaded(own_service, visit):  # noqa: F811 - fixtures
    """From the Files page; a worker writes it."""
    url = served(visit("files"), "Totals")
    offer = own_service.downloads.find(url.rpartition("/")[2])
    assert offer.prepare().result() == 5
    assert (offer.file, offer.content().read_text()) == ("mlp-totals.txt", "7946\n")


def test_largest_has_a_title():
    """Its messages begin with it."""
    assert limits_of(tasks.largest, JobLimits()).subject == "Finding the largest tensor"


@pytest.mark.parametrize("template", ["mlp", "residual_cnn"])
def test_glance_is_a_page(visit, template):  # noqa: F811 - fixtures
    """It is drawn, and its title is in the rail."""
    app = visit("glance", template)
    assert not app.exception
    assert app.subheader[0].value == templates.load(template).name
    assert PAGES["glance"].said == "Glance"
