"""Files without a line that creates their network, each with the call that is meant and what of it is guessed."""

from typing import NamedTuple


class Text(NamedTuple):
    """A text, the call that makes its likeliest network, and the arguments that are guesses."""

    text: str
    call: str
    guessed: tuple[str, ...] = ()


HEAD = """import argparse
from dataclasses import dataclass
from types import SimpleNamespace
import torch
from torch import nn
import torch.nn.functional as F
"""


def net(arguments, body, forward="return self.body(x)", name="Net", base="nn.Module"):
    """Write a class whose body is one module."""
    return f"""
class {name}({base}):
    def __init__(self, {arguments}):
        super().__init__()
        self.body = {body}

    def forward(self, x):
        {forward}
"""


LINEAR = "nn.Sequential(nn.Linear(in_features, hidden), nn.ReLU(), nn.Linear(hidden, num_classes))"
CONV = "nn.Sequential(nn.Conv2d(in_channels, 8, 3), nn.ReLU(), nn.Flatten(), nn.LazyLinear(num_classes))"
BLOCK = net("channels", "nn.Conv2d(channels, channels, 3, padding=1)", "return x + self.body(x)", "Block")
RESNET = """
class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, inplanes, planes, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inplanes, planes, 3, stride, 1)

    def forward(self, x):
        return F.relu(self.conv(x))

class ResNet(nn.Module):
    def __init__(self, block, layers, num_classes):
        super().__init__()
        self.inplanes = 8
        self.layer1 = self._make_layer(block, 8, layers[0])
        self.layer2 = self._make_layer(block, 16, layers[1], stride=2)
        self.stem = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(16 * block.expansion, num_classes)

    def _make_layer(self, block, planes, count, stride=1):
        layers = [block(self.inplanes, planes, stride)]
        self.inplanes = planes * block.expansion
        layers += [block(self.inplanes, planes) for _ in range(1, count)]
        return nn.Sequential(*layers)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(self.stem(x))).mean((2, 3)))
"""
CONFIG = """
@dataclass
class GPTConfig:
    vocab_size: int = 50
    n_embd: int = 12

"""
GPT = """
class GPT(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.head = nn.Linear(config.n_embd, config.vocab_size, bias=False)

    def forward(self, idx):
        return self.head(self.wte(idx))
"""
TEXTS = {
    "nothing required": Text(net("width=6", "nn.Linear(width, 2)"), "Net()"),
    "numbers by name": Text(
        net("in_features, hidden, num_classes", LINEAR),
        "Net(in_features=20, hidden=64, num_classes=10)",
        ("in_features", "hidden", "num_classes"),
    ),
    "some with defaults": Text(net("in_channels, num_classes=4", CONV), "Net(in_channels=3)", ("in_channels",)),
    "channels and classes": Text(
        net("in_channels, num_classes", CONV), "Net(in_channels=3, num_classes=10)", ("in_channels", "num_classes")
    ),
    "camel case": Text(net("inChannels", "nn.Conv2d(inChannels, 4, 3)"), "Net(inChannels=3)", ("inChannels",)),
    "by its annotation": Text(
        net("a: int, keep: bool", "nn.Linear(a, 3, bias=keep)"), "Net(a=16, keep=False)", ("a", "keep")
    ),
    "by its use alone": Text(net("q", "nn.Linear(q, 3)"), "Net(q=16)", ("q",)),
    "keyword only": Text(
        net("*, input_size, dropout", "nn.Sequential(nn.Dropout(dropout), nn.Linear(input_size, 2))"),
        "Net(input_size=20, dropout=0.1)",
        ("input_size", "dropout"),
    ),
    "by position only": Text(net("input_size, /", "nn.Linear(input_size, 2)"), "Net(20)", ("input_size",)),
    "a list of sizes": Text(
        net("sizes", "nn.Sequential(*[nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])])"),
        "Net(sizes=[20, 64, 10])",
        ("sizes",),
    ),
    "a list by annotation": Text(
        net("widths: list[int]", "nn.Sequential(*[nn.Conv2d(3, w, 1) for w in widths[:1]])"),
        "Net(widths=[16, 32, 64, 128])",
        ("widths",),
    ),
    "as many as are read": Text(
        net("depths", "nn.Sequential(*[nn.Linear(4, 4) for _ in range(depths[0] + depths[1])])"),
        "Net(depths=[2, 2])",
        ("depths",),
    ),
    "a shape": Text(
        net("input_shape", "nn.Conv2d(input_shape[0], 4, 3)"), "Net(input_shape=(3, 32, 32))", ("input_shape",)
    ),
    "one of some strings": Text(
        net("mode", 'nn.Linear(4, 2) if mode == "small" else nn.Linear(4, 8)'), "Net(mode='small')", ("mode",)
    ),
    "a flag": Text(net("use_bias", "nn.Linear(4, 2, bias=use_bias)"), "Net(use_bias=False)", ("use_bias",)),
    "a class of layers": Text(
        net("norm_layer", "nn.Sequential(nn.Conv2d(3, 8, 3), norm_layer(8))"),
        "Net(norm_layer=nn.BatchNorm2d)",
        ("norm_layer",),
    ),
    "an activation": Text(
        net("activation", "nn.Sequential(nn.Linear(4, 4), activation)"), "Net(activation=nn.ReLU())", ("activation",)
    ),
    "a module that is called": Text(
        net("base", "base", "return self.body(x) + x"), "Net(base=nn.Identity())", ("base",)
    ),
    "a class that is called": Text(net("block_fn", "block_fn()"), "Net(block_fn=nn.Identity)", ("block_fn",)),
    "what is looked up in a dict": Text(
        "TABLE = {18: 2, 34: 3}\n" + net("depth", "nn.Linear(4, TABLE[depth])"), "Net(depth=18)", ("depth",)
    ),
    "what a configuration looks up": Text(
        "TABLE = {'small': 2, 'large': 3}\n" + net("config", "nn.Linear(4, TABLE[config['kind']])"),
        "Net(config={'kind': 'small'})",
        ("config",),
    ),
    "what is looked up by its text": Text(
        net("kind", "nn.Linear(4, TABLE[str(kind)])").replace("self.body", 'TABLE = {"16": 2}\n        self.body', 1),
        "Net(kind=16)",
        ("kind",),
    ),
    "a width beside a height": Text(
        net("height, width", "nn.Linear(height * width, 2)"), "Net(height=32, width=32)", ("height", "width")
    ),
    "a shape of two": Text(
        net("input_shape", "nn.Conv2d(3, input_shape[0] + input_shape[1], 3)"),
        "Net(input_shape=(32, 32))",
        ("input_shape",),
    ),
    "a class of the text": Text(
        RESNET,
        "ResNet(block=BasicBlock, layers=[2, 2], num_classes=10)",
        ("block", "layers", "num_classes"),
    ),
    "a factory knows better": Text(
        RESNET + "\ndef resnet6(num_classes=7):\n    return ResNet(BasicBlock, [1, 1], num_classes)\n"
        "\ndef resnet10(**kwargs):\n    return ResNet(BasicBlock, [2, 2], 7, **kwargs)\n",
        "resnet6()",
    ),
    "a factory by another one": Text(
        RESNET + "\ndef _resnet(block, layers, n):\n    model = ResNet(block, layers, n)\n    return model\n"
        "\ndef resnet6():\n    return _resnet(BasicBlock, [1, 1], 7)\n",
        "resnet6()",
    ),
    "only functions": Text(
        "\ndef mlp(in_dim, out_dim):\n    return nn.Sequential(nn.Linear(in_dim, 8), nn.Linear(8, out_dim))\n",
        "mlp(in_dim=20, out_dim=10)",
        ("in_dim", "out_dim"),
    ),
    "the whole before its parts": Text(
        net("blocks=2", "nn.Sequential(nn.Conv2d(3, 4, 1), *[Block(4) for _ in range(blocks)])") + BLOCK, "Net()"
    ),
    "a part by a function": Text(
        "\ndef stack(n):\n    return nn.Sequential(*[Block(3) for _ in range(n)])\n"
        + net("num_blocks", "stack(num_blocks)")
        + BLOCK,
        "Net(num_blocks=2)",
        ("num_blocks",),
    ),
    "a loss beside it": Text(
        net("width=4", "nn.Linear(width, 2)") + net("", "nn.Linear(2, 1)", name="ContrastiveLoss"), "Net()"
    ),
    "the last of several": Text(
        net("", "nn.Linear(3, 2)", name="LeNet") + net("", "nn.Linear(4, 2)", name="AlexNet"), "AlexNet()"
    ),
    "what derives before its base": Text(
        net("width=4", "nn.Linear(width, 2)", name="Base")
        + "\nclass Wide(Base):\n    def __init__(self):\n        super().__init__(8)\n"
        + "\nclass Other(nn.Module):\n    def forward(self, x):\n        return x\n",
        "Other()",
    ),
    "a config class with defaults": Text(CONFIG + GPT, "GPT(config=GPTConfig())", ("config",)),
    "a config with fields": Text(GPT, "GPT(config=SimpleNamespace(vocab_size=1000, n_embd=64))", ("config",)),
    "a config of keys": Text(
        net("cfg", 'nn.Linear(cfg["input_dim"], cfg["num_classes"])'),
        "Net(cfg={'input_dim': 20, 'num_classes': 10})",
        ("cfg",),
    ),
    "a variable of the text": Text(
        "\nNUM_CLASSES = 7\n" + net("num_classes", "nn.Linear(4, num_classes)"),
        "Net(num_classes=NUM_CLASSES)",
        ("num_classes",),
    ),
    "an object of a class of the text": Text(
        net("", "nn.Linear(6, 4)", name="Encoder") + net("encoder", "nn.Sequential(encoder, nn.Linear(4, 2))"),
        "Net(encoder=Encoder())",
        ("encoder",),
    ),
    "a main guard without the network": Text(
        net("width", "nn.Linear(width, 2)")
        + '\nif __name__ == "__main__":\n    parser = argparse.ArgumentParser()\n'
        + '    parser.add_argument("--epochs", type=int, default=3)\n    args = parser.parse_args()\n',
        "Net(width=64)",
        ("width",),
    ),
    "the second guess fits": Text(
        net("width", "nn.Sequential(nn.Linear(4, width), nn.Linear(32, 2))"), "Net(width=32)", ("width",)
    ),
    "attention": Text(
        net("embed_dim, num_heads", "nn.TransformerEncoderLayer(embed_dim, num_heads, batch_first=True)"),
        "Net(embed_dim=64, num_heads=4)",
        ("embed_dim", "num_heads"),
    ),
    "a list of modules of the text": Text(
        net("", "nn.Linear(20, 20)", name="StackLayer") + net("layers", "nn.Sequential(*nn.ModuleList(layers))"),
        "Net(layers=[StackLayer(), StackLayer()])",
        ("layers",),
    ),
    "weights that are given": Text(
        net("table", "nn.Sequential()", "return self.table.sum() + x").replace(
            "self.body", "self.table = nn.Parameter(table); self.body", 1
        ),
        "Net(table=torch.zeros(1000, 64))",
        ("table",),
    ),
    "what only the class tells that it is handed on to": Text(
        net("grid", "nn.Linear(grid[0], grid[1])", name="Inner") + net("img_size", "Inner(img_size)"),
        "Net(img_size=[16, 32])",
        ("img_size",),
    ),
    "a module that is run": Text(
        net("backbone", "backbone", "return self.body(x) * 2"), "Net(backbone=nn.Identity())", ("backbone",)
    ),
    "a sequential of its own": Text(
        "\nclass Net(nn.Sequential):\n    def __init__(self, in_features):\n"
        "        super().__init__(nn.Linear(in_features, 4), nn.ReLU())\n",
        "Net(in_features=20)",
        ("in_features",),
    ),
}
