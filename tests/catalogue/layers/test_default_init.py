"""What is said of PyTorch's own initial values, held against what torch draws."""

import pytest
import torch

from builder.catalogue.layers.default_init import _RULES, default_init
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import resolve
from tests.catalogue.layers.oracle import build

CASES = [
    ("Linear", {"in_features": 40, "out_features": 30}),
    ("Bilinear", {"in1_features": 20, "in2_features": 8, "out_features": 10}),
    ("Conv1d", {"in_channels": 8, "out_channels": 12, "kernel_size": 3, "groups": 4}),
    ("Conv2d", {"in_channels": 6, "out_channels": 16, "kernel_size": [3, 5]}),
    ("Conv3d", {"in_channels": 4, "out_channels": 8, "kernel_size": 2}),
    ("ConvTranspose1d", {"in_channels": 8, "out_channels": 12, "kernel_size": 3, "groups": 2}),
    ("ConvTranspose2d", {"in_channels": 6, "out_channels": 16, "kernel_size": 3}),
    ("ConvTranspose3d", {"in_channels": 4, "out_channels": 8, "kernel_size": 2}),
    ("RNN", {"input_size": 10, "hidden_size": 16}),
    ("LSTM", {"input_size": 10, "hidden_size": 16, "proj_size": 5, "bidirectional": True}),
    ("GRU", {"input_size": 10, "hidden_size": 16, "num_layers": 2}),
    ("RNNCell", {"input_size": 10, "hidden_size": 16}),
    ("LSTMCell", {"input_size": 10, "hidden_size": 16}),
    ("GRUCell", {"input_size": 10, "hidden_size": 16}),
    ("Embedding", {"num_embeddings": 50, "embedding_dim": 16}),
    ("EmbeddingBag", {"num_embeddings": 50, "embedding_dim": 16}),
    ("PReLU", {"num_parameters": 4, "init": 0.1}),
    ("BatchNorm1d", {"num_features": 5}),
    ("BatchNorm2d", {"num_features": 5}),
    ("BatchNorm3d", {"num_features": 5}),
    ("SyncBatchNorm", {"num_features": 5}),
    ("InstanceNorm1d", {"num_features": 5, "affine": True, "track_running_stats": True}),
    ("InstanceNorm2d", {"num_features": 5, "affine": True}),
    ("InstanceNorm3d", {"num_features": 5, "affine": True}),
    ("GroupNorm", {"num_groups": 2, "num_channels": 6}),
    ("LayerNorm", {"normalized_shape": [3, 4]}),
    ("RMSNorm", {"normalized_shape": 6}),
    ("MultiheadAttention", {"embed_dim": 24, "num_heads": 4, "add_bias_kv": True}),
    ("MultiheadAttention", {"embed_dim": 24, "num_heads": 4, "kdim": 10, "vdim": 12}),
]


@pytest.mark.parametrize(("kind", "args"), CASES)
def test_torch_draws_what_is_said(kind, args):
    """A constant exactly; of the others the bounds, and the standard deviation over many draws."""
    resolved = resolve(kind, args, ())
    said = default_init(kind, resolved, CATALOGUE[kind].parameters(resolved))
    torch.manual_seed(0)
    layers = [build(kind, resolved) for _ in range(40)]
    for name, distribution in said.items():
        drawn = torch.cat([layer.state_dict()[name].flatten().double() for layer in layers])
        assert drawn.std() == pytest.approx(distribution.variance**0.5, rel=0.08)
        if distribution.kind == "constant":
            assert set(drawn.tolist()) == {distribution.scale} or set(drawn.float().tolist()) == {
                torch.tensor(distribution.scale).item()
            }
        if distribution.kind == "uniform":
            assert 0.9 * distribution.scale < drawn.abs().max() <= distribution.scale * (1 + 1e-6)
    assert said.keys() == layers[0].state_dict().keys()


def test_every_rule_is_tried():
    """One that is added needs a case."""
    assert {kind for kind, _ in CASES} == set(_RULES)
