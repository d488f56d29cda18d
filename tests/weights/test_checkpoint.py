import itertools
import json
import zipfile

import pytest
import torch
from hypothesis import assume, given, settings
from safetensors import safe_open
from safetensors.torch import load_model, save_model
from torch import nn

from builder import to_module, to_source
from builder.atomic_write import replace_file
from builder.document.blocks import Document, Layer, Sequential, Shared, TensorPlace, Tie
from builder.errors import StorageError
from builder.weights import checkpoint
from builder.weights.checkpoint import load_into, open_safetensors, save_pt, save_safetensors
from builder.weights.ties import kept_names, tied_owners
from tests.strategies import documents
from tests.targets.fresh import fresh
from tests.targets.laws import give_weights, output, same, samples

LINEAR = {"in_features": 20, "out_features": 20}
TIED = Document(
    root=Sequential(
        id="root",
        children=(
            Layer(id="a", kind="Linear", args=LINEAR),
            Shared(id="b", of="a"),
            Layer(id="c", kind="Linear", args=LINEAR),
            Layer(id="d", kind="BatchNorm1d", args={"num_features": 20}),
        ),
    ),
    ties=(Tie(TensorPlace("c", "weight"), TensorPlace("a", "weight")),),
)


@pytest.mark.parametrize("save", [save_pt, save_safetensors])
@settings(max_examples=20)
@given(document=documents())
def test_saved_weights_load_into_the_emitted_class(save, document, tmp_path_factory):
    """With `strict=True`, in a process that has only torch, and give bit-equal outputs (law 8)."""
    path = tmp_path_factory.mktemp("weights") / f"net.{save.__name__}"
    network, inputs = to_module(document), samples(document)
    give_weights(network)
    save(network, path)
    task = {save_pt: "pt", save_safetensors: "safetensors"}[save]
    theirs = fresh().ask(task=task, source=to_source(document), path=str(path), inputs=inputs)["eval_output"]
    ours = output(network.eval(), inputs)
    assert theirs == ours if isinstance(ours, str) else all(map(same, theirs, ours))


@settings(max_examples=20)
@given(document=documents())
def test_safetensors_own_loader_takes_the_file(document, tmp_path_factory):
    """`safetensors.torch.load_model` with `strict=True` gives the same weights, where it takes its own file."""
    path = tmp_path_factory.mktemp("weights") / "net.safetensors"
    network, other = to_module(document), to_module(document)
    give_weights(network)
    assume(takes_its_own(network, path))
    save_safetensors(network, path)
    load_model(other, path, strict=True)
    assert all(map(same, other.state_dict().values(), network.state_dict().values()))


def takes_its_own(network, path):
    """Tell whether safetensors loads what it has saved itself: not so with a BatchNorm that stands in two places.

    BatchNorm adds a missing `num_batches_tracked` to what it loads, which `load_model` then takes for unexpected.
    """
    save_model(network, path)
    try:
        load_model(network, path, strict=True)
    except RuntimeError as error:
        return "num_batches_tracked" not in str(error)
    return True


def test_a_tied_tensor_is_stored_once_and_its_other_names_are_told(tmp_path):
    """As `save_model` does it: the first name stays, the others stand in the metadata."""
    save_safetensors(to_module(TIED), tmp_path / "net.safetensors")
    with safe_open(tmp_path / "net.safetensors", framework="pt") as file:
        assert set(file.keys()).isdisjoint({"1.weight", "1.bias", "2.weight"})
        assert file.metadata() == {"format": "pt", "1.weight": "0.weight", "1.bias": "0.bias", "2.weight": "0.weight"}


def test_opening_a_file_gives_every_key_of_the_state_dict(tmp_path):
    """Tied names included."""
    network = to_module(TIED)
    save_safetensors(network, tmp_path / "net.safetensors")
    opened = open_safetensors(tmp_path / "net.safetensors")
    assert opened.keys() == network.state_dict().keys()
    assert all(same(opened[key], tensor) for key, tensor in network.state_dict().items())


def test_a_network_on_the_meta_device_gets_its_weights_and_keeps_its_ties(tmp_path):
    """Changing a shared weight afterwards changes both places."""
    save_safetensors(to_module(TIED), tmp_path / "net.safetensors")
    network = to_module(TIED, device="meta")
    load_into(network, tmp_path / "net.safetensors")
    assert network[0].weight is network[2].weight
    assert not any(tensor.is_meta for tensor in network.state_dict().values())


def test_loading_what_does_not_fit_is_refused(tmp_path):
    """As torch words it."""
    save_safetensors(nn.Linear(3, 3), tmp_path / "net.safetensors")
    with pytest.raises(RuntimeError, match="Missing key"):
        load_into(to_module(TIED, device="meta"), tmp_path / "net.safetensors")


def test_a_pt_file_carries_checksums(tmp_path):
    """`zipfile` finds nothing wrong with it."""
    save_pt(to_module(TIED), tmp_path / "net.pt")
    assert zipfile.ZipFile(tmp_path / "net.pt").testzip() is None


@pytest.mark.parametrize("save", [save_pt, save_safetensors])
def test_a_write_that_is_stopped_leaves_the_old_file_and_no_other(save, tmp_path):
    """Progress may raise, as a cancelled job does."""
    (tmp_path / "net").write_text("old")

    def stop(fraction, words):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        save(to_module(TIED), tmp_path / "net", progress=stop)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("net", "old")]


@pytest.mark.parametrize("dtype", ["float64", "float16", "bfloat16", "int64", "uint8", "bool", "complex64"])
def test_every_dtype_comes_back(dtype, tmp_path):
    """Bit for bit, a scalar and an empty tensor too."""
    values = torch.arange(6).reshape(2, 3).to(getattr(torch, dtype))
    state = {"matrix": values, "columns": values.T, "scalar": values[1, 1].clone(), "empty": values[:0].clone()}
    save_safetensors(state, tmp_path / "net.safetensors")
    opened = open_safetensors(tmp_path / "net.safetensors")
    assert all(same(opened[key], tensor) for key, tensor in state.items())


def test_every_tensor_of_a_file_is_aligned(tmp_path):
    """So that other readers can map it: wide dtypes come first, and the header ends at 8 bytes."""
    state = {"a": torch.zeros(3, dtype=torch.int8), "b": torch.zeros(3, dtype=torch.float64)}
    save_safetensors(state, tmp_path / "net.safetensors")
    content = (tmp_path / "net.safetensors").read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    assert (size % 8, header["b"]["data_offsets"], header["a"]["data_offsets"]) == (0, [0, 24], [24, 27])


@pytest.mark.parametrize("save", [save_pt, save_safetensors])
def test_progress_grows_with_the_bytes_that_are_written(save, tmp_path, monkeypatch):
    """Slices of four bytes: of two tensors of 16 each is an eighth, whatever the file has beside them."""
    monkeypatch.setattr(checkpoint, "SLICE", 4)
    told = []
    state = {"a": torch.ones(4), "b": torch.ones(4)}
    save(state, tmp_path / "net", progress=lambda fraction, words: told.append(fraction))
    steps = {round(8 * (after - before), 6) for before, after in itertools.pairwise(told) if after < 1}
    assert steps <= {0.0, 0.25, 0.5, 0.75, 1.0}
    assert (told[0], told[-1], told == sorted(told)) == (0.0, 1.0, True)


def test_a_saved_file_can_be_read_by_all_who_may_read_its_folder(tmp_path):
    """A temporary file is for its owner alone, and this one is none any more."""
    save_safetensors(nn.Linear(2, 2), tmp_path / "deep" / "net")
    assert (tmp_path / "deep" / "net").stat().st_mode & 0o777 == 0o644


def test_what_is_written_meanwhile_has_a_hidden_name(tmp_path):
    """That of the file, so that it can be told whose it was if the machine stops."""
    with replace_file(tmp_path / "net.pt"):
        (file,) = tmp_path.iterdir()
        assert (file.name.startswith(".net.pt."), file.suffix) == (True, ".part")


@pytest.mark.parametrize(("name", "words"), [("none", "is missing"), ("cut", "is damaged")])
def test_a_file_that_cannot_be_opened_is_named(name, words, tmp_path):
    """It is not there, or no such file."""
    (tmp_path / "cut").write_bytes(b"no header")
    with pytest.raises(StorageError, match=rf"The weights file {name} {words}\."):
        open_safetensors(tmp_path / name)


def test_loading_leaves_what_is_frozen_frozen(tmp_path):
    """And what is not, trainable."""
    save_safetensors(nn.Linear(2, 2), tmp_path / "net")
    network = nn.Linear(2, 2, device="meta")
    network.bias.requires_grad_(False)
    load_into(network, tmp_path / "net")
    assert (network.weight.requires_grad, network.bias.requires_grad) == (True, False)


def test_tied_tensors_are_those_that_agree_in_all():
    """A view, a transposed one, another dtype at the same address and two empty ones are apart."""
    weight = torch.zeros(2, 2)
    state = {
        "b": weight,
        "a": weight,
        "row": weight[0],
        "turned": weight.T,
        "bits": weight.view(torch.int32),
        "none": weight[:0],
        "nothing": weight[:0],
    }
    kept = kept_names(state)
    assert {name: to for name, to in kept.items() if name != to} == {"b": "a"}


def test_a_shared_module_ties_each_of_its_tensors():
    """Once for each place, parameters before buffers; what stands at one place is not listed."""
    norm, other = nn.BatchNorm1d(2, affine=False), nn.Linear(2, 2)
    other.weight = (second := nn.Linear(2, 2)).weight
    places = tied_owners(nn.Sequential(norm, other, second, norm))
    assert places == [[(other, "weight"), (second, "weight")]]
