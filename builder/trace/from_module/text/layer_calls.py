"""The calls that make torch's own layers again, with parametrizations, and the lines that freeze parameters."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import nn
from torch.nn.utils.parametrize import is_parametrized

from builder.catalogue.layers.kinds import CATALOGUE
from builder.errors import UnsupportedError
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module import layers
from builder.trace.from_module.parametrized import parametrizations_of
from builder.trace.from_module.text.parts import Hole, Parts, join_by_commas
from builder.trace.from_module.text.references import is_plain

CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
_HOMES = {"new": "nn.utils.parametrizations", "old": "nn.utils"}


def bare_class(module: nn.Module) -> type[nn.Module]:
    """Return the class of a module; of a parametrized one the class that it was of before."""
    return type(module).__bases__[0] if is_parametrized(module) else type(module)


def layer_call(module: nn.Module, kind: str, hint: str, of: str) -> Parts:
    """Write the call that makes a layer of torch's for the class `of`.

    Raises:
        UntraceableError: no text gives one of its arguments.
    """
    made: Parts = [f"nn.{kind}(", *layer_arguments(module, kind, hint, of), ")"]
    for name, given in parametrizations_of(module, kind).items():
        items: list[Parts] = [[f"{key}=", Hole(value, f"{hint}_{key}")] for key, value in given.args.items()]
        made = [f"{_HOMES[given.form]}.{given.kind}(", *join_by_commas([made, [f"name={name!r}"], *items]), ")"]
    return made


def layer_arguments(module: nn.Module, kind: str, hint: str, of: str) -> Parts:
    """Write the arguments of a layer.

    Raises:
        UntraceableError: no text gives one of them.
    """
    try:
        given = layers.layer_arguments(module, kind)
    except UnsupportedError as error:
        raise UntraceableError(error.problem, error.hint) from None
    types = {argument.name: argument.type for argument in CATALOGUE[kind].arguments}
    items: list[Parts] = []
    for name, value in given.items():
        if types[name] == "dtype":
            items.append([f"{name}=torch.{value}"])
            continue
        if not is_plain(value) or isinstance(value, dict):
            raise unwritable(name, value, of)
        plain = tuple(value) if isinstance(value, list) else value
        items.append([f"{name}=", Hole(plain, f"{hint}_{name}".strip("_"))])
    return join_by_commas(items)


def frozen_lines(module: nn.Module, name: str = "") -> Iterator[str]:
    """Yield the lines that freeze the parameters of torch's own layers in a module, or in its child of this name.

    Those of an own class are frozen where that is made.
    """
    start = module._modules[name] if name else module
    places = [(f".{name}" if name.isidentifier() else f".get_submodule({name!r})" if name else "", start)]
    while places:
        way, one = places.pop()
        if one is None or (one is not module and is_own(one)):
            continue
        if layers.layer_kind(one) is not None:
            yield from _frozen(one, way)
        else:
            kids = one._modules.items()
            places += [
                (f"{way}[{key!r}]" if isinstance(one, nn.ModuleDict) else f"{way}[{i}]", kid)
                for i, (key, kid) in reversed(list(enumerate(kids)))
            ]


def _frozen(layer: nn.Module, way: str) -> Iterator[str]:
    found = list(layer.named_parameters())
    frozen = [key for key, parameter in found if not parameter.requires_grad]
    if frozen and len(frozen) == len(found):
        yield f"self{way}.requires_grad_(False)"
    else:
        yield from (f"self{way}.{key}.requires_grad_(False)" for key in frozen)


def is_own(module: nn.Module) -> bool:
    """Tell whether a module is of a class that a text has to have."""
    kind = layers.layer_kind(module)
    if kind is not None:
        return bare_class(module) is not getattr(nn, kind)
    return type(module) not in (*CONTAINERS, nn.ParameterList, nn.ParameterDict)


def unwritable(name: str, value: object, of: str) -> UntraceableError:
    """Return the error of an attribute of the class `of` that no text gives."""
    shown = value if isinstance(value, torch.dtype) else type(value).__name__
    return UntraceableError(say("trace.text.attribute", name=name, cls=of, value=str(shown)))
