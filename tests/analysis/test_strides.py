"""Views that torch refuses, told without a run."""

import itertools
from contextlib import nullcontext

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from builder import analyse
from builder.analysis.strides import _EVER, _KEEP, _RULES, contiguous, view_strides
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import Document, Function, Graph, Input, Layer
from builder.edits import apply
from builder.module import to_module
from builder.module.functions import callable_of
from tests.analysis.forward_hooks import spec
from tests.catalogue.functions.examples import EXAMPLES as CALLS
from tests.catalogue.functions.oracle import sample_of
from tests.catalogue.layers.examples import EXAMPLES as LAYERS
from tests.catalogue.layers.oracle import build, tensor

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)
STEPS = {
    "Tensor.transpose": [{"dim0": 1, "dim1": 2}, {"dim0": -1, "dim1": 0}],
    "Tensor.permute": [{"dims": [0, 2, 1]}, {"dims": [2, 0, 1]}],
    "Tensor.movedim": [{"source": 1, "destination": -1}],
    "Tensor.reshape": [{"shape": [2, 6, 4]}, {"shape": [4, 3, 4]}],
    "Tensor.contiguous": [{}],
    "F.relu": [{}],
    "torch.mul": [{"other": 2.0}],
    "torch.exp": [{}],
    "Tensor.narrow": [{"dim": 1, "start": 0, "length": 2}],
}


def moved(order: list[int], x: torch.Tensor) -> torch.Tensor:
    """Return the same tensor, its elements in memory in another order of the dims."""
    return x.permute(order).contiguous().permute([order.index(i) for i in range(len(order))])


def chain(steps: list[tuple[str, dict]], last: list[int]) -> Document:
    """Return a network of these functions, and a view at the end."""
    calls = [*steps, ("Tensor.view", {"shape": last})]
    nodes = tuple(Function(id=f"f{i}", name=f"f{i}", kind=kind, args=args) for i, (kind, args) in enumerate(calls))
    wires = {node.name: (f"f{i - 1}" if i else "x",) for i, node in enumerate(nodes)}
    root = Graph(id="root", nodes=nodes, wires=wires, outputs=(nodes[-1].name,))
    return Document(inputs=(Input(name="X", shape=("N", 6, 4)),), root=root)


@given(SHAPES, st.data())
def test_a_view_is_refused_where_torch_refuses_it(shape, data):
    """The rule is torch's own, for any order in memory and any new shape."""
    x = moved(data.draw(st.permutations(range(len(shape)))), torch.zeros(shape))
    x = x.expand(data.draw(st.sampled_from([x.shape, (2, *x.shape)])))
    new = data.draw(st.permutations([*x.shape])) if data.draw(st.booleans()) else [x.numel()]
    assert view_strides(tuple(x.shape), x.stride(), tuple(new)) == _strides(x, new)


def test_each_view_of_a_small_tensor():
    """Of up to three dims in any order in memory, in each order of its sizes, with two of them as one, and as one."""
    for shape in itertools.chain(*(itertools.product((1, 2, 3), repeat=n) for n in (1, 2, 3))):
        together = [(*shape[:i], shape[i] * shape[i + 1], *shape[i + 2 :]) for i in range(len(shape) - 1)]
        for order in itertools.permutations(range(len(shape))):
            x = moved(list(order), torch.zeros(shape))
            for new in {*itertools.permutations(shape), *together, (x.numel(),), (1, *shape), (*shape, 1)}:
                assert view_strides(shape, x.stride(), new) == _strides(x, new), (shape, x.stride(), new)


def _strides(x: torch.Tensor, new: tuple[int, ...]) -> tuple[int, ...] | None:
    try:
        return x.view(new).stride()
    except RuntimeError:
        return None


@given(st.data())
def test_a_chain_is_called_wrong_just_where_torch_raises(data):
    """Whatever moves, copies or keeps elements before a view."""
    kinds = st.sampled_from([(kind, args) for kind, several in STEPS.items() for args in several])
    document = chain(data.draw(st.lists(kinds, max_size=4)), data.draw(st.sampled_from([[2, -1], [-1], [2, 4, -1]])))
    analysis = analyse(document)
    refused = [one for one in analysis.errors if "contiguous in memory" in one.problem]
    if len(refused) < len(analysis.errors):
        return  # its shapes do not fit in the first place
    network = to_module(document)
    with pytest.raises(RuntimeError, match="view size is not compatible") if refused else nullcontext():
        network(torch.zeros(2, 6, 4))


@pytest.mark.filterwarnings("ignore:Implicit dimension choice")
@pytest.mark.parametrize("kind", sorted(_EVER | _KEEP))
@given(st.data())
def test_kinds_that_put_elements_in_order_or_keep_them_do(kind, data):
    """Torch returns the strides that are said, for inputs in any order."""
    known = (CALLS if kind in CALLS else LAYERS)[kind]
    sample = data.draw(st.sampled_from([one for one in known if "dtype" not in one.args]))
    if kind in FUNCTIONS:
        call, inputs = callable_of(kind, sample.args), [sample_of(kind, x) for x in sample.inputs]
    else:
        call = build(explicit(kind), resolve(kind, sample.args, sample.inputs))
        inputs = [tensor(x) for x in sample.inputs]
    inputs = [moved(data.draw(st.permutations(range(x.dim()))), x) for x in inputs]
    with torch.no_grad():
        out = call(*inputs)
    assert out.is_contiguous() if kind in _EVER else out.stride() == inputs[0].stride()


def test_reshape_is_the_fix():
    """The problem names what moved the dims; its edit keeps the shape."""
    document = chain([("Tensor.transpose", {"dim0": 1, "dim1": 2}), ("F.relu", {})], [2, -1])
    (problem,) = analyse(document).errors
    assert "no longer contiguous in memory, because f0 moved them" in problem.problem
    mended = apply(document, problem.fix.edit)
    assert mended.root.nodes[-1].kind == "Tensor.reshape"
    assert analyse(mended).errors == ()


def test_the_result_of_a_layer_inside_the_network_is_known():
    """Attention's usual end: a product is in order, and its transpose is not."""
    nodes = (
        Layer(id="v", name="v", kind="Linear", args={"in_features": "auto", "out_features": 4}),
        Function(id="t", name="t", kind="Tensor.transpose", args={"dim0": 1, "dim1": 2}),
        Function(id="w", name="w", kind="Tensor.view", args={"shape": ["N", -1]}),
    )
    inner = Graph(id="g", nodes=nodes, wires={"v": ("x",), "t": ("v",), "w": ("t",)}, outputs=("w",))
    root = Graph(id="root", nodes=(inner,), wires={"node_0": ("x",)}, outputs=("node_0",))
    (problem,) = analyse(Document(inputs=(Input(name="X", shape=("N", 6, 4)),), root=root)).errors
    assert problem.id == "w"


def test_strides_are_torch_s_for_elements_in_order():
    """Empty tensors included."""
    for shape in [(), (3,), (2, 3, 4), (2, 0, 4)]:
        assert contiguous(shape) == torch.zeros(shape).stride()


MOVES = [
    *(
        ("Tensor.transpose", {"dim0": a, "dim1": b}, lambda x, a=a, b=b: x.transpose(a, b))
        for a, b in [(0, 1), (-1, 1)]
    ),
    ("Tensor.permute", {"dims": [2, 0, -2]}, lambda x: x.permute(2, 0, -2)),
    ("Tensor.movedim", {"source": 0, "destination": -1}, lambda x: x.movedim(0, -1)),
    ("Tensor.movedim", {"source": (0, 1), "destination": (-1, 0)}, lambda x: x.movedim([0, 1], [-1, 0])),
    ("Tensor.reshape", {"shape": [2, 12]}, lambda x: x.reshape(2, 12)),
    ("Tensor.narrow", {"dim": 1, "start": 1, "length": 2}, lambda x: x.narrow(1, 1, 2)),
    ("Tensor.expand", {"shape": [5, 2, 3, 4]}, lambda x: x.expand(5, 2, 3, 4)),
    ("Tensor.expand", {"shape": [7, 5, -1, -1, -1]}, lambda x: x.expand(7, 5, -1, -1, -1)),
    ("Tensor.split", {"split_size": 2, "dim": 1}, lambda x: x.split(2, 1)),
    ("Tensor.chunk", {"chunks": 2, "dim": 2}, lambda x: x.chunk(2, 2)),
    ("Tensor.unbind", {"dim": 1}, lambda x: x.unbind(1)),
    ("Tensor.unbind", {"dim": -1}, lambda x: x.unbind(-1)),
]


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0]], ids=repr)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move[0]} {move[1]}")
def test_what_moves_dims_leaves_the_strides_that_torch_leaves(move, order):
    """Of one tensor, or of each part."""
    kind, args, call = move
    x = moved(order, torch.zeros(2, 3, 4))
    out = call(x)
    specs = tuple(map(spec, out)) if isinstance(out, tuple) else spec(out)
    strides = tuple(part.stride() for part in out) if isinstance(out, tuple) else out.stride()
    assert _RULES[kind](tuple(x.shape), x.stride(), args, specs) == strides


def test_a_dim_of_one_is_repeated_in_place():
    """Its stride is 0 wherever it grows, and stays where it does not."""
    x = torch.zeros(2, 1, 1)
    assert _RULES["Tensor.expand"]((2, 1, 1), x.stride(), {}, spec(x.expand(2, 3, 1))) == x.expand(2, 3, 1).stride()


@pytest.mark.parametrize("wires", [("x", "y"), ("x", "x2=y"), ("x2=y", "x1=x")])
def test_inputs_that_a_layer_is_given_by_name_are_known(wires):
    """In whatever order."""
    nodes = (
        Layer(id="s", name="s", kind="CosineSimilarity"),
        Function(id="t", name="t", kind="Tensor.transpose", args={"dim0": 1, "dim1": 2}),
        Function(id="v", name="v", kind="Tensor.view", args={"shape": [-1]}),
    )
    root = Graph(id="r", inputs=("x", "y"), nodes=nodes, wires={"s": wires, "t": ("s",), "v": ("t",)}, outputs=("v",))
    document = Document(inputs=(Input("X", ("N", 5, 3, 4)), Input("Y", ("N", 5, 3, 4))), root=root)
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        to_module(document)(torch.ones(2, 5, 3, 4), torch.ones(2, 5, 3, 4))
    assert [one.problem.partition(" ")[0] for one in analyse(document).problems] == ["Tensor.view"]
