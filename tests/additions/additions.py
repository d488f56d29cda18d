"""One of each, in real parts of torch: a function, a layer kind, a target, a job, a page."""

from __future__ import annotations

from builder.sentences.table import table
from tests.additions.addition import SENTENCES, Addition, Text

FUNCTION = Addition(
    "Add a function of a graph",
    "copysign",
    (
        Text(
            "builder/catalogue/functions/arithmetic.py",
            '    _binary("copysign", None, later("functions.copysign"), _UNORDERED, becomes=to_floating),\n',
            ")\n\n\ndef _where(",
        ),
        Text(SENTENCES, "functions.copysign,The size of input with the sign of other.\n"),
    ),
)

# Every layer of torch has its entry, so one that stands nowhere else is taken out and added again.
LAYER = Addition(
    "Add a layer kind",
    "Softmax2d",
    (
        Text(
            "builder/catalogue/layers/activation.py",
            '    _kind("Softmax2d", later("layers.Softmax2d"), output=_softmax2d, elementwise=False),\n',
            '    _kind("LogSoftmax",',
        ),
        Text(
            "builder/catalogue/layers/activation.py",
            '''\
def _softmax2d(args: Args, x: TensorSpec) -> TensorSpec:
    """Take an image with or without a batch, as under Shape on the page of torch.nn.Softmax2d."""
    expect_dims("Softmax2d", x, 3, 4)
    require("Softmax2d", x, FLOATING)
    return x


''',
            "_DIM = Argument(",
        ),
        Text(SENTENCES, f"layers.Softmax2d,{table()['layers.Softmax2d']}\n"),
    ),
    in_repository=True,
)

TARGET = Addition(
    "Add a target",
    "totals",
    (
        Text(
            "builder/targets/totals.py",
            '''\
"""What a network has in all."""

from builder.analysis import analyse
from builder.document.blocks import Document
from builder.runner import Runner
from builder.sentences import later
from builder.targets.target import Target


def _write(document: Document, runner: Runner) -> str:
    """Write the number of parameters of the whole network."""
    return f"{analyse(document, runner).parameters}\\n"


TARGET = Target(name="totals", ending="-totals.txt", title=later("targets.totals"), write=_write, in_worker=True)
''',
        ),
        Text("builder/targets/targets.py", "from builder.targets import totals\n", "from builder.targets import "),
        Text("builder/targets/targets.py", "totals.TARGET, ", "parameters.TARGET)"),
        Text(SENTENCES, "targets.totals,Totals\n"),
        Text(
            "tests/targets/test_totals.py",
            '''\
"""The totals."""

from hypothesis import given

from builder import to_module
from builder.module.local import run_here
from builder.targets.totals import TARGET
from tests.strategies import documents


@given(document=documents())
def test_the_total_is_that_of_torch(document):
    """A tensor at two places counts once."""
    assert int(TARGET.write(document, run_here)) == sum(x.numel() for x in to_module(document, "meta").parameters())
''',
        ),
    ),
)

JOB = Addition(
    "Add a job",
    "largest",
    (
        Text(
            "builder/jobs/tasks/largest.py",
            '''\
"""The job that finds the largest tensor of a file of weights."""

from pathlib import Path

from builder.document.blocks import Document
from builder.jobs.limits import Limits, with_limits
from builder.jobs.stored_network import load_network
from builder.sentences import later


@with_limits(Limits(later("jobs.title.largest"), 60))
def largest(document: Document, weights: Path) -> str:
    """Return the name of the parameter with the most elements."""
    parameters = dict(load_network(document, weights).named_parameters())
    return max(parameters, key=lambda name: parameters[name].numel())
''',
        ),
        Text(
            "builder/jobs/tasks/__init__.py",
            "from builder.jobs.tasks.largest import largest\n",
            "from builder.jobs.tasks.weight_reads",
        ),
        Text("builder/jobs/tasks/__init__.py", '    "largest",\n', '    "look",\n'),
        Text(SENTENCES, "jobs.title.largest,finding the largest tensor\n"),
        Text(
            "tests/jobs/test_largest.py",
            '''\
"""The job that finds the largest tensor, in a worker."""

from builder import templates
from builder.jobs import tasks
from builder.jobs.pool import Pool


def test_the_largest_tensor_is_found(tmp_path):
    """By a worker, in a file that another one made."""
    document, file = templates.load("mlp"), tmp_path / "w.safetensors"
    with Pool(max_workers=1) as pool:
        pool.submit(tasks.make, document, file).result()
        assert pool.submit(tasks.largest, document, file).result() == "0.weight"
''',
        ),
    ),
)

PAGE = Addition(
    "Add a page",
    "glance",
    (
        Text(
            "pages/glance.py",
            '''\
"""Glance: the network's name, and a button that gives it another seed."""

import streamlit as st

from builder.edits import SetSeed
from builder.sentences import say
from ui.screens import state

live = state.current()
st.subheader(live.document.name)
st.button(say("glance.seed"), key="seed", on_click=state.commit, args=(SetSeed(live.document.seed + 1),))
st.caption(str(live.document.seed))
''',
        ),
        Text("ui/pages.py", '    "glance": later("header.page.glance"),\n', "}\n"),
        Text(SENTENCES, "glance.seed,Next seed\nheader.page.glance,Glance\n"),
        Text(
            "tests/pages/test_glance.py",
            '''\
"""The page Glance."""


def test_a_button_commits_an_edit(visit):
    """The page shows the document that it makes."""
    app = visit("glance")
    before = app.caption[-1].value
    app.button(key="seed").click().run()
    assert int(app.caption[-1].value) == int(before) + 1
''',
        ),
    ),
)

ADDITIONS = (FUNCTION, LAYER, TARGET, JOB, PAGE)
