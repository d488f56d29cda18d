"""The same three networks built by mouse alone: palette, ports, menus, and fields for names and numbers."""

from __future__ import annotations

from tests.browser.hands import Mouse


def layer(mouse: Mouse, kind: str, name: str = "", /, **fields: int | float | str) -> str:
    """Click a kind in the palette, which puts it behind what is selected, and fill its fields; return its id."""
    id = mouse.insert(kind)
    fill(mouse, name, **fields)
    return id


def fill(mouse: Mouse, name: str = "", /, **fields: int | float | str) -> None:
    """Fill the name and fields of what is selected."""
    if name:
        mouse.fill("field-name", name)
    for field, value in fields.items():
        mouse.fill(f"field-{field}", str(value))


def conv(mouse: Mouse, channels: int | str, kernel: int, name: str = "", **fields: int | str) -> str:
    """Add a convolution without bias."""
    id = layer(mouse, "Conv2d", name, out_channels=channels, kernel_size=kernel, **fields)
    mouse.pick("field-bias", "False")
    return id


def define(mouse: Mouse, name: str, arguments: str = "") -> None:
    """Make what is selected my block."""
    mouse.choose(mouse.chosen(), "define")
    mouse.fill("define-name", name)
    if arguments:
        mouse.fill("define-args", arguments)
    mouse.click("define-ok")


def change(mouse: Mouse, path: str, **fields: int | str) -> None:
    """Fill fields of the block at a path."""
    mouse.select(mouse.at(path))
    fill(mouse, **fields)


def resnet50(mouse: Mouse) -> None:
    """A bottleneck as a graph; the one that halves is a copy of it, unpacked and changed."""
    mouse.fill("input-shape-0", "N, 3, 224, 224")
    graph = mouse.insert("Graph")
    define(mouse, "Bottleneck", "planes=64")
    for i, (channels, kernel, padding) in enumerate((("=planes", 1, 0), ("=planes", 3, 1), ("=planes*4", 1, 0)), 1):
        conv(mouse, channels, kernel, f"conv{i}", **({"padding": padding} if padding else {}))
        layer(mouse, "BatchNorm2d", f"bn{i}")
        if i < 3:
            mouse.insert("ReLU")
    add = mouse.insert("torch.add")
    mouse.draw(f"{graph}-out-x", add)
    mouse.select(mouse.block(add))
    mouse.insert("ReLU")
    _down(mouse)
    mouse.choose(mouse.at("1"), "delete")
    mouse.choose(mouse.at("0"), "delete")
    conv(mouse, 64, 7, "conv1", stride=2, padding=3)
    layer(mouse, "BatchNorm2d", "bn1")
    layer(mouse, "ReLU", "relu")
    layer(mouse, "MaxPool2d", "maxpool", kernel_size=3, stride=2, padding=1)
    for stage, planes, more in ((1, 64, 2), (2, 128, 3), (3, 256, 5), (4, 512, 2)):
        layer(mouse, "Sequential", f"layer{stage}")
        layer(mouse, "my Down", planes=planes, **({"stride": 1} if stage == 1 else {}))
        layer(mouse, "my Bottleneck", planes=planes)
        for _ in range(more - 1):
            mouse.duplicate(mouse.chosen())
        mouse.out(f"layer{stage}")
    layer(mouse, "AdaptiveAvgPool2d", "avgpool", output_size=1)
    mouse.insert("Flatten")
    layer(mouse, "Linear", "fc", out_features=1000)
    mouse.leave()


def _down(mouse: Mouse) -> None:
    mouse.duplicate(mouse.at("0"))
    mouse.choose(mouse.at("1"), "unpack")
    define(mouse, "Down", "planes=64, stride=2")
    change(mouse, "1.conv1", out_channels="=planes")
    change(mouse, "1.conv2", out_channels="=planes", stride="=stride")
    change(mouse, "1.conv3", out_channels="=planes*4")
    copy = (mouse.at("1").get_attribute("id") or "").removeprefix("node-")
    mouse.click("fit")
    mouse.page.wait_for_timeout(400)
    mouse.drag(mouse.page.get_by_test_id("palette-item-Sequential"), f"drop-{copy}-wire-add-1")
    mouse.fill("field-name", "downsample")
    conv(mouse, "=planes*4", 1, stride="=stride")
    mouse.insert("BatchNorm2d")


def unet(mouse: Mouse) -> None:
    """The network as a graph; what goes across is chosen from the list of what flows in."""
    mouse.fill("input-shape-0", "N, 1, 128, 128")
    mouse.page.get_by_test_id("canvas").click(button="right", position={"x": 60, "y": 500})
    mouse.click("menu-to-graph")
    mouse.insert("Sequential")
    mouse.fill("field-name", "down1")
    define(mouse, "DoubleConv", "out_channels=64")
    for _ in range(2):
        conv(mouse, "=out_channels", 3, padding=1)
        mouse.insert("BatchNorm2d")
        mouse.insert("ReLU")
    mouse.out("down1")
    layer(mouse, "MaxPool2d", "pool1", kernel_size=2)
    for step, channels in ((2, 128), (3, 256), (4, 512)):
        layer(mouse, "my DoubleConv", f"down{step}", out_channels=channels)
        layer(mouse, "MaxPool2d", f"pool{step}", kernel_size=2)
    layer(mouse, "my DoubleConv", "bottom", out_channels=1024)
    for step, channels in ((4, 512), (3, 256), (2, 128), (1, 64)):
        layer(mouse, "ConvTranspose2d", f"up{step}", out_channels=channels, kernel_size=2, stride=2)
        layer(mouse, "torch.cat", f"join{step}")
        mouse.pick("wire-1", f"down{step}")
        layer(mouse, "my DoubleConv", f"decode{step}", out_channels=channels)
    layer(mouse, "Conv2d", "head", out_channels=2, kernel_size=1)
    mouse.leave()


def gpt2(mouse: Mouse) -> None:
    """Ports are clicked for what flows into them; the head is tied to the embedding."""
    mouse.fill("input-shape-0", "N, 64")
    mouse.pick("input-dtype-0", "int64")
    model = layer(mouse, "Graph", "transformer", class_name="GPT2Model")
    layer(mouse, "Embedding", "wte", num_embeddings=50257, embedding_dim=768)
    add = mouse.insert("torch.add")
    mouse.branch(f"{model}-out-x", "torch.arange", "arange")
    fill(mouse, "positions", dim=1)
    layer(mouse, "Embedding", "wpe", num_embeddings=1024, embedding_dim=768)
    mouse.draw(f"{model}-out-wpe", add)
    mouse.select(mouse.block(add))
    layer(mouse, "Dropout", "drop", p=0.1)
    layer(mouse, "Graph", "h")
    define(mouse, "GPT2Block")
    _block(mouse)
    mouse.choose(mouse.at("transformer.h"), "wrap-repeat")
    fill(mouse, count=12)
    layer(mouse, "LayerNorm", "ln_f", normalized_shape=768)
    mouse.out("transformer")
    layer(mouse, "Linear", "lm_head", out_features=50257)
    mouse.pick("field-bias", "False")
    mouse.click("tie")
    mouse.page.get_by_test_id("tie-weight").select_option(label="transformer.wte.weight")


def _block(mouse: Mouse) -> None:
    layer(mouse, "LayerNorm", "ln_1", normalized_shape=768)
    attention = layer(mouse, "Graph", "attn", class_name="GPT2Attention")
    _attention(mouse, attention)
    mouse.out("attn")
    layer(mouse, "torch.add", "add1")
    mouse.pick("wire-1", "x")
    layer(mouse, "LayerNorm", "ln_2", normalized_shape=768)
    layer(mouse, "Sequential", "mlp")
    _conv1d(mouse, "c_fc", 768, 3072)
    mouse.out("c_fc")
    mouse.insert("GELU")
    fill(mouse, "act")
    mouse.pick("field-approximate", "tanh")
    _conv1d(mouse, "c_proj", 3072, 768)
    mouse.out("c_proj")
    layer(mouse, "Dropout", "dropout", p=0.1)
    mouse.out("mlp")
    mouse.insert("torch.add")
    mouse.pick("wire-1", "add1")


def _attention(mouse: Mouse, attention: str) -> None:
    _conv1d(mouse, "c_attn", 768, 2304)
    mouse.out("c_attn")
    mouse.click("more-functions")
    layer(mouse, "Tensor.split", "parts", split_size=768, dim=2)
    _heads(mouse, "0")
    products = mouse.insert("F.scaled_dot_product_attention")
    mouse.pick("field-is_causal", "True")
    for part in ("1", "2"):
        heads = _heads(mouse, part, f"{attention}-out-parts:{part}")
        mouse.select(mouse.block(products))
        mouse.pick(f"wire-{part}", mouse.name_of(heads))
    layer(mouse, "Tensor.transpose", dim0=1, dim1=2)
    layer(mouse, "Tensor.reshape", shape="N, -1, 768")
    _conv1d(mouse, "c_proj", 768, 768)
    mouse.out("c_proj")
    layer(mouse, "Dropout", "resid_dropout", p=0.1)


def _heads(mouse: Mouse, part: str, port: str = "") -> str:
    if port:
        mouse.branch(port, "Tensor.view", "view")
        fill(mouse, shape="N, -1, 12, 64")
    else:
        layer(mouse, "Tensor.view", shape="N, -1, 12, 64")
    return layer(mouse, "Tensor.transpose", dim0=1, dim1=2)


def _conv1d(mouse: Mouse, name: str, rows: int, columns: int) -> str:
    """Add x @ weight + bias, the tensors asked for by a click on the ports they flow into."""
    graph = layer(mouse, "Graph", name, class_name="Conv1D")
    product = mouse.insert("torch.matmul")
    mouse.branch(f"{graph}-in-matmul-1", "Tensor", "tensor")
    fill(mouse, "weight", shape=f"{rows}, {columns}")
    mouse.select(mouse.block(product))
    mouse.insert("torch.add")
    mouse.branch(f"{graph}-in-add-1", "Tensor", "tensor")
    fill(mouse, "bias", shape=str(columns))
    return graph
