import pytest

from builder import templates
from builder.datasets.samples import Changed, Sample, Typed
from builder.errors import BuilderError
from builder.inspection.report import Place, Settings
from builder.jobs import tasks
from builder.jobs.pool import Pool

MLP = templates.load("mlp")


@pytest.fixture(scope="module")
def pool():
    """Give one pool to all tests of this file."""
    with Pool(max_workers=1) as made:
        yield made


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
    assert len(list(tmp_path.iterdir())) == 2


def test_the_file_of_weights_stays_as_it_is(pool, weights):
    """It is mapped into memory, and training mode writes to what is mapped."""
    before = weights.read_bytes()
    pool.submit(tasks.inspect, MLP, weights, Sample(), Settings("train", "sum")).result()
    assert weights.read_bytes() == before


def test_a_worker_draws_what_one_asks_for(pool, weights):
    """Values on demand, of one block."""
    found = pool.submit(tasks.view, MLP, weights, Sample(), Settings(), Place("1")).result()
    assert found.pictures[0].kind == "heatmap"
    assert found.statistics[0].min == 0.0


def test_a_worker_compares_two_samples(pool, weights):
    """A number that is changed moves every block."""
    changed = Sample(changes=(Changed("X", (0, 0), 5.0),))
    found = pool.submit(tasks.difference, MLP, weights, Sample(), changed, Settings()).result()
    assert all(one.relative for one in found.moved)


@pytest.mark.parametrize(
    ("sample", "settings", "words"),
    [
        (Sample({"X": Typed("1 2")}), Settings(), "do not fit the input X"),
        (Sample(), Settings(device="cuda:99"), "no device cuda:99"),
        (Sample(), Settings(device="sofa"), "sofa is no device"),
    ],
)
def test_what_cannot_be_run_is_said(pool, weights, sample, settings, words):
    """In the sentence of whoever found it."""
    with pytest.raises(BuilderError, match=words):
        pool.submit(tasks.inspect, MLP, weights, sample, settings).result()
