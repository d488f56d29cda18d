"""Networks of `torchvision.models` in pasted code. `make zoo` holds each against torchvision itself."""

import warnings

import pytest
import torch
from torch.nn import functional

from builder import analyse, from_source, templates, to_module, to_source
from builder.errors import SourceError

HEAD = "import torch\nfrom torch import nn\nimport torchvision\nfrom torchvision import models\n"
PUBLISHED = {
    "resnet18": 11_689_512, "resnet34": 21_797_672, "resnet50": 25_557_032, "resnet101": 44_549_160,
    "resnext50_32x4d": 25_028_904, "wide_resnet50_2": 68_883_240, "vgg11": 132_863_336, "vgg13_bn": 133_053_736,
    "vgg16": 138_357_544, "vgg19_bn": 143_678_248, "alexnet": 61_100_840, "squeezenet1_0": 1_248_424,
    "squeezenet1_1": 1_235_496, "mobilenet_v2": 3_504_872, "densenet121": 7_978_856, "densenet161": 28_681_000,
    "vit_b_16": 86_567_656, "efficientnet_b0": 5_288_548, "efficientnet_b2": 9_109_994,
}  # fmt: skip
"""Parameters by torchvision's table of weights."""


@pytest.mark.filterwarnings("ignore:StochasticDepth is kept as code")
@pytest.mark.parametrize(("name", "parameters"), PUBLISHED.items())
def test_a_network_has_the_published_parameters(name, parameters):
    """Each is drawn as blocks, without a mistake."""
    analysis = analyse(from_source(f"{HEAD}net = models.{name}()\n"))
    assert (analysis.parameters, analysis.errors) == (parameters, ())


def test_a_network_for_photos_is_shown_one():
    """Its multiply-adds are then those of torchvision's table: 1.814 G."""
    document = from_source(f"{HEAD}net = models.resnet18()\n")
    assert document.inputs[0].shape == ("N", 3, 224, 224)
    assert analyse(document).multiply_adds == pytest.approx(1.814e9, rel=1e-3)


@pytest.mark.parametrize(
    "name", ["resnet18", "resnet50", "vgg16", "alexnet", "mobilenet_v2", "densenet121", "vit_b_16"]
)
def test_a_network_has_the_published_keys(name):
    """Those of our template, which are held against published files."""
    ours = to_module(from_source(f"{HEAD}net = models.{name}()\n"), "meta")
    shapes = {key: value.shape for key, value in ours.state_dict().items()}
    assert shapes == {key: value.shape for key, value in to_module(templates.load(name), "meta").state_dict().items()}


USES = {
    "last layer": ("net = models.resnet18()\nnet.fc = nn.Linear(net.fc.in_features, 10)", (2, 10)),
    "parts": ("net = nn.Sequential(*list(torchvision.models.resnet18().children())[:-2])", (2, 512, 2, 2)),
    "slice": ("net = models.vgg11().features[:6]", (2, 128, 16, 16)),
    "class": (
        "from torchvision.models.resnet import BasicBlock, ResNet\nclass Net(ResNet):\n    def __init__(self):\n"
        "        super().__init__(BasicBlock, [1, 1, 1, 1], num_classes=7)\nnet = Net()",
        (2, 7),
    ),
    "same name": (
        "class ResNet(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.base = models.resnet18(num_classes=3)\n        self.head = nn.Linear(3, 2)\n"
        "    def forward(self, x):\n        return self.head(self.base(x))\nnet = ResNet()",
        (2, 2),
    ),
    "frozen": (
        "net = models.resnet18()\nfor p in net.parameters():\n    p.requires_grad = False\nnet.fc = nn.Linear(512, 4)",
        (2, 4),
    ),
}


@pytest.mark.parametrize(("text", "shape"), USES.values(), ids=USES)
def test_what_files_do_with_a_network(text, shape):
    """The module and the emitted file, which needs torch alone."""
    document = from_source(HEAD + text)
    source = to_source(document)
    space = {}
    exec(source, space)
    nets = [to_module(document), space["build_net"]()]
    assert [net.eval()(torch.zeros(2, 3, 64, 64)).shape for net in nets] == [shape, shape]
    assert str(nets[0]) == str(nets[1])
    assert "torchvision" not in source


@pytest.mark.filterwarnings("ignore:.* is kept as code")
def test_a_class_of_ones_own_is_not_taken_for_one_of_theirs():
    """What one file calls StochasticDepth need not be what another one does."""
    own = "class StochasticDepth(nn.Module):\n    def forward(self, x):\n"
    own += "        while x.sum() > 9: x = x / 2\n        return x\n"
    net = "net = nn.Sequential(nn.Conv2d(3, 3, 1), StochasticDepth(), models.efficientnet_b0())\n"
    with pytest.raises(SourceError, match=r"line 9, column \d+: .*It cannot be kept as code either"):
        from_source(HEAD + own + net)


@pytest.mark.parametrize(
    "call", ["resnet18(pretrained=True)", "resnet18(True)", "resnet18(weights='DEFAULT')", "resnet18(weights=Any.V1)"]
)
def test_pretrained_weights_are_said_to_be_missing(call):
    """They are no part of a text."""
    head = HEAD + "from torchvision.models import ResNet18_Weights as Any\n"
    with pytest.warns(UserWarning, match="line 6: the pretrained weights of resnet18; load their file"):
        from_source(f"{head}net = models.{call}\n")


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("resnet18(num_clases=3)", r"line 5, column 7: TypeError: ResNet.__init__\(\) got an unexpected keyword"),
        ("resnet18(num_classes=0)", "line 5, column 7: args.out_features: out_features is 0, below 1"),
        ("swin_t()", r"Line 5 needs torchvision\.models\.swin_t"),
    ],
)
def test_what_is_not_there_is_named(call, problem):
    """At the line of the text that was pasted."""
    with pytest.raises(SourceError, match=problem):
        from_source(f"{HEAD}net = models.{call}\n")


KEPT = """
import torchvision.transforms as T
import torchvision.transforms.functional as TF
from torchvision.models import SqueezeNet1_1_Weights, squeezenet1_1 as small
from torchvision.ops import StochasticDepth

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.base = {base}

    def forward(self, x):
        if x.sum() > 1e9: x = -x
        return {result}

net = Net()
"""
TRANSFORMS = {
    "TF.resize(x, [5, 7])": lambda x: functional.interpolate(x, [5, 7], mode="bilinear", antialias=True),
    "TF.resize(x, 6)": lambda x: functional.interpolate(x, [6, 7], mode="bilinear", antialias=True),
    "TF.resize(x, x.shape[2:])": lambda x: x,
    "TF.resize(x, [5, 7], T.InterpolationMode.NEAREST)": lambda x: functional.interpolate(x, [5, 7]),
    "TF.center_crop(x, 4)": lambda x: x[:, :, 2:6, 3:7],
    "T.CenterCrop([10, 4])(x)": lambda x: functional.pad(x, [0, 0, 1, 1])[..., 3:7],
    "TF.crop(x, -1, 2, 4, 9)": lambda x: functional.pad(x, [0, 1, 1, 0])[:, :, :4, 2:],
    "TF.vflip(TF.hflip(x))": lambda x: x.flip(2, 3),
    "TF.normalize(x, [0.5], (2.0,))": lambda x: (x - 0.5) / 2,
}


def kept(base, result):
    """Return the module of a class that stays text, and what was said."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        document = from_source(HEAD + KEPT.replace("{base}", base).replace("{result}", result))
    assert "torchvision." not in to_source(document)
    return to_module(document).eval(), [str(one.message) for one in said]


@pytest.mark.parametrize("call", TRANSFORMS)
def test_a_class_that_stays_text_transforms_tensors(call):
    """As torchvision does: resizing smooths, and a crop that is too large pads."""
    x = torch.rand(2, 3, 8, 10)
    assert torch.allclose(kept("nn.Conv2d(3, 3, 1)", call)[0](x), TRANSFORMS[call](x), atol=1e-6)


def test_a_class_that_stays_text_makes_networks():
    """Of the same parameters, without the weights that torchvision would load."""
    net, said = kept("small(weights=SqueezeNet1_1_Weights.DEFAULT)", "self.base(x)")
    assert sum(p.numel() for p in net.base.parameters()) == PUBLISHED["squeezenet1_1"]
    assert any("pretrained weights of squeezenet1_1" in one for one in said)


def test_layers_of_torchvision_ops():
    """As blocks where they can be, and printed as theirs."""
    text = (
        "net = nn.Sequential(ops.Conv2dNormActivation(3, 8), ops.StochasticDepth(0.1, 'row'), ops.FrozenBatchNorm2d(8))"
    )
    with pytest.warns(UserWarning, match="StochasticDepth is kept as code"):
        net = to_module(from_source(f"{HEAD}from torchvision import ops\nnet = {text}\n"))
    assert "StochasticDepth(p=0.1, mode=row)\n  (2): FrozenBatchNorm2d(8, eps=1e-05)" in str(net)
    assert net.eval()(torch.rand(2, 3, 8, 8)).shape == (2, 8, 8, 8)
