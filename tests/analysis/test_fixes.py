import pytest
from hypothesis import given

from builder import analyse
from builder.document.blocks import (
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Instance,
    Layer,
    Selector,
    Shared,
    TensorPlace,
    Tie,
)
from builder.edits import Insert, InsertOnWire, apply
from tests.edits.designs import design, linear, parallel, relu, sequential
from tests.edits.random_edits import versions

MOST = 8
TWO = tuple(Input(name=name, shape=("N", 8)) for name in "ab")
STEPS = (Input(name="X", shape=("N", 5, 8)),)
IMAGE = (Input(name="X", shape=("N", 3, 8, 8)),)


def layer(kind, id="x", **args):
    """Return a layer."""
    return Layer(id=id, kind=kind, args=args)


def conv(id="conv", **args):
    """Return a convolution of three channels into four, 8 x 8 into 6 x 6."""
    return layer("Conv2d", id, in_channels=3, out_channels=4, kernel_size=3, **args)


PROBLEMS = {
    "Linear takes 9 features and receives 8": design(layer("Linear", in_features=9, out_features=4)),
    "Conv2d takes 4 channels and receives 3": design(
        layer("Conv2d", in_channels=4, out_channels=4, kernel_size=3), inputs=IMAGE
    ),
    "Linear takes 144 features and receives 6": design(
        conv(), relu("r"), layer("Linear", in_features=144, out_features=2), inputs=IMAGE
    ),
    "BatchNorm1d takes 9 channels and receives 8": design(layer("BatchNorm1d", num_features=9)),
    "LayerNorm takes [9] as the last dims": design(layer("LayerNorm", normalized_shape=9)),
    "takes [4, 8] as the last dims": design(layer("LayerNorm", normalized_shape=[4, 8]), inputs=STEPS),
    "Linear has float32 parameters and receives float64": design(
        linear("a"), inputs=(Input(name="X", shape=("N", 8), dtype="float64"),)
    ),
    "This parallel is empty": design(parallel("p")),
    "This parallel has a single branch": design(parallel("p", relu("r"))),
    "It shares its module with": None,
    "no activation between them": design(linear("a"), linear("b")),
    "The bias of Linear has no effect": design(linear("a"), layer("BatchNorm1d", num_features=8)),
    "The bias of Conv2d has no effect": design(conv(), layer("BatchNorm2d", num_features=4), inputs=IMAGE),
    "p=0 does nothing": design(layer("Dropout", p=0)),
    "p=1 sets everything to zero": design(layer("Dropout", p=1.0)),
    "has no dim set": design(layer("Softmax")),
    "applies LogSoftmax itself": design(layer("Softmax", dim=1), layer("CrossEntropyLoss", "loss")),
    "applies Sigmoid itself": design(layer("Sigmoid"), layer("BCEWithLogitsLoss", "loss")),
    "Softmax is followed by Sigmoid": design(layer("Softmax", dim=1), layer("Sigmoid", "s")),
    "Linear acts only on the last dim of [N, 4, 6, 6]": design(
        conv(), layer("LazyLinear", out_features=2), inputs=IMAGE
    ),
    "the batch is treated as the sequence": design(layer("LSTM", input_size=8, hidden_size=4), inputs=STEPS),
    "matches no tensor that it can fill": design(relu("r"), init=(InitRule(Selector(), "zeros_"),)),
    "but Linear has no such tensor": design(
        linear("a"), linear("b"), ties=(Tie(TensorPlace("a", "wieght"), TensorPlace("b", "weight")),)
    ),
    "and is a buffer": design(
        layer("BatchNorm1d", num_features=8),
        layer("BatchNorm1d", "y", num_features=8),
        ties=(Tie(TensorPlace("x", "running_mean"), TensorPlace("y", "bias")),),
    ),
    "is float32 [8], but is tied to 1.weight": design(
        linear("a"), linear("b"), ties=(Tie(TensorPlace("a", "bias"), TensorPlace("b", "weight")),)
    ),
}
PROBLEMS["It shares its module with"] = design(
    layer("Linear", "a", in_features="auto", out_features=4), relu("r"), Shared(id="s", of="a")
)


def found(document: Document, words: str):
    """Return the problems that say this."""
    return [problem for problem in analyse(document).problems if words in problem.problem + (problem.hint or "")]


@pytest.mark.parametrize("words", PROBLEMS)
def test_a_fix_mends_its_problem(words):
    """The problem is found once, has a remedy in words, and its edit makes it go away."""
    (problem,) = found(PROBLEMS[words], words)
    assert problem.hint
    assert found(apply(PROBLEMS[words], problem.fix.edit), words) == []


@pytest.mark.parametrize(
    ("words", "document"),
    [
        ("takes a tensor and receives a tuple of 2", design(layer("GRU", input_size=8, hidden_size=8), linear("a"))),
        (
            "Insert an Embedding before it",
            design(linear("a"), inputs=(Input(name="X", shape=("N", 8), dtype="int64"),)),
        ),
        (
            "A Sequential takes 1 input and receives 2",
            design(inputs=TWO),
        ),
        ("MSELoss takes 2 inputs and receives 1", design(layer("MSELoss"))),
        ("Use BatchNorm2d for 4 dims", design(layer("BatchNorm1d", num_features=3), inputs=IMAGE)),
        ("Cannot add branches", design(parallel("p", linear("a"), layer("LazyLinear", out_features=3)))),
        ("with a batch of 1", design(layer("BatchNorm1d", num_features=8), batch=1)),
        ("of this network take 18.0 GiB", None),
        ("expects log-probabilities", design(layer("Softmax", dim=1), layer("NLLLoss", "loss"))),
    ],
)
def test_a_problem_without_an_edit_that_mends_it_has_a_hint(words, document):
    """Some remedies are a person's choice."""
    document = document or design(layer("LazyLinear", out_features=2**29))
    assert [problem.fix for problem in found(document, words) if problem.hint] == [None]


def test_a_new_residual_and_an_empty_network_are_greeted_with_no_problem():
    """An empty sequential hands on what it takes; the canvas says what to do with it."""
    residual = parallel("p", sequential("body"), layer("Identity"))
    assert [*analyse(design()).problems, *analyse(design(residual)).problems] == []


def test_a_parallel_that_is_used_again_is_not_to_be_unwrapped():
    """An edit that would be refused is not offered."""
    document = design(parallel("p", linear("a")), Shared(id="again", of="p"))
    (problem,) = found(document, "This parallel has a single branch")
    assert (problem.fix, problem.hint) == (None, "Add a branch, such as an Identity.")


def test_the_outermost_container_of_a_definition_is_not_to_be_unwrapped():
    """It has the id of its instance, which holds no blocks itself."""
    cell = Definition(class_name="Cell", root=parallel("p", linear("a")))
    document = design(Instance(id="i", definition="Cell"), definitions=(cell,))
    (problem,) = found(document, "This parallel has a single branch")
    assert (problem.fix, problem.hint) == (None, "Add a branch, such as an Identity.")


@pytest.mark.parametrize(
    ("layers", "fix"),
    [
        ([layer("BatchNorm2d", "a", num_features=3), layer("Flatten"), Shared(id="b", of="a")], None),
        ([linear("a"), layer("Linear", "l", in_features=8, out_features=5), Shared(id="b", of="a")], None),
        ([layer("LazyLinear", "a", out_features=5), Shared(id="b", of="a")], "Unshare it"),
    ],
)
def test_unsharing_is_offered_where_it_mends(layers, fix):
    """A module of its own takes another size where its first input has decided that, and no other number of dims."""
    inputs = IMAGE if isinstance(layers[0], Layer) and layers[0].kind == "BatchNorm2d" else None
    document = design(*layers, inputs=inputs) if inputs else design(*layers)
    (problem,) = [one for one in analyse(document).problems if one.id == "b" and one.severity == "error"]
    assert (problem.fix and problem.fix.label) == fix
    assert ("unshare it" in problem.hint) == (fix is not None)


def errors(problems):
    """Count what keeps a network from running."""
    return sum(problem.severity == "error" for problem in problems)


@given(versions())
def test_every_fix_can_be_made_and_mends(made):
    """Whatever the document: the edit is accepted and its problem is gone; two wires can have the same one.

    What is only warned of is mended without an error, but by a new layer, which may give what follows another size.
    """
    problems = analyse(made[-1]).problems
    said = [(problem.id, problem.problem) for problem in problems]
    # An init rule's own problem is left out: others move up to its number.
    mended = [problem for problem in problems if problem.fix is not None and "Init rule" not in problem.problem]
    # Of a document with thousands of problems, of which each is looked for among all, a few are mended.
    for problem in mended[:: 1 + len(mended) // MOST]:
        one = (problem.id, problem.problem)
        after = analyse(apply(made[-1], problem.fix.edit)).problems
        assert [(other.id, other.problem) for other in after].count(one) < said.count(one)
        if problem.severity == "warning" and not isinstance(problem.fix.edit, Insert | InsertOnWire):
            assert errors(after) <= errors(problems)


def test_a_number_is_offered_to_no_tensor_s_input():
    """A size that nothing uses is no source for what takes a tensor."""
    nodes = (Function(id="s", kind="Tensor.size", name="size", args={"dim": 1}), Function(id="c", kind="F.relu"))
    root = Graph(id="g", inputs=("x",), nodes=nodes, wires={"size": ("x",), "node_1": ()}, outputs=("node_1",))
    (problem,) = [one for one in analyse(design(root)).problems if one.id == "c"]
    assert problem.fix.edit.source == "x"


@pytest.mark.parametrize(("args", "count"), [({"input": "=2 * n"}, 2), ({}, 3)])
def test_wires_to_an_input_that_there_is_not_are_counted(args, count):
    """Each fix removes one, which the sentence shows."""
    size = Function(id="t", kind="Tensor.size", name="n", args={"dim": 1})
    wires = {"node_0": ("x", *["n=n"] * bool(args), *["y=x"] * count), "n": ("x",)}
    nodes = (Function(id="s", kind="torch.sub", args=args), size)
    root = Graph(id="g", inputs=("x",), nodes=nodes, wires=wires, outputs=("node_0",))
    (problem,) = [one for one in analyse(design(root)).problems if "no input named y" in one.problem]
    assert f"to which {count} wires lead" in problem.problem
    left = [one.problem for one in analyse(apply(design(root), problem.fix.edit)).problems]
    assert problem.problem not in left
