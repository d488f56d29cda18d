"""The catalogue of functions speaks torch's names: what it calls is there, takes what it says, and has its defaults."""

from __future__ import annotations

import inspect
import operator
from collections import defaultdict
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it

from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.kinds import ALIASES, FUNCTIONS, MODULES, canonical
from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.classes.text_class import document_interpreter
from builder.live.console import torch_interpreter

ROOTS = {"torch": torch, "F": F, "Tensor": torch.Tensor, "operator": operator, "builtins": __builtins__}
CALLED = [name for name, kind in FUNCTIONS.items() if kind.style in ("function", "sequence", "method")]
OURS = {
    ("Tensor.std", "correction"): "torch writes None and means 1",
    ("Tensor.var", "correction"): "torch writes None and means 1",
    ("F.one_hot", "num_classes"): "torch's default looks at the values, so that no shape is known beforehand",
    ("torch.meshgrid", "indexing"): "without it torch warns that it will have to be given",
    ("Tensor.repeat_interleave", "dim"): "without it the result is flat, which nobody draws",
}
"""Arguments whose default is not torch's, and why."""


def found(name: str) -> Any:
    """Return what a name stands for, or raise AttributeError."""
    root, _, path = name.partition(".")
    return operator.attrgetter(path)(ROOTS[root]) if root != "builtins" else abs


def schema_defaults(kind: FunctionKind) -> dict[str, list[Any]]:
    """Return torch's arguments and their defaults, over all overloads of a function written in C++."""
    taken: dict[str, list[Any]] = defaultdict(list)
    name = kind.name.rpartition(".")[2]
    for schema in torch._C._jit_get_schemas_for_operator(f"aten::{name}"):
        for argument in schema.arguments:
            default = argument.default_value if argument.has_default_value() else REQUIRED
            taken[argument.name].append(default)
    return taken


def plain(default: Any) -> Any:
    """Write a default as a document does: one number for all dims, None for an empty list."""
    if isinstance(default, list | tuple):
        return default[0] if default else None
    return default


def torch_defaults(kind: FunctionKind) -> dict[str, list[Any]]:
    """Return torch's arguments and their defaults."""
    function = found(kind.name)
    if kind.name.startswith("F.") and "pool" in kind.name:
        function = getattr(F, f"_{kind.name[2:]}", function)
    try:
        parameters = inspect.signature(function).parameters
    except ValueError:
        return schema_defaults(kind)
    return {p.name: [REQUIRED if p.default is p.empty else p.default] for p in parameters.values()}


def test_what_is_called_is_there():
    """Torch has a function of each name; an alias is a name of torch, too, or of the operator module."""
    assert [name for name in (*CALLED, *ALIASES) if not callable(found(name))] == []


def test_no_name_stands_twice():
    """No kind is defined twice, and no alias is a kind or another's."""
    kinds = [kind for module in MODULES for kind in module.KINDS]
    names = [*(kind.name for kind in kinds), *(alias for kind in kinds for alias in kind.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", CALLED)
def test_arguments_written_by_name_are_torch_s(name):
    """Each has torch's name, and torch's default where there is one."""
    kind, taken = FUNCTIONS[name], torch_defaults(FUNCTIONS[name])
    for argument in kind.arguments[kind.before + kind.positional :]:
        if argument.name in kind.constants or (name, argument.name) in OURS:
            continue
        assert argument.name in taken
        # What one overload lacks altogether is None here: `x.sum()`, `x.sum(dim)`.
        defaults = [*map(plain, taken[argument.name]), None]
        assert argument.default in defaults, argument.name


def test_help_is_whole_sentences():
    """Summary and help are there, and end as sentences do."""
    texts = [text.said for kind in FUNCTIONS.values() for text in (kind.summary, *(a.help for a in kind.arguments))]
    assert [text for text in texts if not text.endswith(".")] == []


def test_what_follows_a_function_can_be_added():
    """Quick-add offers only what there is."""
    layers = {name for name, kind in CATALOGUE.items() if kind.instead is None}
    assert {name for kind in FUNCTIONS.values() for name in kind.follows} <= {*FUNCTIONS, *layers}


def test_a_spelling_leads_to_its_kind():
    """`from_source` finds one kind for all spellings."""
    assert [canonical(n) for n in ("operator.add", "Tensor.add", "torch.add")] == ["torch.add"] * 3
    assert canonical("os.system") is None


TEXTS = [
    name.replace("Tensor.", "torch.ones(1).")
    for name in (*FUNCTIONS, *ALIASES)
    if name.startswith(("torch.", "F.", "Tensor.")) and "__" not in name
]


@pytest.mark.parametrize("namespace", [document_interpreter, torch_interpreter])
def test_every_name_is_known_to_texts(namespace):
    """On symbols and on live tensors, aliases too: no other table has to be told."""
    namespace().run("\n".join(("import torch", "import torch.nn.functional as F", *TEXTS)))
