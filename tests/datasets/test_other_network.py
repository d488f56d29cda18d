import numpy as np
import pytest
import torch
from msgspec.structs import replace
from PIL import Image

from builder.datasets.other_network import FirstSample, sample_for
from builder.datasets.read import prepare
from builder.datasets.samples import PictureFile, Random, Sample, TypedValues
from builder.document.blocks import Document, Input, Layer, Sequential

VECTOR = Input(name="X", shape=("N", 3))
WIDER = Input(name="X", shape=("N", 5))
OTHER = Input(name="Y", shape=("N", 3))
DOUBLE = Input(name="X", shape=("N", 3), dtype="float64")
TOKENS = Input(name="X", shape=("N", 5), dtype="int64")
LONGER = Input(name="X", shape=("N", 9), dtype="int64")
GREY = Input(name="X", shape=("N", 1, 4, 4))
COLOUR = Input(name="image", shape=("N", 3, 8, 8))


def document(*inputs, root="Identity", **more):
    """Return a document with these inputs."""
    return Document(inputs=inputs, root=Sequential(id="root", children=(Layer(id="a", kind=root, args=more),)), batch=4)


def taken(ones, others, sample, **more):
    """Return the tensors of the first inputs, those that the others get, and what is said."""
    first = document(*ones)
    prepared = prepare(first, sample)
    found = sample_for(FirstSample(first.inputs, sample, prepared), document(*others, **more))
    return [one.tensor for one in prepared], [one.tensor for one in found.prepared], found.said


@pytest.mark.parametrize(
    ("ones", "others", "sources"),
    [
        ((VECTOR,), (VECTOR,), {}),
        ((VECTOR,), (OTHER,), {}),
        ((VECTOR, OTHER), (OTHER, VECTOR), {}),
        ((VECTOR,), (VECTOR,), {"X": TypedValues("1 2 3\n4 5 6")}),
        ((TOKENS,), (LONGER,), {"X": TypedValues("1 2 3")}),
    ],
)
def test_inputs_that_take_it_get_the_very_tensor(ones, others, sources):
    """By name, else by position; nothing is to be said."""
    before, after, said = taken(ones, others, Sample(sources, Random(3)))
    names = [one.name for one in ones]
    expected = [before[names.index(one.name) if one.name in names else i] for i, one in enumerate(others)]
    assert all(torch.equal(a, b) for a, b in zip(expected, after, strict=True))
    assert said == ()


def test_another_dtype_gets_the_same_numbers():
    """In its own dtype."""
    (before,), (after,), said = taken((VECTOR,), (DOUBLE,), Sample())
    assert (after.dtype, said) == (torch.float64, ())
    assert torch.equal(after, before.double())


@pytest.mark.parametrize(
    ("ones", "others", "words"),
    [
        ((VECTOR,), (WIDER,), "X takes (N, 5) float32, not the sample of shape (2, 3): it is drawn at random."),
        ((TOKENS,), (LONGER,), "X takes (N, 9) int64, not the sample of shape (2, 5): it is drawn at random."),
        (
            (VECTOR,),
            (VECTOR, OTHER),
            "Y (N, 3) float32 has no counterpart in the first network and is drawn at random.",
        ),
        ((VECTOR, OTHER), (VECTOR,), "The input Y of the first network has no counterpart in the second."),
    ],
)
def test_inputs_that_do_not_are_named(ones, others, words):
    """What is drawn for them has as many samples."""
    source = {"X": TypedValues("1 2 3\n4 5 6")} if ones[0] is VECTOR else {"X": Random()}
    first = document(*ones)
    prepared = prepare(replace(first, batch=2), Sample(source))
    found = sample_for(FirstSample(first.inputs, Sample(source), prepared), document(*others))
    assert len(found.said) == 1
    assert found.said[0].startswith(words)
    assert {len(one.tensor) for one in found.prepared} == {2}


def test_a_picture_is_resized_anew_for_an_input_of_another_shape(tmp_path):
    """What the person chose is read for it, and that is said."""
    file = tmp_path / "cat.png"
    Image.fromarray(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).save(file)
    source = PictureFile(file)
    _, (after,), said = taken((GREY,), (COLOUR,), Sample({"X": source}))
    assert torch.equal(after, prepare(document(COLOUR), Sample({"image": source}))[0].tensor)
    assert "what was chosen is read again" in said[0]


def test_ids_that_an_embedding_does_not_know_are_drawn_anew():
    """Those of the first network's may be larger."""
    _, (after,), said = taken(
        (TOKENS,),
        (TOKENS,),
        Sample({"X": TypedValues("1 2 99 3 4")}),
        root="Embedding",
        num_embeddings=10,
        embedding_dim=2,
    )
    assert int(after.max()) < 10
    assert "drawn at random" in said[0]
