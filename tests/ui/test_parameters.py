import msgspec
import pandas as pd
import pytest

from builder import templates
from builder.module import to_module
from builder.targets.tables import parameter_table
from ui.screens.parameters import columns, matching_rows, places, totals
from ui.screens.tensor_table import rows_of
from ui.screens.tensor_view import to_edit


def row(**fields):
    """Return a table of one tensor."""
    plain = {"path": "w", "kind": "Linear", "shape": "[1]", "dtype": "float32", "count": 1, "bytes": 4}
    return pd.DataFrame(
        [{**plain, "trainable": True, "tied_to": "", **dict.fromkeys(("mean", "std", "min", "max"), 0.5)} | fields]
    )


def names(table):
    """Return the columns that are shown."""
    return [column.name for column in columns(table)]


def test_what_all_tensors_share_is_said_once():
    """Beneath the table, and not in a column."""
    table = row()
    assert not {"dtype", "tied_to", "gradient"} & set(names(table))
    assert totals(table, table) == "**1 parameter**, 1 trainable, 4 B, all float32"


def test_what_differs_has_a_column():
    """Another dtype, a tie, gradients of a run."""
    table = pd.concat([row(), row(dtype="float64", tied_to="w")]).assign(gradient=1.0)
    assert {"dtype", "tied_to", "gradient"} < set(names(table))


def test_a_row_is_what_json_can_say():
    """A statistic that is none, or without end, is empty; whole numbers stay whole."""
    table = row(mean=float("nan"), max=float("inf"), count=2**40)
    (cells,) = rows_of(table, columns(table))
    told = dict(zip(names(table), msgspec.json.decode(msgspec.json.encode(cells)), strict=True))
    assert (told["mean"], told["max"], told["min"], told["count"]) == (None, None, 0.5, 2**40)


def test_all_places_of_a_shared_tensor_are_one():
    """Whichever of them is chosen."""
    table = parameter_table(to_module(templates.load("shared_layer")))
    table = table.assign(tied_to=table["tied_to"].fillna(""))
    assert places(table, "2.weight") == places(table, "4.weight") == ["2.weight", "4.weight"]
    assert places(table, "0.bias") == ["0.bias"]
    assert list(matching_rows(table, "linear 2.w")["path"]) == ["2.weight", "4.weight"]


def sent(*rows, index=(2, 1), key="w", file="f"):
    """Return the edit that a browser asks for by these rows of numbers."""
    return to_edit({"key": key, "file": file, "index": list(index), "rows": [list(row) for row in rows]}, "f", "w")


@pytest.mark.parametrize(
    ("rows", "index", "where"),
    [
        ([["42"]], (2, 1), "2, 1"),
        ([["1", "2"], ["3", "4"]], (2, 1), "2:4, 1:3"),
        ([["1"], ["2"]], (5, 0, 3, 1), "5, 0, 3:5, 1"),
        ([["1", "2", "3"]], (4,), "4:7"),
        ([["-inf"]], (), ""),
    ],
)
def test_a_block_of_numbers_goes_along_the_last_dims(rows, index, where):
    """From the element at which it was pasted."""
    edit = sent(*rows, index=index)
    assert (edit.key, edit.where, edit.action) == ("w", where, "set")
    assert edit.numbers == tuple(tuple(map(float, row)) for row in rows)


@pytest.mark.parametrize(
    "edit",
    [
        sent(["1"], file="older"),
        sent(["1"], key="v"),
        sent(["1"], index=(-1, 0)),
        sent(["1", "2"], ["3"]),
        sent(["nan"]),
        sent(["1 2"]),
        sent([]),
        to_edit(None, "f", "w"),
    ],
)
def test_what_no_viewer_of_this_tensor_sends_is_dropped(edit):
    """An older file, another tensor, what is no number."""
    assert edit is None
