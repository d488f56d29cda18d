import numpy as np
import pandas as pd
import pytest

from builder import templates
from builder.module import to_module
from builder.targets.tables import parameter_table
from ui.screens.parameters import ROOM, column_widths, totals

LETTER = 5.9
"""Pixels of a figure in the table as a browser draws it."""


def shown(name):
    """Return a template's table as the page has it."""
    table = parameter_table(to_module(templates.load(name)))
    return table.assign(shape=table["shape"].astype(str), tied_to=table["tied_to"].fillna(""))


@pytest.mark.parametrize("name", ["mlp", "resnet50", "bert_base", "seq2seq"])
def test_all_columns_fit_a_small_window(name):
    """Statistics included."""
    assert sum(column_widths(shown(name)).values()) <= ROOM


def test_the_counts_of_a_network_are_whole_in_a_narrow_window():
    """Of 600 pixels a page leaves 552; what stands behind the count is reached by scrolling."""
    widths = column_widths(shown("resnet50"))
    assert sum(widths[name] for name in ("path", "kind", "shape", "count")) <= 552


def row(**fields):
    """Return a table of one tensor."""
    plain = {"path": "w", "kind": "Linear", "shape": "[1]", "dtype": "float32", "count": 1, "bytes": 4}
    return pd.DataFrame(
        [{**plain, "trainable": True, "tied_to": "", **dict.fromkeys(("mean", "std", "min", "max"), 0.5)} | fields]
    )


@pytest.mark.parametrize(
    ("fields", "column", "text"),
    [
        ({"count": 38_597_376}, "count", "38,597,376"),
        ({"count": 2_147_483_648}, "count", "2,147,483,648"),
        ({"mean": -0.0000018123}, "mean", "-0.0000018"),
        ({"max": -4.2e-17}, "max", "-4.2e-17"),
        ({"min": np.nan}, "min", "None"),
    ],
)
def test_no_figure_is_cut(fields, column, text):
    """A figure that lacks its first digits is another figure."""
    assert column_widths(row(**fields))[column] >= len(text) * LETTER + 16


def test_what_all_tensors_share_is_said_once():
    """Beneath the table, and not in a column."""
    table = row()
    assert not {"dtype", "trainable", "tied_to"} & column_widths(table).keys()
    assert totals(table, table) == "**1 parameter**, 1 trainable, 4 B, all float32"


def test_what_differs_has_a_column():
    """A frozen tensor, another dtype, a tie."""
    table = pd.concat([row(), row(trainable=False, dtype="float64", tied_to="w")])
    assert {"dtype", "trainable", "tied_to"} <= column_widths(table).keys()
