import io

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from builder.errors import BuilderError
from builder.inspection.difference import difference_of
from builder.inspection.kernels import picture_of_parameter
from builder.inspection.pictures import picture_of
from builder.inspection.report import Place, Settings
from builder.inspection.run import RunInputs
from builder.inspection.travel import travel_view
from builder.inspection.view import view_of
from tests.inspection.networks import sequential, state_of

PICTURE = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(1))
CONV = sequential(lambda: nn.Conv2d(3, 5, 3), nn.ReLU, nn.Flatten, lambda: nn.Linear(180, 4))
TOKENS = torch.randn(2, 6, 8, generator=torch.Generator().manual_seed(2))
ENCODER = sequential(lambda: nn.TransformerEncoderLayer(8, 2, 16, batch_first=True))


def view(network, x, path, part, **settings):
    """Return what is to be seen at a place."""
    return view_of(network, RunInputs((x,)), Settings(**settings), Place(path, 0, part))


def pixels(picture):
    """Return the pixels of a picture as numbers."""
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB"))


def test_channels_are_a_mosaic_on_one_scale():
    """Each tile is the channel, darkest and lightest over all of them; a line of white lies between."""
    (picture,) = view(CONV, PICTURE, "1", "output").pictures
    channels = CONV[1](CONV[0](PICTURE))[0].detach()
    sheet = pixels(picture)[:, :, 0]
    assert (picture.kind, picture.shown, picture.columns, picture.tile) == ("mosaic", 5, 3, (6, 6))
    expected = ((channels[1] - picture.low) / (picture.high - picture.low) * 255).round().numpy()
    assert np.array_equal(sheet[:6, 7:13], expected)
    assert (sheet[6] == 255).all()


def test_values_of_both_signs_have_white_for_zero():
    """Blue below, red above, on one scale to both sides."""
    picture = picture_of("x", torch.tensor([[[[-2.0, 0.0, 2.0]]]]))
    (blue, white, red) = pixels(picture)[0].tolist()
    assert (picture.low, picture.high, picture.is_signed) == (-2.0, 2.0, True)
    assert blue[2] > blue[0]
    assert red[0] > red[2]
    assert min(white) > 240


def test_what_entered_is_seen_in_colour():
    """The first picture of the batch, pixel for pixel."""
    (picture,) = view(CONV, PICTURE, "", "input").pictures
    assert picture.kind == "picture"
    assert np.array_equal(pixels(picture), (PICTURE[0] * 255).round().movedim(0, -1).numpy().astype(np.uint8))


def test_tokens_are_a_strip_of_numbers():
    """A row for each token, the numbers themselves where there are few."""
    (picture,) = view(ENCODER, TOKENS, "0.linear2", "output").pictures
    assert (picture.kind, len(picture.values), len(picture.values[0])) == ("strip", 6, 8)


def test_gradients_are_seen_at_a_block():
    """Of a sum the gradient of the last output is 1 everywhere."""
    found = view(CONV, PICTURE, "3", "gradient", loss="sum")
    assert (found.statistics[0].min, found.statistics[0].max) == (1.0, 1.0)
    assert found.pictures[0].values == ((1.0,) * 4, (1.0,) * 4)


def test_attention_is_seen_per_head():
    """From a pass of its own: each row adds up to 1, and is what torch says when it is asked."""
    found = view(ENCODER, TOKENS, "0.self_attn", "attention", mode="train")
    weights = ENCODER[0].self_attn.eval()(TOKENS, TOKENS, TOKENS, average_attn_weights=False)[1]
    assert [picture.name for picture in found.pictures] == ["head 0", "head 1"]
    assert torch.allclose(torch.tensor(found.pictures[1].values), weights[0, 1], atol=1e-6)


def test_parameters_are_seen_without_a_run():
    """Kernels that look at a picture in its colours, a bias as a row."""
    kernels, bias = view(CONV, PICTURE, "0", "parameters").pictures
    assert (kernels.kind, kernels.shown, kernels.tile) == ("mosaic", 5, (3, 3))
    shares = (CONV[0].weight[1].detach() - kernels.low) / (kernels.high - kernels.low)
    assert np.array_equal(pixels(kernels)[:3, 4:7], (shares * 255).round().movedim(0, -1).numpy())
    assert bias.values[0] == pytest.approx(CONV[0].bias.tolist())


@pytest.mark.parametrize(
    ("shape", "kind", "columns", "place", "words"),
    [
        ((16, 12, 3, 3), "mosaic", 8, (2, 1), "Each row is a kernel: 8 of 16 kernels, 8 of 12 channels."),
        ((100, 1, 3, 3), "mosaic", 8, (17, 0), "64 of 100 kernels are shown."),
        ((4, 2, 5, 3, 3), "mosaic", 2, (2, 1), "The slice 2 of 5 in the middle is shown."),
    ],
)
def test_kernels_are_small_pictures(shape, kind, columns, place, words):
    """A row for each kernel with its channels side by side; those of one channel in a square."""
    weight = torch.randn(shape, generator=torch.Generator().manual_seed(3))
    picture = picture_of_parameter("weight", weight)
    row, column = divmod(place[0], columns) if shape[1] == 1 else place
    kernel = weight[place] if weight.dim() == 4 else weight[place][2]
    seen = pixels(picture)[row * 4 : row * 4 + 3, column * 4 : column * 4 + 3].astype(int)
    assert (picture.kind, picture.columns) == (kind, columns)
    assert np.array_equal(seen[..., 0] > seen[..., 2], (kernel > picture.high / 255).numpy())
    assert words in picture.said


def test_kernels_of_one_number_are_a_matrix():
    """The layers of a bottleneck: a row for each output channel."""
    picture = picture_of_parameter("weight", torch.arange(6.0).reshape(3, 2, 1, 1))
    assert (picture.kind, picture.values) == ("heatmap", ((0.0, 1.0), (2.0, 3.0), (4.0, 5.0)))


def test_a_large_matrix_is_averaged_and_it_is_said():
    """64 by 64 numbers are enough for a screen."""
    picture = picture_of_parameter("w", torch.ones(640, 128))
    assert (len(picture.values), len(picture.values[0]), picture.low) == (64, 64, 1.0)
    assert picture.said == ("Averaged over neighbours, from 640 × 128 to 64 × 64.",)


def test_the_strongest_units_come_first():
    """By mean magnitude over samples and positions."""
    picture = picture_of("x", torch.tensor([[1.0, -5.0, 2.0], [1.0, 5.0, 2.0]]))
    assert [(unit.index, unit.strength) for unit in picture.strongest] == [(1, 5.0), (2, 2.0), (0, 1.0)]


def test_what_is_not_finite_is_drawn_as_zero_and_it_is_said():
    """A picture has no colour for NaN."""
    picture = picture_of("x", torch.tensor([[1.0, float("nan")]]))
    assert (picture.values, picture.said) == (((1.0, 0.0),), ("1 element is not finite and shown as 0.",))


@pytest.mark.parametrize(
    ("path", "part", "words"),
    [
        ("9", "output", "has no call 0"),
        ("1", "parameters", "no parameters to show"),
        ("1", "attention", "no attention"),
    ],
)
def test_what_is_not_there_is_said(path, part, words):
    """A click on a block that the run did not reach."""
    with pytest.raises(BuilderError, match=words):
        view(CONV, PICTURE, path, part)


@pytest.mark.parametrize("part", ["input", "output", "gradient", "parameters"])
def test_a_view_changes_nothing(part):
    """Law 7, for a run that is ended on the way too."""
    before = state_of(CONV)
    view(CONV, PICTURE, "0", part, mode="train")
    assert state_of(CONV) == before


def test_a_changed_pixel_travels_through_the_network():
    """Only where its window reaches, and as far as weights carry it."""
    network = nn.Sequential(nn.Conv2d(1, 1, 1, bias=False), nn.ReLU())
    nn.init.constant_(network[0].weight, 2.0)
    x, y = torch.ones(1, 1, 2, 2), torch.ones(1, 1, 2, 2)
    y[0, 0, 0, 0] = 4.0
    found = difference_of(network, (x,), (y,), Settings())
    assert [(one.path, one.statistics.max, one.statistics.zeros) for one in found.moved] == [
        ("", 6.0, 0.75),
        ("0", 6.0, 0.75),
        ("1", 6.0, 0.75),
    ]
    assert found.moved[1].relative == pytest.approx(6.0 / 4.0)


def test_a_difference_stops_at_its_budget_and_says_where():
    """What came before is compared."""
    found = difference_of(CONV, (PICTURE,), (PICTURE + 1,), Settings(), budget=2 * 5 * 36 * 4)
    assert [one.path for one in found.moved] == ["0"]
    assert found.partial.startswith("Partial, stopped at 1")


def test_samples_of_different_lengths_are_compared_as_far_as_they_can_be():
    """The first block that returns another shape is named."""
    found = difference_of(ENCODER, (TOKENS,), (TOKENS[:, :4],), Settings())
    assert found.moved == ()
    assert "different shapes" in found.partial


def test_the_change_of_one_block_is_a_picture():
    """What it returned before and after, and the difference, of the sample that was changed."""
    other = PICTURE.clone()
    other[1, 0, 0, 0] += 1.0
    found = travel_view(CONV, (PICTURE,), (other,), Settings(), Place("0"))
    apart, before, after = found.pictures
    assert [one.name for one in found.pictures] == ["difference", "before", "after"]
    expected = (CONV[0](other) - CONV[0](PICTURE)).detach()
    assert found.statistics[0].max == pytest.approx(float(expected.max()))
    assert apart.high == pytest.approx(float(expected[1].abs().max()))
    assert before.png != after.png
    with pytest.raises(BuilderError, match="has no call 0"):
        travel_view(CONV, (PICTURE,), (other,), Settings(), Place("9"))
