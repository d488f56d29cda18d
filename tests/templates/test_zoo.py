"""Published networks compute what their published code computes: blocks held against hand-written twins."""

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import nn

from builder import templates
from builder.document.blocks import Document, Input, Instance
from builder.module import to_module

LARGE = {"alexnet", "vgg11", "vgg16", "resnet50", "unet", "vit_b_16", "transformer", "gpt2", "bert_base"}
"""Templates of more than 20 million parameters, which run on meta alone."""


def samples(document, device):
    """Draw inputs for a document."""
    for entry in document.inputs:
        shape = tuple(document.batch if n == "N" else n for n in entry.shape)
        if entry.dtype == "float32":
            yield torch.randn(shape, device=device)
        else:
            yield torch.randint(entry.low, entry.high, shape, device=device)


def tensors(value):
    """Flatten what a network returns."""
    return [inner for item in value for inner in tensors(item)] if isinstance(value, tuple) else [value]


def block(name, definition, shape=(4,), **args):
    """Return one block of a template as a network that takes `shape`, with drawn weights, in eval mode."""
    root = Instance(id="block", definition=definition, args=args)
    document = Document(
        inputs=(Input(name="x", shape=("N", *shape)),), root=root, definitions=templates.load(name).definitions
    )
    network = to_module(document).eval()
    for parameter in network.parameters():
        nn.init.normal_(parameter, std=0.2)
    return network


@pytest.mark.parametrize("name", templates.names())
def test_runs_on_meta(name):
    """Each template takes what its inputs say; every output begins with the batch."""
    document = templates.load(name)
    out = to_module(document, device="meta")(*samples(document, "meta"))
    assert all(tensor.shape[0] == document.batch for tensor in tensors(out))


@pytest.mark.parametrize("name", [name for name in templates.names() if name not in LARGE])
def test_runs_on_numbers(name):
    """A small one computes finite numbers."""
    document = templates.load(name)
    with torch.no_grad():
        out = to_module(document).eval()(*samples(document, "cpu"))
    assert all(tensor.isfinite().all() for tensor in tensors(out))


def test_basic_block_is_that_of_resnet():
    """Two convolutions, the shortcut through its own convolution, ReLU after the sum."""
    b, x = block("resnet18", "BasicBlockDown", (4, 8, 8), planes=8), torch.randn(2, 4, 8, 8)
    out = b.bn2(b.conv2(F.relu(b.bn1(b.conv1(x)))))
    assert torch.equal(b(x), F.relu(out + b.downsample(x)))


def test_bottleneck_is_that_of_resnet():
    """1 x 1, 3 x 3 and 1 x 1 with four times the channels; the block that keeps its shape adds its input itself."""
    b, x = block("resnet50", "Bottleneck", (16, 8, 8), planes=4), torch.randn(2, 16, 8, 8)
    out = F.relu(b.bn2(b.conv2(F.relu(b.bn1(b.conv1(x))))))
    assert torch.equal(b(x), F.relu(b.bn3(b.conv3(out)) + x))


def test_resnet_strides_in_the_second_convolution():
    """A Bottleneck halves the image in its 3 x 3 convolution, as torchvision's does."""
    b = block("resnet50", "BottleneckDown", (8, 8, 8), planes=4)
    assert (b.conv1.stride, b.conv2.stride, b.downsample[0].stride) == ((1, 1), (2, 2), (2, 2))


def test_dense_layer_adds_to_what_came_before():
    """New channels stand behind all old ones."""
    b, x = block("densenet121", "DenseLayer", (8, 6, 6), growth_rate=4), torch.randn(2, 8, 6, 6)
    new = b.conv2(F.relu(b.norm2(b.conv1(F.relu(b.norm1(x))))))
    assert torch.equal(b(x), torch.cat((x, new), 1))


def test_gpt2_block_is_the_published_one():
    """LayerNorm first, causal attention by heads of 64, GELU by tanh; weights stand as (in, out)."""
    b, x = block("gpt2", "GPT2Block"), torch.randn(2, 5, 768)
    affine = lambda m, x: torch.addmm(m.bias, x.flatten(0, 1), m.weight).view(*x.shape[:2], -1)  # noqa: E731
    q, k, v = (t.view(2, 5, 12, 64).transpose(1, 2) for t in affine(b.attn.c_attn, b.ln_1(x)).split(768, 2))
    scores = (q @ k.transpose(2, 3) / 8).masked_fill(~torch.ones(5, 5, dtype=torch.bool).tril(), -torch.inf)
    y = x + affine(b.attn.c_proj, (scores.softmax(-1) @ v).transpose(1, 2).reshape(2, 5, 768))
    twin = y + affine(b.mlp.c_proj, F.gelu(affine(b.mlp.c_fc, b.ln_2(y)), approximate="tanh"))
    torch.testing.assert_close(b(x), twin, rtol=1e-4, atol=1e-4)


def test_gpt2_has_its_head_tied():
    """The head is the table of tokens."""
    network = to_module(templates.load("gpt2"), device="meta")
    assert network.lm_head.weight is network.transformer.wte.weight
    assert network.transformer.ln_f.eps == 1e-5


def test_vit_block_is_that_of_torch():
    """An encoder layer with its norms first, exact GELU and eps 1e-6."""
    b, x = block("vit_b_16", "EncoderBlock", (5, 16), num_heads=4, hidden_dim=16, mlp_dim=32), torch.randn(2, 5, 16)
    twin = nn.TransformerEncoderLayer(16, 4, 32, 0.0, F.gelu, 1e-6, batch_first=True, norm_first=True)
    ours = {"ln_1": "norm1", "ln_2": "norm2", "mlp.0": "linear1", "mlp.3": "linear2", "self_attention": "self_attn"}
    for name, theirs in ours.items():
        twin.get_submodule(theirs).load_state_dict(b.get_submodule(name).state_dict())
    torch.testing.assert_close(b(x), twin.train()(x), rtol=1e-4, atol=1e-4)


def test_transformer_encoder_layer_is_that_of_torch():
    """Same keys, same numbers."""
    b = block("transformer_encoder", "EncoderLayer", d_model=16, nhead=4, dim_feedforward=32)
    twin, x = nn.TransformerEncoderLayer(16, 4, 32, batch_first=True).eval(), torch.randn(2, 5, 16)
    twin.load_state_dict(b.state_dict(), strict=True)
    assert list(b.state_dict()) == list(twin.state_dict())
    torch.testing.assert_close(b(x), twin(x), rtol=1e-4, atol=1e-4)


def test_transformer_decoder_layer_is_that_of_torch():
    """Causal attention to itself, attention to the memory, norms after each sum."""
    b = block("transformer", "DecoderLayer")
    twin, x, memory = (
        nn.TransformerDecoderLayer(512, 8, batch_first=True).eval(),
        torch.randn(2, 5, 512),
        torch.randn(2, 7, 512),
    )
    state = {key.replace("in_proj.", "in_proj_"): tensor for key, tensor in b.state_dict().items()}
    twin.load_state_dict(state, strict=True)
    mask = nn.Transformer.generate_square_subsequent_mask(5)
    torch.testing.assert_close(b(x, memory), twin(x, memory, mask), rtol=1e-4, atol=1e-4)


def bert_twin(b):
    """Return torch's own encoder layer with the weights of a BertLayer."""
    twin = nn.TransformerEncoderLayer(768, 12, 3072, 0.0, F.gelu, 1e-12, batch_first=True)
    own, places = b.attention.self, {"linear1": b.intermediate.dense, "linear2": b.output.dense}
    places |= {"norm1": b.attention.output.LayerNorm, "norm2": b.output.LayerNorm}
    places["self_attn.out_proj"] = b.attention.output.dense
    for name, module in places.items():
        twin.get_submodule(name).load_state_dict(module.state_dict())
    for kind in ("weight", "bias"):
        stacked = torch.cat([getattr(part, kind) for part in (own.query, own.key, own.value)])
        getattr(twin.self_attn, f"in_proj_{kind}").data.copy_(stacked)
    return twin


def test_bert_layer_is_the_published_one():
    """Norms after each sum, exact GELU, eps 1e-12, and padding that no token sees."""
    b, x = block("bert_base", "BertLayer"), torch.randn(2, 5, 768)
    hidden = torch.tensor([[False] * 5, [False] * 3 + [True] * 2])
    states, _ = b((x, hidden[:, None, None] * torch.finfo(torch.float32).min))
    torch.testing.assert_close(states, bert_twin(b).train()(x, src_key_padding_mask=hidden), rtol=1e-4, atol=1e-4)


def test_siamese_has_one_encoder():
    """Both images go through the same weights."""
    network = to_module(templates.load("siamese")).eval()
    x = torch.randn(2, 1, 28, 28)
    assert torch.equal(network(x, x), network.head.bias.expand(2, 1))


def test_gan_judges_what_it_makes():
    """The second output is the score of the first."""
    network = to_module(templates.load("dcgan")).eval()
    made, score, _ = network(torch.randn(2, 100, 1, 1), torch.randn(2, 3, 64, 64))
    assert torch.equal(network.discriminator(made), score)


def test_groups_stand_together():
    """The list shows one group after the other."""
    groups = [templates.template(name).group for name in templates.names()]
    assert list(dict.fromkeys(groups)) == ["first steps", "vision", "sequences", "generative"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
