"""Make one tensor stand at two places of a live network."""

from __future__ import annotations

from torch import Tensor, nn

from builder.document.blocks import Document, TensorPlace
from builder.document.copies import paired_paths
from builder.document.tree import all_places
from builder.errors import DocumentError
from builder.sentences import say


def tie(network: nn.Module, document: Document) -> None:
    """Put the tensors that the document ties at both of their places, in every copy of a repeat.

    Raises:
        DocumentError: a layer has no tensor of that name, or a parameter would be tied to a buffer.
    """
    found = all_places(document)
    for i, entry in enumerate(document.ties):
        for path, of_path in paired_paths(document, entry.tensor.block, entry.of.block, found):
            owner, name = _owner(network, path, entry.tensor, i)
            of_owner, of_name = _owner(network, of_path, entry.of, i)
            try:
                setattr(owner, name, getattr(of_owner, of_name))
            except TypeError:
                raise DocumentError(
                    say("module.tie", tensor=entry.tensor.tensor, other=entry.of.tensor),
                    f"$.ties[{i}]",
                    say("module.tie.hint"),
                ) from None


def _owner(network: nn.Module, path: str, place: TensorPlace, i: int) -> tuple[nn.Module, str]:
    """Return the module that owns a tensor, and the tensor's name in it; `out_proj.weight` stands one module deeper."""
    inner, _, name = place.tensor.rpartition(".")
    try:
        owner = network.get_submodule(path).get_submodule(inner)
    except AttributeError:
        owner = None
    if owner is None or not isinstance(getattr(owner, name, None), Tensor):
        raise DocumentError(say("module.no-tensor", tensor=place.tensor), f"$.ties[{i}]", say("module.no-tensor.hint"))
    return owner, name
