from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
import torch
from PIL import Image

from builder import templates
from builder.datasets.ids import ids_taken
from builder.datasets.pictures import picture_tensor
from builder.datasets.read import prepare, target_of
from builder.datasets.samples import ElementChange, PictureFile, Random, Sample, StoredFile, TypedValues
from builder.document.blocks import Document, Input, Layer, Parallel, Sequential
from builder.errors import BuilderError, LimitError

IDENTITY = Sequential(id="root", children=(Layer(id="a", kind="Identity"),))
VECTOR = Input(name="X", shape=("N", 3))
TOKENS = Input(name="ids", shape=("N", 5), dtype="int64")
COLOUR = Input(name="image", shape=("N", 3, 4, 4))
GREY = Input(name="X", shape=("N", 16))


def document(*inputs, root=IDENTITY):
    """Return a document with these inputs."""
    return Document(inputs=inputs, root=root)


def made(entry, source, root=IDENTITY):
    """Return the tensor of one input and what was said of it."""
    return prepare(document(entry, root=root), Sample({entry.name: source}))[0]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1, 2, 3", [[1, 2, 3]]),
        ("1;2;3\n4;5;6", [[1, 2, 3], [4, 5, 6]]),
        ("[[1.5, -2e1, .5]]", [[1.5, -20.0, 0.5]]),
        ("true false 1", [[1, 0, 1]]),
    ],
)
def test_numbers_are_read_as_they_are_typed(text, rows):
    """Commas, spaces, lines, brackets; more than one sample's are a batch."""
    assert made(VECTOR, TypedValues(text)).tensor.tolist() == rows


@pytest.mark.parametrize(
    ("entry", "text", "words"),
    [
        (VECTOR, "1, 2", "2 numbers do not fit the input X. It takes 3 for each sample: N, 3."),
        (VECTOR, "1, two, 3", "two is no number"),
        (VECTOR, " ", "No numbers were given"),
        (TOKENS, "1 2\n3", "between 1 and 2 tokens"),
        (TOKENS, "1.5 2", "there are fractions"),
        (TOKENS, "", "No tokens were given"),
        (TOKENS, "1e999 1", "takes int64, which cannot hold inf"),
        (TOKENS, "1e300 1", "cannot hold 1e\\+300"),
        (VECTOR, "1e300 1 2", "takes float32, which cannot hold 1e\\+300"),
        (Input(name="X", shape=("N", 3), dtype="uint8"), "1 2 300", "cannot hold 300. Use values from 0 to 255"),
        (Input(name="X", shape=("N", 3), dtype="bool"), "0 1 2", "cannot hold 2"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(entry, text, words):
    """A sentence names what was given and what is taken."""
    with pytest.raises(BuilderError, match=words):
        made(entry, TypedValues(text))


def test_a_row_of_tokens_may_be_of_another_length():
    """It is a sequence; what the document says is an example."""
    prepared = made(TOKENS, TypedValues("4 5 6"))
    assert (prepared.tensor.tolist(), prepared.tensor.dtype) == ([[4, 5, 6]], torch.int64)
    assert "3 tokens, where the document says 5" in " ".join(prepared.said)


EMBEDDING = Layer(id="e", kind="Embedding", args={"num_embeddings": 7, "embedding_dim": 2})


@pytest.mark.parametrize(
    ("root", "most"),
    [
        (Sequential(id="root", children=(EMBEDDING,)), {"ids": 7}),
        (Sequential(id="root", children=(Parallel(id="p", children=(EMBEDDING,)),)), {"ids": 7}),
        (Sequential(id="root", children=(Layer(id="i", kind="Identity"), EMBEDDING)), {}),
        (IDENTITY, {}),
    ],
    ids=["first", "in a branch", "behind a layer", "none"],
)
def test_an_embedding_says_how_many_ids_there_are(root, most):
    """As far as the input reaches it as it is."""
    assert ids_taken(document(TOKENS, root=root)) == most


def test_ids_are_drawn_below_the_size_of_the_embedding():
    """GPT-2 knows 50,257 tokens, whatever the input says as long as nobody has set it."""
    embedded = document(TOKENS, root=Sequential(id="root", children=(EMBEDDING,)))
    found = prepare(embedded, Sample())[0]
    assert found.tensor.max() < 7
    assert "from 0 to 6" in found.said[0]
    assert ids_taken(templates.load("gpt2")) == {"input_ids": 50257}


def test_an_id_that_the_embedding_does_not_know_is_refused():
    """Torch would only say that an index is out of range."""
    with pytest.raises(BuilderError, match="holds the id 9, and its embedding knows 0 to 6"):
        made(TOKENS, TypedValues("9"), Sequential(id="root", children=(EMBEDDING,)))


def test_a_seed_draws_the_same_and_two_inputs_differ():
    """Inputs of equal shape have samples of their own."""
    both = document(VECTOR, Input(name="Y", shape=("N", 3)))
    first, second = (one.tensor for one in prepare(both, Sample(rest=Random(5))))
    assert torch.equal(first, prepare(both, Sample(rest=Random(5)))[0].tensor)
    assert not torch.equal(first, second)


def test_what_is_drawn_joins_the_batch_of_what_was_given():
    """Three rows for one input are three samples for all."""
    both = document(VECTOR, TOKENS)
    assert prepare(both, Sample({"X": TypedValues("1 2 3 4 5 6 7 8 9")}))[1].tensor.shape == (3, 5)
    with pytest.raises(BuilderError, match="X has 1 sample and ids has 2"):
        prepare(both, Sample({"X": TypedValues("1 2 3"), "ids": TypedValues("1\n2")}))


def test_single_elements_are_changed_afterwards():
    """A click on a pixel."""
    sample = Sample({"X": TypedValues("1 2 3")}, changes=(ElementChange("X", (0, 1), 9.0),))
    assert prepare(document(VECTOR), sample)[0].tensor.tolist() == [[1, 9, 3]]
    with pytest.raises(BuilderError, match="no element"):
        prepare(document(VECTOR), Sample(changes=(ElementChange("X", (0, 3), 9.0),)))


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.5, "there are fractions"), (float("inf"), "cannot hold inf"), (float("nan"), "fractions"), (9.0, "the id 9")],
)
def test_an_element_is_changed_only_to_what_the_input_takes(value, words):
    """A token is a whole number that its embedding knows."""
    root = Sequential(
        id="root", children=(Layer(id="e", kind="Embedding", args={"num_embeddings": 9, "embedding_dim": 2}),)
    )
    with pytest.raises(BuilderError, match=words):
        prepare(document(TOKENS, root=root), Sample(changes=(ElementChange("ids", (0, 0), value),)))


@pytest.fixture
def picture(tmp_path):
    """Give a function that saves a picture and returns its file."""

    def save(array, mode=None, name="a.png"):
        file = tmp_path / name
        Image.fromarray(array, mode).save(file) if mode is None else Image.fromarray(array).convert(mode).save(file)
        return file

    return save


def test_a_picture_that_fits_keeps_every_value(picture):
    """Scaled by 255 and nothing else; channels come first."""
    pixels = np.random.default_rng(0).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    tensor, said = picture_tensor(COLOUR, picture(pixels))
    assert torch.equal(tensor[0], torch.from_numpy(pixels).movedim(-1, 0) / 255)
    assert said == ("The values 0 to 255 are scaled to 0 to 1.",)


def test_a_picture_is_cut_and_resized_and_it_is_said(picture):
    """In the middle, to the proportions that the input takes."""
    pixels = np.zeros((8, 20, 3), dtype=np.uint8)
    pixels[:, 6:14] = 255
    tensor, said = picture_tensor(COLOUR, picture(pixels))
    assert tensor.shape == (1, 3, 4, 4)
    assert tensor.min() == 1.0
    assert said[:2] == (
        "Cut in the middle from 20 × 8 to 8 × 8, which has the proportions that the input takes.",
        "Resized from 8 × 8 to 4 × 4.",
    )


def test_a_vector_takes_a_square_picture_in_grey(picture):
    """784 features are 28 by 28 pixels."""
    pixels = np.full((4, 4, 3), 51, dtype=np.uint8)
    tensor, said = picture_tensor(GREY, picture(pixels, name="a.jpg"))
    assert tensor.shape == (1, 16)
    assert tensor == pytest.approx(0.2, abs=0.01)
    assert said[0] == "Made grey."


def test_what_is_no_picture_or_takes_none_is_refused(tmp_path, picture):
    """In a sentence, whatever the file's name says."""
    (tmp_path / "b.png").write_text("hello")
    with pytest.raises(BuilderError, match=r"b\.png is no PNG or JPEG"):
        picture_tensor(COLOUR, tmp_path / "b.png")
    with pytest.raises(BuilderError, match="takes no picture"):
        picture_tensor(TOKENS, picture(np.zeros((2, 2), dtype=np.uint8)))


def test_a_file_of_numbers_is_converted_and_it_is_said(tmp_path):
    """An array of doubles without a batch is one sample."""
    np.save(tmp_path / "x.npy", np.array([1.0, 2.0, 3.0]))
    prepared = made(VECTOR, StoredFile(tmp_path / "x.npy"))
    assert prepared.tensor.tolist() == [[1, 2, 3]]
    assert prepared.said == (
        "Read from x.npy.",
        "Converted from float64 to float32.",
        "It is one sample: a batch of 1.",
    )


def test_one_tensor_of_a_file_of_several_is_named(tmp_path):
    """The first where none is named."""
    torch.save({"a": torch.zeros(1, 3), "b": torch.ones(1, 3)}, tmp_path / "x.pt")
    assert made(VECTOR, StoredFile(tmp_path / "x.pt", "b")).tensor.sum() == 3
    assert made(VECTOR, StoredFile(tmp_path / "x.pt")).tensor.sum() == 0
    with pytest.raises(BuilderError, match="no tensor c"):
        made(VECTOR, StoredFile(tmp_path / "x.pt", "c"))


def numpy_file(header):
    """Return an array file with this header and nothing behind it."""
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY\x01\x00",
        b"PK\x03\x04",
        b"\x80\x02c__builtin__\nprint\n.",
        numpy_file(b"(" * 9000),
        numpy_file(b"{'descr': '<f8', 'fortran_order': False, 'shape': (10000000000000,), }\n"),
    ],
    ids=["empty", "cut", "no-archive", "pickle", "deep-header", "huge-shape"],
)
def test_a_damaged_file_is_refused(tmp_path, content):
    """Nothing in it runs."""
    (tmp_path / "x.npy").write_bytes(content)
    with pytest.raises(BuilderError, match="cannot be read"):
        made(VECTOR, StoredFile(tmp_path / "x.npy"))


def test_an_array_of_objects_is_refused(tmp_path):
    """It would be a pickle."""
    np.save(tmp_path / "x.npy", np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(BuilderError, match="cannot be read"):
        made(VECTOR, StoredFile(tmp_path / "x.npy"))


@pytest.mark.parametrize(
    "tensor",
    [
        torch.ones(1, 3, device="meta"),
        torch.eye(3).to_sparse(),
    ],
    ids=["meta", "sparse"],
)
def test_a_tensor_that_is_no_grid_of_numbers_is_refused(tmp_path, tensor):
    """A sample is dense and has values."""
    torch.save(tensor, tmp_path / "x.pt")
    with pytest.raises(BuilderError, match="sparse, nested, quantized or has no values"):
        made(VECTOR, StoredFile(tmp_path / "x.pt"))


def test_a_compressed_file_is_as_large_as_what_is_in_it(tmp_path, monkeypatch):
    """A few bytes would become gigabytes."""
    monkeypatch.setattr("builder.datasets.files.MOST_BYTES", 10_000)
    torch.save(torch.zeros(50_000), tmp_path / "x.pt")
    with ZipFile(tmp_path / "x.pt") as plain, ZipFile(tmp_path / "y.pt", "w", ZIP_DEFLATED) as packed:
        for member in plain.infolist():
            packed.writestr(member.filename, plain.read(member))
    assert (tmp_path / "y.pt").stat().st_size < 10_000
    with pytest.raises(LimitError, match="larger than"):
        made(VECTOR, StoredFile(tmp_path / "y.pt"))


def test_numbers_of_another_byte_order_are_read(tmp_path):
    """Such files come from other machines and from measuring devices."""
    np.save(tmp_path / "x.npy", np.array([[1, 2, 3]], dtype=">f4"))
    assert made(VECTOR, StoredFile(tmp_path / "x.npy")).tensor.tolist() == [[1, 2, 3]]


def test_a_large_file_is_refused(tmp_path, monkeypatch):
    """A sample is one picture or a few rows."""
    monkeypatch.setattr("builder.datasets.files.MOST_BYTES", 64)
    np.save(tmp_path / "x.npy", np.zeros(100))
    with pytest.raises(LimitError, match="larger than"):
        made(VECTOR, StoredFile(tmp_path / "x.npy"))


def test_an_unknown_input_is_refused():
    """It would be forgotten in silence."""
    with pytest.raises(BuilderError, match="no input Y"):
        prepare(document(VECTOR), Sample({"Y": TypedValues("1")}))


@pytest.mark.parametrize(
    ("text", "value", "dtype"),
    [
        ("3", [3], torch.int64),
        ("1\n0\n2", [1, 0, 2], torch.int64),
        ("0.5 1", [0.5, 1.0], torch.float32),
        ("25e-2 1", [0.25, 1.0], torch.float32),
    ],
)
def test_a_target_of_whole_numbers_is_classes(text, value, dtype):
    """Anything else is values."""
    target = target_of(TypedValues(text)).tensor
    assert (target.tolist(), target.dtype) == (value, dtype)


def test_a_picture_file_is_a_source(picture):
    """Through the one door that all samples pass."""
    file = picture(np.zeros((4, 4, 3), dtype=np.uint8))
    assert made(COLOUR, PictureFile(file)).tensor.shape == (1, 3, 4, 4)
