"""What PyTorch draws for each tensor of a layer before any rule: the distribution, its formula and its numbers.

By `reset_parameters` and `_reset_parameters` of the classes in torch/nn/modules; `kaiming_uniform_` with a = sqrt(5),
which linear layers and convolutions call, is a uniform distribution between -1/sqrt(fan_in) and 1/sqrt(fan_in).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod, sqrt
from typing import Literal

import msgspec

from builder.catalogue.layers.kind import Args, ParameterSpec


class Distribution(msgspec.Struct, frozen=True):
    """uniform: between -`scale` and `scale`; normal: mean 0, standard deviation `scale`; constant: `scale` itself.

    `formula` says where the scale is from, in the names of the layer's arguments.
    """

    kind: Literal["uniform", "normal", "constant"]
    scale: float
    formula: str = ""

    @property
    def variance(self) -> float:
        """The variance of what is drawn."""
        return {"uniform": self.scale**2 / 3, "normal": self.scale**2, "constant": 0.0}[self.kind]

    @property
    def shown(self) -> str:
        """The distribution with its numbers.

        >>> Distribution("uniform", 0.05, "1/sqrt(in_features)").shown
        'U(-0.05, 0.05)'
        """
        match self.kind:
            case "uniform":
                return f"U({-self.scale:.4g}, {self.scale:.4g})"
            case "normal":
                return f"N(0, {self.scale:.4g}²)"
            case _:
                return f"{self.scale:g}"


def _uniform(fan: int, formula: str) -> Distribution:
    """Describe U(-1/sqrt(fan), 1/sqrt(fan)), and 0 for a fan of 0: `bound` in torch/nn/modules/linear.py."""
    return Distribution("uniform", 1 / sqrt(fan) if fan else 0.0, formula)


def _constant(value: float) -> Distribution:
    return Distribution("constant", value)


def _linear(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give weight and bias: `Linear.reset_parameters` in torch/nn/modules/linear.py."""
    return _uniform(args["in_features"], "1/sqrt(in_features)")


def _bilinear(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give weight and bias: `Bilinear.reset_parameters` in torch/nn/modules/linear.py."""
    return _uniform(args["in1_features"], "1/sqrt(in1_features)")


def _convolution(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give weight and bias: `_ConvNd.reset_parameters` in torch/nn/modules/conv.py, by fan_in."""
    return _uniform(weight.shape[1] * prod(weight.shape[2:]), "1/sqrt(in_channels/groups × kernel size)")


def _transposed_init(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give weight and bias as for a convolution; dim 1 of the weight, torch's fan_in, are here the output channels.

    By `_calculate_fan_in_and_fan_out` in torch/nn/init.py.
    """
    return _uniform(weight.shape[1] * prod(weight.shape[2:]), "1/sqrt(out_channels/groups × kernel size)")


def _recurrent(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give every tensor: `reset_parameters` of `RNNBase` and `RNNCellBase` in torch/nn/modules/rnn.py."""
    return _uniform(args["hidden_size"], "1/sqrt(hidden_size)")


def _embedding(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give the weight: `reset_parameters` in torch/nn/modules/sparse.py.

    The row of `padding_idx`, which it then sets to 0, is not told apart.
    """
    return Distribution("normal", 1.0, "")


def _prelu(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give the weight: `PReLU.reset_parameters` in torch/nn/modules/activation.py."""
    return _constant(args["init"])


def _norm(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give 1 and 0, as `reset_parameters` in batchnorm.py and normalization.py of torch/nn/modules do."""
    return _constant(1.0 if spec.name.rpartition(".")[2] in ("weight", "running_var") else 0.0)


def _xavier(spec: ParameterSpec) -> Distribution:
    """Give a uniform distribution by `xavier_uniform_` in torch/nn/init.py, of gain 1."""
    rows, columns = spec.shape
    return Distribution("uniform", sqrt(6 / (rows + columns)), "sqrt(6/(fan_in + fan_out))")


def _attention(args: Args, spec: ParameterSpec, weight: ParameterSpec) -> Distribution:
    """Give what `MultiheadAttention._reset_parameters` in torch/nn/modules/activation.py draws.

    It leaves `out_proj.weight` as `Linear` drew it; `bias_k` and `bias_v` are by `xavier_normal_`, both of whose fans
    are embed_dim.
    """
    name = spec.name.rpartition("self_attn.")[2].rpartition("multihead_attn.")[2]
    if name.endswith("proj_weight"):
        return _xavier(spec)
    if name == "out_proj.weight":
        return _uniform(spec.shape[1], "1/sqrt(embed_dim)")
    if name in ("bias_k", "bias_v"):
        return Distribution("normal", sqrt(2 / (2 * spec.shape[2])), "sqrt(2/(fan_in + fan_out))")
    return _constant(0.0)


_Rule = Callable[[Args, ParameterSpec, ParameterSpec], Distribution]
_RULES: Mapping[str, _Rule] = {
    "Linear": _linear,
    "Bilinear": _bilinear,
    **dict.fromkeys(("Conv1d", "Conv2d", "Conv3d"), _convolution),
    **dict.fromkeys(("ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"), _transposed_init),
    **dict.fromkeys(("RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell"), _recurrent),
    **dict.fromkeys(("Embedding", "EmbeddingBag"), _embedding),
    "PReLU": _prelu,
    **dict.fromkeys(("BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm"), _norm),
    **dict.fromkeys(("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d"), _norm),
    **dict.fromkeys(("GroupNorm", "LayerNorm", "RMSNorm"), _norm),
    "MultiheadAttention": _attention,
}


def default_init(kind: str, args: Args, tensors: Sequence[ParameterSpec]) -> dict[str, Distribution]:
    """Return what PyTorch draws for each tensor of a layer by name; nothing for a kind of which that is not written.

    Args:
        kind: of the layer.
        args: all of its arguments.
        tensors: those that it owns, as its kind lists them.
    """
    rule = _RULES.get(kind)
    if rule is None or not tensors:
        return {}
    return {spec.name: rule(args, spec, tensors[0]) for spec in tensors}
