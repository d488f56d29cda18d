"""The same networks, written as a person would: what `to_module` is measured beside."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def mlp(layers: int, width: int = 64) -> nn.Module:
    """Build Linear and ReLU in turn."""
    kids: list[nn.Module] = []
    for _ in range(layers):
        kids += [nn.Linear(width, width), nn.ReLU()]
    return nn.Sequential(*kids)


def vgg16() -> nn.Module:
    """Build configuration D of Simonyan and Zisserman (2014)."""
    features: list[nn.Module] = []
    channels = 3
    for width in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        if width:
            features += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
        else:
            features.append(nn.MaxPool2d(2, 2))
    classifier = nn.Sequential(
        nn.Linear(512 * 7 * 7, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(),
        nn.Linear(4096, 1000),
    )  # fmt: skip
    network = nn.Sequential(nn.Sequential(*features), nn.AdaptiveAvgPool2d(7), nn.Flatten(), classifier)
    return initialised(network)


class Bottleneck(nn.Module):
    """The block of ResNet-50, stride in the 3 x 3 convolution."""

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, width * 4, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(width * 4)
        self.relu = nn.ReLU()
        self.downsample: nn.Module | None = None
        if channels != width * 4:
            project = nn.Conv2d(channels, width * 4, 1, stride, bias=False)
            self.downsample = nn.Sequential(project, nn.BatchNorm2d(width * 4))

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's output, `(batch, 4 * width, height, width)`."""
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.relu(self.bn2(self.conv2(out)))
        out = self.bn3(self.conv3(out))
        skip = x if self.downsample is None else self.downsample(x)
        return torch.relu(out + skip)


def resnet50() -> nn.Module:
    """Build the network of He et al. (2015)."""
    stages: list[nn.Module] = []
    channels = 64
    for width, count, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        kids = []
        for i in range(count):
            kids.append(Bottleneck(channels, width, stride if i == 0 else 1))
            channels = width * 4
        stages.append(nn.Sequential(*kids))
    stem = (nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
    return nn.Sequential(*stem, *stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


def conv_bn_relu(channels: int, width: int, kernel: int = 1, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """Build the unit that MobileNetV2 is made of."""
    conv = nn.Conv2d(channels, width, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(width), nn.ReLU6())


class InvertedResidual(nn.Module):
    """The block of MobileNetV2."""

    def __init__(self, channels: int, width: int, stride: int, expand: int) -> None:
        super().__init__()
        hidden = channels * expand
        units = [] if expand == 1 else [conv_bn_relu(channels, hidden)]
        units.append(conv_bn_relu(hidden, hidden, 3, stride, groups=hidden))
        self.conv = nn.Sequential(*units, nn.Conv2d(hidden, width, 1, bias=False), nn.BatchNorm2d(width))
        self.is_residual = stride == 1 and channels == width

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's output, `(batch, width, height, width)`."""
        out: Tensor = self.conv(x)
        return x + out if self.is_residual else out


def mobilenet_v2() -> nn.Module:
    """Build the network of Sandler et al. (2018), width 1."""
    features: list[nn.Module] = [conv_bn_relu(3, 32, 3, 2)]
    channels = 32
    plan = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
    for expand, width, count, stride in plan:
        for i in range(count):
            features.append(InvertedResidual(channels, width, stride if i == 0 else 1, expand))
            channels = width
    features.append(conv_bn_relu(channels, 1280))
    head = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, 1000))
    return initialised(nn.Sequential(nn.Sequential(*features), nn.AdaptiveAvgPool2d(1), nn.Flatten(), head))


def initialised(network: nn.Module) -> nn.Module:
    """Draw the weights of VGG and MobileNetV2 anew, as torchvision's code and the rules of our templates do."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out")
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.01)
        if isinstance(module, nn.Conv2d | nn.Linear | nn.BatchNorm2d) and module.bias is not None:
            nn.init.zeros_(module.bias)
    return network


class Conv1D(nn.Module):
    """The projection of GPT-2, whose weight lies transposed."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(rows, columns))
        nn.init.normal_(self.weight, std=0.02)
        self.bias = nn.Parameter(torch.zeros(columns))

    def forward(self, x: Tensor) -> Tensor:
        """Return the projection, `(batch, steps, columns)`."""
        projected: Tensor = x @ self.weight + self.bias
        return projected


class GPT2Block(nn.Module):
    """Attention and a perceptron, each behind a norm and beside a skip."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.ln_1 = nn.LayerNorm(width)
        self.c_attn = Conv1D(width, 3 * width)
        self.c_proj = Conv1D(width, width)
        self.dropout = nn.Dropout(0.1)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential()
        self.mlp.c_fc = Conv1D(width, 4 * width)
        self.mlp.act = nn.GELU("tanh")
        self.mlp.c_proj = Conv1D(4 * width, width)
        self.mlp.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor) -> Tensor:
        """Return the block's output, `(batch, steps, width)`."""
        parts = self.c_attn(self.ln_1(x)).chunk(3, dim=2)
        query, key, value = (part.unflatten(2, (self.heads, -1)).transpose(1, 2) for part in parts)
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        x = x + self.dropout(self.c_proj(mixed.transpose(1, 2).flatten(2)))
        out: Tensor = x + self.mlp(self.ln_2(x))
        return out


class GPT2(nn.Module):
    """GPT-2 small, its head tied to its embedding (Radford et al., 2019)."""

    def __init__(self, words: int = 50_257, steps: int = 1_024, width: int = 768, depth: int = 12) -> None:
        super().__init__()
        self.wte, self.wpe = nn.Embedding(words, width), nn.Embedding(steps, width)
        self.drop = nn.Dropout(0.1)
        self.h = nn.Sequential(*(GPT2Block(width, 12) for _ in range(depth)))
        self.ln_f = nn.LayerNorm(width)
        self.head = nn.Linear(width, words, bias=False)
        self.head.weight = self.wte.weight
        for embedding in (self.wte, self.wpe):
            nn.init.normal_(embedding.weight, std=0.02)
        for name, parameter in self.h.named_parameters():
            if name.endswith("c_proj.weight"):
                nn.init.normal_(parameter, std=0.02 / (2 * depth) ** 0.5)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the scores, `(batch, steps, words)`."""
        x = self.wte(ids) + self.wpe(torch.arange(ids.size(1), device=ids.device))
        scores: Tensor = self.head(self.ln_f(self.h(self.drop(x))))
        return scores


def gpt2() -> nn.Module:
    """Build GPT-2 small."""
    return GPT2()
