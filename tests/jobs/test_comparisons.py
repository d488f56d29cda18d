from pathlib import Path

import pytest
from msgspec.structs import replace

from builder import templates
from builder.datasets.samples import Sample, TypedValues
from builder.errors import BuilderError, StorageError
from builder.inspection.report import Settings
from builder.jobs import tasks

MLP = templates.load("mlp")
SETTINGS = Settings(loss="sum")


@pytest.fixture(scope="module")
def first(pool, tmp_path_factory):
    """Give the run of a network whose weights are in a file."""
    file = tmp_path_factory.mktemp("weights") / "mlp.safetensors"
    pool.submit(tasks.make, MLP, file).result()
    return tasks.Run(MLP, SETTINGS, Sample(), file)


def test_fresh_weights_of_the_same_seed_are_no_others(pool, first):
    """All differences are 0; of another seed none is."""
    same = pool.submit(tasks.compare_runs, first, tasks.Run(MLP, SETTINGS)).result()
    other = pool.submit(tasks.compare_runs, first, tasks.Run(replace(MLP, seed=1), SETTINGS)).result()
    assert [one.path for one in same.apart] == [one.path for one in other.apart] == ["", "0", "1", "2"]
    assert {one.largest for one in same.apart} == {0.0}
    assert all(one.largest > 0.1 for one in other.apart)
    assert [one.path for one in same.times] == ["", "0", "1", "2"]


def test_a_comparison_is_kept(pool, first, tmp_path):
    """The second time nothing runs: times are the very same; another seed is another question."""
    asked = (tasks.compare_runs, first, tasks.Run(replace(MLP, seed=1), SETTINGS), tmp_path)
    found = pool.submit(*asked).result()
    assert pool.submit(*asked).result() == found
    assert len(list(tmp_path.iterdir())) == 1
    assert pool.submit(tasks.compare_runs, first, tasks.Run(replace(MLP, seed=2), SETTINGS), tmp_path).result() != found


def test_weights_are_taken_over_from_what_an_earlier_revision_had(pool, first):
    """A network without its last layer has the values of the blocks that both have."""
    shorter = replace(MLP, seed=3, root=replace(MLP.root, children=MLP.root.children[:2]))
    second = tasks.Run(shorter, SETTINGS, previous=(tasks.Previous(MLP, first.weights),))
    found = pool.submit(tasks.compare_runs, first, second).result()
    assert {one.path: one.largest for one in found.apart} == {"0": 0.0, "1": 0.0}


def test_two_networks_get_one_sample_where_it_fits(pool, first):
    """Where it does not, a sentence names the input."""
    found = pool.submit(tasks.compare_runs, first, tasks.Run(templates.load("lenet5"), SETTINGS)).result()
    assert found.second.calls[-1].path == "classifier.4"
    assert found.said == ("X takes (N, 1, 28, 28) float32, not the sample of shape (2, 20): it is drawn at random.",)


def test_the_second_run_may_have_a_sample_and_a_mode_of_its_own(pool, first):
    """The same weights; of twenty ones the outputs have another shape."""
    second = replace(first, sample=Sample({"X": TypedValues("1 " * 20)}), settings=replace(SETTINGS, mode="train"))
    found = pool.submit(tasks.compare_runs, first, second).result()
    assert (found.second.settings.mode, found.second.inputs[0].statistics.mean) == ("train", 1.0)
    assert (found.apart, found.said) == ((), ())


def test_what_cannot_be_compared_is_said(pool, first):
    """In the sentence of whoever found it."""
    gone = tasks.Run(MLP, SETTINGS, weights=Path("/nowhere/gone.safetensors"))
    with pytest.raises(StorageError, match=r"The weights file gone\.safetensors is missing"):
        pool.submit(tasks.compare_runs, first, gone).result()
    with pytest.raises(BuilderError, match="do not fit the input X"):
        pool.submit(tasks.compare_runs, first, replace(first, sample=Sample({"X": TypedValues("1 2")}))).result()
