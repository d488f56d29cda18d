"""Valid names of blocks and classes: keys of a `state_dict`, attributes of a module, names in a Python file."""

from __future__ import annotations

import builtins
import keyword
import unicodedata

from builder.sentences import say

MAX_NAME = 100
"""Characters of a name, which stands in each key below it and in each message on it."""

MODULE_MEMBERS = frozenset(
    [
        "T_destination",
        "add_module",
        "apply",
        "bfloat16",
        "buffers",
        "call_super_init",
        "children",
        "compile",
        "cpu",
        "cuda",
        "double",
        "dump_patches",
        "eval",
        "extra_repr",
        "float",
        "forward",
        "get_buffer",
        "get_extra_state",
        "get_parameter",
        "get_submodule",
        "half",
        "ipu",
        "load_state_dict",
        "modules",
        "mtia",
        "named_buffers",
        "named_children",
        "named_modules",
        "named_parameters",
        "parameters",
        "register_backward_hook",
        "register_buffer",
        "register_forward_hook",
        "register_forward_pre_hook",
        "register_full_backward_hook",
        "register_full_backward_pre_hook",
        "register_load_state_dict_post_hook",
        "register_load_state_dict_pre_hook",
        "register_module",
        "register_parameter",
        "register_state_dict_post_hook",
        "register_state_dict_pre_hook",
        "requires_grad_",
        "set_extra_state",
        "set_submodule",
        "share_memory",
        "state_dict",
        "to",
        "to_empty",
        "train",
        "training",
        "type",
        "xpu",
        "zero_grad",
        "_apply",
        "_backward_hooks",
        "_backward_pre_hooks",
        "_buffers",
        "_call_impl",
        "_compiled_call_impl",
        "_forward_hooks",
        "_forward_hooks_always_called",
        "_forward_hooks_with_kwargs",
        "_forward_pre_hooks",
        "_forward_pre_hooks_with_kwargs",
        "_get_backward_hooks",
        "_get_backward_pre_hooks",
        "_get_name",
        "_is_full_backward_hook",
        "_load_from_state_dict",
        "_load_state_dict_post_hooks",
        "_load_state_dict_pre_hooks",
        "_maybe_warn_non_full_backward_hook",
        "_modules",
        "_named_members",
        "_non_persistent_buffers_set",
        "_parameters",
        "_register_load_state_dict_pre_hook",
        "_register_state_dict_hook",
        "_replicate_for_data_parallel",
        "_save_to_state_dict",
        "_slow_forward",
        "_state_dict_hooks",
        "_state_dict_pre_hooks",
        "_version",
        "_wrapped_call_impl",
    ]
)
"""Everything that `dir(nn.Module())` lists and that is no dunder; a test holds it against torch."""

# Torch's `add_module` refuses these too: a Sequential has methods of these names.
SEQUENTIAL_MEMBERS = frozenset({"append", "extend", "insert", "pop", "_get_item_by_idx"})

FILE_GLOBALS = frozenset(
    {"self", "torch", "nn", "F", "math", "OrderedDict", "build_net", "init_weights", "net", "Tensor"}
)
"""Names that the emitted Python file uses itself."""

BUILTINS = frozenset(dir(builtins))
"""Names that Python gives to every file."""


def key_fault(name: str) -> str | None:
    """Return why `name` cannot be a key inside a Sequential, or None where it can."""
    fault = _text_fault(name)
    if fault is None and (name in MODULE_MEMBERS or name in SEQUENTIAL_MEMBERS or _is_dunder(name)):
        fault = say("document.name.member", name=name)
    return fault


def _text_fault(name: str) -> str | None:
    if not name:
        return say("document.name.empty")
    if len(name) > MAX_NAME:
        return say("document.name.long", limit=MAX_NAME, count=len(name))
    if "." in name:
        return say("document.name.dot", name=name)
    if any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in name):
        return say("document.name.invisible", name=name)
    return None


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def attribute_fault(name: str) -> str | None:
    """Return why `name` cannot be an attribute of a module class, or None where it can."""
    fault = key_fault(name)
    if fault is not None:
        return fault
    if not _plain_identifier(name):
        return say("document.name.attribute", name=name)
    # Inside a class Python reads `self.__name` as another attribute.
    if name.startswith("__"):
        return say("document.name.underscores", name=name)
    return None


def printed_class_fault(name: str) -> str | None:
    """Return why `print(net)` cannot show a class as `name`, or None where it can."""
    fault = _text_fault(name)
    if fault is None and not _plain_identifier(name):
        fault = say("document.class-name.identifier", name=name)
    return fault


def class_name_fault(name: str) -> str | None:
    """Return why `name` cannot be the name of a class in the emitted file, or None where it can."""
    fault = attribute_fault(name)
    if fault is not None:
        return fault
    if name in FILE_GLOBALS or name in BUILTINS:
        return say("document.class-name.reserved", name=name)
    return None


def _plain_identifier(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name
