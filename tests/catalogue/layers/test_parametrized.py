"""What stands in the place of a parametrized tensor, against torch's own functions."""

import warnings

import pytest
import torch
from torch import nn

from builder.catalogue.layers.kind import ParameterSpec
from builder.catalogue.layers.parametrized import (
    PARAMETRIZATIONS,
    Parametrization,
    check_parametrizations,
    full_args,
    parametrized_specs,
)
from builder.errors import DocumentError, ShapeError
from builder.live.parametrized import register

LAYERS = {
    "Linear": lambda: nn.Linear(6, 4),
    "square": lambda: nn.Linear(5, 5, bias=False),
    "Conv2d": lambda: nn.Conv2d(3, 4, (2, 5)),
    "ConvTranspose1d": lambda: nn.ConvTranspose1d(3, 4, 2),
    "Embedding": lambda: nn.Embedding(7, 3),
    "LayerNorm": lambda: nn.LayerNorm(4),
}
GIVEN = [
    Parametrization("weight_norm"),
    Parametrization("weight_norm", "old"),
    Parametrization("weight_norm", "new", {"dim": None}),
    Parametrization("weight_norm", "old", {"dim": 1}),
    Parametrization("spectral_norm"),
    Parametrization("spectral_norm", "new", {"n_power_iterations": 3, "eps": 1e-6, "dim": 1}),
    Parametrization("spectral_norm", "old"),
    Parametrization("orthogonal"),
    Parametrization("orthogonal", "new", {"orthogonal_map": "cayley", "use_trivialization": False}),
    Parametrization("orthogonal", "new", {"orthogonal_map": "matrix_exp"}),
]


def in_torch(layer, one):
    """Call the function of torch that a parametrization stands for."""
    where = nn.utils.parametrizations if one.form == "new" else nn.utils
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return getattr(where, one.kind)(layer, **full_args(one))


def specs(layer):
    """Return what a live layer holds as the catalogue says it."""
    buffers = dict(layer.named_buffers())
    return tuple(ParameterSpec(name, tuple(t.shape), buffer=name in buffers) for name, t in layer.state_dict().items())


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("one", GIVEN, ids=str)
def test_the_tensors_are_those_of_torch(name, one):
    """Names, shapes, order and roles; what torch refuses is refused in a sentence."""
    layer = LAYERS[name]()
    plain, kind = specs(layer), type(layer).__name__
    try:
        theirs = specs(in_torch(layer, one))
    except (IndexError, ValueError, RuntimeError):
        with pytest.raises(ShapeError, match=r"dims|dim="):
            parametrized_specs(kind, plain, {"weight": one})
        return
    assert parametrized_specs(kind, plain, {"weight": one}) == theirs


@pytest.mark.parametrize("device", ["cpu", "meta"])
@pytest.mark.parametrize("one", GIVEN, ids=str)
def test_a_layer_is_registered_as_by_torch(one, device):
    """In print and in the state_dict; with values bit for bit those that torch draws."""
    torch.manual_seed(0)
    theirs = in_torch(nn.Linear(6, 6), one)
    torch.manual_seed(0)
    with torch.device(device):
        ours = register(nn.Linear(6, 6), "Linear", {"weight": one})
    assert (str(ours), specs(ours)) == (str(theirs), specs(theirs))
    pairs = zip(ours.state_dict().values(), theirs.state_dict().values(), strict=True)
    assert device == "meta" or all(torch.equal(a, b) for a, b in pairs)


def test_several_tensors_of_a_layer():
    """Each in the order in which it was registered."""
    given = {name: Parametrization("weight_norm", "old") for name in ("weight_hh_l0", "weight_ih_l0")}
    layer = nn.LSTM(3, 2)
    plain = specs(layer)
    for name in given:
        with pytest.warns(FutureWarning, match="deprecated"):
            nn.utils.weight_norm(layer, name)
    assert parametrized_specs("LSTM", plain, given) == specs(layer)


@pytest.mark.parametrize(
    ("one", "problem"),
    [
        (Parametrization("weight_nrm"), r"^parametrizations\.weight\.kind: .* 'weight_nrm'\. Did you mean weight_norm"),
        (Parametrization("orthogonal", "old"), r"^parametrizations\.weight\.form: orthogonal has no old form"),
        (Parametrization("weight_norm", "new", {"dim": "a"}), r"^parametrizations\.weight\.args\.dim: "),
        (
            Parametrization("spectral_norm", "new", {"dims": 1}),
            r"^parametrizations\.weight\.args\.dims: .*Did you mean",
        ),
    ],
)
def test_what_torch_has_not_is_refused(one, problem):
    """The place and the remedy are named."""
    with pytest.raises(DocumentError, match=problem):
        check_parametrizations({"weight": one})


def test_a_tensor_that_is_not_there_is_named():
    """A layer without a bias, say."""
    with pytest.raises(ShapeError, match=r"Linear has no parameter 'bias' .* Remove the parametrization"):
        parametrized_specs("Linear", specs(nn.Linear(2, 3, bias=False)), {"bias": Parametrization("weight_norm")})


def test_every_form_is_one_of_torch():
    """Each name is a function of torch.nn.utils or of its parametrizations."""
    for name, entry in PARAMETRIZATIONS.items():
        assert hasattr(nn.utils.parametrizations, name)
        assert ("old" in entry.names) == callable(getattr(nn.utils, name, None))
