"""`torch.distributions` in the torch namespace: torch's own objects, of which the tables name all that can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import distributions
from torch.distributions import Distribution
from torch.distributions.transforms import Transform

from builder.catalogue.torch_names import (
    DISTRIBUTION_ATTRIBUTES,
    DISTRIBUTION_METHODS,
    DISTRIBUTIONS,
    TRANSFORM_MEMBERS,
    TRANSFORMS,
)
from builder.interpreter.failures import Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, ModuleValue, Native, NativeClass
from builder.live.values import from_host, native, to_host
from builder.sentences import Sentence, near, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

KINDS = (Distribution, Transform)


def _class(kind: type, parents: tuple[NativeClass, ...]) -> NativeClass:
    def construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        given = [to_host(interpreter, arg) for arg in args]
        return kind(*given, **{name: to_host(interpreter, arg) for name, arg in kwargs.items()})

    return NativeClass(kind.__name__, construct, (kind,), parents=parents, target=kind)


def _no_construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"), say("live.distribution.hint"))


DISTRIBUTION = NativeClass("Distribution", _no_construct, (Distribution,), target=Distribution)
_CLASSES: dict[type, NativeClass] = {
    getattr(distributions, name): _class(getattr(distributions, name), (DISTRIBUTION,)) for name in DISTRIBUTIONS
}
_TRANSFORMS: dict[type, NativeClass] = {
    getattr(distributions, name): _class(getattr(distributions, name), ()) for name in TRANSFORMS
}
_METHODS = {name: Native(name, lambda i, owner, /, *args, _name=name, **kw: _call(i, owner, _name, args, kw))
            for name in (*DISTRIBUTION_METHODS, *TRANSFORM_MEMBERS)}  # fmt: skip


def _call(
    interpreter: Interpreter, owner: Value, name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    given = [to_host(interpreter, arg) for arg in args]
    return from_host(
        interpreter, getattr(owner, name)(*given, **{n: to_host(interpreter, v) for n, v in kwargs.items()})
    )


def class_of_distribution(value: Value) -> NativeClass | None:
    """Return the class of a distribution or a transform; None where a text cannot name it."""
    return _CLASSES.get(type(value)) or _TRANSFORMS.get(type(value)) or DISTRIBUTION


def of_distribution(interpreter: Interpreter, value: Value, name: str) -> Value:
    """Return an attribute or a method of a distribution or a transform.

    Raises:
        Unknown: it has none of that name here.
    """
    is_transform = isinstance(value, Transform)
    methods = TRANSFORM_MEMBERS if is_transform else DISTRIBUTION_METHODS
    attributes = ("inv",) if is_transform else DISTRIBUTION_ATTRIBUTES
    if name in attributes and hasattr(type(value), name) | (name in vars(value)):
        return from_host(interpreter, getattr(value, name))
    if name in methods:
        return BoundMethod(value, _METHODS[name])
    known = (*methods, *(other for other in attributes if other in vars(value)))
    problem = say("interpreter.no-attribute", noun=type(value).__name__, name=name)
    hint = near(name, known) or say("interpreter.members.hint", names=Sentence(", ".join(known)))
    raise Unknown(problem, hint, of=(value, name))


def distribution_modules() -> dict[str, ModuleValue]:
    """Return the modules by dotted name."""
    classes: dict[str, Value] = {cls.name: cls for cls in (DISTRIBUTION, *_CLASSES.values())}
    transforms: dict[str, Value] = {cls.name: cls for cls in _TRANSFORMS.values()}
    divergence: dict[str, Value] = {"kl_divergence": native("kl_divergence", distributions.kl_divergence)}
    whole = {**classes, **transforms, **divergence}
    files = {kind.__module__: {cls.name: cls} for kind, cls in _CLASSES.items()}
    inner: dict[str, dict[str, Value]] = {
        **files,
        "torch.distributions.distribution": {"Distribution": DISTRIBUTION},
        "torch.distributions.transforms": transforms,
        "torch.distributions.kl": divergence,
    }
    made = {path: ModuleValue(path, members) for path, members in inner.items()}
    beside = {path.rpartition(".")[2]: module for path, module in made.items()}
    return {"torch.distributions": ModuleValue("torch.distributions", {**beside, **whole}), **made}
