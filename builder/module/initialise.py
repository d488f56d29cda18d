"""Apply a document's init rules and freeze what it says; the emitted file does the same in plain calls."""

from __future__ import annotations

from torch import Tensor, nn

from builder.catalogue.layers.schemes import COPY, SCHEMES, fill_text, scheme_called
from builder.document.blocks import Document, InitRule
from builder.document.copies import block_paths
from builder.document.originals import original, originals
from builder.document.tree import all_places
from builder.errors import DocumentError, SourceError
from builder.live.parametrized import apply, take_off
from builder.live.scheme import Schemes
from builder.module.copies import copy_weights
from builder.module.selection import Parameters
from builder.sentences import Sentence, say


def apply_rules(network: nn.Module, document: Document, only: set[int] | None = None) -> None:
    """Fill tensors by the document's rules in order, so that later rules win.

    A rule passes over tensors whose number of dims its scheme cannot fill, and over those whose `id` is not in `only`
    where that is given. Draws from torch's global generator.
    """
    parameters, schemes = Parameters(network, document), Schemes(document.schemes)
    found = all_places(document) if document.init else {}
    for rule in document.init:
        # It fills a tensor that is parametrized, which `fill_originals` has done before anything was tied.
        if found and original(rule, found) is not None:
            continue
        if rule.scheme == COPY:
            copy_weights(network, document, rule, only)
            continue
        scheme = fill_text(rule.scheme, rule.rows)
        for _, name, parameter in parameters.selected(rule.select):
            fits = scheme.min_dims <= parameter.dim() <= scheme.max_dims
            if fits and (only is None or id(parameter) in only):
                fill(rule, schemes, parameter if rule.rows is None else parameter.data[slice(*rule.rows)], name)


def fill(rule: InitRule, schemes: Schemes, tensor: Tensor, name: str) -> None:
    """Fill a tensor by the scheme of a rule, torch's or a person's own.

    Raises:
        DocumentError: a scheme of a person's own cannot be run on the tensor that is called `name`.
    """
    if rule.scheme in SCHEMES:
        getattr(nn.init, rule.scheme)(tensor, **rule.args)
        return
    try:
        schemes.fill(rule.scheme, tensor, rule.args)
    except SourceError as error:
        shape = tuple(tensor.shape)
        problem = say("module.scheme", scheme=rule.scheme, line=error.line, name=name, shape=shape,
                      problem=Sentence(error.problem))  # fmt: skip
        raise DocumentError(problem, None, error.hint) from None


def fill_originals(network: nn.Module, document: Document, only: set[int] | None = None) -> None:
    """Fill tensors that are parametrized, and parametrize them anew; this comes before ties and all other rules.

    Layers without a parameter whose `id` is in `only` stay, where that is given; what is registered joins it.
    """
    schemes = Schemes(document.schemes)
    for one in originals(document):
        scheme = scheme_called(one.rule.scheme)
        for path in block_paths(document, one.layer.id):
            layer = network.get_submodule(path)
            if only is not None and not any(id(parameter) in only for parameter in layer.parameters()):
                continue
            if scheme.min_dims <= getattr(layer, one.name).dim() <= scheme.max_dims:
                take_off(layer, one.name, one.parametrization)
                fill(one.rule, schemes, getattr(layer, one.name), one.name)
                apply(layer, one.name, one.parametrization)
                if only is not None:
                    only.update(map(id, layer.parameters()))


def freeze(network: nn.Module, document: Document) -> None:
    """Mark the tensors that the document freezes as taking no gradient."""
    parameters = Parameters(network, document)
    for select in document.frozen:
        for _, _, parameter in parameters.selected(select):
            parameter.requires_grad_(False)
