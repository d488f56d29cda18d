"""Parts of tensors as cells, held against what torch says of the elements in each."""

import numpy as np
import pytest
import torch

from builder.inspection.grid import Window, grid_of
from builder.inspection.tiles import tiles_of


def cells(tiles, kind):
    """Return the numbers of each cell."""
    found = np.frombuffer(getattr(tiles, kind), np.float64 if kind == "values" else np.float32)
    return torch.from_numpy(found.reshape(tiles.rows, tiles.columns).copy())


SHAPES = [(), (7,), (3, 5), (2, 3, 20), (6, 2, 3), (7, 3, 5, 4), (3, 2, 2, 3, 4), (0, 3), (1, 1, 1, 1)]


def index_of(grid, row, column):
    """Return the index of the element at a place of a grid, or None behind the last: by hand, dim for dim."""
    if grid.layout == "row":
        return (column,) if grid.shape else ()
    if grid.layout == "matrix":
        return (*np.unravel_index(row, grid.shape[:-1]), column)
    height, width = grid.tile
    between = grid.shape[1:-2] if len(grid.shape) > 3 else grid.shape[1:-1]
    inside = int(np.prod(between))
    first = row // height * grid.across + column // (inside * width)
    if first >= grid.shape[0]:
        return None
    kernel = np.unravel_index(column // width % inside, between)
    return (first, *kernel, *((row % height,) if len(grid.shape) > 3 else ()), column % width)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_element_has_one_place(shape):
    """A plane holds every element once; what is behind the last kernel is empty."""
    tensor = torch.arange(float(np.prod(shape))).reshape(shape)
    grid, found = grid_of(shape), cells(tiles_of(tensor, Window()), "values")
    assert found.shape == (grid.rows, grid.columns)
    for row in range(grid.rows):
        for column in range(grid.columns):
            index = index_of(grid, row, column)
            assert found[row, column].isnan() if index is None else found[row, column] == tensor[tuple(index)]
    assert int(found.isfinite().sum()) == tensor.numel()


@pytest.mark.parametrize("shape", [(37, 50), (900,), (20, 3, 5, 5)])
def test_a_cell_is_the_mean_and_the_extreme_of_its_elements(shape):
    """Also of the last ones, which are not whole."""
    torch.manual_seed(0)
    tensor = torch.randn(shape)
    plane = cells(tiles_of(tensor, Window()), "values") if len(shape) == 4 else tensor.reshape(-1, shape[-1]).double()
    made = tiles_of(tensor, Window(most_rows=7, most_columns=11))
    (down, across), means, extremes = made.step, cells(made, "means"), cells(made, "extremes")
    for i in range(made.rows):
        for j in range(made.columns):
            part = plane[i * down : (i + 1) * down, j * across : (j + 1) * across]
            part = part[part.isfinite()]
            torch.testing.assert_close(means[i, j], part.mean().float())
            assert extremes[i, j] == part[part.abs().argmax()].float()
    assert (made.low, made.high) == (float(extremes.min()), float(extremes.max()))


def test_a_part_lies_where_it_lies_in_the_whole():
    """A window in the middle of kernels, and one that reaches beyond the end."""
    tensor = torch.randn(40, 6, 3, 3)
    plane = cells(tiles_of(tensor, Window()), "values")
    for top, left in ((4, 7), (plane.shape[0] - 3, plane.shape[1] - 2), (10**9, 10**9)):
        made = tiles_of(tensor, Window(top, left, 5, 9))
        part = plane[made.top : made.top + made.rows, made.left : made.left + made.columns]
        assert torch.equal(cells(made, "values").nan_to_num(9), part.nan_to_num(9))
    coarse = tiles_of(tensor, Window(5, 5, 20, 20, 5, 5))
    assert coarse.top % coarse.step[0] == coarse.left % coarse.step[1] == 0


def test_what_is_not_finite_hides_nothing():
    """A cell without a finite element is NaN; beside others it counts for nothing."""
    tensor = torch.tensor([[1.0, torch.inf], [torch.nan, torch.nan]])
    assert cells(tiles_of(tensor, Window()), "values").tolist()[0] == [1.0, float("inf")]
    made = tiles_of(tensor, Window(most_rows=2, most_columns=1))
    assert cells(made, "means")[0] == 1
    assert cells(made, "extremes")[1].isnan()
    assert (made.low, made.high) == (1, 1)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.int64, torch.bool, torch.complex64])
def test_every_dtype_has_a_picture(dtype):
    """Complex numbers by their magnitude."""
    tensor = torch.tensor([[0, 1, 1]]).to(dtype)
    assert cells(tiles_of(tensor, Window()), "values").tolist() == [[0, 1, 1]]
    assert cells(tiles_of(tensor, Window(most_columns=2)), "extremes").tolist() == [[1, 1]]
