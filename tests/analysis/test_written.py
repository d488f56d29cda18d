"""An object of a written class, by what a runner has shown of it: made by hand."""

import pytest

from builder.analysis.analysis import analyse
from builder.analysis.values import Batch
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Definition, Document, Graph, Input, Instance, Layer
from builder.edits import WriteDefinition
from builder.runner import RunResult
from tests.analysis.told import told
from tests.edits.designs import design, parallel, relu

SOURCE = """class Own(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.fc = nn.Linear(width, width)
        self.norm = nn.BatchNorm1d(width)
        self.scale = nn.Parameter(torch.ones(3))
        self.body = nn.Sequential(nn.Linear(width, 4), nn.Dropout(0.0))
        self.again = self.fc

    def forward(self, x, y=None):
        while x.sum() > 1: x = x / 2
        return x
"""
OWN = Definition(class_name="Own", source=SOURCE)
X, Y, Z = TensorSpec((2, 8)), TensorSpec((2, 4)), TensorSpec((3, 8))
CALLS = {
    "fc": (((X,), X), ((Z,), Z)),
    "body": (((X,), Y),),
    "body.0": (((X,), Y),),
    "body.1": (((Y,), Y),),
}


def network(*children, shape=("N", 8)):
    """Return a network of an object, and what comes after it."""
    own = Instance(id="i", definition="Own")
    return design(own, *children, definitions=(OWN,), inputs=(Input(name="X", shape=shape),))


def shown(output=X, **fields):
    """Return a runner that shows the same whatever it is asked."""
    return lambda asked: RunResult(output, **fields)


FOUND = {
    "nothing yet": (lambda asked: None, ["info 0 i | Computing the shape that Own returns … | Wait a moment."]),
    "no problem": (shown(), []),
    "a problem at a line": (
        shown(None, problem="It fails.", hint="Mend it.", line=11),
        ["error 0 i | Own, line 11: It fails. | Mend it."],
    ),
    "a problem somewhere": (shown(None, problem="It fails."), ["error 0 i | Own: It fails. | -"]),
    "a problem that an argument mends": (
        shown(None, problem="It fails.", hint="Set width to 9.", line=4, mended=("width", 9)),
        ["error 0 i | Own, line 4: It fails. | Set width to 9. | Set width to 9 | SetArgument(i, width, 9)"],
    ),
    "a dict inside of another block": (
        shown(keyed=True),
        ["error 0 i | Own: forward returns a dict. | Return a tensor or a tuple of tensors."],
    ),
    "a warning": (
        shown(warning="It changes x.", line=3),
        ["warning 0 i | Own: It changes x. | Write the change as a new tensor."],
    ),
    "a problem and a warning": (
        shown(None, problem="It fails.", warning="It changes x.", line=3),
        [
            "error 0 i | Own, line 3: It fails. | -",
            "warning 0 i | Own: It changes x. | Write the change as a new tensor.",
        ],
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_what_is_told_of_an_object(case):
    """That its shape is being found, what a run says against it, and what mends it."""
    runner, lines = FOUND[case]
    assert told(network(), runner) == lines


def test_what_is_said_of_layers_inside_has_no_fix():
    """No edit reaches them; where they stand is what the class calls them."""
    lines = told(network(), shown(calls=CALLS))
    assert lines == ["warning 0.body.1 i/body.1 | Dropout with p=0 does nothing. | Remove it or raise p."]


def test_what_the_text_is_warned_of_has_a_fix_in_the_text():
    """The same text with a buffer, and the arguments that the class has."""
    plain = Definition(class_name="Own", source=SOURCE.replace("self.again = self.fc", "self.rand = torch.rand(3)"))
    document = design(Instance(id="i", definition="Own"), definitions=(plain,))
    (problem,) = analyse(document, shown()).problems
    assert problem[:4] == (
        "warning",
        "0",
        "i",
        "Line 8: rand of Own is a plain tensor: it is not in the state_dict and does not move with .to().",
    )
    mended = SOURCE.replace("self.again = self.fc", 'self.register_buffer("rand", torch.rand(3))')
    assert (problem.hint, problem.fix.label, problem.fix.edit) == (
        "Make it a buffer.",
        "Make it a buffer",
        WriteDefinition("Own", mended),
    )


FIGURES = {
    "": ((X,), X, 72 + 16 + 3 + 36, 7),
    "0": ((X,), X, 72 + 16 + 3 + 36, 7),
    "0.fc": ((X,), X, 72, 2 * 64 + 3 * 64),
    "0.norm": ((), None, 16, 0),
    "0.scale": ((), TensorSpec((3,)), 3, 0),
    "0.body": ((X,), Y, 36, 2 * 32),
    "0.body.0": ((X,), Y, 36, 2 * 32),
    "0.body.1": ((Y,), Y, 0, 0),
    "0.again": ((X,), X, 0, 2 * 64 + 3 * 64),
}


@pytest.mark.parametrize("path", FIGURES)
def test_what_is_known_inside_an_object(path):
    """What a run has shown to flow, in its first call; costs of all of them."""
    seen = analyse(network(shape=(2, 8)), shown(calls=CALLS, multiply_adds=7)).blocks[path]
    assert (seen.inputs, seen.output, seen.parameters, seen.multiply_adds) == FIGURES[path]


def test_a_module_that_is_kept_twice_counts_once():
    """Where the class makes it."""
    blocks = analyse(network(), shown(calls=CALLS)).blocks
    assert (blocks["0.again"].same_as, blocks["0.again"].parameters, blocks[""].parameters) == ("0.fc", 0, 127)


OUTPUTS = {
    "the batch first": (("N", 8), X, (Batch,)),
    "no batch": ((2, 8), X, (int,)),
    "another size": (("N", 8), TensorSpec((3, 2)), (int,)),
    "a scalar": (("N", 8), TensorSpec(()), ()),
    "a scalar comes in": ((), X, (int,)),
    "the batch last": ((8, "N"), TensorSpec((2,)), (int,)),
    "a tuple": (("N", 8), (X, None, (TensorSpec((5, 2)), Y)), (Batch, int, Batch)),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_the_batch_is_known_again_in_what_is_returned(case):
    """Where what enters begins with it, in each tensor that begins with as many."""
    shape, output, firsts = OUTPUTS[case]
    analysis = analyse(network(shape=shape), shown(output))
    assert analysis.output == output
    assert tuple(type(one[0]) for one in analysis.output_shapes if one) == firsts


def test_what_comes_after_an_object_takes_what_it_returns():
    """Its features decide those of the next layer."""
    lazy = Layer(id="l", kind="LazyLinear", args={"out_features": 3})
    assert analyse(network(lazy, relu("r")), shown(Y)).blocks["1"].args["in_features"] == 4


def test_the_question_names_the_object_and_what_enters():
    """By its text, its class and all of its arguments, the batch being a number like any other."""
    asked = []
    analyse(network(), asked.append)
    first = asked[0]
    assert (first.source, first.class_name, first.given, first.inputs) == (SOURCE, "Own", {}, (X,))
    assert type(first.inputs[0].shape[0]) is int


def test_one_sample_is_asked_for_beside_the_batch():
    """Since no rule says what a class costs: the second question is about a batch of 1."""
    asked = []

    def runner(question):
        asked.append(question.inputs[0].shape[0])
        return RunResult(TensorSpec((asked[-1], 8)), multiply_adds=asked[-1] * 10 + 1)

    analysis = analyse(network(), runner)
    assert (analysis.multiply_adds, analysis.batch_multiply_adds, asked) == (11, 21, [2, 1])


def test_a_class_that_takes_no_single_sample_shares_the_cost():
    """Rounded up."""

    def fails(asked):
        return RunResult(X, multiply_adds=21) if asked.inputs[0].shape[0] == 2 else RunResult(None, problem="No.")

    analysis = analyse(network(), fails)
    assert (analysis.multiply_adds, analysis.blocks["0"].multiply_adds, analysis.awaits) == (11, 11, False)


@pytest.mark.parametrize("known", [1, 2])
def test_one_answer_of_two_is_waited_for(known):
    """That for the batch, or that for one sample."""
    analysis = analyse(network(), lambda asked: RunResult(X) if asked.inputs[0].shape[0] == known else None)
    assert analysis.awaits


def test_what_our_rules_refuse_inside_a_class_is_no_mistake():
    """A run has shown that its code takes it."""
    assert told(network(), shown(calls={"fc": (((Y,), X),)})) == []


def test_an_answer_counts_though_the_text_is_warned_of():
    """What waits for an answer is not remembered as known."""
    plain = Definition(class_name="Own", source=SOURCE.replace("self.again = self.fc", "self.rand = torch.rand(3)"))
    document = design(Instance(id="i", definition="Own"), definitions=(plain,))
    assert analyse(document, lambda asked: None).output_shapes == ()
    assert analyse(document, shown()).output_shapes == ((2, 8),)


def test_a_part_that_is_none_cannot_flow_on():
    """Another output may be."""
    nodes = (Instance(id="i", name="own", definition="Own"), relu("r", name="act"))
    graph = Graph(id="g", nodes=nodes, wires={"own": ("x",), "act": ("own:1",)}, outputs=("act",))
    document = Document(inputs=(Input(name="X", shape=("N", 8)),), root=graph, definitions=(OWN,))
    assert told(document, shown((X, None))) == ["error act r | own:1 is None. | Connect another output of it."]


def test_nobody_is_asked_where_nothing_is_known_to_enter():
    """It waits for nothing then."""
    asked = []
    own = Instance(id="i", definition="Own")
    analysis = analyse(design(parallel("p"), own, definitions=(OWN,)), asked.append)
    assert (asked, analysis.awaits, [one.id for one in analysis.problems]) == ([], False, ["p"])
