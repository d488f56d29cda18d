"""The prompt on a live network in a worker of its own: the examples that the project promises, and what goes wrong."""

import os
import signal
from collections import OrderedDict

import pytest
import torch

from builder import templates
from builder.errors import JobError
from builder.jobs.conversation import Conversation
from builder.jobs.tasks import Answer, Bind, Complete, Enter, Words, console
from builder.weights.carry import materialise
from builder.weights.checkpoint import open_safetensors

MLP = templates.load("mlp")
INIT = """
def init_normal(m):
    if type(m) == nn.Linear:
        nn.init.normal_(m.weight, mean=0, std=0.01)
        nn.init.zeros_(m.bias)
"""


@pytest.fixture
def weights(tmp_path):
    """Make the weights of a two-layer perceptron."""
    materialise(MLP, tmp_path / "net.safetensors")
    return tmp_path / "net.safetensors"


@pytest.fixture
def session(pool, weights, tmp_path):
    """Give a conversation with a prompt."""
    session = Conversation(pool, console, MLP, weights, tmp_path / "shelf")
    yield session
    session.close()


@pytest.fixture
def enter(session, tmp_path):
    """Give a function that enters a text and returns the answer."""
    return lambda text: session.ask(Enter(text, tmp_path / "new.safetensors"), Answer)


def test_looking_at_weights_changes_nothing(enter, weights):
    """A state_dict and a bias print as torch prints them."""
    saved = open_safetensors(weights)
    assert enter("net[0].bias.data") == Answer(f"{saved['0.bias']!r}\n")
    state = OrderedDict(weight=saved["2.weight"], bias=saved["2.bias"])
    assert enter("net[2].state_dict()").output == f"{state!r}\n"
    assert not enter("print(*[(n, p.shape) for n, p in net.named_parameters()])").changed


def test_gradients_stay_from_input_to_input(enter):
    """None before backward, a tensor after it."""
    assert enter("net[0].weight.grad is None").output == "True\n"
    assert enter("net(X).sum().backward()") == Answer()
    assert enter("net[0].weight.grad is None").output == "False\n"


def test_changed_weights_are_written(enter, weights, tmp_path):
    """And the file they came from is as it was."""
    before = open_safetensors(weights)["0.weight"].clone()
    assert enter("net[0].weight.data[:] += 1\nnet[0].weight.data[0, 0] = 42").changed
    after = open_safetensors(tmp_path / "new.safetensors")["0.weight"]
    assert after[0, 0] == 42
    assert torch.equal(after[1:], before[1:] + 1)
    assert torch.equal(open_safetensors(weights)["0.weight"], before)


def test_a_function_typed_above_initialises(enter, tmp_path):
    """`net.apply(init_normal)` in the next input."""
    assert not enter(INIT).changed
    assert enter("net.apply(init_normal)").changed
    assert enter("net[0].bias.data.abs().sum() == 0").output == "tensor(True)\n"


def test_a_network_of_ones_own_is_indexed(enter):
    """Nested blocks of a factory typed at the prompt."""
    enter("def block():\n    return nn.Sequential(nn.Linear(4, 8), nn.ReLU())")
    enter("rgnet = nn.Sequential(nn.Sequential(block(), block()), nn.Linear(4, 1))")
    assert enter("rgnet[0][1][0].bias.data.shape").output == "torch.Size([8])\n"


def test_a_state_dict_is_loaded(enter):
    """From the shelf, in a later input."""
    enter("torch.save(net.state_dict(), 'mlp.params')")
    enter("net[0].weight.data.zero_()")
    assert enter("net.load_state_dict(torch.load('mlp.params'))") == Answer(
        "<All keys matched successfully>\n", changed=True
    )


def test_the_shelf_takes_tensors_lists_and_dicts(enter):
    """And gives them back."""
    enter("x, y = torch.arange(4), torch.zeros(4)\ntorch.save([x, y], 'both')\ntorch.save({'x': x, 'y': y}, 'dict')")
    assert enter("a, b = torch.load('both')\n(torch.equal(a, x), torch.load('dict')['y'])").output == (
        "(True, tensor([0., 0., 0., 0.]))\n"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("torch.load('nothing')", "FileNotFoundError: [Errno 2] No such file or directory: 'nothing'"),
        ("torch.save(net, 'net')\ntorch.load('net')", "whole module"),
        ("torch.save(X, '../x')", "file name"),
        ("torch.save(X, '.x')", "file name"),
    ],
)
def test_the_shelf_refuses_in_a_sentence(enter, text, problem):
    """And the session goes on."""
    assert problem in enter(text).problem
    assert enter("1 + 1").output == "2\n"


def test_a_mistake_has_its_place(enter):
    """What was printed before stays; weights that were changed before it are noted."""
    answer = enter("print('before')\nnet[0].bias.data[:] = 1\nnet[0].wieght")
    assert (answer.output, answer.line, answer.column, answer.changed) == ("before\n", 3, 1, True)
    assert "weight" in answer.hint


def test_another_shape_is_said_and_not_written(enter, tmp_path):
    """The document's network has other tensors."""
    assert enter("net.add_module('extra', nn.Linear(2, 2))\nNone").reshaped
    assert not (tmp_path / "new.safetensors").exists()


def test_other_weights_are_bound_and_variables_stay(session, enter, weights):
    """After undo, as it were."""
    enter("kept = 5\nnet[0].weight.data.zero_()")
    assert session.ask(Bind(MLP, weights), bool)
    assert enter("(kept, bool(net[0].weight.abs().sum() > 0))").output == "(5, True)\n"


def test_names_are_completed(session, enter):
    """Of modules, tensors, torch and variables."""
    enter("hidden = net[0]")
    assert session.ask(Complete("net[0].wei"), Words) == Words(3, ["weight"])
    assert "zeros_like" in session.ask(Complete("x = torch.zeros"), Words).words
    assert session.ask(Complete("hid"), Words) == Words(3, ["hidden"])
    assert session.ask(Complete("torch.nn.init.xav"), Words).words == ["xavier_normal_", "xavier_uniform_"]
    assert session.ask(Complete("'net.we"), Words).words == []


def test_a_loop_without_end_is_stopped(enter):
    """In a sentence, and the session goes on."""
    assert "steps" in enter("while True: pass").problem
    assert enter("1").output == "1\n"


def test_a_worker_that_is_late_is_over(session, tmp_path):
    """One sentence, and no further answer."""
    with pytest.raises(JobError, match=r"took longer than 0\.01 seconds"):
        session.ask(Enter("for i in range(100000): X.sum()", tmp_path / "new"), Answer, 0.01)
    with pytest.raises(JobError, match="worker"):
        session.ask(Enter("1", tmp_path / "new"), Answer)


def test_a_killed_worker_is_said(session, tmp_path, pool):
    """One sentence with how it ended."""
    os.kill(session.pid, signal.SIGKILL)
    with pytest.raises(JobError, match="killed by signal 9"):
        session.ask(Enter("1", tmp_path / "new"), Answer)


def test_a_sparse_parameter_is_no_weight_of_the_document(enter):
    """The session goes on, and nothing is kept."""
    enter("e = nn.Embedding(256, 20, sparse=True)\ne(torch.tensor([1])).sum().backward()")
    answer = enter("net[0].weight = nn.Parameter(e.weight.grad)")
    assert (answer.problem, answer.reshaped) == (None, True)


HALVES = {
    "printed": "print('\\ud800')",
    "raised": "raise ValueError('\\ud800')",
    "shown": "class A:\n    def __repr__(self): return chr(0xdfff)\nA()",
    "a key": "{}['\\ud800']",
    "a name": "nn.Sequential(OrderedDict([('\\ud800', nn.ReLU())]))",
    "a weight": "net.register_buffer('\\ud800', torch.ones(1))",
    "typed": "print('\ud800')",
}


@pytest.mark.parametrize("text", HALVES.values(), ids=HALVES)
def test_half_a_character_keeps_the_session(enter, text):
    """It is shown as Python escapes it."""
    enter("x = 1")
    answer = enter(text)
    assert r"\ud" in f"{answer.output}{answer.problem}" or answer.reshaped
    assert enter("x").output == "1\n"
