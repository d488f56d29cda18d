"""What a pasted program does beside its result is done here too, or the program is refused: one example a kind."""

import pytest
import torch

from builder import analyse, from_source, to_module, to_source
from builder.document.blocks import Graph
from builder.errors import SourceError
from tests.symbols.test_gradients import learned, native

pytestmark = [pytest.mark.filterwarnings("ignore:.* is kept as code"), pytest.mark.filterwarnings("ignore:Ignored")]
HEAD = "import copy\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
TEXT = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.act = nn.ReLU(inplace=True)
        self.p = nn.Parameter(torch.randn(4))
        {made}
    def forward(self, x):
        {body}
net = Net()
net({given})
"""
ASKS = """
class Asks(nn.Module):
    def __init__(self, inner=None):
        super().__init__()
        self.inner = inner
        self.scale = 2.0
    def forward(self, x):
        if x.sum() > 100: x = x * 2
        {body}
"""


def written(body, made="pass", given="torch.rand(2, 4)", before=""):
    """Return a program whose network does this."""
    return HEAD + before + TEXT.format(body=body, made=made, given=given)


def both(text):
    """Return ours with the author's weights, and the author's, which nobody has called yet."""
    ours, theirs = to_module(from_source(text)), native(text.rpartition("\nnet(")[0])
    ours.load_state_dict(theirs.state_dict())
    return ours, theirs


@pytest.mark.parametrize("body", ["x += 1; return self.a(x)", "x.mul_(2); return self.a(x)", "return self.act(x) + x"])
def test_what_a_network_leaves_in_its_input_is_left_there(body):
    """Whoever called it reads the same afterwards."""
    ours, theirs = both(written(body))
    one, other = torch.randn(2, 4), torch.empty(2, 4)
    other.copy_(one)
    assert torch.equal(ours(one), theirs(other))
    assert torch.equal(one, other)


IN_PLACE = [
    "h = self.a(x); h.add_(x); return self.a(h)",
    "h = self.a(x); F.relu(h, inplace=True); return h + 1",
    "h = self.a(x); h.mul_(2); h.add_(1); return self.a(h) + h",
]


@pytest.mark.parametrize("body", IN_PLACE)
def test_a_change_by_the_tensor_s_own_name_is_drawn(body):
    """Later lines read its result."""
    ours, theirs = both(written(body))
    x = torch.rand(2, 4)
    assert isinstance(from_source(written(body)).root, Graph)
    assert learned(ours, x) == learned(theirs, x)


LEFT = [
    "self.seen.append(x); return self.a(x) * len(self.seen)",
    "LOG.append(1); return self.a(x) * len(LOG)",
    "Net.calls += 1; return self.a(x) * self.calls",
    "torch.manual_seed(0); return F.dropout(self.a(x), 0.5, True)",
    "return self.a(x) if self.a.weight.grad is None else x * self.p",
    "h = self.a(x); return h if h.requires_grad else h * 2",
    "h = self.a(x); y = h.contiguous(); return h * 2 if y is h else h",
    "self.count = getattr(self, 'count', 0) + 1; return self.a(x) * self.count",
    "if hasattr(self, 'seen'): x = x * 2\n        self.seen = True; return self.a(x)",
    "self.a.weight.data.mul_(0.5); return self.a(x)",
    "self.a.bias.detach().add_(1); return x * self.p",
]


@pytest.mark.parametrize("body", LEFT)
def test_what_one_call_leaves_for_the_next_is_left(body):
    """Both of two runs give what the author's give."""
    text = written(body, "self.seen = []", before="LOG = []\n").replace(
        "    def forward", "    calls = 0\n    def forward"
    )
    ours, theirs = both(text)
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)


def test_a_field_that_a_class_has_for_all_its_objects_is_no_constant_once_it_is_set():
    """The second run finds what the first one set."""
    text = written("self.count += 1; return self.a(x) * self.count").replace(
        "    def forward", "    count = 0\n    def forward"
    )
    ours, theirs = both(text)
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)


def test_a_class_kept_as_code_may_change_its_input():
    """What reads it later reads the change."""
    before = ASKS.format(body="x += 1\n        return x * self.scale")
    ours, theirs = both(written("h = self.a(x); y = self.b(h); return y + h", "self.b = Asks()", before=before))
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)


def test_a_class_kept_as_code_may_return_the_memory_it_is_given():
    """A layer that changes the result changes the input, too."""
    before = ASKS.format(body="return x")
    ours, theirs = both(
        written("h = self.a(x); y = self.act(self.b(h)); return y + h", "self.b = Asks()", before=before)
    )
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)


def test_a_module_of_two_classes_kept_as_code_stays_one():
    """What makes both is kept as code as a whole."""
    before = ASKS.format(body="return self.inner(x)")
    ours, theirs = both(
        written("return self.c(self.b(x))", "self.b, self.c = Asks(self.a), Asks(self.a)", before=before)
    )
    assert ours.b.inner is ours.c.inner is ours.a
    assert [name for name, _ in ours.named_modules()] == [name for name, _ in theirs.named_modules()]


def test_a_module_of_two_classes_kept_as_code_is_refused_where_nothing_makes_both():
    """Each would make a copy of its own."""
    text = (
        HEAD + ASKS.format(body="return self.inner(x)") + "a = nn.Linear(4, 4)\nnet = nn.Sequential(Asks(a), Asks(a))"
    )
    with pytest.raises(SourceError, match="A Linear is passed to a class that is kept as code and also used elsewhere"):
        from_source(text)


@pytest.mark.parametrize(
    "change", ["net[0].scale = 3.0", "net[0].inner = torch.tanh", "net[0].register_buffer('k', torch.ones(4))"]
)
def test_an_object_kept_as_code_that_was_changed_is_refused(change):
    """Its class would make it without the change."""
    text = (
        HEAD
        + ASKS.format(body="return x * self.scale")
        + f"net = nn.Sequential(Asks())\n{change}\nnet(torch.rand(2, 4))"
    )
    with pytest.raises(SourceError, match="it was changed after it was created"):
        from_source(text)


SCALED = ASKS.format(body="return x * K")
LATER = {
    "a_number": "K = 2\n" + SCALED + "K += 1\n",
    "a_list": "K = [2]\n" + SCALED.replace("* K", "* K[-1]") + "K.append(3)\n",
    "a_branch": "K = 2\nif torch.__version__:\n    K = 3\n" + SCALED,
    "a_method": SCALED.replace("* K", "* 2") + "Asks.forward = lambda self, x: x if x.sum() > 0 else -x\n",
}


@pytest.mark.parametrize("name", LATER)
def test_a_class_kept_as_code_that_uses_what_lines_change_is_refused(name):
    """Its text has what the lines bind, and not what they change."""
    with pytest.raises(SourceError, match=r"It cannot be kept as code either: it uses (K|Asks), which"):
        from_source(HEAD + LATER[name] + "net = Asks()\nnet(torch.rand(2, 4))")


CHANGES = [
    "self.register_buffer('k', torch.ones(4))",
    "self.add_module('k', nn.Tanh())",
    "self.l.append(nn.Tanh())",
    "self.l[0] = nn.Tanh()",
    "self.a.requires_grad_(False)",
    "self.a.weight.requires_grad = False",
    "self.n.eval()",
    "self.a.bias = None",
    "nn.init.ones_(self.a.weight)",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_forward_that_changes_its_modules_does_so(change):
    """Two runs, with what they leave behind."""
    made = "self.l = nn.ModuleList([nn.ReLU()]); self.n = nn.BatchNorm1d(4)"
    ours, theirs = both(written(f"y = self.n(self.a(x)) * 1; {change}; return y", made))
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)
    assert str(ours) == str(theirs)


@pytest.mark.parametrize("method", ["train(self, mode=True)", "eval(self)"])
def test_a_class_with_its_own_modes_stays_code(method):
    """Its norm never trains."""
    mode = "mode" if "mode" in method else "False"
    more = (
        f"    def {method}:\n        super().train({mode})\n        self.n.eval()\n        return self\n    def forward"
    )
    ours, theirs = both(written("return self.n(x)", "self.n = nn.BatchNorm1d(4)").replace("    def forward", more))
    assert [one.training for one in ours.train().modules()] == [one.training for one in theirs.train().modules()]
    assert [one.training for one in ours.eval().modules()] == [one.training for one in theirs.eval().modules()]


@pytest.mark.parametrize("made", ["self.training = True", "setattr(self, 'training', False)", "pass"])
def test_the_mode_that_an_init_sets_is_no_constant(made):
    """A forward asks for it in both modes; neither what its class has by that name."""
    text = written("return self.a(x) if self.training else self.a(x) * 2", made)
    ours, theirs = both(text.replace("    def __init__", "    training = False\n    def __init__"))
    x = torch.rand(2, 4)
    assert torch.equal(ours.train()(x), theirs.train()(x))
    assert torch.equal(ours.eval()(x), theirs.eval()(x))


def test_the_mode_is_true_or_false():
    """What is neither would have to be asked for each time."""
    with pytest.raises(SourceError, match="training of Net tells the mode"):
        from_source(written("return self.a(x)", "self.training = 'yes'"))


@pytest.mark.parametrize("method", ["__call__(self, x)", "parameters(self)", "state_dict(self)"])
def test_a_class_with_its_own_parts_is_refused(method):
    """Who uses the network would get others."""
    more = f"    def {method}:\n        return self.a\n    def forward"
    with pytest.raises(SourceError, match="Net writes its own"):
        from_source(written("return self.a(x)").replace("    def forward", more))


def test_an_object_kept_as_code_may_be_called_by_keyword():
    """The tensors go to their places."""
    before = ASKS.format(body="return x * self.scale")
    ours, theirs = both(written("return self.b(x=self.a(x))", "self.b = Asks()", "x=torch.rand(2, 4)", before))
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)


def test_containers_are_joined_in_a_class_kept_as_code():
    """As in one that is drawn."""
    made = (
        "self.s = (nn.Sequential(nn.Linear(4, 4)) + nn.Sequential(nn.Tanh())) * 2; self.l = nn.ModuleList([self.a])\n"
    )
    made += "        self.l += [nn.Tanh()]; self.s += nn.Sequential(self.l[1] if len(self.l + self.l) == 4 else self.a)"
    ours, theirs = both(written("if x.sum() > 100: x = -x\n        return self.s(x)", made))
    assert str(ours) == str(theirs)


def test_a_class_kept_as_code_may_hold_a_buffer_of_its_own():
    """`nn.Buffer` registers itself."""
    ours, theirs = both(
        written("if x.sum() > 100: x = -x\n        return x + self.b", "self.b = nn.Buffer(torch.ones(4))")
    )
    assert [*dict(ours.named_buffers())] == [*dict(theirs.named_buffers())] == ["b"]


def test_a_parameter_made_of_another_begins_as_it():
    """In the module and in the file."""
    document = from_source(written("return self.a(x) * self.q", "self.q = nn.Parameter(self.p.clone())"))
    emitted = native(to_source(document) + "\nnet = build_net()")
    for net in (to_module(document), emitted):
        assert torch.equal(net.q, net.p)
        assert net.q is not net.p


def test_two_parameters_in_one_memory_are_refused():
    """A step of an optimiser would be made twice."""
    with pytest.raises(SourceError, match=r"q lies in the memory of another tensor .* \.clone\(\)"):
        from_source(written("return self.a(x) * self.q", "self.q = nn.Parameter(self.p.data)"))


def test_a_layer_s_parameter_under_another_name_is_that_parameter():
    """It counts once."""
    document = from_source(written("return self.a(x) * self.q", "self.q = self.a.bias"))
    net = to_module(document)
    assert net.q is net.a.bias
    assert analyse(document).parameters == 24


LAYERS = "self.more = nn.Sequential(nn.ReLU(), nn.ReLU(), nn.ReLU()); "


def test_values_that_a_parameter_begins_with_are_said_to_be_lost():
    """It begins as zeros, where its class is too large to become code for it."""
    text = written("return self.more(self.a(x) * self.q)", f"{LAYERS}self.q = nn.Parameter(self.p * 2)")
    with pytest.warns(UserWarning, match="The values of the parameter q are not in the document: copy the weights"):
        from_source(text)


def test_a_small_class_is_kept_for_the_values_that_it_works_out():
    """Its text works them out again."""
    with pytest.warns(UserWarning, match="It works out values of q that a document does not hold"):
        net = to_module(from_source(written("return self.a(x) * self.q", "self.q = nn.Parameter(self.p * 2)")))
    assert torch.equal(net.q, net.p * 2)


def test_a_mark_on_a_layer_is_read_as_it_was_set():
    """It is no argument of the layer."""
    ours, theirs = both(written("return self.a(x) * self.a.gain", "self.a.gain = 3"))
    x = torch.rand(2, 4)
    assert torch.equal(ours(x), theirs(x))


DECORATED = written("return self.a(x)").replace("    def forward", "    @{}\n    def forward")


@pytest.mark.parametrize("decorator", ["torch.inference_mode()", "torch.autocast('cpu')", "mine"])
def test_a_decorator_of_a_forward_that_may_change_it_is_refused(decorator):
    """It may stop gradients."""
    text = DECORATED.replace("@{}", f"@{decorator}").replace(HEAD, HEAD + "from theirs import mine\n")
    with pytest.raises(SourceError, match=r"The decorator @.* is not"):
        from_source(text)


@pytest.mark.parametrize("decorator", ["torch.inference_mode()", "mine", "torch.jit.export"])
def test_a_decorator_of_a_method_that_no_forward_calls_is_left_out(decorator):
    """The network is the same without it."""
    more = f"    @{decorator}\n    def generate(self, x):\n        return self(x)\n    def forward"
    text = (
        written("return self.a(x)")
        .replace("    def forward", more, 1)
        .replace(HEAD, HEAD + "from theirs import mine\n")
    )
    assert isinstance(from_source(text).root, Graph)


@pytest.mark.parametrize("decorator", ["torch.jit.ignore", "torch.compile", "typeguard.typechecked"])
def test_a_decorator_that_changes_no_result_is_left_out(decorator):
    """As the note says."""
    text = DECORATED.replace("@{}", f"@{decorator}").replace(HEAD, HEAD + "import typeguard\n")
    assert isinstance(from_source(text).root, Graph)


REGISTRY = """
KNOWN = {{}}
def register(name):
    def noted(cls):
        {}
        return cls
    return noted
@register('net')
class Net("""


@pytest.mark.parametrize("step", ["return self.a(x)", "if x.sum() > 100: x = -x\n        return self.a(x)"])
def test_a_decorator_that_registers_a_class_is_read(step):
    """The class is what it was; one that the decorator changes is refused, as its own text would lack that."""
    text = written(step).replace("\nclass Net(", REGISTRY.format("KNOWN[name] = cls"), 1)
    ours, theirs = both(text.replace("Net()", "KNOWN['net']()"))
    x = torch.rand(2, 4)
    assert torch.equal(ours(x), theirs(x))
    with pytest.raises(SourceError, match="A decorator of Net changes the class"):
        from_source(written(step).replace("\nclass Net(", REGISTRY.format("cls.forward = lambda self, x: x"), 1))


def test_a_tie_that_follows_an_object_kept_as_code_is_refused():
    """Its class would make it without the tie."""
    made = "self.b = nn.Linear(4, 4)"
    text = written("if x.sum() > 100: x = -x\n        return self.b(self.a(x))", made)
    with pytest.raises(SourceError, match="it was changed after it was created"):
        from_source(text.replace("\nnet(", "\nnet.b.weight = net.a.weight\nsame = type(net) is Net\nnet("))


@pytest.mark.parametrize(
    "line",
    [
        "checkpoint(self.a, x)",
        "_ = checkpoint(lambda v: self.a(v), x)",
        "checkpoint(self.a.forward, x)",
        "checkpoint([self.a], x)",
    ],
)
def test_a_module_that_is_handed_to_something_absent_is_refused(line):
    """It may be called there: what it changes in place, or counts, would be lost."""
    text = f"""import torch
from torch import nn
from theirs import checkpoint
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.ReLU(inplace=True)
    def forward(self, x):
        {line}
        return x
net = Net()
net(torch.rand(2, 3))
"""
    with pytest.raises(SourceError, match="checkpoint is not available here, and a forward hands"):
        from_source(text)
