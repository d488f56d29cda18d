"""The prompt of an open document, with real workers: weights that change, undo, workers that end."""

import os
import signal

import msgspec
import pytest

from builder.document.blocks import Layer
from builder.edits import Insert
from builder.errors import BuilderError
from builder.jobs.tasks import Words
from builder.module.devices import device_of
from builder.sentences import say
from builder.weights.checkpoint import open_safetensors
from ui.server import weights
from ui.server.console_sources import source_of
from ui.server.console_view import examples
from ui.server.consoles import LiveConsole

ANOTHER = Layer(id="another0", kind="Linear", args={"in_features": 10, "out_features": 10})


def device_problem(name):
    """Return what is said of a device that is not here."""
    with pytest.raises(BuilderError) as refused:
        device_of(name)
    return refused.value.problem


@pytest.fixture
def console(own_service, live):
    """Give the prompt of a two-layer perceptron."""
    yield own_service.consoles.get(live, source_of)
    own_service.consoles.close()


@pytest.fixture
def enter(console):
    """Give a function that enters a text and returns what became of it."""

    def enter(text, person=None):
        id = str(len(console.entries))
        console.enter(id, text, person)
        console.wait(300)
        return console.entries[-1]

    return enter


def test_changed_weights_are_the_documents_and_are_undone(live, enter):
    """A step like any other; the prompt sees the old ones again, and its variables stay."""
    assert enter("kept = 5\nnet[0].bias.data[:] = 42").changed
    assert bool((open_safetensors(weights.current(live).path)["0.bias"] == 42).all())
    live.undo()
    entry = enter("(kept, bool((net[0].bias == 42).any()))")
    assert (entry.output, entry.notes) == ("(5, False)\n", (say("console.rebound"),))


def test_a_guest_deletes_no_files_of_the_owner(live, enter):
    """Neither at a prompt, though it is one for all who have the address."""
    live.claim("ada")
    assert enter("torch.save(X, 'x.pt')", "ada").problem is None
    assert "belongs to the owner" in enter("import os\nos.remove('x.pt')", "bob").problem
    assert enter("os.remove('x.pt')\nos.listdir()", "ada").output == "[]\n"


def test_the_prompt_runs_where_the_network_was_moved_or_says_why_not(console, enter):
    """A device that is not here is a sentence, and nothing runs somewhere else instead."""
    console.device = "cuda:7"
    assert enter("kept = 5").problem == device_problem("cuda:7")
    console.device = "cpu"
    assert enter("kept = 6\nX.device").output == "device(type='cpu')\n"
    console.device = "cuda:7"
    assert enter("kept").problem == device_problem("cuda:7")


def test_an_edit_on_the_canvas_reaches_the_prompt(live, enter):
    """With the values that were changed by hand."""
    enter("net[0].bias.data[:] = 42")
    live.commit(Insert(live.document.root.id, 3, ANOTHER))
    assert enter("(len(net), net[0].bias[0].item())").output == "(4, 42.0)\n"


def test_a_killed_worker_is_one_sentence_and_a_fresh_session(console, enter):
    """What was given a name is lost, which is said."""
    enter("kept = 5")
    os.kill(console._talk.pid, signal.SIGKILL)
    entry = enter("kept")
    assert "killed by signal 9" in entry.problem
    assert "variables are lost" in entry.hint
    entry = enter("kept")
    assert (entry.notes, entry.problem) == ((say("console.fresh"),), "NameError: name 'kept' is not defined")


@pytest.fixture
def defective(own_service, live):
    """Give a prompt that comes upon a defect of ours at its first input, and goes on after it."""
    source, defects = source_of(live), [ZeroDivisionError("ours")]

    def ready():
        if defects:
            raise defects.pop()
        return source.ready()

    console = LiveConsole(lambda: own_service.pool, msgspec.structs.replace(source, ready=ready), lambda begun: None)
    yield console
    console.close()


def test_a_defect_ends_the_input_with_a_sentence(defective, caplog):
    """What went wrong is for the log; nobody waits for ever."""
    defective.enter("a", "1")
    defective.wait(300)
    assert defective.entries[0].state == "done"
    assert "went wrong on the server" in defective.entries[0].problem
    assert "ZeroDivisionError" in caplog.text


def test_the_prompt_goes_on_after_a_defect(defective):
    """With a fresh session."""
    for id in ("a", "b"):
        defective.enter(id, "1 + 1")
        defective.wait(300)
    assert defective.entries[1].output == "2\n"


def test_a_defect_while_a_name_is_completed_offers_nothing(defective):
    """The page asks until it is told."""
    defective.complete("a", "net[0].wei")
    defective.wait(300)
    assert defective.words == ("a", Words(0, []))


def test_another_prompt_goes_on_when_a_worker_is_killed(own_service, live, enter, console):
    """Each has a worker of its own."""
    other = own_service.consoles.get(own_service.documents.get(own_service.library.create(live.document)), source_of)
    other.enter("a", "kept = 5")
    other.wait(300)
    enter("1")
    os.kill(console._talk.pid, signal.SIGKILL)
    assert "killed by signal 9" in enter("1").problem
    other.enter("b", "kept")
    other.wait(300)
    assert other.entries[1].output == "5\n"


def test_an_input_that_comes_twice_runs_once(console):
    """A trigger may be delivered twice."""
    console.enter("a", "print('once')")
    console.enter("a", "print('once')")
    console.wait(300)
    assert [one.output for one in console.entries] == ["once\n"]


def test_a_session_that_rests_begins_afresh(console, enter):
    """Its worker is gone meanwhile."""
    enter("kept = 5")
    console.rest()
    assert enter("1").notes == (say("console.fresh"),)


def test_names_are_completed_between_inputs(console):
    """By the worker that holds them."""
    console.complete("a", "net[0].wei")
    console.wait(300)
    assert console.words[1].words == ["weight"]


def test_a_network_with_a_problem_says_so(live, enter):
    """There is nothing to be asked."""
    wrong = Layer(id="wrong000", kind="Conv2d", args={"in_channels": "auto", "out_channels": 3, "kernel_size": 3})
    live.commit(Insert(live.document.root.id, 0, wrong))
    assert enter("net").problem is not None


def test_examples_fit_the_network(live):
    """They can be clicked."""
    assert "net[0].weight.data[:] += 1" in examples(live)


def test_a_loop_is_stopped_and_variables_stay(console, enter):
    """The worker is asked to give up, and lives."""
    enter("kept = 5")
    console.enter("loop", "while True: pass")
    while not console.entries[-1].problem:
        console.stop()
        console.wait(0.1)
    assert "Stopped" in console.entries[-1].problem
    assert enter("kept").output == "5\n"


def test_a_restart_begins_afresh(console, enter):
    """At once, and says so; the next input says nothing more."""
    enter("kept = 5")
    console.restart()
    console.wait(300)
    assert console.entries[-1].notes == (say("console.fresh"),)
    entry = enter("kept")
    assert (entry.notes, entry.problem) == ((), "NameError: name 'kept' is not defined")


def test_a_network_of_ones_own_is_told_from_the_documents(enter):
    """Once, where `net` becomes another; the document keeps its weights."""
    assert enter("net = nn.Linear(2, 2)").notes == (say("console.own"),)
    entry = enter("net.weight.data[:] = 1")
    assert (entry.notes, entry.changed) == ((), False)


@pytest.mark.parametrize("text", ["net._parameters['w'] = 5", "net._modules['n'] = net", "net.to('meta')\n1"])
def test_a_broken_network_is_said_and_the_session_lives(enter, text):
    """Whatever an input has put into it."""
    assert enter(text).notes == (say("console.reshaped"),)
    assert enter("1 + 1").output == "2\n"


def used(console, name, person=None):
    """Have a network of the prompt used and return what is said of it."""
    console.use(name, person)
    console.wait(300)
    return console.entries[-1]


def test_a_network_of_the_prompt_becomes_the_document_in_one_step(live, enter, console):
    """With its weights; one undo brings the document back that was there."""
    before = live.document
    enter("mine = nn.Sequential(nn.Linear(5, 3), nn.Tanh())\nmine[0].bias.data[:] = 42")
    assert used(console, "mine").used
    assert [one.kind for one in live.document.root.children] == ["Linear", "Tanh"]
    assert bool((open_safetensors(weights.current(live).path)["0.bias"] == 42).all())
    live.undo()
    assert live.document == before


def test_after_it_the_prompt_goes_on_with_that_network(enter, console):
    """A change of it is one of the document, and nothing more is offered."""
    enter("mine = nn.Sequential(nn.Linear(5, 3))")
    assert console.networks == ("mine",)
    used(console, "mine")
    assert console.networks == ()
    assert enter("mine[0].bias.data[:] = 1").changed


def test_a_network_that_cannot_be_used_leaves_the_document(live, enter, console):
    """A sentence says why."""
    before = live.head
    enter("mine = nn.LazyLinear(3)")
    assert "have no shape yet" in used(console, "mine").problem
    assert live.head == before
