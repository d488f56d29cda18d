import pytest

from builder import analyse
from builder.analysis import remembered
from builder.document.blocks import Definition, Document, Input, Instance, Layer, Sequential
from builder.layers.kind import TensorSpec

TEXT = "class Halve(nn.Module):\n    def forward(self, x):\n        while x.sum() > 1: x = x / 2\n        return x\n"
DOCUMENT = Document(
    inputs=(Input("X", ("N", 6)),),
    root=Sequential(
        id="r",
        children=(
            Instance(id="i", definition="Halve"),
            Layer(id="l", kind="Linear", args={"in_features": "auto", "out_features": 2}),
        ),
    ),
    definitions=(Definition("Halve", source=TEXT),),
)


@pytest.fixture
def asked():
    """Let this process wait for answers, which are asked for in this list."""
    found = []
    remembered.forget()
    remembered.set_runner(found.append)
    yield found
    remembered.set_runner(None)
    remembered.forget()


def test_what_is_not_known_is_being_found(asked):
    """No error: an info at the block, and nothing is known of what comes after."""
    analysis = analyse(DOCUMENT)
    assert [(one.severity, one.path) for one in analysis.problems] == [("info", "0")]
    assert analysis.output_shapes == ()
    assert asked[0].inputs == (TensorSpec((2, 6)),)


def test_an_answer_is_remembered(asked):
    """The next analysis knows it, decides what waited for it, and asks no more."""
    analyse(DOCUMENT)
    question = remembered.asked_from_json(remembered.asked_to_json(asked.pop()))
    answer = remembered.Shown(TensorSpec((2, 6)), {"a": (((TensorSpec((2, 6)),), (TensorSpec((2,)), None)),)}, 7)
    remembered.remember(question, remembered.shown_from_json(remembered.shown_to_json(answer)))
    assert remembered.shown(question) == answer
    assert (analyse(DOCUMENT).output_shapes, analyse(DOCUMENT).problems, asked) == (((2, 2),), (), [])


def test_by_default_it_is_run_here():
    """For a script and for the shell."""
    remembered.forget()
    assert analyse(DOCUMENT).output_shapes == ((2, 2),)
