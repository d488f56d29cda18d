from io import BytesIO

import numpy as np
import pytest
import torch
from safetensors.torch import save

from builder.datasets.own.pairs import pairs_of
from builder.datasets.own.reading import Reading
from builder.errors import BuilderError
from tests.datasets.own import gz, idx, npy, npz, read

IMAGES = np.arange(6 * 4, dtype=np.uint8).reshape(6, 2, 2)
LABELS = np.array([7, 1, 7, 3, 1, 3], np.uint8)
X, Y = np.arange(12, dtype=np.float64).reshape(6, 2) / 8, LABELS.astype(np.int64)


def pt(content):
    """Write what `torch.save` writes."""
    made = BytesIO()
    torch.save(content, made)
    return made.getvalue()


def tensors(**arrays):
    """Return arrays as tensors."""
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


@pytest.mark.parametrize(
    "contents",
    [
        {"a_dash_images_dash_idx3_dash_ubyte": idx(IMAGES), "a_dash_labels_dash_idx1_dash_ubyte": idx(LABELS)},
        {"l_dot_gz": gz(idx(LABELS)), "i_dot_gz": gz(idx(IMAGES))},
        {"x_dot_npy": npy(IMAGES), "y_dot_npy": npy(LABELS)},
        {"d_dot_npz": npz(images=IMAGES, labels=LABELS.reshape(6, 1))},
        {"d_dot_npz": npz(images=np.asfortranarray(IMAGES), labels=LABELS)},
        {"d_dot_pt": pt(tensors(x=IMAGES, y=LABELS))},
        {"d_dot_pt": pt(tuple(tensors(x=IMAGES, y=LABELS).values()))},
        {"d_dot_safetensors": save(tensors(data=IMAGES, target=LABELS))},
    ],
    ids=["idx", "idx.gz", "npy", "npz", "npz by columns", "pt", "pt tuple", "safetensors"],
)
def test_pictures_and_their_labels_are_read_from_every_kind_of_file(tmp_path, contents):
    """One channel is put in front; labels become classes in order, called by their numbers."""
    made, said = read(tmp_path, contents)
    assert (made.info.shape, made.info.task, made.info.classes) == ((1, 2, 2), "classes", ("1", "3", "7"))
    assert (made.inputs[:, 0].tolist(), made.targets.tolist()) == (IMAGES.tolist(), [2, 0, 2, 1, 0, 1])
    assert (made.inputs.dtype, "One channel was put in front" in said[0]) == (np.uint8, True)


@pytest.mark.parametrize("order", [1, -1])
def test_the_four_files_of_mnist_keep_their_test_part(tmp_path, order):
    """Whatever order they come in; its rows are last, and are told."""
    names = ("train_dash_images", "t10k_dash_images")[::order]
    parts = {"train": slice(0, 3), "t10k": slice(3, 6)}
    contents = {name: idx(IMAGES[parts[name.split("_")[0]]]) for name in names}
    contents |= {name.replace("images", "labels"): idx(LABELS[parts[name.split("_")[0]]]) for name in sorted(names)}
    made, said = read(tmp_path, contents)
    assert (made.inputs[:, 0].tolist(), made.info.held_out) == (IMAGES.tolist(), 3)
    assert "The 3 rows of the test part are kept apart for validation." in said


@pytest.mark.parametrize(
    ("arrays", "reading", "wanted"),
    [
        ({"x": X, "y": X[:, 0]}, {}, ((2,), "float32", "numbers")),
        ({"x": X, "y": Y}, {"task": "numbers"}, ((2,), "float32", "numbers")),
        ({"x": X, "y": Y.astype(np.float32)}, {}, ((2,), "float32", "classes")),
        ({"x": X, "y": Y.astype(np.uint64) + 2**63}, {}, ((2,), "float32", "numbers")),
        ({"a": X, "b": Y}, {}, ((2,), "float32", "classes")),
        ({"b": Y, "a": X}, {"target": "b"}, ((2,), "float32", "classes")),
        ({"x": X > 1, "y": Y}, {}, ((2,), "float32", "classes")),
        ({"x": Y.reshape(3, 2), "y": Y[:3]}, {"tokens": True}, ((2,), "int64", "classes")),
        ({"x": IMAGES[..., None].repeat(3, 3), "y": Y}, {}, ((3, 2, 2), "float32", "classes")),
        ({"x": X.reshape(6, 2, 1), "y": Y}, {}, ((2, 1), "float32", "classes")),
        ({"d": np.column_stack([X, Y])}, {}, ((2,), "float32", "classes")),
        ({"d": np.column_stack([Y, X])}, {"target": "1"}, ((2,), "float32", "classes")),
    ],
)
def test_names_shapes_and_numbers_tell_what_is_what(tmp_path, arrays, reading, wanted):
    """Fractions are numbers, few whole ones are classes; a matrix alone is a table."""
    info = read(tmp_path, {"d_dot_npz": npz(**arrays)}, Reading(**reading))[0].info
    assert (info.shape, info.dtype, info.task) == wanted


def test_data_from_which_nothing_is_learned_are_read_with_a_word(tmp_path):
    """One example, or examples of one class alone."""
    _, usual = read(tmp_path, {"x": idx(IMAGES), "y": idx(LABELS)})
    _, said = read(tmp_path, {"x": idx(IMAGES[:1]), "y": idx(LABELS[:1])})
    assert said[: len(usual)] == usual
    words = [text.split(":")[0] for text in said[len(usual) :]]
    assert words == ["There is one example alone", "All examples are of one class, 7"]


def test_a_packed_file_of_several_pieces_is_whole(tmp_path):
    """Its last bytes tell the length of the last piece alone, so it is read to its end."""
    content = idx(IMAGES)
    made, _ = read(tmp_path, {"x": gz(content[:9]) + gz(content[9:]), "y": idx(LABELS)})
    assert made.inputs[:, 0].tolist() == IMAGES.tolist()


@pytest.mark.parametrize("kind", ["int8", "int16", "int32", "float32", "float64"])
def test_every_kind_of_number_of_idx_is_read(tmp_path, kind):
    """They stand there with the high byte first."""
    made = read(tmp_path, {"x": idx(X.astype(kind)), "y": idx(LABELS)})[0]
    assert made.inputs.astype(np.float64).tolist() == X.astype(kind).astype(np.float64).tolist()


def test_half_precision_is_widened(tmp_path):
    """NumPy knows no bfloat16."""
    made = read(tmp_path, {"d_dot_pt": pt({"x": torch.ones(4, 2, dtype=torch.bfloat16), "y": torch.arange(4)})})[0]
    assert made.inputs.dtype == np.float32


def test_large_arrays_are_read_in_pieces(tmp_path, monkeypatch):
    """All rows arrive, in order."""
    monkeypatch.setattr("builder.datasets.own.of_arrays.PIECE", 20)
    made = read(tmp_path, {"d_dot_npz": npz(x=X, y=Y)})[0]
    assert made.inputs.tolist() == X.tolist()


def test_a_file_without_arrays_is_said():
    """A damaged table of contents may leave none."""
    with pytest.raises(BuilderError, match=r"There is no array in the file\. Give both"):
        pairs_of([], "")
