"""How the elements of an input lie before a person, and that a picked one is the one that is shown there."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from builder.datasets.grid import grid_of
from builder.document.blocks import BATCH, Input
from builder.inspection import sample_view
from builder.inspection.sample_view import shown_sample

INPUTS = {
    "colour": (Input(name="x", shape=(BATCH, 3, 4, 5)), (2, 3, 4, 5), True),
    "grey": (Input(name="x", shape=(BATCH, 1, 4, 5)), (2, 1, 4, 5), True),
    "flat grey": (Input(name="x", shape=(BATCH, 64)), (2, 64), True),
    "flat colour": (Input(name="x", shape=(BATCH, 192)), (2, 192), True),
    "without channels": (Input(name="x", shape=(BATCH, 8, 8)), (2, 8, 8), True),
    "features": (Input(name="x", shape=(BATCH, 6)), (2, 6), False),
    "tokens": (Input(name="x", shape=(BATCH, 7), dtype="int64"), (2, 7), False),
    "sequence": (Input(name="x", shape=(BATCH, 3, 6)), (2, 3, 6), False),
    "video": (Input(name="x", shape=(BATCH, 3, 2, 4, 4)), (2, 3, 2, 4, 4), False),
    "batch behind": (Input(name="x", shape=(3, BATCH, 4, 4)), (3, 2, 4, 4), False),
    "one": (Input(name="x", shape=(BATCH,)), (4,), False),
    "none": (Input(name="x", shape=()), (), False),
}


def seen(shown, grid, row, column):
    """Return the values that are shown at a place: a number of each channel, or of one cell."""
    if not grid.is_picture:
        return [shown.values[row][column]]
    pixel = np.atleast_1d(np.asarray(Image.open(io.BytesIO(shown.png)).convert("RGB"))[row, column])
    shares = pixel[: max(1, grid.channels)].astype(float) / 255
    return (shown.low + shares * (shown.high - shown.low)).tolist()


@pytest.mark.parametrize("name", INPUTS)
def test_what_is_picked_is_what_was_shown(name):
    """Each element of the last place in front, by the values of the tensor at the indices of its row and column."""
    entry, shape, is_picture = INPUTS[name]
    tensor = torch.arange(torch.Size(shape).numel()).reshape(shape).to(getattr(torch, entry.dtype))
    grid = grid_of(entry, shape)
    shown = shown_sample(entry, tensor, (9,) * len(grid.lead))
    assert (grid.is_picture, shown.at) == (is_picture, tuple(size - 1 for size in grid.lead))
    found = set()
    for row in range(grid.rows):
        for column in range(grid.columns):
            indices = grid.indices(shown.at, row, column)
            found.update(indices)
            assert seen(shown, grid, row, column) == pytest.approx([float(tensor[i]) for i in indices], abs=1)
            assert {grid.cell(i)[:3] for i in indices} == {(shown.at, row, column)}
    assert len(found) == tensor[shown.at].numel()


def test_one_channel_is_picked_by_its_number():
    """And its element says again which."""
    grid = grid_of(*INPUTS["colour"][:2])
    assert grid.indices((1,), 2, 3, channel=1) == ((1, 1, 2, 3),)
    assert grid.cell((1, 1, 2, 3)) == ((1,), 2, 3, 1)


def test_values_of_both_signs_have_white_for_zero_and_are_not_lost_to_nan():
    """As in every other picture; what has no colour is said."""
    entry, shape, _ = INPUTS["grey"]
    tensor = torch.zeros(shape)
    tensor[0, 0, 0, 0], tensor[0, 0, 0, 1] = -2.0, float("nan")
    shown = shown_sample(entry, tensor)
    assert (shown.low, shown.high) == (-2.0, 2.0)
    assert shown.said == ("1 element is not finite and shown as 0.",)


def test_more_cells_than_can_be_seen_are_left_out_and_it_is_said(monkeypatch):
    """The position of another one can be typed."""
    monkeypatch.setattr(sample_view, "MOST_ROWS", 2)
    monkeypatch.setattr(sample_view, "MOST_CELLS", 6)
    shown = shown_sample(Input(name="x", shape=(BATCH, 5)), torch.zeros(4, 5))
    assert (len(shown.values), len(shown.values[0])) == (2, 3)
    assert shown.said == ("2 × 3 of 4 × 5 cells are shown. For another one enter its position.",)


def test_a_picture_too_large_to_meet_a_pixel_is_not_drawn(monkeypatch):
    """And says so."""
    monkeypatch.setattr(sample_view, "MOST_PIXELS", 19)
    entry, shape, _ = INPUTS["grey"]
    shown = shown_sample(entry, torch.zeros(shape))
    assert (shown.png, shown.values) == (b"", ())
    assert "4 × 5 pixels is too large" in shown.said[0]
