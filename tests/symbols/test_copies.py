"""A copy begins as its original is when it is copied, and what is shared is shared as torch does it."""

import warnings

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.errors import SourceError
from builder.targets.source.rewrite import sense
from tests.symbols.copied import COPIED, HEAD

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*is kept as code:UserWarning"),
    pytest.mark.filterwarnings("ignore:The code creates several networks:UserWarning"),
]


def beginning(network):
    """Return the printed tree, and of each key the first that begins equal, the first that is it, what learns."""
    state, first = network.state_dict(), {}
    parameters = dict(network.named_parameters(remove_duplicate=False))
    for key, parameter in parameters.items():
        first.setdefault(id(parameter), key)
    equal = {key: next(k for k in state if torch.equal(state[k], state[key])) for key in state}
    return str(network), equal, [(first[id(p)], p.requires_grad) for p in parameters.values()]


def native(text):
    """Return the network of a text run by Python, before it learns or sees anything."""
    names = {"__name__": "native"}
    exec(text, names)
    return names.get("net") or names["build_net"]()


@pytest.mark.parametrize("name", COPIED)
def test_what_begins_equal_in_torch_does_so_here(name):
    """In the built network and the emitted file, bit for bit the same; only a normalisation sees the sample."""
    document = from_source(HEAD + COPIED[name])
    built, emitted = to_module(document), native(to_source(document))
    assert beginning(built) == beginning(native(HEAD + COPIED[name])) == beginning(emitted)
    assert all(map(torch.equal, built.state_dict().values(), emitted.state_dict().values()))


@pytest.mark.parametrize("name", COPIED)
def test_the_emitted_file_says_the_same_copies(name):
    """Read again, its rules and ties are those of the document."""
    document = from_source(HEAD + COPIED[name])
    ours, back = sense(document), sense(from_source(to_source(document)))
    assert [ours.get("init"), ours.get("ties")] == [back.get("init"), back.get("ties")]


def test_a_deterministic_rule_goes_to_the_copy():
    """Both weights are zero, by one rule for the kind."""
    document = from_source(HEAD + COPIED["init_before"])
    assert to_module(document)[2].weight.abs().max() == 0
    assert [(rule.select.kind, rule.scheme) for rule in document.init] == [("Linear", "zeros_"), (None, "copy_")]


def test_what_is_initialised_after_the_copy_stays_the_original_s():
    """Ones go to the layer, not to its copy."""
    net = to_module(from_source(HEAD + COPIED["init_after"]))
    assert torch.equal(net[0].weight, torch.ones(4, 4))
    assert not torch.equal(net[2].weight, net[0].weight)


def test_a_shallow_copy_of_buffers_is_refused():
    """Two modules cannot hold one buffer."""
    with pytest.raises(SourceError, match=r"copy\.copy shares the buffer running_mean"):
        from_source(HEAD + "a = nn.BatchNorm1d(4)\nnet = nn.Sequential(a, copy.copy(a))")


@pytest.mark.parametrize("copied", ["copy.copy(a)", "copy.deepcopy(a)", "copy.deepcopy([a])[0]"])
def test_what_says_itself_what_its_copy_holds_is_read_but_not_copied(copied):
    """Torch's own transformer layers have such a method, and so have the copies of their text."""
    text = "import copy\nclass Own(nn.Module):\n    def __setstate__(self, state): super().__setstate__(state)\n"
    text += "    def forward(self, x): return x * 2\na = Own()\nnet = nn.Sequential(a, {})"
    assert len(from_source(text.format("nn.ReLU()")).root.children) == 2
    with pytest.raises(SourceError, match="Own has a __setstate__ of its own"):
        from_source(text.format(copied))


def test_weights_of_a_file_are_no_copy():
    """A state dict that the text does not make is left out, with a word."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        document = from_source(HEAD + "net = nn.Linear(4, 4)\nnet.load_state_dict(torch.load('w.pt'))")
    assert not document.init
    assert "line 5" in str(said[0].message)


def test_a_layer_initialised_before_it_is_given_to_an_encoder_is_refused():
    """Torch copies it with its zeros; the encoder of a document makes its layers by their arguments."""
    text = "layer = nn.TransformerEncoderLayer(8, 2, 16)\nnn.init.zeros_(layer.linear1.weight)\n"
    with pytest.raises(SourceError, match="The TransformerEncoderLayer given to TransformerEncoder was initialised"):
        from_source(HEAD + text + "net = nn.TransformerEncoder(layer, 2)")


def test_of_two_inits_of_one_tensor_the_last_one_counts():
    """Values of a seed follow the document's order of construction: as if the text had drawn but once."""
    twice = "net = nn.Linear(4, 4)\nnn.init.normal_(net.weight)\nnn.init.normal_(net.weight, std=2.0)"
    once = "net = nn.Linear(4, 4)\nnn.init.normal_(net.weight, std=2.0)"
    ours, theirs = (to_module(from_source(HEAD + text)).weight for text in (twice, once))
    assert torch.equal(ours, theirs)


def test_a_layer_that_is_replaced_leaves_nothing_behind():
    """Neither its rules nor its draws."""
    text = "net = nn.Sequential(nn.Linear(4, 4))\nnn.init.zeros_(net[0].weight)\nnet[0] = nn.Linear(4, 2)"
    document = from_source(HEAD + text)
    assert (document.init, to_module(document)[0].out_features) == ((), 2)
