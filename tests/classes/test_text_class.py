"""Classes written as text: checked, expanded, run, emitted, pasted."""

import warnings

import pytest
import torch
from torch import nn

from builder import Document, analyse, from_source, to_module, to_source
from builder.classes.text_class import check_definition
from builder.document.blocks import Definition, Input, Instance, Layer, Repeat, Sequential, Shared, TensorPlace, Tie
from builder.document.tree import walk
from builder.errors import DocumentError, SourceError
from builder.expansion.instances import expanded
from builder.expansion.validation import validate
from builder.module.local import run_here
from builder.targets.source.rewrite import rewrite
from tests.targets.laws import holds
from tests.text_classes import CENTRED, FIXED, OWN_LINEAR, STACK, TAKES, WRITTEN

DEFINITIONS = tuple(
    Definition(class_name=name, args={"width": 6} if TAKES[name] else {}, source=text) for name, text in WRITTEN.items()
)


def network(*children, definitions=DEFINITIONS, **more):
    """Return a document with these blocks one after another."""
    document = Document(
        inputs=(Input("X", ("N", 6)),), root=Sequential(id="r", children=children), definitions=definitions, **more
    )
    validate(document)
    return document


def written(text, name="Net", **args):
    """Return a document that is one object of a class."""
    return network(Instance(id="i", definition=name, args=args), definitions=(Definition(name, source=text),))


def net(body, init="pass", head="self"):
    """Return the text of a class."""
    return (
        f"class Net(nn.Module):\n    def __init__({head}):\n        super().__init__()\n        {init}\n\n"
        f"    def forward(self, x):\n        {body}\n"
    )


def paste(text):
    """Read a text whose warnings do not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return from_source("import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n" + text)


@pytest.mark.parametrize("name", WRITTEN)
def test_written_classes_obey_the_laws(name):
    """The emitted file prints, draws and computes the same, bit for bit."""
    holds(network(Layer(id="a", kind="ReLU"), Instance(id="i", definition=name)))


@pytest.mark.parametrize("name", WRITTEN)
def test_documents_come_through_json(name):
    """Comments, docstrings and all."""
    document = network(Instance(id="i", definition=name))
    assert Document.from_json(document.to_json()) == document


def test_one_class_three_times_with_weights_of_their_own():
    """Each object draws its own."""
    document = network(*(Instance(id=f"i{i}", definition="OwnLinear") for i in range(3)))
    weights = [layer.weight for layer in to_module(document)]
    assert len({float(weight.detach().sum()) for weight in weights}) == 3


def test_a_real_subclass_with_hooks_and_state():
    """Torch's own ways work on it: its name, `state_dict`, `to`, hooks, gradients."""
    module = to_module(written(net("return self.l(x) if x.sum() < 1e9 else x", "self.l = nn.Linear(6, 6)")))[0]
    seen = []
    module.l.register_forward_hook(lambda *given: seen.append(1))
    module.to(torch.float64)(torch.ones(2, 6, dtype=torch.float64)).sum().backward()
    assert (type(module).__name__, isinstance(module, nn.Module), list(module.state_dict()), seen) == (
        "Net", True, ["l.weight", "l.bias"], [1],
    )  # fmt: skip
    assert module.l.weight.grad is not None


def test_what_is_inside_has_its_path_as_id():
    """So that rules, ties and selections reach it."""
    inside = [block.id for block in walk(expanded(network(Instance(id="i", definition="Fixed"))).root)]
    assert inside == ["r", "i", "i/linear"]


def test_rules_ties_and_frozen_tensors_reach_inside():
    """The document's own, on tensors that the class made."""
    document = network(
        Instance(id="i", definition="Fixed"),
        Layer(id="l", kind="Linear", args={"in_features": 6, "out_features": 6}),
        ties=(Tie(TensorPlace("i/linear", "weight"), TensorPlace("l", "weight")),),
    )
    made = to_module(document)
    assert made[0].linear.weight is made[1].weight
    holds(document)


def test_what_a_class_ties_itself_counts_once():
    """The total is torch's own, and the place that counts is named."""
    document = network(Instance(id="i", definition="Stack"))
    analysis = analyse(document)
    assert analysis.parameters == sum(p.numel() for p in to_module(document).parameters())
    assert analysis.blocks["0.tied"].tied_to == {"weight": "0.parts.0.body.0.weight"}
    assert analysis.blocks["0.again"].same_as == "0.parts.0"


def test_objects_are_shared_and_repeated_as_a_whole():
    """One object at two places, and copies of another."""
    holds(
        network(
            Instance(id="i", definition="OwnLinear"),
            Repeat(id="p", child=Instance(id="j", definition="Fixed"), count=2),
            Shared(id="s", of="i"),
        )
    )


def test_what_a_class_makes_is_not_shared_with_others():
    """Its class makes and calls it."""
    with pytest.raises(DocumentError, match="which belongs to the class of 'i'"):
        network(Instance(id="i", definition="Fixed"), Shared(id="s", of="i/linear"))


def test_shapes_inside_are_those_of_a_run():
    """A module is shown with what entered it, though no rule tells."""
    text = net("while x.sum() > 1: x = x / 2\n        return self.l(x), x", "self.l = nn.Linear(6, 3)")
    analysis = analyse(written(text))
    assert (analysis.blocks["0.l"].input_shapes, analysis.output_shapes) == (((2, 6),), ((2, 3), (2, 6)))
    assert analysis.multiply_adds == 6 * 3


@pytest.mark.parametrize(
    ("call", "path", "given"),
    [
        ("self.l(input=x)", "0.l", ((2, 6),)),
        ("self.b(input2=x, input1=x)", "0.b", ((2, 6), (2, 6))),
        ("self.b(x, input2=x)", "0.b", ((2, 6), (2, 6))),
    ],
)
def test_what_a_layer_is_given_by_name_is_seen(call, path, given):
    """In its place among the inputs."""
    init = "self.l, self.b = nn.Linear(6, 3), nn.Bilinear(6, 6, 3)"
    analysis = analyse(written(net(f"while x.sum() > 1: x = x / 2\n        return {call}", init)))
    assert (analysis.blocks[path].input_shapes, analysis.errors) == (given, ())


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return self.l(x)", "Net, line 7: RuntimeError: mat1 and mat2"),
        ("return {'a': x}", "returns a dict"),
        ("pass", "returns nothing"),
        ("while True: pass", "Net, line 7: The code"),
    ],
)
def test_a_forward_that_fails_is_a_problem_of_its_block(body, problem):
    """With the line and the sentence."""
    (error,) = analyse(written(net(body, "self.l = nn.Linear(3, 3)"))).errors
    assert error.path == "0"
    assert problem in error.problem


def test_a_plain_tensor_is_told_and_mended():
    """The fix makes it a buffer, which is in the `state_dict`."""
    document = network(Instance(id="i", definition="Fixed"))
    (warning,) = [one for one in analyse(document).warnings if one.fix is not None]
    assert "rand_weight of Fixed is a plain tensor" in warning.problem
    mended = warning.fix.edit.apply_to(document)
    assert "0.rand_weight" in to_module(mended).state_dict()
    assert analyse(mended).warnings == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return x * self.w.data", "no gradient flows"),
        ("self.w.data[:] += 1\n        return x * self.w", "here that counts"),
        ("self.w += 1\n        return x * self.w", "is changed in place"),
        ("y = torch.sigmoid(x * self.w)\n        y += 1\n        return y", "cannot be trained"),
        ("y = x * self.w\n        y[:1].mul_(y[1:])\n        y[1:].add_(1)\n        return y", "cannot be trained"),
    ],
)
def test_what_keeps_a_class_from_learning_is_told(body, problem):
    """It runs and is yet seldom meant."""
    analysis = analyse(written(net(body, "self.w = nn.Parameter(torch.ones(6))")))
    assert analysis.errors == ()
    assert any(problem in warning.problem for warning in analysis.warnings)


def test_arguments_of_every_sort():
    """By position and name, gathered, layers, classes by name, tuples; the emitted call gives the same."""
    text = net(
        "return self.body(x) if x.sum() < 1e9 else x",
        "self.body = nn.Sequential(first, *[act() for _ in more], nn.Linear(sizes[0], options['out']))",
        "self, first, *more, act, sizes=(6, 6), **options",
    )
    args = {"first": {"kind": "Linear", "args": {"in_features": 6, "out_features": 6}}, "more": [1, 2]}
    args |= {"act": {"name": "nn.GELU"}, "sizes": {"tuple": [6]}, "options": {"out": 3}}
    document = network(
        Instance(id="i", definition="Net", args=args), definitions=(Definition("Net", args=args, source=text),)
    )
    call = "Net( nn.Linear(in_features=6, out_features=6), 1, 2, act=nn.GELU, sizes=(6,), out=3, )"
    assert call in " ".join(to_source(document).split())
    holds(document)


MADE = "class Half(nn.Linear):\n    pass\n\n\n" + net(
    "return self.body(x) * self.scale.sum()", "self.body, self.scale = body, scale", "self, body, scale"
)


def test_calls_that_make_arguments():
    """An object of a class of the text, a container and a tensor are made by the call that the document shows."""
    half = {"object": "Half", "positional": [6, 6], "args": {"bias": False}}
    scale = {"object": "torch.ones", "positional": [2]}
    args = {"body": {"object": "nn.Sequential", "positional": [half]}, "scale": scale}
    document = network(Instance(id="i", definition="Net"), definitions=(Definition("Net", args=args, source=MADE),))
    call = "Net(nn.Sequential(Half(6, 6, bias=False)), torch.ones(2))"
    assert call in to_source(document)
    holds(document)


@pytest.mark.parametrize("body", [{"object": "torch.save", "positional": [1]}, {"object": "Half", "args": [6, 6]}])
def test_other_calls_make_no_arguments(body):
    """A document names no other function, and gives none what is no list and no object."""
    with pytest.raises(DocumentError, match="as it is given makes no object"):
        written(MADE, body=body, scale=1)


def test_check_definition_says_what_a_class_takes():
    """Its name, arguments with defaults, docstring and warnings with their lines."""
    checked = check_definition(OWN_LINEAR)
    assert [(a.name, a.required, a.default) for a in checked.arguments] == [
        ("width", True, None),
        ("scale", False, 0.5),
    ]
    assert (checked.class_name, checked.docstring) == ("OwnLinear", "A linear layer of one's own.")
    assert [warning.line for warning in check_definition(FIXED).warnings] == [6]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("class A(nn.Module:\n    pass", 1, "never closed"),
        ("x = 1", 1, "does not end with a class"),
        ("for i in range(3):\n    pass\nclass A(nn.Module):\n    pass", 1, "Only functions, classes and constants"),
        ("class A:\n    pass", 1, "A is not a module"),
        ("class A(nn.Module):\n    pass", 1, "A has no forward"),
        (net("return open('x')"), 7, "The name 'open' is not defined"),
        (net("return x + y"), 7, "The name 'y' is not defined"),
        (net("yield x"), 7, "yield is not supported here"),
        ("import os\n" + net("return x"), 1, "cannot be imported"),
        ("def build_net():\n    pass\n" + net("return x"), 1, "build_net"),
        ("x" * 300_000, 1, "at most 200,000"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_at_its_line(text, line, problem):
    """Before any object of it is made."""
    with pytest.raises(SourceError, match=problem) as caught:
        check_definition(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("init", "problem"),
    [
        ("while True: pass", "The code"),
        ("self.ls = nn.ModuleList([nn.Linear(1, 1) for _ in range(10**6)])", "modules|steps|elements|longer"),
        ("self.l = nn.Linear('a', 2)", "in_features is"),
        ("self.x = ().__class__.__bases__", "not accessible here"),
    ],
)
def test_an_object_that_cannot_be_made_is_refused_with_its_line(init, problem):
    """Limits and the language hold for a document that is opened."""
    with pytest.raises(DocumentError, match=rf"(?s)Net.*line 4.*({problem})|({problem})"):
        written(net("return x", init))


def test_two_texts_agree_on_what_they_share():
    """Names that two texts bind stand in one file."""
    other = Definition("Other", source="LIMIT = 3\n\n\n" + net("return x").replace("Net", "Other"))
    with pytest.raises(DocumentError, match="define 'LIMIT' differently"):
        network(Layer(id="a", kind="ReLU"), definitions=(*DEFINITIONS, other))


def test_what_texts_share_stands_in_the_file_once():
    """Each statement as it was written."""
    definitions = (
        Definition("Part", args={"width": 6, "p": 0.5}, source=STACK[: STACK.index("class Stack")].strip()),
        Definition("Stack", args={"width": 6}, source=STACK.strip()),
    )
    document = network(
        Instance(id="i", definition="Part"), Instance(id="j", definition="Stack"), definitions=definitions
    )
    assert to_source(document).count("class Part(nn.Module):") == 1
    holds(document)


def test_a_pasted_class_keeps_comments_and_what_it_needs():
    """What no graph can express stays text; its parents stay blocks that can be taken apart."""
    document = paste(
        "import os\nEPS = 2  # not much\n\n\n# above\nclass Halve(nn.Module):\n    '''Halves.'''\n\n"
        "    def forward(self, x):\n        while x.abs().max() > EPS:  # large\n            x = x / 2\n"
        "        return x\n\n\nclass Outer(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = nn.Linear(6, 6)\n        self.b = nn.Sequential(nn.Linear(6, 6), Halve())\n\n"
        "    def forward(self, x):\n        return self.b(self.a(x)) + x\nnet = Outer()"
    )
    (definition,) = document.definitions
    assert definition.source.startswith("EPS = 2  # not much\n\n\n# above\nclass Halve(nn.Module):\n    '''Halves.'''")
    assert document.root.class_name == "Outer"
    holds(document)
    holds(paste(to_source(document)))


def test_fillings_outside_of_a_pasted_class_become_rules():
    """Those of its own `__init__` do not."""
    document = paste(
        net(
            "return self.l(x) if x.sum() < 9 else x",
            "self.l = nn.Linear(6, 6)\n        nn.init.ones_(self.l.bias)",
        )
        + "net = Net()\nnn.init.constant_(net.l.weight, 42)"
    )
    assert [(rule.select.block, rule.scheme) for rule in document.init] == [("b1/l", "constant_")]
    assert to_module(document).l.weight[0, 0].item() == 42


def test_pasted_objects_keep_their_arguments():
    """Required ones are the definition's, others each object's own."""
    text = net("return self.l(x) if x.sum() < 1e9 else x", "self.l = nn.Linear(n, n, bias)", "self, n, bias=True")
    document = paste(text + "net = nn.Sequential(Net(6), Net(6, bias=False), Net(n=6))")
    assert [child.args for child in document.root.children] == [{}, {"bias": False}, {}]
    assert document.definitions[0].args == {"n": 6}


def test_centred_has_no_parameters():
    """A layer without parameters, as every course has it."""
    document = network(Instance(id="i", definition="Centred"))
    assert (analyse(document).parameters, check_definition(CENTRED).warnings) == (0, ())


def test_lazy_layers_are_decided_by_a_first_forward():
    """In the emitted file too, so that both draw the same weights."""
    text = net(
        "while x.sum() > 1: x = x / 2\n        return self.b(self.a(x))",
        "self.b, self.a = nn.LazyLinear(3), nn.LazyLinear(5)",
    )
    document = written(text)
    assert analyse(document).parameters == 6 * 5 + 5 + 5 * 3 + 3
    assert [tuple(p.shape) for p in to_module(document, device="meta").parameters()] == [(3, 5), (3,), (5, 6), (5,)]
    holds(document)


def test_an_edited_file_changes_the_text_and_keeps_the_objects():
    """In the code pane a class can be edited where it stands."""
    document = network(Instance(id="i", definition="Fixed"), Instance(id="j", definition="Stack"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        new = rewrite(document, to_source(document).replace("weight + 1)", "weight + 2)  # more"), run_here)
    by_name = {definition.class_name: definition for definition in new.definitions}
    assert (new.root, by_name["Stack"]) == (document.root, DEFINITIONS[3])
    assert "+ 2)  # more" in by_name["Fixed"].source


CONFIGS = {
    "attributes of its class": "class Config:\n    width = 5",
    "those it inherits": "class Base:\n    width = 4\n    act = nn.ReLU\nclass Config(Base):\n    width = 5",
    "its own over them": "class Config:\n    width = 4\n    def __init__(self):\n        self.width = 5",
}


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
@pytest.mark.filterwarnings("ignore:.* is kept as code")
def test_a_configuration_keeps_what_its_class_holds(config):
    """An object of it is written as a record of fields, the methods left out."""
    text = f"""import torch
from torch import nn
{config}
class Net(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.fc = nn.Linear(cfg.width, cfg.width)
    def forward(self, x):
        return self.fc(-x if x.sum() > 0 else x)
net = Net(Config())
net(torch.randn(2, 5))
"""
    assert analyse(from_source(text)).parameters == 30
