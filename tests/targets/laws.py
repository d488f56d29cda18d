"""Laws 1 and 2 as one check: an emitted file, run where there is only torch, against the live network."""

import hashlib

import torch
from torch import Tensor, nn

from builder import Document, to_module, to_source
from builder.document.blocks import Input
from builder.local import analyse
from tests.targets.fresh import Outcome, run_source
from ui.server.module_repr import module_text


def samples(document: Document) -> list[Tensor]:
    """Draw one input for each of the document's, as `Input` says."""
    generator = torch.Generator().manual_seed(3)
    return [_sample(entry, document.batch, generator) for entry in document.inputs]


def give_weights(network: nn.Module) -> None:
    """Give a network the weights that the fresh process gives it too, which no initialisation draws."""
    with torch.no_grad():
        for tensor in network.state_dict().values():
            if tensor.dtype.is_floating_point:
                tensor.copy_(torch.linspace(0.1, 0.9, tensor.numel()).reshape(tensor.shape))


def digest(tensor: Tensor) -> str:
    """Return shape, dtype and a checksum of every bit, as the fresh process does."""
    content = tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy()
    return f"{tuple(tensor.shape)} {tensor.dtype} {hashlib.blake2b(content).hexdigest()}"


def output(network: nn.Module, inputs: list[Tensor]) -> list[Tensor] | str:
    """Run a network under the seed that the fresh process uses; return what it raises where it cannot run on these.

    A random network may add up ids until no embedding has them, which no shape tells.
    """
    torch.manual_seed(7)
    try:
        with torch.no_grad():
            return _tensors(network(*[x.clone() for x in inputs]))
    except (IndexError, RuntimeError, TypeError, ValueError) as error:
        return type(error).__name__


def holds(document: Document) -> None:
    """Check laws 1 and 2 for one document."""
    network, inputs = to_module(document), samples(document)
    state = {key: digest(tensor) for key, tensor in network.state_dict().items()}
    trainable = {key: parameter.requires_grad for key, parameter in network.named_parameters()}
    source = to_source(document)
    zeros = [torch.zeros_like(x) for x in inputs]
    there = run_source(source, inputs, zeros)
    assert there.begun in (module_text(analyse(document)), None), source
    assert there.text == str(network), source
    assert list(there.state.items()) == list(state.items()), source
    assert there.trainable == trainable, source
    give_weights(network)
    _same_outputs(there, network, inputs)


def same(one: Tensor, other: Tensor) -> bool:
    """Tell whether two tensors agree in shape, dtype and every bit, NaNs of any bits being one."""
    return one.shape == other.shape and one.dtype == other.dtype and bool(((one == other) | (one != one)).all())


def _same_outputs(there: Outcome, network: nn.Module, inputs: list[Tensor]) -> None:
    for theirs, ours in (
        (there.eval_output, output(network.eval(), inputs)),
        (there.train_output, output(network.train(), inputs)),
    ):
        assert len(theirs) == len(ours)
        assert theirs == ours if isinstance(ours, str) else all(map(same, theirs, ours))


def _sample(entry: Input, batch: int, generator: torch.Generator) -> Tensor:
    shape = [batch if dim == "N" else dim for dim in entry.shape]
    dtype = getattr(torch, entry.dtype)
    if dtype.is_floating_point:
        return torch.randn(shape, generator=generator).to(dtype)
    return torch.randint(entry.low, entry.high, shape, generator=generator).to(dtype)


def _tensors(value: object) -> list[Tensor]:
    if isinstance(value, Tensor):
        return [value]
    assert isinstance(value, tuple)
    return [tensor for item in value for tensor in _tensors(item)]
