"""Files pasted as they are give the network of the file, and say what they leave out."""

import warnings

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.errors import SourceError
from builder.module.local import run_here
from builder.source import read_source
from builder.symbols.inputs import guessed_inputs
from tests.call_counts import calls
from tests.interpreter.attacks.furniture import FURNITURE, LEFT_OUT
from tests.symbols.whole_files import KEPT, PASTED

pytestmark = pytest.mark.filterwarnings("ignore:Ignored", "ignore:.* is kept as code")


def native(text):
    """Run a text by Python itself, which only a test may do; return its network."""
    scope = {"__name__": "pasted"}
    exec(text, scope)
    return scope["net"]


def said(text):
    """Return what reading a text warns of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        from_source(text)
    return " ".join(str(warning.message) for warning in caught)


@pytest.fixture(params=PASTED.values(), ids=PASTED)
def pasted(request):
    """Give a file."""
    return request.param


@pytest.mark.parametrize("road", ["module", "source", "json"])
def test_files_give_their_network(pasted, road):
    """Same text, same keys, and the same outputs from the same weights, on every road."""
    document = from_source(pasted.text)
    if road == "json":
        document = Document.from_json(document.to_json())
    scope = {}
    if road == "source":
        exec(to_source(document), scope)
    ours = scope["build_net"]() if road == "source" else to_module(document)
    theirs = native(pasted.native or pasted.text).eval()
    ours.load_state_dict(theirs.state_dict())
    x = eval(pasted.sample)
    assert (str(ours), list(ours.state_dict())) == (str(theirs), list(theirs.state_dict()))
    assert torch.equal(ours.eval()(x), theirs(x))


def test_of_a_class_that_is_kept_nothing_is_left_out():
    """It samples in its forward, which its text does as it stands."""
    assert "Ignored" not in said(KEPT)


def test_what_is_left_out_is_said_with_its_line():
    """Never in silence: the line, and what it needs."""
    text = "import torch\nfrom torch import nn\nimport timm\nmodel = nn.Linear(2, 3)\nother = timm.create_model('x')\n"
    assert "line 5: timm.create_model" in said(text)


def test_a_change_of_weights_is_said():
    """A document holds no weights, so that the line has no effect."""
    text = "from torch import nn\nnet = nn.Linear(2, 3)\nnet.weight.data[:, 0] = net.bias.data"
    assert "line 3: it changes weights as no init rule can" in said(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("import timm\nnet = nn.Sequential(timm.Block(), nn.ReLU())", "timm.Block is not available here"),
        ("from .parts import Block\nnet = nn.Sequential(Block(3))", r"\.parts\.Block is not available here"),
        ("import timm\nnet = nn.Linear(timm.width, 3)", "timm.width is not available here"),
        ("import timm\nclass A(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
         "        self.body = timm.create_model('x')\nnet = nn.ReLU()\nnet = A()", "timm.create_model is not"),
        ("import timm\nclass A(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
         "        self.n = len(timm.names)\nblk = nn.ReLU()\nnet = A()", "timm.names is not available here"),
        ("import timm\nnet = timm.create_model('x')", "Line 2 needs timm.create_model"),
        ("blk = nn.ReLU()\nnet = Missing(3)", "'Missing' is not defined"),
        ("from parts import *\nnet = nn.Sequential(Block(3))", "'Block' is not defined; it may be of parts, which is"),
        ("from .parts import *\nclass A(Block):\n    pass\nnet = A()", r"it may be of \.parts, which is not available"),
    ],
)  # fmt: skip
def test_a_network_of_what_is_not_here_is_refused(text, problem):
    """Nothing of a network is left out: not a layer, not an argument, not the last network of the file."""
    with pytest.raises(SourceError, match=problem):
        from_source(text)


def test_a_file_pasted_below_its_parts_finds_them():
    """The import of a class that stands above in the text hides nothing."""
    text = (
        "class Part(nn.Module):\n    def forward(self, x):\n        return x * 2\nfrom .parts import Part\nnet = Part()"
    )
    assert to_module(from_source(text))(torch.ones(2, 3)).sum() == 12


@pytest.mark.parametrize("text", FURNITURE)
def test_attacks_among_the_furniture_are_refused(text):
    """An honest network below changes nothing."""
    with pytest.raises(SourceError, match=r"^line \d+, column \d+: "):
        from_source(f"import torch\nfrom torch import nn\n{text}\nnet = nn.Linear(2, 3)")


@pytest.mark.parametrize(("text", "name"), LEFT_OUT)
def test_what_would_reach_beyond_the_text_is_left_out(text, name):
    """A line that the network does not need refuses no file, whatever it would do."""
    assert f"{name}" in said(f"import torch\nfrom torch import nn\n{text}\nnet = nn.Linear(2, 3)")


def test_a_network_of_what_was_left_out_is_refused():
    """What a file would hold is not made up."""
    with pytest.raises(SourceError, match="width is not available here"):
        from_source("from torch import nn\nwith open('x') as file:\n    width = 3\nnet = nn.Linear(width, 3)")


def test_what_a_star_may_have_brought_is_left_out_beside_a_network():
    """A loader that an unknown module defines stops no file."""
    text = "from parts import *\nfrom torch import nn\nloader = list(FOLDER)\nfor x in loader: x\nnet = nn.ReLU()"
    assert "line 3: The name 'FOLDER' is not defined; it may be of parts" in said(text)


@pytest.mark.parametrize(
    "line",
    [
        "net.a = nn.Linear(len(timm.sizes), 3)",
        "net[0] = timm.create_model('x')",
        "net.add_module('b', nn.Linear(len(open('x').read()), 3))",
        "if timm.version > 3: net.a = nn.ReLU()",
        "for i in range(len(open('x').read())): net.a.append(nn.ReLU())",
        "with open('x') as file: setattr(net, 'b', nn.ReLU())",
        "net.a[0] = torch.frobnicate(3)",
    ],
)
def test_a_network_that_a_line_would_change_is_refused(line):
    """Its layers are not those that were there before."""
    text = "import timm, torch\nfrom torch import nn\nnet = nn.Sequential()\nnet.a = nn.Sequential(nn.ReLU())"
    with pytest.raises(SourceError, match="The network needs line 5, which is not supported"):
        from_source(f"{text}\n{line}\nnet(torch.rand(2, 3))")


@pytest.mark.parametrize(
    "line", ["net.best = float(timm.score())", "for x in timm.rows(): net.seen.append(x)", "timm.fit(net.a)"]
)
def test_a_line_that_changes_no_layer_is_left_out(line):
    """Whatever it notes on the network, or does with it elsewhere."""
    text = "import timm, torch\nfrom torch import nn\nnet = nn.Sequential()\nnet.a = nn.ReLU()"
    assert "line 5: " in said(f"{text}\n{line}")


LOADING = """import torch, torchvision
from torch import nn
class A(nn.Module):
    def __init__(self, pretrained=True):
        super().__init__()
        self.a = nn.Linear(3, 4)
        {}
    def forward(self, x):
        return self.a(x)
"""


@pytest.mark.parametrize(
    "line",
    [
        "self.a.load_state_dict(torchvision.models.resnet18(pretrained=True).fc.state_dict())",
        "self.load_state_dict(torch.load('a.pth'))",
        "s = torch.load('a.pth'); names = list(s.keys()); print(names); self.load_state_dict(s['model'], strict=False)",
    ],
)
def test_weights_that_an_init_loads_are_left_to_their_file(line):
    """The network is there without them, and the line is named."""
    assert "line 7: " in said(LOADING.format(line))


@pytest.mark.parametrize(
    "line",
    [
        "n = len(torch.load('a.pth')); self.b = nn.Linear(n, 3)",
        "n = len(torch.load('a.pth')); self.n = n",
        "n = len(torch.load('a.pth')); self.add_module(f'a{n}', nn.ReLU())",
        "n = len(torch.load('a.pth')); self.add_module('a' + str(n), nn.ReLU())",
        "n = len(torch.load('a.pth')); self.b = nn.ReLU() if n else None",
        "n = [len(torch.load('a.pth')), self.add_module('k', nn.ReLU())]",
        "for i in range(len(torch.load('a.pth'))): self.add_module(str(i), nn.ReLU())",
    ],
)
def test_what_of_a_network_hangs_on_a_file_is_refused(line):
    """Neither a layer nor its name is made up or left out."""
    with pytest.raises(SourceError, match=r"n is not available here|Files are not available"):
        from_source(LOADING.format(line))


@pytest.mark.parametrize(
    ("dims", "shape"),
    [("x.view(x.size(0), -1, x.size(2))", (3, 4, 5)), ("x.repeat(1, x.size(1), 1)", (3, 7, 5)),
     ("torch.stack([x[:, t] for t in range(x.size(1))]).sum(0)", (2, 11, 5)),
     ("torch.cat([p * 2 for p in x.split(1, dim=1)], dim=1)", (2, 9, 5))],
)  # fmt: skip
def test_sizes_of_the_guessed_input_are_not_held(dims, shape):
    """A network runs on other lengths than the one that was tried while it was read."""
    text = (
        "class A(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.f = nn.Linear(5, 5)\n"
    )
    text += f"    def forward(self, x):\n        x = self.f(x)\n        return {dims}\nnet = A()"
    theirs = native(f"import torch\nfrom torch import nn\n{text}").eval()
    ours = to_module(from_source(text)).eval()
    ours.load_state_dict(theirs.state_dict())
    x = torch.rand(shape)
    assert torch.equal(ours(x), theirs(x))


def test_a_slow_machine_tries_as_many_sizes(monkeypatch):
    """Counting calls makes each trial several times as slow; what a guess comes to must not hang on that."""
    trials, run = [], guessed_inputs.run
    monkeypatch.setattr(guessed_inputs, "run", lambda *given: trials.append(given) or run(*given))
    text = f"net = nn.Sequential({'nn.Conv2d(3, 3, 3, padding=1), ' * 150}nn.Flatten(), nn.Linear(12_345, 2))"
    from_source(text)
    plain = len(trials)
    calls(lambda: from_source(text))
    assert len(trials) == 2 * plain


@pytest.mark.parametrize(("features", "size"), [(25_088, 224), (8 * 8 * 512, 256), (3 * 3 * 512, 96), (4_608 * 4, 192)])
def test_a_size_is_worked_out_from_how_the_first_one_fails(monkeypatch, features, size):
    """What a Linear takes tells how large the image is, usual or not: the second one that is tried fits."""
    trials, run = [], guessed_inputs.run
    monkeypatch.setattr(guessed_inputs, "run", lambda *given: trials.append(given) or run(*given))
    text = f"net = nn.Sequential(nn.Conv2d(3, 512, 32, 32), nn.Flatten(), nn.Linear({features}, 2))"
    assert from_source(text).inputs[0].shape == ("N", 3, size, size)
    assert len(trials) == 2 - (size == 224)  # a first layer with so large a kernel takes a photo


def test_a_class_that_returns_no_tensor_is_run_for_one_size():
    """No other size would help, nor numbers in place of the meta device."""
    asked = []
    text = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    text += "        self.a = nn.Conv2d(3, 3, 3)\n    def forward(self, x):\n        return [self.a(x), 'text']\n"
    with pytest.raises(SourceError, match="returns something that is not a tensor"):
        read_source(f"{text}net = Net()", lambda one: asked.append(one) or run_here(one))
    assert len({one._replace(brief=True) for one in asked}) == 1


def test_a_class_around_one_that_cannot_run_is_refused():
    """It is drawn no more than what is inside, and as code it does not run either."""
    inner = "class Inner(nn.Module):\n    def forward(self, x):\n        return torch.frobnicate(x)\n"
    outer = "class Outer(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = Inner()\n"
    with pytest.raises(SourceError, match="torch has no attribute 'frobnicate' here"):
        from_source(
            f"{inner}{outer}    def forward(self, x):\n        return self.a(x)\nnet = Outer()\nnet(torch.rand(2, 3))"
        )


def test_layers_that_refuse_a_size_are_no_reason_to_run_a_class():
    """What cannot be read after a mismatch is read with the next size instead."""
    asked = []
    text = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    text += "        self.a = nn.Conv2d(3, 8, 64)\n    def forward(self, x):\n        x = self.a(x)\n"
    text += "        return x.view(x.shape[0], -1)\nnet = Net()"
    read_source(text, lambda one: asked.append(one) or run_here(one))
    assert asked == []


def test_a_class_without_a_forward_is_named():
    """It is the person's own that lacks one, whatever it derives from."""
    text = "class Lonely(nn.Module):\n    def __init__(self):\n        super().__init__()\nnet = Lonely()"
    with pytest.raises(SourceError, match=r"Lonely has no forward\. Write def forward\(self, x\)"):
        from_source(text)


@pytest.mark.parametrize("first", ["", "x="])
def test_tensors_that_a_call_gives_by_name_are_inputs(first):
    """In the order of the forward, which the network then takes them in."""
    text = f"""
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(4, 4), nn.Linear(3, 4)
    def forward(self, x, extra=None):
        h = self.a(x)
        return h if extra is None else h + self.b(extra)
net = Net()
net({first}torch.rand(2, 4), extra=torch.rand(2, 3))
"""
    document, theirs = from_source(text), native(text)
    ours = to_module(document)
    ours.load_state_dict(theirs.state_dict())
    x, extra = torch.rand(5, 4), torch.rand(5, 3)
    assert [entry.name for entry in document.inputs] == ["x", "extra"]
    assert torch.equal(ours(x, extra), theirs(x, extra))


NET = """from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)
"""
CACHED = f"import functools\n{NET}    @functools.cached_property\n    def size(self):\n        return 3\n"
FORWARD = "    def forward(self, x):\n        return self.fc(x)\nnet = Net()\n"


@pytest.mark.parametrize(
    "text",
    [
        f"import enum\nclass Mode(str, enum.Enum):\n    A = 'a'\n{NET}{FORWARD}",
        f"class Meta(type):\n    def __new__(mcs, *a):\n        return super().__new__(mcs, *a)\n{NET}{FORWARD}",
        f"import io, os\nrank = os.environ.get('RANK')\nbuffer = io.BytesIO()\n{NET}{FORWARD}",
        f"{NET}{FORWARD}for key, value in net.state_dict().items():\n    print(key, value.shape)\n",
        CACHED + FORWARD,
        f"def text():\n    with load() as f:\n        return f\nfrom a import load\n{NET}{FORWARD}words = text()[:3]\n",
        f"def text(words):\n    found = []\n    for one in words:\n        found.append(one)\n    return found\n"
        f"from elsewhere import words\n{NET}{FORWARD}print(text(words)[0])\n",
    ],
)  # fmt: skip
def test_lines_that_a_network_does_not_need_are_left_out(text):
    """Classes of other kinds, methods nobody calls, what only looks at the network."""
    assert str(to_module(from_source(text))) == "Net(\n  (fc): Linear(in_features=8, out_features=4, bias=True)\n)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"{NET}{FORWARD}net.fc.register_state_dict_hook(print)", "needs line 9, which is not supported"),
        (f"{NET}{FORWARD}layers = [net.fc]\nlayers[0].register_state_dict_hook(print)", "needs line 10, which is not"),
        (f"{NET}{FORWARD}def go():\n    net.register_state_dict_hook(print)\ngo()", "no attribute 'register_state_"),
        (f"class W:\n    def __enter__(self): ...\n{NET}        self.w = W()\n{FORWARD}", "needs line 2, which is"),
    ],
)  # fmt: skip
def test_a_line_that_a_network_needs_is_not_left_out(text, problem):
    """What would change it, whatever name it goes by, and what it is made of."""
    with pytest.raises(SourceError, match=problem):
        from_source(text)


def test_a_lightning_module_is_a_module():
    """What it adds is for training."""
    text = f"import pytorch_lightning as pl\n{NET}        self.save_hyperparameters()\n{FORWARD}".replace(
        "nn.Module", "pl.LightningModule"
    )
    text += "class Other(pl.LightningModule):\n    def training_step(self, batch, i):\n        self.log('loss', 1)\n"
    assert list(to_module(from_source(text, network="net")).state_dict()) == ["fc.weight", "fc.bias"]


def test_attributes_of_a_parameter_are_kept_while_a_text_is_read():
    """A text may go by them."""
    marked = "        self.fc.bias.tag = 3\n        for p in self.parameters():\n"
    text = f"{NET}{marked}            if hasattr(p, 'tag'):\n                p.data.fill_(p.tag)\n{FORWARD}"
    assert torch.equal(to_module(from_source(text)).fc.bias, torch.full((4,), 3.0))


def test_attributes_are_set_by_name():
    """By the methods that Python has for it, on an object and on its class."""
    text = f"{NET}        self.__setattr__('act', nn.ReLU())\n        object.__setattr__(self, 'k', 2)\n{FORWARD}"
    text = text.replace("return self.fc(x)", "return self.__getattr__('act')(self.fc(x)) * self.k")
    theirs = native(f"import torch\n{text}")
    ours = to_module(from_source(text))
    ours.load_state_dict(theirs.state_dict())
    x = torch.rand(2, 8)
    assert torch.equal(ours(x), theirs(x))


def test_a_tensor_of_something_absent_is_refused():
    """It was read as a tensor without dims."""
    buffer = "        self.register_buffer('w', torch.tensor(np.fft.fft([1.0, 2.0])))\n"
    text = f"import numpy as np\nimport torch\n{NET}{buffer}{FORWARD}"
    with pytest.raises(SourceError, match=r"numpy\.fft\.fft is not available here"):
        from_source(text)


def test_imports_on_one_line_stand_apart_in_a_class_that_is_kept():
    """Only those that it needs are left, and none that every file has."""
    text = f"import torch, copy, math\n{NET}        self.other = copy.deepcopy(self.fc)\n{FORWARD}"
    text = text.replace("return self.fc(x)", "return self.fc(x) * math.pi if x.sum() > 0 else self.other(x)")
    assert "import copy\n" in to_source(from_source(text))


@pytest.mark.filterwarnings("ignore:Ignored")
def test_a_method_of_data_that_is_not_known_refuses_no_file():
    """In a function that only makes ready what the network is fed with; one of the network is refused."""
    head = "import torch\nfrom torch import nn\n"
    load = "def load():\n    x = torch.eye(4)\n    s = x.to_sparse()\n    return s @ x\n"
    made = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.l = nn.Linear(4, 2)\n"
    )
    forward = "    def forward(self, x):\n        return self.l(x{})\ndata = load()\nnet = Net()\n"
    assert len(from_source(head + load + made + forward.format("")).root.nodes) == 1
    with pytest.raises(SourceError, match="to_sparse"):
        from_source(head + load + made + forward.format(".to_sparse()"))
