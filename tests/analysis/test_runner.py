"""What classes written as text do is asked of a runner, which may answer later."""

from builder import analyse
from builder.analysis.analysis import analyse as analyse_with
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Definition, Document, Input, Instance, Layer, Sequential
from builder.runner import RunResult, asked_from_json, asked_to_json, shown_from_json, shown_to_json

TEXT = "class Halve(nn.Module):\n    def forward(self, x):\n        while x.sum() > 1: x = x / 2\n        return x\n"
SHOWN = RunResult(TensorSpec((2, 6)), {"a": (((TensorSpec((2, 6)),), (TensorSpec((2,)), None)),)}, 7)


def document():
    """Make a network with a class whose shape only a run shows."""
    linear = Layer(id="l", kind="Linear", args={"in_features": "auto", "out_features": 2})
    return Document(
        inputs=(Input("X", ("N", 6)),),
        root=Sequential(id="r", children=(Instance(id="i", definition="Halve"), linear)),
        definitions=(Definition("Halve", source=TEXT),),
    )


def test_what_is_not_known_is_being_found():
    """No error: an info at the block, and nothing is known of what comes after."""
    asked = []
    analysis = analyse_with(document(), asked.append)
    assert [(one.severity, one.path) for one in analysis.problems] == [("info", "0")]
    assert analysis.output_shapes == ()
    assert asked[0].inputs == (TensorSpec((2, 6)),)


def test_an_answer_decides_what_waited_for_it():
    """The next analysis of the same document knows it, and what comes after."""
    waiting = document()
    analyse_with(waiting, lambda asked: None)
    analysis = analyse_with(waiting, lambda asked: SHOWN)
    assert (analysis.output_shapes, analysis.problems) == (((2, 2),), ())


def test_questions_and_answers_travel_as_json():
    """To another process and back."""
    asked = []
    analyse_with(document(), asked.append)
    assert asked_from_json(asked_to_json(asked[0])) == asked[0]
    assert shown_from_json(shown_to_json(SHOWN)) == SHOWN


def test_for_a_script_and_for_the_shell_it_is_run_here():
    """Nothing is waited for."""
    assert analyse(document()).output_shapes == ((2, 2),)
