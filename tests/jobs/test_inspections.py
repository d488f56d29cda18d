from pathlib import Path

import pytest
from msgspec.structs import replace

from builder import templates
from builder.datasets.samples import ElementChange, PictureFile, Sample, StoredFile, TypedValues
from builder.errors import BuilderError, StorageError
from builder.inspection.report import Click, Place, Settings
from builder.jobs import tasks

MLP = templates.load("mlp")


@pytest.fixture(scope="module")
def weights(pool, tmp_path_factory):
    """Give the file of the weights of a network."""
    file = tmp_path_factory.mktemp("weights") / "mlp.safetensors"
    pool.submit(tasks.make, MLP, file).result()
    return file


def test_a_worker_inspects_and_its_report_is_kept(pool, weights, tmp_path):
    """The second time nothing runs: times are the very same."""
    asked = (tasks.inspect, MLP, weights, Sample(), Settings("train", "cross_entropy"), tmp_path)
    report = pool.submit(*asked).result()
    assert [call.path for call in report.calls] == ["", "0", "1", "2"]
    assert report.inputs[0].said
    assert all(one.gradient is not None for one in report.parameters)
    assert pool.submit(*asked).result() == report
    assert sum(one.is_file() for one in tmp_path.rglob("*")) == 3


def test_the_file_of_weights_stays_as_it_is(pool, weights):
    """It is mapped into memory, and training mode writes to what is mapped."""
    before = weights.read_bytes()
    pool.submit(tasks.inspect, MLP, weights, Sample(), Settings("train", "sum")).result()
    assert weights.read_bytes() == before


def test_a_worker_draws_what_one_asks_for(pool, weights):
    """Values on demand, of one block: the same from what an inspection has kept as from a run."""
    asked = (tasks.view, MLP, weights, Sample(), Settings())
    found = pool.submit(*asked, Click(Place("1"))).result()
    assert found.pictures[0].kind == "heatmap"
    assert found.statistics[0].min == 0.0
    pool.submit(tasks.inspect, MLP, weights, Sample(), Settings(), weights.parent / "kept").result()
    for folder in ("kept", "none"):
        assert pool.submit(*asked, Click(Place("1"), weights.parent / folder)).result() == found


def test_a_worker_compares_two_samples(pool, weights):
    """A number that is changed moves every block."""
    changed = Sample(changes=(ElementChange("X", (0, 0), 5.0),))
    found = pool.submit(tasks.difference, MLP, weights, Sample(), changed, Settings()).result()
    assert all(one.relative for one in found.moved)
    shown = pool.submit(tasks.show_sample, MLP, Sample(), "X").result()
    assert [(one.index, one.before, one.after) for one in found.elements] == [((0, 0), shown.values[0][0], 5.0)]
    seen = pool.submit(tasks.travel, MLP, weights, (Sample(), changed), Settings(), Place("1")).result()
    assert seen.statistics[0].norm == pytest.approx(found.moved[2].statistics.norm)


@pytest.mark.parametrize(
    "case",
    [
        (Sample({"X": TypedValues("1 2")}), "cpu", "do not fit the input X"),
        (Sample(), "cuda:99", "no device cuda:99"),
        (Sample(), "sofa", "sofa is no device"),
        (Sample({"X": PictureFile(Path("/nowhere/cat.png"))}), "cpu", "takes no picture"),
        (Sample({"X": StoredFile(Path("/nowhere/x.npy"))}), "cpu", r"There is no file x\.npy\. Choose it again"),
    ],
)
def test_what_cannot_be_run_is_said(pool, weights, case):
    """In the sentence of whoever found it, with a cache and without; no path of the machine is told."""
    sample, device, words = case
    for cache in (None, weights.parent / "cache"):
        with pytest.raises(BuilderError, match=words) as caught:
            pool.submit(tasks.inspect, MLP, weights, sample, Settings(device=device), cache).result()
        assert "/nowhere" not in str(caught.value)


def test_weights_that_are_gone_are_named(pool, tmp_path):
    """By the sentence that every reader of them has."""
    with pytest.raises(StorageError, match=r"The weights file gone\.safetensors is missing"):
        pool.submit(tasks.inspect, MLP, tmp_path / "gone.safetensors", Sample(), Settings(), tmp_path).result()


def test_a_report_that_cannot_be_kept_is_given_all_the_same(pool, weights, tmp_path):
    """The folder of the cache is a file."""
    (tmp_path / "cache").touch()
    report = pool.submit(tasks.inspect, MLP, weights, Sample(), Settings(), tmp_path / "cache").result()
    assert len(report.calls) == 4


@pytest.mark.parametrize("name", ["lenet5", "next_token", "shared_layer"])
def test_networks_run_on_a_sample(pool, tmp_path, name):
    """A sample of every input goes through, and what comes out has the batch."""
    document, file = templates.load(name), tmp_path / "net.safetensors"
    pool.submit(tasks.make, document, file).result()
    report = pool.submit(tasks.inspect, document, file, Sample(), Settings()).result()
    assert [one.name for one in report.inputs] == [entry.name for entry in document.inputs]
    assert report.calls[0].outputs[0].shape[0] == document.batch


def test_a_network_that_does_not_fit_says_where(pool, tmp_path):
    """In torch's words, with what ran before it."""
    hidden, relu, output = MLP.root.children
    wrong = replace(output, args={"in_features": 128, "out_features": 10})
    document = replace(MLP, root=replace(MLP.root, children=(hidden, relu, wrong)))
    file = tmp_path / "net.safetensors"
    pool.submit(tasks.make, document, file).result()
    report = pool.submit(tasks.inspect, document, file, Sample(), Settings()).result()
    assert "mat1 and mat2" in report.partial
    assert report.calls[-1].path in ("1", "2")
