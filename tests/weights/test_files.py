"""Files of weights byte by byte, and what others have written."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from builder import atomic_write
from builder.atomic_write import replace_file
from builder.document.blocks import InitRule, Selector
from builder.errors import DocumentError, StorageError
from builder.weights import checkpoint
from builder.weights.checkpoint import load_into, open_safetensors, save_pt, save_safetensors
from builder.weights.header import header_bytes
from builder.weights.inspect import read_tensor, statistics, summarise, summary
from builder.weights.plain import fill_plain
from builder.weights.reinitialise import reinitialise
from builder.weights.ties import tied_owners
from tests.edits.designs import design, linear


def test_a_header_byte_by_byte():
    """Its length, then JSON without spaces, in the letters themselves, filled up to eight bytes."""
    tensors = {"ü": torch.zeros(3, dtype=torch.int8), "b": torch.zeros(2, 1), "a": torch.zeros(1)}
    header, order = header_bytes(tensors, {"c": "b"})
    text = (
        '{"__metadata__":{"format":"pt","c":"b"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},'
        '"b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},"ü":{"dtype":"I8","shape":[3],"data_offsets":[12,15]}}'
    ).encode()
    assert order == ["a", "b", "ü"]
    assert header == (208).to_bytes(8, "little") + text + b" " * (208 - len(text))


def test_what_others_have_written_opens(tmp_path):
    """A file without metadata, as `safetensors.torch.save_file` writes one."""
    save_file({"w": torch.ones(2)}, tmp_path / "net")
    assert open_safetensors(tmp_path / "net")["w"].tolist() == [1, 1]
    assert summary(tmp_path / "net", "w").mean == 1
    with pytest.raises(DocumentError, match=r"^The weights have no tensor 'v'\. Initialise the network again\.$"):
        read_tensor(tmp_path / "net", "v")


def test_metadata_names_tensors_only_where_it_does(tmp_path):
    """What has a tensor of its own keeps it; what leads nowhere is something else."""
    tensors = {"a": torch.zeros(1), "b": torch.ones(1)}
    save_file(tensors, tmp_path / "net", metadata={"a": "b", "c": "b", "d": "nothing"})
    opened = open_safetensors(tmp_path / "net")
    assert {name: float(tensor) for name, tensor in opened.items()} == {"a": 0, "b": 1, "c": 1}
    assert [float(read_tensor(tmp_path / "net", name)) for name in "abc"] == [0, 1, 1]
    with pytest.raises(DocumentError, match="no tensor 'd'"):
        read_tensor(tmp_path / "net", "d")


@pytest.mark.parametrize("name", ["none", "folder", "cut"])
def test_a_file_that_is_none_is_refused_to_the_letter(name, tmp_path):
    """It is not there, no file, or no such file."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "cut").write_bytes(b"no header")
    words = "missing" if name == "none" else "damaged"
    remedy = r"Restore it from a backup, or undo to an earlier revision\."
    with pytest.raises(StorageError, match=rf"^The weights file {name} is {words}\. {remedy}$"):
        open_safetensors(tmp_path / name)


def test_too_much_is_refused(tmp_path):
    """As torch words it: what has no place in the network would be lost."""
    save_safetensors({"weight": torch.ones(2, 2), "bias": torch.ones(2), "more": torch.ones(1)}, tmp_path / "net")
    with pytest.raises(RuntimeError, match="Unexpected key"):
        load_into(nn.Linear(2, 2), tmp_path / "net")


def tied():
    """Return a network in which a weight and a buffer stand at two places."""
    first, second = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
    second.weight, second.running_mean = first.weight, first.running_mean
    return nn.Sequential(first, second)


def test_parameters_and_buffers_are_tied():
    """In the order of modules, parameters first."""
    first, second = net = tied()
    assert tied_owners(net) == [[(one, name) for one in (first, second)] for name in ("weight", "running_mean")]


def test_what_is_tied_stays_tied_when_it_is_loaded(tmp_path):
    """A buffer too."""
    state = {name: torch.full_like(tensor, 7) for name, tensor in tied().state_dict().items()}
    save_safetensors(state, tmp_path / "net")
    net = tied()
    load_into(net, tmp_path / "net")
    assert net[0].weight is net[1].weight
    assert net[0].running_mean is net[1].running_mean
    assert net[1].running_mean.tolist() == [7, 7]


def test_a_file_is_whole_when_it_takes_its_name(tmp_path, monkeypatch):
    """All is written by then, and whoever may read the folder may read it."""
    seen, real = [], atomic_write.os.replace

    def note(source, target):
        file = Path(source)
        seen.append((file.read_bytes(), file.stat().st_mode & 0o777))
        real(source, target)

    monkeypatch.setattr(atomic_write.os, "replace", note)
    with replace_file(tmp_path / "net") as file:
        file.write(b"content")
    assert seen == [(b"content", 0o644)]
    assert (tmp_path / "net").read_bytes() == b"content"


def test_a_file_that_cannot_take_its_name_leaves_nothing(tmp_path):
    """A folder has the name."""
    (tmp_path / "net").mkdir()
    with pytest.raises(OSError, match="directory"):
        save_safetensors({"a": torch.zeros(1)}, tmp_path / "net")
    assert [file.name for file in tmp_path.iterdir()] == ["net"]


def test_an_error_is_the_one_that_stopped_the_writing(tmp_path):
    """Though the unfinished file is gone already."""

    def stopped():
        with replace_file(tmp_path / "net"):
            next(tmp_path.iterdir()).unlink()
            raise InterruptedError("stopped")

    with pytest.raises(InterruptedError, match="stopped"):
        stopped()


def test_storages_are_written_as_they_lie_in_memory():
    """What is whole is passed on without a copy; what goes once it is written is copied."""
    tensor, parts = torch.arange(4, dtype=torch.uint8), []
    view = tensor.numpy().data
    sink = checkpoint._Sink(parts.append, 4, None, checkpoint._storages({"a": tensor}))
    assert (sink.write(view), sink.write(view[1:]), sink.write(b"bytes")) == (4, 3, 5)
    assert [type(part) for part in parts] == [memoryview, bytes, bytes]
    assert [bytes(part) for part in parts] == [b"\0\1\2\3", b"\1\2\3", b"bytes"]


def test_what_is_not_in_this_memory_has_no_address_here():
    """Storages on the meta device."""
    tensor = torch.ones(3)
    found = checkpoint._storages({"a": tensor, "b": torch.ones(2, device="meta")})
    assert found == {tensor.data_ptr(): 12}


@pytest.mark.parametrize("save", [save_safetensors, save_pt])
def test_progress_is_told_every_16_mebibytes(save, tmp_path):
    """Of 32 there are two slices, and little beside them."""
    told = []
    save({"a": torch.zeros(2**23)}, tmp_path / "net", progress=lambda fraction, words: told.append((fraction, words)))
    assert {words for _, words in told} == {"writing"}
    halves = [fraction for fraction, _ in told if 0.4 < fraction < 0.6]
    assert halves == [pytest.approx(0.5, abs=1e-3)]


MATRIX = torch.arange(100.0).reshape(10, 10)


def test_a_summary_shows_eight_rows_and_columns_and_forty_bins():
    """Unless it is asked for others."""
    found = summarise("w", MATRIX)
    assert found.excerpt == tuple(tuple(float(10 * row + column) for column in range(8)) for row in range(8))
    assert (len(found.counts), len(found.edges), sum(found.counts)) == (40, 41, 100)
    assert (found.name, found.shape, found.dtype) == ("w", (10, 10), "float32")


@pytest.mark.parametrize(
    ("shape", "excerpt"),
    [((0, 2, 3), ()), ((2, 0, 3), ()), ((3, 2, 0), ((), ())), ((0,), ((),)), ((0, 4), ())],
    ids=repr,
)
def test_an_empty_tensor_shows_its_first_matrix(shape, excerpt):
    """Which has no rows, or empty ones."""
    found = summarise("w", torch.zeros(shape))
    assert (found.shape, found.excerpt, found.min, found.max, found.not_finite) == (shape, excerpt, None, None, 0)


def test_a_chunk_of_nothing_finite_counts_for_nothing():
    """Between others too."""
    inf = float("inf")
    found = statistics(torch.tensor([1.0, 2.0, inf, -inf, 3.0, 6.0]), chunk=2)
    assert found == (3.0, pytest.approx((14 / 3) ** 0.5), 1.0, 6.0, 4)


@pytest.mark.parametrize("bounds", [(0.0, 10.0), (-1.0, 3.0)])
def test_a_histogram_between_given_ends(bounds):
    """What lies beyond them is in no bin."""
    found = summarise("w", torch.tensor([0.0, 1.0, 2.0, 9.0]), bins=2, bounds=bounds)
    assert (found.edges[0], found.edges[-1]) == bounds
    assert found.counts == ((3, 1) if bounds[1] == 10 else (1, 2))


class Masked(nn.Module):
    """A module with a buffer that no file holds, here and not on the meta device."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.full((2,), 7.0), persistent=False)
        self.register_buffer("none", None, persistent=False)


def test_what_is_there_is_not_drawn_again():
    """Though no file holds it."""
    net = Masked()
    fill_plain(net, design(linear("a", name="never built")))
    assert net.mask.tolist() == [7, 7]


SEVENS = {"0.weight": torch.full((8, 8), 7.0), "0.bias": torch.full((8,), 7.0)}


@pytest.fixture
def applied(tmp_path):
    """Give a function that applies rules to a Linear full of sevens."""

    def apply_rules(*rules, progress=lambda fraction, words: None):
        save_safetensors(SEVENS, tmp_path / "old")
        reinitialise(design(linear("a"), init=rules), tmp_path / "old", tmp_path / "new", progress)
        return open_safetensors(tmp_path / "new")

    return apply_rules


@pytest.mark.parametrize("scheme", ["eye_", "xavier_normal_"])
def test_a_rule_fills_what_has_its_dims(scheme, applied):
    """A weight of two, and no bias."""
    new = applied(InitRule(Selector(), scheme))
    assert not bool((new["0.weight"] == 7).any())
    assert bool((new["0.bias"] == 7).all())


def test_a_rule_that_takes_three_dims_fills_no_matrix(applied):
    """Nor what has more than it takes."""
    assert bool((applied(InitRule(Selector(), "dirac_"))["0.weight"] == 7).all())


def test_later_rules_win(applied):
    """As in the emitted file."""
    new = applied(InitRule(Selector(), "ones_"), InitRule(Selector(tensor="bias"), "zeros_"))
    assert (float(new["0.weight"].sum()), float(new["0.bias"].sum())) == (64, 0)


def test_a_rule_fills_rows_and_leaves_the_others(applied):
    """From the first to the one before the last, of each tensor that has them."""
    new = applied(InitRule(Selector(), "zeros_", rows=(6, 8)))
    assert new["0.weight"].sum(1).tolist() == [56] * 6 + [0] * 2
    assert new["0.bias"].tolist() == [7] * 6 + [0] * 2


def test_progress_of_rules(applied, tmp_path):
    """Half of it is drawing and half writing, of which the last that is told begins the 64 numbers of the weight."""
    told = []
    applied(InitRule(Selector(), "ones_"), progress=lambda fraction, words: told.append((fraction, words)))
    drawing = [fraction for fraction, words in told if words == "creating the weights"]
    writing = [fraction for fraction, words in told if words == "writing"]
    begun = (tmp_path / "new").stat().st_size - 64 * 4
    assert (drawing, min(writing), max(writing)) == ([0.5], 0.5, pytest.approx(0.5 + begun / (72 * 4) / 2))
    assert told[-1] == (1.0, "written")


def test_a_header_reads_as_json(tmp_path):
    """By a reader of two lines."""
    save_safetensors({"a": torch.zeros(2)}, tmp_path / "net")
    content = (tmp_path / "net").read_bytes()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    assert header == {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}
