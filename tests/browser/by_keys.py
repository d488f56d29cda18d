"""Three networks built by keys alone, as somebody does who knows them."""

from __future__ import annotations

from tests.browser.hands import Keys

TENSORS = "weight: tensor {rows} {columns} > bias: tensor {columns} > matmul < x weight > add < _ bias"


def set_input(keys: Keys, shape: str) -> None:
    """Enter edits the network's input where nothing is selected."""
    keys.press("Escape", "Enter")
    keys.typed(shape)
    keys.press("Enter")


def resnet50(keys: Keys) -> None:
    """Two blocks of one's own, then the stages made of them."""
    set_input(keys, "N, 3, 224, 224")
    keys.add("graph")
    keys.define("Bottleneck", "planes=64")
    keys.add(
        "conv1: conv =planes 1 bias=off > bn1: bn > relu > conv2: conv =planes 3 padding=1 bias=off > bn2: bn > relu"
        " > conv3: conv =planes*4 1 bias=off > bn3: bn > add < x > relu"
    )
    keys.press("ArrowLeft")
    keys.add("graph")
    keys.define("Down", "planes=64, stride=2")
    keys.add(
        "conv1: conv =planes 1 bias=off > bn1: bn > relu > conv2: conv =planes 3 padding=1 stride=stride bias=off"
        " > bn2: bn > relu > conv3: conv =planes*4 1 bias=off > bn3: bn"
        " > downsample: sequential < x > add < bn3 _ > relu"
    )
    keys.find("downsample")
    keys.add("conv =planes*4 1 stride=stride bias=off > bn")
    keys.press("Control+a", "Control+a", "Control+a", "Delete")
    keys.add("conv1: conv 64 7 stride=2 padding=3 bias=off > bn1: bn > relu: relu > maxpool: maxpool 3 2 1")
    for stage, planes, more in ((1, 64, 2), (2, 128, 3), (3, 256, 5), (4, 512, 2)):
        keys.add(f"layer{stage}: sequential")
        keys.add(f"down {planes}{' 1' if stage == 1 else ''} > bottleneck {planes}")
        keys.press(*["Control+d"] * (more - 1), "ArrowLeft")
    keys.add("avgpool: adaptiveavgpool2d 1 > flatten > fc: linear 1000")


def gpt2(keys: Keys) -> None:
    """One block of one's own, repeated; the head is tied to the embedding."""
    set_input(keys, "N, 64")
    keys.press("Escape", "Enter", "Tab")
    keys.typed("int64")
    keys.press("Enter")
    keys.add("transformer: graph class=GPT2Model")
    keys.add(
        "wte: embedding 50257 768 > positions: arange dim=1 < x > wpe: embedding 1024 768 > add < wte _"
        " > drop: dropout 0.1 > h: graph > ln_f: layernorm 768"
    )
    keys.press("ArrowUp")
    keys.define("GPT2Block")
    keys.add(
        "ln_1: layernorm 768 > attn: graph class=GPT2Attention > add1: add < _ x > ln_2: layernorm 768"
        " > mlp: sequential class=GPT2MLP > add2: add < add1 _"
    )
    keys.press("ArrowUp")
    keys.add("c_fc: graph class=Conv1D > act: gelu approx=tanh > c_proj: graph class=Conv1D > dropout: dropout 0.1")
    keys.press("ArrowUp")
    keys.add(TENSORS.format(rows=3072, columns=768))
    keys.press("ArrowLeft", "ArrowUp", "ArrowUp")
    keys.add(TENSORS.format(rows=768, columns=3072))
    keys.find("attn")
    keys.add(
        "c_attn: graph class=Conv1D > parts: split 768 dim=2"
        " > query: view N -1 12 64 < parts:0 > q: transpose 1 2 > key: view N -1 12 64 < parts:1 > k: transpose 1 2"
        " > value: view N -1 12 64 < parts:2 > v: transpose 1 2 > attention: scaled is_causal=on < q k v"
        " > transpose 1 2 > reshape N -1 768 > c_proj: graph class=Conv1D > resid_dropout: dropout 0.1"
    )
    keys.press("ArrowUp")
    keys.add(TENSORS.format(rows=768, columns=768))
    keys.find("c_attn")
    keys.add(TENSORS.format(rows=768, columns=2304))
    keys.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "w", "r", "Enter")
    keys.typed("12")
    keys.press("Enter", "ArrowLeft")
    keys.add("lm_head: linear 50257 bias=off")
    keys.tie("transformer.wte")


def unet(keys: Keys) -> None:
    """A block of one's own, and a graph whose way down is joined to its way up."""
    set_input(keys, "N, 1, 128, 128")
    keys.press("w", "ArrowDown", "ArrowDown", "Enter")
    keys.add("down1: sequential")
    keys.define("DoubleConv", "out_channels=64")
    keys.add(" > ".join(["conv =out_channels 3 padding=1 bias=off > bn > relu"] * 2))
    keys.press("ArrowLeft")
    keys.add(
        "pool1: maxpool 2 > down2: doubleconv 128 > pool2: maxpool 2 > down3: doubleconv 256 > pool3: maxpool 2"
        " > down4: doubleconv 512 > pool4: maxpool 2 > bottom: doubleconv 1024"
    )
    for step in (4, 3, 2, 1):
        channels = 32 * 2**step
        keys.add(
            f"up{step}: convtranspose2d {channels} 2 stride=2 > join{step}: cat < down{step} _"
            f" > decode{step}: doubleconv {channels}"
        )
    keys.add("head: conv 2 1")
