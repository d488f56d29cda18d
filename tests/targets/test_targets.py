"""What follows from the entry of a target alone: its command, its download, its job."""

import csv
import io

import pytest
from click.testing import CliRunner
from hypothesis import given

from builder import templates, to_module, to_source
from builder.cli import main
from builder.document.blocks import Document
from builder.jobs import tasks
from builder.module.local import run_here
from builder.targets.targets import TARGETS
from tests.strategies import documents

MLP = templates.load("mlp")


def written(name, document=MLP):
    """Return what a target writes, here."""
    return TARGETS[name].write(document, run_here)


@pytest.mark.parametrize("name", TARGETS)
def test_the_shell_writes_a_target(name):
    """By its name, to stdout."""
    assert CliRunner().invoke(main, [name, "-t", "mlp"]).stdout == written(name)


@pytest.mark.parametrize("name", TARGETS)
def test_help_names_a_target(name):
    """With the first line of its docstring."""
    assert TARGETS[name].write.__doc__.partition(".")[0][:40] in CliRunner().invoke(main, ["--help"]).output


@pytest.mark.parametrize("name", TARGETS)
def test_a_job_writes_a_target(name, tmp_path):
    """What is downloaded is what the shell writes."""
    file = tmp_path / "file"
    assert tasks.write(MLP, name, file) == len(file.read_bytes())
    assert file.read_text() == written(name)


def test_no_two_targets_have_one_file():
    """A download would give the other's."""
    assert len({target.ending for target in TARGETS.values()}) == len(TARGETS)


def test_what_a_target_says_of_itself():
    """What its file is called after the network, its kind, and who writes it."""
    said = {name: (one.ending, one.suffix, one.in_worker) for name, one in TARGETS.items()}
    assert said == {
        "source": (".py", ".py", False),
        "document": (".json", ".json", False),
        "parameters": ("-parameters.csv", ".csv", True),
    }


@given(document=documents())
def test_a_written_document_opens_again(document):
    """As it was."""
    assert Document.from_json(written("document", document)) == document


def test_the_source_is_that_of_the_library():
    """One text, whoever asks for it."""
    assert written("source") == to_source(MLP)


def test_the_table_of_parameters_has_what_no_value_decides():
    """A line for each tensor."""
    assert written("parameters").splitlines()[:3] == [
        "path,access,kind,shape,dtype,count,bytes,trainable,tied_to",
        '0.weight,net[0].weight,Linear,"(256, 20)",float32,5120,20480,True,',
        '0.bias,net[0].bias,Linear,"(256,)",float32,256,1024,True,',
    ]


@given(document=documents())
def test_the_table_of_parameters_counts_as_torch_does(document):
    """A tensor at two places counts once."""
    rows = csv.DictReader(io.StringIO(written("parameters", document)))
    assert sum(int(row["count"]) for row in rows) == sum(x.numel() for x in to_module(document, "meta").parameters())
