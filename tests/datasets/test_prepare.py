import msgspec
import numpy as np
import pytest
import torch

from builder.datasets import prepare as prepare_file
from builder.datasets.builtin import store_builtin
from builder.datasets.prepare import Preparation, prepare
from builder.datasets.stored import DataSet, StoredData, open_stored
from builder.errors import BuilderError


def stored(inputs, targets=None, dtype="float32"):
    """Return a data set of these numbers that lies in memory."""
    targets = np.zeros(len(inputs), np.int64) if targets is None else targets
    info = DataSet("d", "classes", inputs.shape[1:], dtype, (), "int64", ("a",), len(inputs))
    return StoredData(info, inputs, targets)


ROWS = stored(np.arange(40, dtype=np.float32).reshape(20, 2) ** 2, np.arange(20))


def test_both_parts_hold_each_row_once():
    """A fifth is kept apart, by the seed."""
    made = prepare(ROWS, Preparation())
    assert (len(made.training), len(made.validation)) == (16, 4)
    assert sorted([*made.training, *made.validation]) == list(range(20))


def test_a_seed_always_splits_alike():
    """The bits of PCG64 decide, which no version of NumPy changes; here they are written out."""
    assert prepare(ROWS, Preparation()).validation.tolist() == [9, 16, 2, 18]
    other = prepare(ROWS, Preparation(seed=1))
    assert other.validation.tolist() != prepare(ROWS, Preparation()).validation.tolist()


@pytest.mark.parametrize("share", [-0.1, 1.0, 0.99, 0.01, float("nan")])
def test_no_part_is_empty(share):
    """A share that leaves nothing to learn from, or nothing to look at, is refused."""
    with pytest.raises(BuilderError, match="leaves one of the two parts of 20 rows empty"):
        prepare(ROWS, Preparation(validation=share))


def test_a_test_part_of_the_files_is_the_validation_part():
    """The last rows, as the four files of MNIST have them, whatever share was asked for."""
    apart = ROWS._replace(info=msgspec.structs.replace(ROWS.info, held_out=3))
    made = prepare(apart, Preparation(validation=0.5))
    assert (made.training.tolist(), made.validation.tolist()) == (list(range(17)), [17, 18, 19])


@pytest.mark.parametrize("name", ["moons", "sine", "xor"])
def test_a_part_of_what_is_drawn_is_like_the_whole(tmp_path, name):
    """With one seed for both: by the same bits the validation part held the rows with the least angle."""
    made = open_stored(store_builtin(tmp_path, name))
    parts = prepare(made, Preparation())
    inputs = made.inputs[:, 0]
    assert abs(inputs[parts.validation].mean() - inputs[parts.training].mean()) < 0.3 * inputs.std()


def test_without_validation_all_rows_train():
    """A share of 0 is one's own wish."""
    assert len(prepare(ROWS, Preparation(validation=0)).training) == 20


@pytest.mark.parametrize("scaling", ["standard", "unit"])
def test_scaling_knows_the_training_part_alone(scaling):
    """Features have mean 0 and deviation 1, or 0 to 1, there; elsewhere they may not."""
    made = prepare(ROWS, Preparation(scaling=scaling))
    inputs = made.batch(made.training)[0].double()
    if scaling == "unit":
        assert (inputs.amin(0).tolist(), inputs.amax(0).tolist()) == ([0, 0], [1, 1])
    else:
        torch.testing.assert_close(inputs.mean(0), torch.zeros(2).double(), atol=1e-6, rtol=0)
        torch.testing.assert_close(inputs.std(0, correction=0), torch.ones(2).double(), atol=1e-6, rtol=0)


@pytest.mark.parametrize(
    ("shape", "each"), [((2,), (2,)), ((3, 4, 5), (3, 1, 1)), ((4, 5), (1, 1)), ((), ()), ((2, 2, 2, 2), (1, 1, 1, 1))]
)
def test_statistics_are_of_features_channels_or_all(shape, each):
    """Columns differ in their units, pixels of one channel do not; torch says the same numbers."""
    inputs = np.random.Generator(np.random.PCG64(0)).integers(0, 255, (10, *shape)).astype(np.uint8)
    made = prepare(stored(inputs), Preparation(validation=0))
    dims = [0, *(at + 1 for at, size in enumerate(each) if size == 1)]
    mean = torch.from_numpy(inputs).double().mean(dims, keepdim=True)[0]
    assert made.mean.shape == made.std.shape == each
    torch.testing.assert_close(torch.as_tensor(made.mean), mean.float())


@pytest.mark.parametrize("chunk", [1, 6, 2**22])
def test_a_row_is_the_same_in_every_batch(monkeypatch, chunk):
    """To the bit, alone or with others, in whatever pieces the statistics were added up."""
    monkeypatch.setattr(prepare_file, "_CHUNK", chunk)
    made = prepare(ROWS, Preparation())
    whole = made.batch(np.arange(20))[0]
    assert all(torch.equal(made.batch(np.array([row]))[0][0], whole[row]) for row in range(20))
    assert torch.equal(whole[:, 0], (torch.arange(0, 40, 2).float() ** 2 - made.mean[0].item()) / made.std[0].item())


@pytest.mark.parametrize("scaling", ["standard", "unit"])
def test_what_never_changes_stays_finite(scaling):
    """A constant column, also of a number that sums round, becomes 0; in validation another value is no giant."""
    inputs = np.full((1000, 1), 0.1, np.float32)
    made = prepare(stored(inputs), Preparation(scaling=scaling))
    assert made.batch(made.training)[0].unique().tolist() == [0]
    assert made.std.tolist() == [1]


def test_tokens_are_never_scaled():
    """They are names of rows of an embedding."""
    made = prepare(stored(np.array([[1, 2], [3, 4]], np.uint8), dtype="int64"), Preparation(validation=0.5))
    inputs, targets = made.batch(np.array([1, 0]))
    assert (inputs.tolist(), inputs.dtype, targets.dtype) == ([[3, 4], [1, 2]], torch.int64, torch.int64)


def test_a_preparation_travels_as_json():
    """It is a part of a recipe."""
    one = Preparation(0.1, 3, "unit")
    assert msgspec.json.decode(msgspec.json.encode(one), type=Preparation) == one


def test_targets_are_scaled_by_the_training_part():
    """To mean 0 and deviation 1; classes stay what they are."""
    info = msgspec.structs.replace(ROWS.info, task="numbers", classes=(), target_dtype="float32")
    numbers, how = ROWS._replace(info=info), Preparation(targets="standard")
    made = prepare(numbers, how)
    targets = made.batch(made.training)[1].double()
    torch.testing.assert_close(targets.mean(), torch.zeros(()).double(), atol=1e-6, rtol=0)
    torch.testing.assert_close(targets.std(correction=0), torch.ones(()).double(), atol=1e-6, rtol=0)
    assert made.target_mean == ROWS.targets[made.training].mean(dtype=np.float32)
    assert prepare(ROWS, how).batch(np.arange(3))[1].tolist() == [0, 1, 2]
