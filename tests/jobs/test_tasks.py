import json
import time
from concurrent.futures import CancelledError

import pytest
import torch
from msgspec.structs import replace
from safetensors.torch import load_file, load_model

from builder import templates
from builder.catalogue.layers.default_init import Distribution
from builder.document.blocks import Document, InitRule, Layer, OwnScheme, Selector, Sequential
from builder.errors import BuilderError, DocumentError, LimitError
from builder.jobs import tasks
from builder.module import to_module
from builder.weights.tensor_summary import TensorSummary
from tests.own_schemes import OWN

MLP = templates.load("mlp")
SHARED = templates.load("shared_layer")
TIED = templates.load("next_token")


@pytest.fixture
def weights(pool, tmp_path):
    """Give a function that has a worker make the weights of a document, and their file."""

    def make(document):
        file = tmp_path / f"{document.name}.safetensors"
        pool.submit(tasks.make, document, file).result()
        return file

    return make


def wide(count, features=8192):
    """Return a document of `count` square linear layers: 268 MB each at the default width."""
    layers = (
        Layer(id=f"l{i}", kind="Linear", args={"in_features": features, "out_features": features}) for i in range(count)
    )
    inputs = (replace(MLP.inputs[0], shape=("N", features)),)
    return Document(inputs=inputs, root=Sequential(id="root", children=tuple(layers)))


def same(file, document):
    """Tell whether a file holds just what `to_module` draws."""
    network, expected = to_module(document), to_module(document).state_dict()
    load_model(network, str(file))
    return all(torch.equal(tensor, expected[key]) for key, tensor in network.state_dict().items())


@pytest.mark.parametrize("document", [MLP, SHARED, TIED], ids=lambda document: document.name)
def test_made_weights_are_those_of_the_document(weights, document):
    """A worker draws what the library draws, bit by bit."""
    assert same(weights(document), document)


def test_both_files_can_be_made_at_once(pool, tmp_path):
    """The .pt file holds the same as the safetensors file."""
    size = pool.submit(tasks.make, MLP, tmp_path / "a.safetensors", tmp_path / "a.pt").result()
    assert size == (tmp_path / "a.safetensors").stat().st_size
    network = to_module(replace(MLP, seed=5))
    network.load_state_dict(torch.load(tmp_path / "a.pt", weights_only=True), strict=True)
    assert torch.equal(network[0].weight, load_file(tmp_path / "a.safetensors")["0.weight"])


def test_previous_weights_are_kept(pool, weights, tmp_path):
    """A changed block is drawn anew; the others keep their values even under another seed."""
    old, new = weights(MLP), tmp_path / "new.safetensors"
    hidden, relu, output = MLP.root.children
    changed = replace(output, args={**output.args, "out_features": 3})
    edited = replace(MLP, seed=9, root=replace(MLP.root, children=(hidden, relu, changed)))
    pool.submit(tasks.make, edited, new, previous=(tasks.Previous(MLP, old),)).result()
    assert torch.equal(load_file(new)["0.weight"], load_file(old)["0.weight"])
    assert load_file(new)["2.weight"].shape == (3, 256)


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_downloads_hold_every_tied_tensor(pool, weights, tmp_path, suffix):
    """A download of a tied network loads with strict=True."""
    file = tmp_path / f"out{suffix}"
    assert pool.submit(tasks.export, TIED, weights(TIED), file).result() == file.stat().st_size
    network = to_module(replace(TIED, seed=3))
    if suffix == ".pt":
        network.load_state_dict(torch.load(file, weights_only=True), strict=True)
    else:
        load_model(network, str(file), strict=True)
    assert torch.equal(network.output.weight, to_module(TIED).embedding.weight)


def test_table_is_plain_and_adds_up(pool, weights):
    """The table arrives as columns; a tied place counts 0."""
    columns = pool.submit(tasks.table, TIED, weights(TIED)).result()
    assert json.dumps(columns)
    assert sum(columns["count"]) == sum(p.numel() for p in to_module(TIED, "meta").parameters())
    assert columns["tied_to"][-1] == "embedding.weight"


def test_look_sums_up_one_tensor(pool, weights):
    """Numbers, an excerpt and a histogram come back, never the tensor."""
    found = pool.submit(tasks.look, weights(MLP), "0.weight").result()
    assert isinstance(found, TensorSummary)
    assert (found.shape, sum(found.counts), len(found.edges)) == ((256, 20), 5120, 41)


def test_look_at_a_tensor_that_is_not_there(pool, weights):
    """A key that the file does not have is one sentence."""
    with pytest.raises(DocumentError, match=r"no tensor '9\.weight'"):
        pool.submit(tasks.look, weights(MLP), "9.weight").result()


def test_comparison_shows_what_the_rules_change(pool, weights):
    """Only the tensors that a rule touches are shown, before and after."""
    ruled = replace(MLP, init=(InitRule(Selector(block="hidden", tensor="bias"), "constant_", {"val": 42.0}),))
    found = pool.submit(tasks.compare, ruled, weights(ruled)).result()
    assert found.affected == 1
    assert (found.changes[0].after.mean, found.changes[0].after.name) == (42.0, "0.bias")
    assert found.changes[0].before.mean != 42.0


def test_both_sides_of_a_comparison_have_one_axis(pool, weights):
    """Equal edges from the smallest value of either to the largest, and no element falls beside them."""
    rule = InitRule(Selector(block="hidden", tensor="weight"), "normal_", {"mean": 0.0, "std": 0.001})
    ruled = replace(MLP, init=(rule,))
    change = pool.submit(tasks.compare, ruled, weights(ruled)).result().changes[0]
    before, after = change.before, change.after
    assert before.edges == after.edges
    assert (before.edges[0], before.edges[-1]) == pytest.approx((before.min, before.max))
    assert sum(before.counts) == sum(after.counts) == 5120


def test_changing_one_shared_weight_changes_both(pool, weights):
    """The proof: one element, two places; the file stays as it was."""
    file = weights(SHARED)
    bytes_before = file.read_bytes()
    proof = pool.submit(tasks.prove, SHARED, file, "2.weight", "4.weight", 7.0).result()
    assert proof.same
    assert proof.after == (7.0, 7.0) != proof.before
    assert (proof.access, proof.other_access) == ("net[2].weight", "net[4].weight")
    assert file.read_bytes() == bytes_before


def test_changing_a_weight_of_ones_own_changes_one(pool, weights):
    """Places that are not shared are two objects."""
    proof = pool.submit(tasks.prove, SHARED, weights(SHARED), "0.weight", "6.weight", 7.0).result()
    assert not proof.same
    assert proof.after == (7.0, proof.before[1])


def test_proof_of_a_place_that_is_not_there(pool, weights):
    """A key that the network does not have is one sentence."""
    with pytest.raises(BuilderError, match=r"no parameter '1\.weight'"):
        pool.submit(tasks.prove, MLP, weights(MLP), "1.weight", "0.weight", 1.0).result()


def test_picture_is_a_png(pool, tmp_path):
    """A diagram is painted in a worker, since painting holds the interpreter."""
    assert pool.submit(tasks.picture, MLP, "tree", None, tmp_path / "x.png").result() > 1000
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_what_another_worker_writes_at_once_is_left_alone(pool, tmp_path):
    """Two people may ask for one file; each worker writes under a name of its own first."""
    theirs = tmp_path / ".x.csv.part"
    theirs.write_text("half of it")
    pool.submit(tasks.write, MLP, "parameters", tmp_path / "x.csv").result()
    assert theirs.read_text() == "half of it"
    assert sorted(file.name for file in tmp_path.iterdir()) == [".x.csv.part", "x.csv"]


def test_a_network_beyond_this_machine_is_refused(pool, tmp_path):
    """Both numbers are said, before a byte is allocated or written."""
    huge = wide(2, 1_000_000)
    with pytest.raises(LimitError, match=r"7\.3 TiB of (memory|disk space); [\d.,]+ [GM]iB is free"):
        pool.submit(tasks.make, huge, tmp_path / "x.safetensors").result()
    assert list(tmp_path.iterdir()) == []


def test_a_large_build_shows_progress_and_leaves_nothing_when_cancelled(pool, tmp_path):
    """A gigabyte reports as it goes; cancelled while it is written, it takes its half-written file along."""
    future, seen = pool.submit(tasks.make, wide(64, 2048), tmp_path / "x.safetensors"), set()
    while not list(tmp_path.glob(".*.part")) and not future.done():
        seen.add(future.progress.fraction)
        time.sleep(0.002)
    assert future.cancel()
    with pytest.raises(CancelledError):
        future.result()
    assert len(seen) > 3
    assert settles_empty(tmp_path)


def settles_empty(folder):
    """Tell whether a folder is empty within half a minute."""
    for _ in range(3000):
        if not list(folder.iterdir()):
            return True
        time.sleep(0.01)
    return False


def test_a_scheme_is_tried_on_one_tensor(pool):
    """Beside what torch draws there, on one axis."""
    rule, shape = InitRule(Selector(), "my_init"), (64, 32)
    trial = tasks.Trial(rule, OWN[:1], "0.weight", shape, Distribution("uniform", 0.125), 0)
    found = pool.submit(tasks.try_scheme, trial).result()
    assert (found.before.max <= 0.125, 5 < found.after.max <= 10, found.after.shape) == (True, True, shape)
    assert found.before.edges == found.after.edges
    broken = replace(trial, schemes=(OwnScheme("my_init", "def my_init(w):\n    w += torch.zeros(7)\n"),))
    with pytest.raises(DocumentError, match=r"my_init, line 2, cannot initialise 0.weight of shape \(64, 32\)"):
        pool.submit(tasks.try_scheme, broken).result()
