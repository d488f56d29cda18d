"""The documents that are measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.document.blocks import Block, Document, Input, Layer, Parallel, Repeat
from builder.document.blocks import Sequential as Stack


def chain(layers: int, widths: Sequence[int]) -> Document:
    """Return a chain of Linear, LayerNorm, GELU, Dropout; the Linear layers take the widths in turn."""
    kids: list[Block] = []
    for i in range(layers // 4):
        width = widths[i % len(widths)]
        kids += [
            Layer(id=f"linear{i}", kind="Linear", args={"in_features": "auto", "out_features": width}),
            Layer(id=f"norm{i}", kind="LayerNorm", args={"normalized_shape": "auto"}),
            Layer(id=f"gelu{i}", kind="GELU"),
            Layer(id=f"dropout{i}", kind="Dropout", args={"p": 0.1}),
        ]
    return _checked(Document(inputs=(Input(name="X", shape=("N", 64)),), root=Stack(id="root", children=tuple(kids))))


def mlp(layers: int, width: int = 64) -> Document:
    """Return Linear and ReLU in turn, `layers` of each."""
    kids: list[Block] = []
    for i in range(layers):
        kids.append(Layer(id=f"linear{i}", kind="Linear", args={"in_features": "auto", "out_features": width}))
        kids.append(Layer(id=f"relu{i}", kind="ReLU"))
    return _checked(
        Document(inputs=(Input(name="X", shape=("N", width)),), root=Stack(id="root", children=tuple(kids)))
    )


def leaves(per_level: int = 10) -> Document:
    """Return 10 x 10 x 10 layers in two levels of Sequential."""
    stages = [
        Stack(
            id=f"stage{i}",
            children=tuple(
                Stack(id=f"block{i}_{j}", children=tuple(_leaf(f"{i}_{j}_{k}", k) for k in range(per_level)))
                for j in range(per_level)
            ),
        )
        for i in range(per_level)
    ]
    return _checked(Document(inputs=(Input(name="X", shape=("N", 64)),), root=Stack(id="root", children=tuple(stages))))


def blocks(count: int) -> Document:
    """Return a network of `count` blocks on the canvas: stages of nine layers, the containers counted."""
    stages = [Stack(id=f"stage{i}", children=tuple(_leaf(f"{i}_{k}", k) for k in range(9))) for i in range(count // 10)]
    return _checked(Document(inputs=(Input(name="X", shape=("N", 64)),), root=Stack(id="root", children=tuple(stages))))


def resnet50() -> Document:
    """Return ResNet-50 as one would build it here: parallels for the residuals, repeats for the stages."""
    stem = (
        *_conv_bn("stem", 64, 7, stride=2, padding=3),
        Layer(id="stem_relu", kind="ReLU"),
        Layer(id="stem_pool", kind="MaxPool2d", args={"kernel_size": 3, "stride": 2, "padding": 1}),
    )
    stages = [
        block
        for i, (width, count) in enumerate(((64, 3), (128, 4), (256, 6), (512, 3)))
        for block in _stage(f"stage{i}", width, count, stride=1 if i == 0 else 2)
    ]
    top = (
        Layer(id="pool", kind="AdaptiveAvgPool2d", args={"output_size": 1}),
        Layer(id="flat", kind="Flatten"),
        Layer(id="head", kind="Linear", args={"in_features": "auto", "out_features": 1000}),
    )
    root = Stack(id="root", children=(*stem, *stages, *top))
    return _checked(Document(inputs=(Input(name="X", shape=("N", 3, 224, 224)),), root=root))


def _leaf(id: str, k: int) -> Layer:
    if k % 2:
        return Layer(id=f"relu{id}", kind="ReLU")
    return Layer(id=f"linear{id}", kind="Linear", args={"in_features": "auto", "out_features": 64})


def _stage(id: str, width: int, count: int, stride: int) -> Iterable[Block]:
    skip = Stack(id=f"{id}_skip", name="skip", children=_conv_bn(f"{id}_project", width * 4, 1, stride=stride))
    yield _bottleneck(f"{id}_first", width, skip, stride)
    yield Layer(id=f"{id}_first_out", kind="ReLU")
    again = _bottleneck(f"{id}_more", width, Layer(id=f"{id}_identity", name="skip", kind="Identity"), 1)
    unit = Stack(id=f"{id}_unit", children=(again, Layer(id=f"{id}_out", kind="ReLU")))
    yield Repeat(id=f"{id}_rest", child=unit, count=count - 1)


def _bottleneck(id: str, width: int, skip: Block, stride: int) -> Block:
    main = (
        *_conv_bn(f"{id}_a", width, 1),
        Layer(id=f"{id}_relu_a", kind="ReLU"),
        *_conv_bn(f"{id}_b", width, 3, stride=stride, padding=1),
        Layer(id=f"{id}_relu_b", kind="ReLU"),
        *_conv_bn(f"{id}_c", width * 4, 1),
    )
    return Parallel(id=id, class_name="Bottleneck", children=(Stack(id=f"{id}_main", name="main", children=main), skip))


def _conv_bn(id: str, channels: int, kernel: int, stride: int = 1, padding: int = 0) -> tuple[Block, ...]:
    args = {
        "in_channels": "auto",
        "out_channels": channels,
        "kernel_size": kernel,
        "stride": stride,
        "padding": padding,
    }
    return (
        Layer(id=f"{id}_conv", kind="Conv2d", args={**args, "bias": False}),
        Layer(id=f"{id}_bn", kind="BatchNorm2d", args={"num_features": "auto"}),
    )


def _checked(document: Document) -> Document:
    """Read the document back from its JSON, so that nothing is measured that could not be opened."""
    return Document.from_json(document.to_json())
