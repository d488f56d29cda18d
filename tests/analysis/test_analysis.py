import pytest

from builder import analyse
from builder.analysis import Batch, label, resolved_args
from builder.document.blocks import (
    Definition,
    Document,
    Graph,
    Input,
    Instance,
    Layer,
    Repeat,
    Selector,
    Shared,
    TensorPlace,
    Tie,
)
from builder.errors import ShapeError
from builder.module import to_module
from builder.module.local import run_here
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential
from tests.text_classes import WRITTEN


def lazy(id, width):
    """Return a Linear that takes its features from its input."""
    return Layer(id=id, kind="LazyLinear", args={"out_features": width})


def test_containers_take_and_return_what_their_children_do():
    """The root has the path ""; shapes include the batch."""
    blocks = analyse(design(sequential("s", lazy("a", 4), relu("r")))).blocks
    assert [*blocks] == ["", "0", "0.0", "0.1"]
    assert (blocks["0"].input_shapes, blocks["0"].output_shapes) == (((2, 8),), ((2, 4),))
    assert (blocks[""].parameters, blocks["0"].multiply_adds, blocks["0.0"].bytes) == (36, 32, 144)


def test_a_path_that_is_none_is_no_key():
    """As in any mapping."""
    blocks = analyse(design(linear("a"))).blocks
    assert "0" in blocks
    assert "1" not in blocks
    assert "0.0" not in blocks


def test_the_batch_is_called_n_on_a_wire():
    """It is a number all the same, and stays one through layers that keep it."""
    (shape,) = analyse(design(linear("a"), batch=3)).output_shapes
    assert (label(shape), shape, type(shape[0])) == ("[N, 8]", (3, 8), Batch)


def test_a_dim_of_the_size_of_the_batch_is_none():
    """Two networks that differ only in this are told apart."""
    fixed = design(linear("a"), inputs=(Input(name="X", shape=(2, 8)),))
    assert [label(analyse(d).output_shapes[0]) for d in (design(linear("a")), fixed)] == ["[N, 8]", "[2, 8]"]


def test_independent_mistakes_show_all_at_once():
    """After each, the layer returns what it would once mended, so nothing follows from it."""
    mistakes = [linear("a"), relu("r"), Layer(id="b", kind="Linear", args={"in_features": 5, "out_features": 3})]
    mistakes += [relu("s"), Layer(id="c", kind="Linear", args={"in_features": 4, "out_features": 2}), relu("t")]
    analysis = analyse(design(*mistakes))
    assert [problem.id for problem in analysis.problems] == ["b", "c"]
    assert analysis.output_shapes == ((2, 2),)


def test_one_layer_can_have_several_mistakes():
    """Channels and kernel are independent."""
    args = {"in_channels": 9, "out_channels": 4, "kernel_size": 50}
    document = design(Layer(id="a", kind="Conv2d", args=args), inputs=(Input(name="X", shape=("N", 3, 8, 8)),))
    assert [problem.fix is None for problem in analyse(document).errors] == [False, True]


def test_what_follows_from_the_unknown_is_unknown_and_no_problem():
    """Upstream is still shown, and tensors that do not hang on the input still count."""
    analysis = analyse(design(linear("a"), parallel("p"), lazy("b", 3), relu("r"), linear("c")))
    assert [problem.id for problem in analysis.problems] == ["p"]
    assert [block.output_shapes for block in analysis.blocks.values()] == [(), ((2, 8),), (), (), (), ()]
    assert analysis.parameters == 72 * 2


def test_arguments_that_cannot_go_together_show_without_an_input():
    """Nothing that flows in could mend them."""
    grouped = Layer(id="c", kind="Conv2d", args={"in_channels": 3, "out_channels": 4, "kernel_size": 1, "groups": 2})
    assert [problem.id for problem in analyse(design(parallel("p"), grouped)).problems] == ["p", "c"]


def test_copies_of_a_repeat_have_paths_of_their_own():
    """Each may decide differently."""
    blocks = analyse(design(Repeat(id="r", child=lazy("a", 5), count=3, names="block {i}"))).blocks
    assert [blocks[f"0.block {i}"].args["in_features"] for i in range(3)] == [8, 5, 5]
    assert blocks["0"].parameters == 45 + 30 + 30


def test_a_problem_in_a_repeat_is_told_once():
    """At its first copy."""
    found = analyse(design(repeat("r", Layer(id="d", kind="Dropout", args={"p": 0}), count=3))).problems
    assert [(problem.path, problem.id) for problem in found] == [("0.0", "d")]


def test_a_shared_module_counts_once_and_costs_each_time():
    """Its second place says where it counts."""
    analysis = analyse(design(linear("a"), relu("r"), Shared(id="s", of="a")))
    second = analysis.blocks["2"]
    assert (second.parameters, second.bytes, second.multiply_adds, second.same_as) == (0, 0, 64, "0")
    assert (analysis.parameters, analysis.multiply_adds) == (72, 128)


def test_the_first_place_counts_also_where_it_is_not_the_blocks_own():
    """As torch names a parameter by the first module that holds it."""
    blocks = analyse(design(Shared(id="s", of="a"), relu("r"), sequential("t", linear("a")))).blocks
    assert [(blocks[path].parameters, blocks[path].same_as) for path in ("0", "2", "2.0")] == [
        (72, None),
        (0, None),
        (0, "0"),
    ]


def test_what_is_inside_a_module_counts_where_the_module_does():
    """The inner paths of a later place are named too."""
    blocks = analyse(design(Shared(id="s", of="t"), sequential("t", linear("a")))).blocks
    assert (blocks["1.0"].parameters, blocks["1.0"].same_as) == (0, "0.0")


def test_each_copy_shares_within_itself():
    """A module shared inside a repeat is another one in each copy."""
    child = sequential("t", linear("a"), Shared(id="s", of="a"))
    blocks = analyse(design(repeat("r", child, count=2))).blocks
    assert [blocks[f"0.{i}.1"].same_as for i in (0, 1)] == ["0.0.0", "0.1.0"]
    assert blocks[""].parameters == 144


def test_copies_share_what_stands_outside():
    """The first place counts, all copies of the other none."""
    document = design(repeat("r", Shared(id="s", of="a"), count=3), linear("a"))
    blocks = analyse(document).blocks
    assert [blocks[path].same_as for path in ("0.0", "0.1", "0.2", "1")] == [None, "0.0", "0.0", "0.0"]


def test_the_first_run_decides_the_arguments_of_a_shared_module():
    """A later input that does not fit is a mistake at that place."""
    (problem,) = analyse(design(lazy("a", 4), relu("r"), Shared(id="s", of="a"))).problems
    assert (problem.path, problem.id, problem.problem) == ("2", "s", "Linear takes 8 features and receives 4.")


def test_a_tied_tensor_counts_at_its_first_place():
    """The other place names the key that counts it."""
    tie = Tie(TensorPlace("a", "weight"), TensorPlace("b", "weight"))
    analysis = analyse(design(sequential("s", linear("a")), relu("r"), sequential("t", linear("b")), ties=(tie,)))
    assert analysis.blocks["2.0"].tied_to == {"weight": "0.0.weight"}
    assert [analysis.blocks[path].parameters for path in ("", "0", "2", "2.0")] == [80, 72, 8, 8]
    assert analysis.bytes == 320


def test_a_tie_inside_a_repeat_holds_in_each_copy():
    """Each copy has one tensor of its own."""
    tie = Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight"))
    document = design(repeat("r", sequential("s", linear("a"), relu("n"), linear("b")), count=2), ties=(tie,))
    assert analyse(document).blocks["0.1.2"].tied_to == {"weight": "0.1.0.weight"}


def test_frozen_tensors_are_not_trainable():
    """Selections overlap and tied tensors are one."""
    tie = Tie(TensorPlace("b", "weight"), TensorPlace("a", "weight"))
    frozen = (Selector(block="b"), Selector(tensor="weight"))
    assert analyse(design(linear("a"), linear("b"), ties=(tie,), frozen=frozen)).trainable == 8


@pytest.mark.parametrize(
    ("children", "frozen", "trainable"),
    [
        ((Shared(id="s", of="r"), repeat("r", linear("a"))), Selector(tensor="0.*"), 0),
        ((repeat("r", linear("a")), Shared(id="s", of="r")), Selector(tensor="1.*"), 144),
        ((linear("a"), Shared(id="s", of="a")), Selector(tensor="1.*"), 72),
        ((linear("a"), Shared(id="s", of="a")), Selector(block="s", tensor="1.*"), 0),
        ((repeat("r", linear("a")), Shared(id="s", of="r")), Selector(block="s", tensor="1.1.*"), 72),
        ((linear("a"), Shared(id="s", of="a")), Selector(tensor="0.*", kind="Linear"), 0),
    ],
)
def test_a_shared_module_is_frozen_by_the_key_at_which_torch_meets_it(children, frozen, trainable):
    """Keys are those of `named_modules()`, each module once, from what is selected on."""
    document = design(*children, frozen=(frozen,))
    learned = sum(p.numel() for p in to_module(document).parameters() if p.requires_grad)
    assert (analyse(document).trainable, learned) == (trainable, trainable)


def test_a_second_call_in_a_graph_has_no_key():
    """What is selected by the place of a call is not frozen."""
    nodes = (Shared(id="s", of="a"), linear("a", name="fc"))
    graph = Graph(id="root", nodes=nodes, wires={"node_0": ("x",), "fc": ("node_0",)}, outputs=("fc",))
    inputs = (Input(name="X", shape=("N", 8)),)
    assert analyse(Document(inputs=inputs, root=graph, frozen=(Selector(tensor="node_0.*"),))).trainable == 72


def test_a_written_class_shares_within_itself_in_each_copy_of_a_repeat():
    """What it makes once and keeps twice counts where its own copy begins."""
    stack = Definition(class_name="Stack", args={"width": 8}, source=WRITTEN["Stack"])
    blocks = analyse(design(repeat("r", Instance(id="i", definition="Stack")), definitions=(stack,))).blocks
    assert [blocks[f"0.{i}.again"].same_as for i in (0, 1)] == ["0.0.parts.0", "0.1.parts.0"]


def test_several_inputs_enter_a_root_that_takes_them():
    """Each branch of a parallel gets all of them."""
    args = {"in1_features": 8, "in2_features": 8, "out_features": 4}
    branches = (Layer(id=id, kind="Bilinear", args=args) for id in "ab")
    inputs = tuple(Input(name=name, shape=("N", 8)) for name in "xy")
    analysis = analyse(Document(inputs=inputs, root=parallel("p", *branches)))
    assert (analysis.input_shapes, analysis.output_shapes, analysis.errors) == (((2, 8), (2, 8)), ((2, 4),), ())


def test_a_tuple_flows_on_as_one():
    """An LSTM returns (output, (h, c)); its shapes are listed in order."""
    lstm = Layer(id="a", kind="LSTM", args={"input_size": 8, "hidden_size": 4})
    analysis = analyse(design(lstm, inputs=(Input(name="X", shape=(5, "N", 8)),)))
    assert analysis.output_shapes == ((5, 2, 4), (1, 2, 4), (1, 2, 4))


def test_arguments_are_resolved_by_path():
    """For each layer, each copy of a repeat, and with defaults."""
    resolved = resolved_args(design(linear("a"), repeat("r", lazy("b", 5)), Shared(id="s", of="a")), run_here)
    assert {path: args["in_features"] for path, args in resolved.items()} == {"0": 8, "1.0": 8, "1.1": 5}
    assert resolved["0"]["bias"] is True


def test_arguments_that_cannot_be_decided_are_refused():
    """With the place of the mistake and its remedy."""
    with pytest.raises(ShapeError, match=r"^0: This parallel is empty\. Add a block"):
        resolved_args(design(parallel("p"), lazy("a", 3)), run_here)
