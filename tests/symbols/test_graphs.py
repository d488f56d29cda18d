"""Classes with a forward of their own become graphs; laws 1 and 5."""

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.document.blocks import Function, Graph, Instance, Sequential, Shared, TensorBlock
from builder.errors import SourceError
from tests.symbols.networks import HEAD, TEXTS

pytestmark = pytest.mark.filterwarnings("ignore:Positions is kept as code")  # its table is made of sines


def flat(value):
    """Flatten what a network returns."""
    return [inner for item in value for inner in flat(item)] if isinstance(value, tuple) else [value]


def native(text):
    """Return the network that Python itself makes of a text."""
    names = {"__name__": "text"}
    exec(HEAD + text, names)
    return names["net"]


def read(text):
    """Return the document of a text with the usual imports."""
    return from_source(HEAD + text)


def forward(body, init="self.fc = nn.Linear(4, 4)", inputs="x"):
    """Return a text with one class."""
    return (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        {init}\n    def forward(self, {inputs}):\n        {body}\nnet = Net()"
    )


def graph(*args):
    """Return the graph of a text with one class."""
    root = read(forward(*args)).root
    assert isinstance(root, Graph)
    return root


def draw(shapes):
    """Draw inputs."""
    return [torch.randint(0, 30, s[1:]) if s[0] == "int" else torch.randn(s) for s in shapes]


@pytest.fixture(params=TEXTS)
def pair(request):
    """A network as Python makes it, the document of its text, and its inputs."""
    text, shapes = TEXTS[request.param]
    return native(text), read(text), draw(shapes)


def holds(network, document, inputs):
    """Hold a document against a network: keys, shapes, dtypes, and outputs of the same weights in both modes."""
    ours = to_module(document)
    described = [[(k, t.shape, t.dtype) for k, t in net.state_dict().items()] for net in (network, ours)]
    assert described[0] == described[1]
    assert [p.requires_grad for p in network.parameters()] == [p.requires_grad for p in ours.parameters()]
    for training in (False, True):
        ours.load_state_dict(network.state_dict(), strict=True)
        outputs = []
        for net in (network.train(training), ours.train(training)):
            torch.manual_seed(3)
            outputs.append(flat(net(*inputs)))
        assert all(map(torch.equal, *outputs))


def test_network_is_the_same(pair):
    """What is read has the same keys and computes the same bits, for inputs of another size than was guessed."""
    holds(*pair)


def test_network_comes_through_json_and_source(pair):
    """So has what is written as JSON, read, written as source and read again."""
    network, document, inputs = pair
    holds(network, from_source(to_source(Document.from_json(document.to_json()))), inputs)


@pytest.mark.parametrize("name", ["residual", "recurrent", "pair", "in_place", "positions"])
def test_network_prints_the_same(name):
    """Where no ModuleList stands in a class, `print(net)` is the same."""
    text, _ = TEXTS[name]
    assert str(native(text)) == str(to_module(read(text)))


def test_nodes_are_layers_then_calls():
    """Modules keep their names and order; calls are named after their function."""
    root = graph("return F.relu(self.fc(x)) + x")
    assert [node.name for node in root.nodes] == ["fc", "relu", "add"]
    assert root.wires == {"fc": ("x",), "relu": ("fc",), "add": ("relu", "x")}


def test_second_call_is_a_call():
    """A module that is called twice has one block and a second call."""
    root = graph("return self.fc(self.fc(x))")
    assert isinstance(root.nodes[1], Shared)


def test_constant_is_an_argument():
    """A number beside a tensor takes the place of a wire."""
    assert graph("return 1 - self.fc(x)").nodes[1].args == {"input": 1}


def test_inplace_by_position_is_no_argument():
    """`F.relu(y, True)` is the block that `F.relu(y)` is."""
    assert [node.kind for node in graph("return F.leaky_relu(F.relu(self.fc(x), True), 0.2, True)").nodes[1:]] == [
        "F.relu",
        "F.leaky_relu",
    ]


@pytest.mark.parametrize(
    "line", ["y.mul_(2)", "y += x", "F.relu(y, True)", "y.masked_fill_(z > 0, -1.0)", "F.relu_(y)"]
)
def test_change_in_place_is_what_the_name_stands_for(line):
    """A tensor of the forward's own that was changed in place is read as changed, as the text reads it."""
    text = forward(f"y = self.fc(x)\n        z = y * 3\n        {line}\n        return torch.cat([y, z, self.fc(y)])")
    assert isinstance(read(text).root, Graph)
    holds(native(text), read(text), [torch.randn(2, 4)])


def test_function_of_a_number_is_drawn():
    """The root of a number is torch's own, as the GELU of a textbook has it."""
    text = forward("return torch.tanh(torch.sqrt(torch.tensor(2.0 / torch.pi)) * self.fc(x))")
    assert isinstance(read(text).root, Graph)
    holds(native(text), read(text), [torch.randn(2, 4)])


def test_batch_size_is_n():
    """The size of dim 0 is N, and what follows from others is -1."""
    root = graph("return self.fc(x).view(x.size(0), 2, x.shape[1] // 2)")
    assert root.nodes[1].args == {"shape": ["N", 2, -1]}


def test_own_parameter_is_a_tensor():
    """A parameter is a tensor block that begins as it was made."""
    root = graph("return x * self.w", "self.w = nn.Parameter(torch.randn(4) * 0.5)")
    assert root.nodes[0] == TensorBlock(
        id=root.nodes[0].id, name="w", shape=(4,), init={"scheme": "normal_", "args": {"std": 0.5}}
    )


def test_fresh_tensor_can_be_initialised():
    """A tensor that is filled before it becomes a parameter begins by that scheme."""
    root = graph("return x @ self.w", "self.w = nn.Parameter(nn.init.orthogonal_(torch.empty(4, 4)))")
    assert root.nodes[0].init == {"scheme": "orthogonal_", "args": {}}


def test_later_filling_is_a_rule():
    """What fills a class's own tensor after it was made is a rule of the document."""
    text = forward("return x * self.w", "self.w = nn.Parameter(torch.ones(4))") + "\nnn.init.normal_(net.w)"
    document = read(text)
    assert document.init[0].select.block == document.root.nodes[0].id


def test_buffer_keeps_its_values():
    """What a buffer is made of numbers by is worked out."""
    root = graph("return x * self.b", "self.register_buffer('b', torch.arange(4) / 2)")
    assert root.nodes[0].init == {"value": [0.0, 0.5, 1.0, 1.5]}


def test_list_in_a_row_is_one_sequential():
    """A ModuleList whose modules run one after another is wired as one."""
    root = graph(
        "for f in self.fs: x = f(x)\n        return x", "self.fs = nn.ModuleList([nn.Linear(4, 4), nn.ReLU()])"
    )
    assert isinstance(root.nodes[0], Sequential)
    assert root.wires == {"fs": ("x",)}


def test_unused_calls_are_left_out():
    """What nothing is made of is no node."""
    assert len(graph("y = torch.exp(x)\n        return self.fc(x)").nodes) == 1


def test_helper_methods_are_drawn():
    """A method is a part of the forward that calls it."""
    text = forward("return self.help(x)").replace(
        "    def forward", "    def help(self, x): return x.exp()\n    def forward"
    )
    assert isinstance(read(text).root.nodes[1], Function)


def test_inputs_are_those_of_the_forward():
    """Two inputs are named as the forward does, each shaped by the layer it flows into."""
    init = "self.a, self.b = nn.Linear(3, 2), nn.Embedding(9, 2)"
    inputs = read(forward("return self.a(u) + self.b(v).mean(1)", init, "u, v")).inputs
    assert [(i.name, i.shape, i.dtype) for i in inputs] == [("u", ("N", 3), "float32"), ("v", ("N", 16), "int64")]


@pytest.mark.parametrize(
    ("body", "problem", "hint"),
    [
        ("return torch.conv2d(x.sum(), x)", "torch.conv2d is not available as a block", "nn.Conv2d"),
        ("return x.addmm(x.sum(), x)", "Tensor.addmm is not available as a block", "x + a @ b"),
        ("return 'text'", "returns something that is not a tensor", "tuple"),
    ],
)
def test_what_can_neither_be_drawn_nor_run_is_named(body, problem, hint):
    """What has no block and comes to no end is refused with line, column, reason and remedy."""
    with pytest.raises(SourceError, match=rf"^line \d+, column \d+: .*{problem}") as caught:
        read(forward(body))
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("if x.sum() > 0: return x\n        return self.fc(x)", "depends on the values"),
        ("x[:, 0] = 0\n        return x", "writes into a part"),
        ("return F.dropout(x)", "drops in evaluation"),
        ("return x if self.training else -x", "differs between training and evaluation"),
        ("return F.linear(x, self.fc.weight)", "reads fc.weight"),
        ("y = x\n        y += 1\n        return self.fc(x) + y", "changed in place"),
        ("x += 1\n        return self.fc(x)", "changes in place what the network is called with"),
        ("z = self.fc(x)\n        y = z.t()\n        F.relu(y, True)\n        return z", "changed in place"),
        (
            "z = self.fc(x)\n        y = z.t()\n        F.dropout(z, 0.5, True, True)\n        return y",
            "changed in place",
        ),
        ("return x + x.sum().item()", "values of tensors"),
        ("return self.fc(x.contiguous(memory_format=torch.channels_last))", "receives memory_format"),
        ("return self.fc(x.to(memory_format=torch.channels_last))", "receives memory_format"),
        ("return nn.Linear(4, 4)(x)", "not inside it"),
    ],
)
def test_what_can_only_be_run_is_kept_as_text(body, problem):
    """A class that no graph can express becomes a written definition, and why is said."""
    with pytest.warns(UserWarning, match=rf"Net is kept as code \(line \d+\): .*{problem}"):
        document = read(forward(body))
    assert isinstance(document.root, Instance)


def test_plain_tensor_is_named():
    """A class with a tensor that no state_dict holds is kept as code, for that reason."""
    with pytest.warns(UserWarning, match=r"self\.m is a tensor that is not in the state_dict"):
        document = read(forward("return x * self.m", "self.m = torch.ones(4)"))
    assert isinstance(document.root, Instance)


@pytest.mark.parametrize(
    ("body", "init"),
    [
        ("return x * (x.size(0) ** 10**9)", "pass"),
        ("return x * (10 ** (x.size(1) * 10**9))", "pass"),
        ("return x * (1 << (x.size(1) * 10**9))", "pass"),
        ("return x * len('a' * (x.size(0) * 10**12))", "pass"),
        ("for i in range(10**9): x = x + 1\n        return x", "pass"),
        ("y = x\n        for i in range(40): y = (y, y)\n        return y", "pass"),
        ("return torch.cat([x] * 100000)", "pass"),
        ("return sum(t for t in x.view(-1).expand(10**8, 8))", "pass"),
        ("return self.forward(x)", "pass"),
        ("return self(x)", "pass"),
        ("return x.view(10**30, 4)", "pass"),
        ("return x[10**30]", "pass"),
    ],
)
def test_attacks_on_forwards_are_refused(body, init):
    """A forward that would take for ever or fill the memory is refused."""
    with pytest.raises(SourceError, match=r"^line \d+, column \d+: "):
        read(forward(body, init) + "\nnet(torch.rand(2, 4))")


@pytest.mark.filterwarnings("ignore:The values of the buffer")
@pytest.mark.parametrize(
    "init",
    [
        "for i in range(600): self.register_buffer(f'a{i}', torch.sin(torch.arange(3900000).float()))",
        "self.register_buffer('a', torch.outer(torch.ones(1000000), torch.ones(1000000)))",
    ],
)
def test_dear_buffers_are_left_open(init):
    """The values of a buffer that would take for ever are not worked out."""
    assert isinstance(read(forward("return x.exp()", init)).root, Graph)


def test_a_dear_buffer_is_left_to_the_text():
    """Where one class makes it, that is kept as code, and begins with what its lines set."""
    init = "a = torch.zeros(3900000)\n        for i in range(3000): a[i] = 1.0\n        self.register_buffer('a', a)"
    with pytest.warns(UserWarning, match="Net is kept as code"):
        assert read(forward("return x.exp()", init)).definitions
