"""The catalogue as the one JSON file that palette and inspector read, under an address that holds its hash."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import msgspec

from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import REQUIRED, Argument, Kind
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import PARAMETRIZATIONS, ParametrizationKind
from builder.catalogue.layers.schemes import SCHEMES, Scheme
from builder.templates.classes import class_examples
from ui.server.initial_args import starting_arguments

_OMITTED = ("auto", "default", "help", "parse")


class CatalogueFile(msgspec.Struct, frozen=True):
    """The file's text and the hash that is part of its address."""

    text: bytes
    digest: str

    @property
    def url(self) -> str:
        """Its address, relative to any page."""
        return f"nnblocks/catalogue-{self.digest}.json"


@cache
def catalogue_file() -> CatalogueFile:
    """Return the file; it is written once a process, since the catalogue never changes while it runs."""
    text = msgspec.json.encode(
        {
            "kinds": [_kind(kind) for kind in CATALOGUE.values()],
            "functions": [_function(kind) for kind in FUNCTIONS.values()],
            "parametrizations": [_parametrization(one) for one in PARAMETRIZATIONS.values()],
            "schemes": [_scheme(scheme) for scheme in SCHEMES.values()],
            "classes": class_examples(),
        }
    )
    return CatalogueFile(text, hashlib.sha256(text).hexdigest()[:16])


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "category": kind.category,
        "summary": kind.summary.said,
        "arguments": [_argument(argument) for argument in kind.arguments],
        "inputs": list(kind.inputs),
        "optional": kind.optional,
        "named": kind.named,
        "start": starting_arguments(kind.name) if kind.instead is None else {},
        "calls": [_argument(argument) for argument in kind.calls],
        "instead": kind.instead and kind.instead.said,
        "follows": list(kind.follows),
    }


def _function(kind: FunctionKind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "category": kind.category,
        "summary": kind.summary.said,
        "arguments": [_argument(argument) for argument in kind.arguments],
        "start": starting_arguments(kind.name),
        "inputs": list(kind.inputs),
        "min_inputs": kind.min_inputs,
        "max_inputs": kind.max_inputs,
        "constants": list(kind.constants),
        "style": kind.style,
        "symbol": kind.symbol,
        "follows": list(kind.follows),
    }


def _scheme(scheme: Scheme) -> dict[str, Any]:
    return {
        "name": scheme.name,
        "summary": scheme.summary.said,
        "arguments": [_argument(argument) for argument in scheme.arguments],
    }


def _parametrization(one: ParametrizationKind) -> dict[str, Any]:
    return {
        "name": one.name,
        "summary": one.summary.said,
        "arguments": [_argument(argument) for argument in one.arguments],
        "forms": list(one.names),
    }


def _argument(argument: Argument) -> dict[str, Any]:
    fields = {name: getattr(argument, name) for name in argument.__struct_fields__ if name not in _OMITTED}
    required = argument.default is REQUIRED
    entry = {**fields, "help": argument.help.said, "required": required, "auto": argument.auto is not None}
    return entry if required else {**entry, "default": argument.default}
