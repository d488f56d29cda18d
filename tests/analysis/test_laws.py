import pytest
import torch
from hypothesis import given
from msgspec.structs import replace
from torch.nn.modules.batchnorm import _BatchNorm
from torch.utils.flop_counter import FlopCounterMode

from builder import analyse
from builder.document.blocks import Definition, Function, Instance, TensorBlock
from builder.document.holders import is_holder
from builder.document.tree import is_container
from builder.errors import BuilderError
from builder.module import to_module
from builder.module.counter import FlopCounter
from tests.analysis.forward_hooks import observed, samples
from tests.edits.designs import design
from tests.edits.random_edits import versions
from tests.strategies import documents
from tests.text_classes import WRITTEN

pytestmark = pytest.mark.filterwarnings("ignore")


@given(documents())
def test_every_block_takes_and_returns_what_forward_hooks_see(document):
    """Law 3: at each path, what flows in and out is what a real run has there, dtypes included."""
    blocks = analyse(document).blocks
    modules, seen = observed(document, blocks)
    for path, block in blocks.items():
        if isinstance(block.block, Function | TensorBlock):
            assert path not in modules
        else:
            runs = seen[modules[block.same_as or path]]
            assert (block.inputs, block.output) in runs or (not runs and _has_no_run(block))


def _has_no_run(block):
    """Tell whether torch calls no forward: a ModuleList has none, others hold what is called or are never called."""
    return is_holder(block.block) or (not block.inputs and (is_container(block.block) or block.output is None))


def test_what_a_written_class_never_calls_takes_and_returns_nothing():
    """As no hook sees it."""
    stack = Definition(class_name="Stack", args={"width": 8}, source=WRITTEN["Stack"])
    unused = analyse(design(Instance(id="i", definition="Stack"), definitions=(stack,))).blocks["0.named.same"]
    assert (unused.inputs, unused.output) == ((), None)


@given(documents())
def test_parameters_are_those_torch_counts(document):
    """Law 4: the total is torch's own, shared modules and tied tensors once."""
    assert analyse(document).parameters == sum(p.numel() for p in to_module(document).parameters())


@given(documents())
def test_bytes_are_those_of_parameters_and_buffers(document):
    """Each tensor counts once, by its dtype."""
    network = to_module(document)
    tensors = {id(t): t for t in (*network.parameters(), *network.buffers())}.values()
    assert analyse(document).bytes == sum(t.numel() * t.element_size() for t in tensors)


@given(documents())
def test_trainable_parameters_are_those_that_require_a_gradient(document):
    """Frozen selections, patterns and tied tensors included."""
    network = to_module(document)
    assert analyse(document).trainable == sum(p.numel() for p in network.parameters() if p.requires_grad)


@given(documents())
def test_leaves_add_up_to_the_total(document):
    """Every parameter is counted at just one path."""
    analysis = analyse(document)
    leaves = [block for block in analysis.blocks.values() if not is_container(block.block)]
    assert sum(block.parameters for block in leaves) == analysis.parameters


def counted(document):
    """Return what the counter of torch sees of a run; norms take a single sample in eval mode alone.

    On the meta device, as it sees nothing of an LSTM on a CPU; a written class may look at values, though.
    """
    written = any(definition.source is not None for definition in document.definitions)
    device = "cpu" if written else "meta"
    network = to_module(document, device=device).requires_grad_(requires_grad=False)  # the counter hooks into gradients
    for module in network.modules():
        module.training = not isinstance(module, _BatchNorm)
    with FlopCounter() if written else FlopCounterMode(display=False) as counter, torch.no_grad():
        network(*(x.to(device) for x in samples(document)))
    return (counter.total if isinstance(counter, FlopCounter) else counter.get_total_flops()) // 2


@given(documents(max_depth=2))
def test_multiply_adds_are_those_of_the_flop_counter(document):
    """What torch counts for one sample, a module counted each time it runs; a share where torch takes no single one."""
    single = replace(document, batch=1)
    errors = analyse(single).errors
    expected = -(-counted(document) // document.batch) if errors else counted(single)
    assert analyse(document).multiply_adds == expected


@given(documents(max_depth=2))
def test_multiply_adds_of_the_batch_are_those_of_the_flop_counter(document):
    """The same for the sample batch."""
    assert analyse(document).batch_multiply_adds == counted(document)


@given(documents())
def test_a_valid_design_has_no_errors(document):
    """What runs is not called wrong."""
    assert analyse(document).errors == ()


@given(documents())
def test_looking_changes_nothing(document):
    """Law 7: the document and torch's generator are as before."""
    text, state = document.to_json(), torch.get_rng_state()
    analyse(document).problems  # noqa: B018
    assert (document.to_json(), bool((torch.get_rng_state() == state).all())) == (text, True)


@given(versions())
def test_counts_are_those_of_torch_whatever_was_edited(made):
    """Mistakes in shapes do not make a count wrong, where the network can be built at all."""
    analysis = analyse(made[-1])
    try:
        network = to_module(made[-1], device="meta")
    except BuilderError:
        assert analysis.errors
    else:
        assert analysis.parameters == sum(p.numel() for p in network.parameters())
        assert analysis.trainable == sum(p.numel() for p in network.parameters() if p.requires_grad)
