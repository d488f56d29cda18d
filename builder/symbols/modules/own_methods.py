"""Methods of nn.Module that a text class writes anew, and which torch or those who use a network call."""

from __future__ import annotations

import ast
from copy import copy

from builder.errors import SourceError
from builder.interpreter.failures import Refusal
from builder.interpreter.values import Class, Function, StaticMethod
from builder.sentences import say
from builder.symbols.values import ModuleSymbol, walk
from builder.syntax import walk_nodes
from builder.word_list import words

METHODS_AS_TEXT = frozenset({"train", "eval"})
"""A class that is kept as text has them, as one that keeps its norms out of training."""
METHODS_NOWHERE = frozenset(
    words(
        """
        __call__ parameters named_parameters buffers named_buffers modules named_modules children named_children
        state_dict requires_grad_ zero_grad
        """
    )
)
"""No object here has them."""
_INSIDE = frozenset(
    words(
        """
        named_modules children named_children apply state_dict _save_to_state_dict get_extra_state _named_members
        _call_impl _wrapped_call_impl __eq__ __ne__ __hash__ register_parameter
        """
    )
)
"""Torch itself calls them of each module inside another: not even a class that is kept as text can have them."""
_OF_CONTAINERS = {"Sequential": ("__iter__", "add_module"), "ModuleList": ("__iter__", "__len__", "add_module")}
"""The same of what torch itself asks a container."""
_PLAIN = words("forward train eval extra_repr _get_name __repr__ __str__")
"""What torch calls with an object alone, as no static method and no property is written."""


def require_methods(module: ModuleSymbol, others: frozenset[str]) -> None:
    """Refuse a class that writes others of them.

    Raises:
        SourceError: it does.
    """
    found = next((name for cls in _text_classes(module) for name in cls.namespace if name in others), None)
    if found is not None:
        raise SourceError(
            say("symbols.overrides", name=module.cls.name, method=found), *module.place, say("symbols.overrides.hint")
        )


def _text_classes(module: ModuleSymbol) -> list[Class]:
    return [cls for cls in module.cls.mro if isinstance(cls, Class)] if isinstance(module.cls, Class) else []


def require_torch_methods(root: ModuleSymbol) -> None:
    """Refuse a network in which a class writes anew what torch calls of it, and nothing here does.

    Raises:
        SourceError: it has one.
    """
    for _, module in walk(root):
        if isinstance(module.cls, Class):
            require_methods(module, _INSIDE)
            _require_container(module)
            _require_plain(module)


def _require_container(module: ModuleSymbol) -> None:
    forward = module.cls.find("forward") if isinstance(module.cls, Class) else None
    runs_itself = module.kind == "Sequential" and forward is not None and isinstance(forward[0], Class)
    if not runs_itself:
        require_methods(module, frozenset(_OF_CONTAINERS.get(module.kind, ())))


def _require_plain(module: ModuleSymbol) -> None:
    assert isinstance(module.cls, Class)
    for name in _PLAIN:
        found = module.cls.find(name)
        if found is not None and isinstance(found[0], Class) and not isinstance(found[1], Function):
            raise SourceError(
                say("symbols.no-plain-method", name=module.cls.name, method=name),
                *module.place,
                say("symbols.no-plain-method.hint", method=name),
            )


def give_module(cls: Class) -> None:
    """Let a forward that is a static method take the module whose forward it is, and of which it knows nothing."""
    found = cls.namespace.get("forward")
    natives = [] if cls.native is None else [cls.native, *cls.native.parents]
    is_module = any(native.name == "Module" for native in natives)
    if is_module and type(found) is StaticMethod and isinstance(found.function, Function):
        cls.namespace["forward"] = _with_module(found.function)


def _with_module(function: Function) -> Function:
    spec, names = function.node.args, {one.arg for one in walk_nodes(function.node) if isinstance(one, ast.arg)}
    name = next(name for name in ("self", "module", "_module_") if name not in names)
    module = ast.copy_location(ast.arg(name), function.node)
    first = {"posonlyargs": [module, *spec.posonlyargs]} if spec.posonlyargs else {"args": [module, *spec.args]}
    # A copy: the tree of the text is looked at by others.
    node = copy(function.node)
    node.args = copy(spec)
    vars(node.args).update(first)
    made = Function(node, function.closure, function.defaults, function.keyword_defaults)
    made.owner, made.strange, made.no_grad = function.owner, function.strange, function.no_grad
    made.enables_grad = function.enables_grad
    return made


def require_own_conversion(module: ModuleSymbol) -> None:
    """Refuse to convert a module that says itself how that is done.

    Raises:
        Refusal: its class writes `_apply`.
    """
    if any("_apply" in cls.namespace for cls in _text_classes(module)):
        raise Refusal(say("symbols.overrides", name=module.cls.name, method="_apply"), say("symbols.overrides.hint"))


def writes_str(module: ModuleSymbol) -> bool:
    """Tell whether a class says what `print` shows of it: a class that is kept as code alone does so."""
    return any("__str__" in cls.namespace for cls in _text_classes(module))
