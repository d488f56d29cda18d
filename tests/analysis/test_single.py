"""Costs are those of one sample: what is published, what torch counts, and what does not grow with the batch."""

import pytest
import torch
from hypothesis import given
from msgspec.structs import replace
from torch import nn

from builder import analyse, from_source, templates
from builder.analysis.layers import run_layer
from builder.analysis.memo import Memo
from builder.analysis.run import run
from builder.analysis.sample import alike_cost, sample_cost
from builder.analysis.single import single_run
from builder.analysis.values import Batch, new_flow
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import Definition, Document, Function, Graph, Input, Instance, Layer, Parallel, Sequential
from builder.expansion.instances import expanded
from builder.module.counter import FlopCounter
from builder.module.local import run_here
from builder.targets.summary import summary
from tests.catalogue.layers.examples import EXAMPLES
from tests.edits.designs import design, linear, relu
from tests.strategies import documents
from tests.text_classes import WRITTEN

HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
PUBLISHED = {
    "resnet18": 1.814,
    "resnet50": 4.089,
    "vgg11": 7.609,
    "vgg16": 15.470,
    "alexnet": 0.714,
    "mobilenet_v2": 0.301,
    "densenet121": 2.834,
    "googlenet": 1.498,
    "vit_b_16": 17.564,
}
"""The GFLOPS column of torchvision's table of pretrained weights, which counts a multiply-add as one."""
NORMED = """
class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(20, 8)
        self.norm = nn.BatchNorm1d(8)

    def forward(self, x):
        return self.norm(self.fc(x))
"""


@pytest.mark.parametrize(("name", "giga"), PUBLISHED.items())
def test_a_published_network_costs_what_its_publisher_says(name, giga):
    """One image, whatever the sample batch."""
    assert round(analyse(templates.load(name)).multiply_adds / 1e9, 3) == giga


def test_summary_names_both_figures():
    """One sample first, then the batch that stands for N."""
    assert "Multiply-adds:  4,089,184,256 for one sample (8,178,368,512 with N = 2)" in summary(
        analyse(templates.load("resnet50"))
    )


def test_attention_over_the_batch_is_not_scaled():
    """Where the first dim is attended over, its cost is quadratic: for N = 1 it is what torch counts for 1."""
    mha = Layer(id="a", name="a", kind="MultiheadAttention", args={"embed_dim": 4, "num_heads": 1})
    root = Graph(id="g", inputs=("x",), nodes=(mha,), wires={"a": ("x", "x", "x")}, outputs=("a",))
    document = Document(inputs=(Input(name="x", shape=("N", 3, 4)),), batch=7, root=root)
    with FlopCounter() as counter:
        nn.MultiheadAttention(4, 1)(*[torch.ones(1, 3, 4)] * 3)
    assert analyse(document).multiply_adds == counter.total // 2


def test_a_mistake_beside_attention_over_the_batch_scales_nothing():
    """One sample is run with the same mistake, so that its cost is known as well."""
    mha = Layer(id="a", name="a", kind="MultiheadAttention", args={"embed_dim": 4, "num_heads": 1})
    wrong = Layer(id="l", name="l", kind="Linear", args={"in_features": 9, "out_features": 2})
    root = Graph(id="g", nodes=(mha, wrong), wires={"a": ("x",) * 3, "l": ("a:0",)}, outputs=("l",))
    analysis = analyse(Document(inputs=(Input(name="x", shape=("N", 3, 4)),), batch=7, root=root))
    with FlopCounter() as counter:
        nn.MultiheadAttention(4, 1)(*[torch.ones(1, 3, 4)] * 3)
    assert (len(analysis.errors), analysis.multiply_adds) == (1, counter.total // 2 + 3 * 4 * 2)


@pytest.mark.parametrize(
    ("shapes", "batch", "runs"),
    [
        ([("N", 8)], 2, True),
        ([("N", 8)], 1, False),
        ([(2, 8)], 2, False),
        ([(2, 8), (8, "N")], 2, True),
        ([(2, 8), (2,)], 2, False),
    ],
)
def test_a_run_with_one_sample_is_made_where_it_is_another(shapes, batch, runs):
    """N is in some input, and is not 1 already."""
    inputs = tuple(Input(name=f"x{i}", shape=shape) for i, shape in enumerate(shapes))
    document, memo = Document(inputs=inputs, root=Parallel(id="p"), batch=batch), Memo()
    result = run(document, run_here, memo)
    assert (single_run(document, result, run_here, memo) is not result) is runs


SAMPLES = TensorSpec((Batch(4), 6))
COSTS = {
    "a Linear": ("Linear", {"in_features": 6, "out_features": 5}, SAMPLES, TensorSpec((Batch(4), 5)), 120, 30),
    "no batch": ("Linear", {"in_features": 6, "out_features": 5}, TensorSpec((4, 6)), TensorSpec((4, 5)), 120, None),
    "no batch returned": ("Linear", {"in_features": 6, "out_features": 5}, SAMPLES, TensorSpec((4, 5)), 120, None),
    "over the batch": ("LayerNorm", {"normalized_shape": [4, 6]}, SAMPLES, SAMPLES, 8, None),
}


@pytest.mark.parametrize("case", COSTS)
def test_an_equal_share_of_a_cost(case):
    """Where samples flow in and out, and the kind says that they cost alike."""
    kind, args, inflow, outflow, cost, share = COSTS[case]
    resolved = resolve(kind, args, (inflow,))
    assert alike_cost(CATALOGUE[kind], (new_flow((inflow,), {}), new_flow((outflow,), {})), resolved, cost) == share


def test_a_product_without_the_batch_is_not_scaled():
    """Two tensors of a graph's own cost the same for one sample as for many."""
    text = HEAD + (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = nn.Parameter(torch.ones(5, 4))\n        self.b = nn.Parameter(torch.ones(4, 3))\n"
        "    def forward(self, x):\n        return x @ (self.a @ self.b)\nnet = Net()\nnet(torch.ones(8, 5))\n"
    )
    assert analyse(from_source(text)).multiply_adds == 5 * 4 * 3 + 5 * 3


def test_a_norm_that_wants_more_than_one_sample_is_counted():
    """A written class with a BatchNorm is run for one sample as for evaluation."""
    document = Document(root=Instance(id="i", definition="Normed"), definitions=(Definition("Normed", source=NORMED),))
    assert analyse(document).multiply_adds == 20 * 8


def test_a_network_that_names_its_batch_shares_the_cost():
    """It runs with a batch of 4 alone, so each sample has a quarter."""
    nodes = (
        Function(id="v", name="v", kind="Tensor.view", args={"shape": [4, 20]}),
        Layer(id="l", name="l", kind="Linear", args={"in_features": 20, "out_features": 3}),
    )
    root = Graph(id="g", inputs=("x",), nodes=nodes, wires={"v": ("x",), "l": ("v",)}, outputs=("l",))
    analysis = analyse(Document(inputs=(Input(name="x", shape=("N", 4, 5)),), batch=4, root=root))
    assert (analysis.batch_multiply_adds, analysis.multiply_adds) == (4 * 20 * 3, 20 * 3)


NO_BATCH = (Input(name="X", shape=(2, 8)),)
FIXED = Definition(class_name="Fixed", args={"width": 8}, source=WRITTEN["Fixed"])
TWICE = design(Instance(id="i", definition="Fixed"), definitions=(FIXED,), inputs=NO_BATCH)
WRONG = design(linear("a"), relu("r"), Layer(id="b", kind="Linear", args={"in_features": 9, "out_features": 4}))


@pytest.mark.parametrize(
    ("document", "costs"),
    [
        (TWICE, {"": 384, "0": 384, "0.linear": 256}),
        (replace(TWICE, batch=1), {"": 384, "0": 384, "0.linear": 256}),
        (replace(WRONG, inputs=NO_BATCH), {"": 192, "0": 128, "1": 0, "2": 64}),
        (WRONG, {"": 96, "0": 64, "1": 0, "2": 32}),
        (replace(WRONG, batch=1), {"": 96, "0": 64, "1": 0, "2": 32}),
    ],
)
def test_without_a_batch_all_runs_cost_the_same(document, costs):
    """Two rows by 64, twice in the class and once more by its own; also beside a mistake."""
    blocks = analyse(document).blocks
    assert {path: blocks[path].multiply_adds for path in costs} == costs


def test_costs_of_blocks_add_up():
    """Header, blocks and table say one thing."""
    analysis = analyse(templates.load("resnet18"))
    leaves = [seen.multiply_adds for seen in analysis.blocks.values() if isinstance(seen.block, Layer)]
    assert sum(leaves) == analysis.multiply_adds


@given(documents())
def test_blocks_say_what_a_run_with_one_sample_says(document):
    """Each block's own figure for one sample is that of such a run, wherever it gives one."""
    result = run(expanded(document), run_here, Memo())
    if result.single is not None:
        assert result.single == run(expanded(replace(document, batch=1)), run_here, Memo()).multiply_adds


@pytest.mark.parametrize("dim", [0, 1])
def test_a_batch_that_goes_into_another_dim_is_run_for_one_sample(dim):
    """Two branches joined along the batch dim are twice as many samples, whose number the next layer squares."""
    branches = Parallel(id="p", merge="cat", dim=dim, children=tuple(Layer(id=id, kind="ReLU") for id in "ab"))
    flat = Layer(id="f", kind="Flatten", args={"start_dim": 0})
    document = design(branches, flat, Layer(id="l", kind="LazyLinear", args={"out_features": 3}))
    assert analyse(document).multiply_adds == 2 * 8 * 3


def batched(kind):
    """Yield the examples of a kind with one input, their first dim being the batch."""
    for sample in EXAMPLES[kind]:
        first = sample.inputs[0] if len(sample.inputs) == 1 else None
        if isinstance(first, TensorSpec) and first.shape:
            yield sample.args, new_flow((TensorSpec((Batch(first.shape[0]), *first.shape[1:]), first.dtype),), {})


@pytest.mark.parametrize("kind", [kind for kind, entry in CATALOGUE.items() if entry.instead is None])
def test_an_equal_share_is_what_the_rule_says(kind):
    """Where a kind says that samples cost alike, its rule asked with N = 1 says the same."""
    entry = CATALOGUE[explicit(kind)]
    for args, flow in batched(kind):
        result = run_layer(kind, args, flow, Memo())
        if result.outflow is not None and result.args is not None and result.single is not None:
            share = alike_cost(entry, (flow, result.outflow), result.args, result.multiply_adds)
            assert share in (None, sample_cost(entry, (flow, result.outflow), None, result.args)), (args, flow.values)


def test_a_norm_over_the_batch_is_asked():
    """A LayerNorm over all dims takes no other batch, whatever an equal share would be."""
    layer = Layer(id="a", kind="LayerNorm", args={"normalized_shape": [2, 20]})
    assert run(Document(root=layer), run_here, Memo()).single is None


def test_layers_that_cost_alike_share_the_cost():
    """16 rows of a product of 20 x 30, and 16 channels to 8 by kernels of 3 at 30 places."""
    kids = tuple(Layer(id=f"a{i}", kind=kind, args=args) for i, (kind, args) in enumerate(ALIKE))
    asked = Document(root=Sequential(id="root", children=kids), inputs=(Input(name="X", shape=("N", 16, 20)),))
    assert run(asked, run_here, Memo()).single == 16 * 20 * 30 + 16 * 8 * 3 * 30


ALIKE = [
    ("Linear", {"in_features": "auto", "out_features": 30}),
    ("LayerNorm", {"normalized_shape": "auto"}),
    ("GELU", {}),
    ("Dropout", {}),
    ("Conv1d", {"in_channels": "auto", "out_channels": 8, "kernel_size": 3, "padding": 1}),
]
