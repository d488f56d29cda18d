"""The arguments of a written class: JSON values to values of a namespace, bound to what its `__init__` takes.

Beyond JSON there are some forms: a layer `{"kind": "Linear", "args": {...}}`, a tuple `{"tuple": [...]}`, and a class
or function by its name in the text or in torch, `{"name": "nn.ReLU"}`; an object that has just fields, as a
configuration, `{"record": {...}}`; a function with arguments filled in, `{"partial": {"name": ...}, "args": {...}}`; a
module of a class of the text, a container, a device or a tensor,
`{"object": "Encoder", "positional": [...], "args": {...}}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from builder.catalogue.layers.kind import REQUIRED, Argument
from builder.catalogue.layers.kinds import CATALOGUE
from builder.errors import DocumentError
from builder.interpreter.attributes import get
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Value
from builder.interpreter.names import look_up
from builder.interpreter.stdlib.standard import partial
from builder.interpreter.values import Class, Function, Instance
from builder.sentences import near, say

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*){0,3}")
DEVICE = "torch.device"
CONTAINERS = {"Sequential": "nn.Sequential", "ModuleList": "nn.ModuleList"}
MAKERS = frozenset({"torch.zeros", "torch.ones", "torch.rand", "torch.randn", "torch.eye", "torch.tensor"})
_OTHERS = frozenset({DEVICE, *CONTAINERS.values(), *MAKERS})
"""What makes an object beside the classes of the text."""
NOTHING = object()
"""The default of a required argument."""


class Parameter(NamedTuple):
    """One argument of an `__init__`: its name, its default, and whether it gathers the rest as `"*"` or `"**"`."""

    name: str
    default: Value = NOTHING
    stars: str = ""
    keyword_only: bool = False

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is NOTHING and not self.stars


def parameters_of(cls: Class) -> tuple[Parameter, ...]:
    """Return what the `__init__` of a class takes beside self."""
    found = cls.find("__init__")
    if found is None:
        return ()
    if not isinstance(found[1], Function):
        return _of_layer(cls)
    function = found[1]
    spec = function.node.args
    names = [argument.arg for argument in spec.posonlyargs + spec.args]
    first = len(names) - len(function.defaults)
    taken = [
        Parameter(name, function.defaults[i - first] if i >= first else NOTHING) for i, name in enumerate(names) if i
    ]
    if spec.vararg is not None:
        taken.append(Parameter(spec.vararg.arg, stars="*"))
    taken += [
        Parameter(a.arg, function.keyword_defaults.get(a.arg, NOTHING), keyword_only=True) for a in spec.kwonlyargs
    ]
    if spec.kwarg is not None:
        taken.append(Parameter(spec.kwarg.arg, stars="**"))
    return tuple(taken)


def _of_layer(cls: Class) -> tuple[Parameter, ...]:
    """Return what a class takes that derives from a layer and has no `__init__` of its own."""
    native = cls.native
    if native is None or native.name not in CATALOGUE:
        return (Parameter("modules", stars="*"),) if native is not None and native.name == "Sequential" else ()
    return tuple(
        Parameter(argument.name, NOTHING if argument.default is REQUIRED else argument.default)
        for argument in CATALOGUE[native.name].arguments
    )


def bound_arguments(
    interpreter: Interpreter, cls: Class, args: Mapping[str, Value]
) -> tuple[list[Value], dict[str, Value]]:
    """Return the arguments of a constructor call, by position and by name.

    Raises:
        DocumentError: it takes no such argument, or one that it needs is missing.
    """
    known = {parameter.name: parameter for parameter in parameters_of(cls)}
    for name in args:
        if name not in known:
            raise DocumentError(
                say("classes.class.no-argument", name=cls.name, argument=name),
                hint=near(name, known) or say("interpreter.remove-it.hint"),
            )
    positional: list[Value] = []
    named: dict[str, Value] = {}
    # Only what is gathered by `*` forces the arguments before it to be given by position.
    gathering = any(parameter.stars == "*" and args.get(parameter.name) for parameter in known.values())
    for name, parameter in known.items():
        if name not in args and parameter.required:
            raise DocumentError(
                say("classes.class.needs", name=cls.name, argument=name), hint=say("classes.class.needs.hint")
            )
        if parameter.stars == "*":
            gathering = False
        if name in args:
            _put_argument(interpreter, cls, parameter, args[name], positional if gathering else named, positional)
        elif gathering:  # what is gathered stands behind all before it
            positional.append(parameter.default)
    return positional, named


def _put_argument(  # noqa: PLR0913, PLR0917 - where the value goes
    interpreter: Interpreter,
    cls: Class,
    parameter: Parameter,
    value: Value,
    place: list[Value] | dict[str, Value],
    positional: list[Value],
) -> None:
    if parameter.stars == "*":
        positional += [to_value(interpreter, item) for item in _variadic(cls, parameter, value, list)]
        return
    found = _variadic(cls, parameter, value, dict) if parameter.stars == "**" else {parameter.name: value}
    for key, item in found.items():
        if isinstance(place, dict):
            place[key] = to_value(interpreter, item)
        else:
            place.append(to_value(interpreter, item))


def _variadic(cls: Class, parameter: Parameter, value: Value, kind: type) -> Value:
    if not isinstance(value, kind):
        raise DocumentError(
            say(
                "classes.class.variadic",
                stars=parameter.stars,
                name=cls.name,
                argument=parameter.name,
                type=kind.__name__,
            ),
            hint=say("classes.class.list.hint") if kind is list else say("classes.class.dict.hint"),
        )
    return value


def to_value(interpreter: Interpreter, value: Value) -> Value:
    """Return a JSON value as the namespace has it.

    Raises:
        DocumentError: a name in it means nothing here.
    """
    if isinstance(value, list | tuple):
        return [to_value(interpreter, item) for item in value]
    if not isinstance(value, dict):
        return value
    form = form_of(value)
    if form is not None:
        return _FORMS[form].make(interpreter, value)
    return {key: to_value(interpreter, item) for key, item in value.items()}


def form_of(value: dict[str, Value]) -> str | None:
    """Return the key that tells which form beyond JSON a value has; None of a plain dict."""
    return next((shown for shown, form in _FORMS.items() if shown in value and form.fits(value)), None)


def is_form(value: dict[str, Value]) -> bool:
    """Tell whether a dict has the keys of such a form, so that nothing tells it from one."""
    return any(shown in value and value.keys() <= {shown, *form.beside} for shown, form in _FORMS.items())


class _Form(NamedTuple):
    """How a value is told that is no JSON: the keys beside its own, the type of what its own holds, what makes it."""

    beside: frozenset[str]
    all_of_them: bool
    type: type
    make: Callable[[Interpreter, dict[str, Value]], Value]

    def fits(self, value: dict[str, Value]) -> bool:
        others = value.keys() - self.beside
        whole = len(others) == 1 and (not self.all_of_them or len(value) == 1 + len(self.beside))
        return whole and all(isinstance(value[key], self.type) for key in others) and self._has_args(value)

    def _has_args(self, value: dict[str, Value]) -> bool:
        return "object" in value or isinstance(value.get("args", {}), dict)


def _tuple(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    return tuple(to_value(interpreter, item) for item in value["tuple"])


def _partial(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    function = to_value(interpreter, value["partial"])
    return partial(interpreter, function, **{key: to_value(interpreter, v) for key, v in value["args"].items()})


def _layer(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    kind = value["kind"]
    layer = _look_up(interpreter, f"nn.{kind}")
    known = {argument.name: argument for argument in CATALOGUE[kind].arguments} if kind in CATALOGUE else {}
    args = {name: _for_layer(interpreter, known.get(name), item) for name, item in value.get("args", {}).items()}
    return interpreter.call(layer, **args)


def _object(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    """Return a module of a class of the text, a container of modules or a tensor, by a call like the one that is shown.

    Raises:
        DocumentError: it is neither, or what it is given is no list and no object.
    """
    name, positional, named = value["object"], value.get("positional", []), value.get("args", {})
    cls = _look_up(interpreter, name)
    known = (isinstance(cls, Class) and cls.native is not None) or name in _OTHERS
    if not (known and isinstance(positional, list) and isinstance(named, dict)):
        raise DocumentError(say("classes.class.object", name=name), hint=say("classes.class.object.hint"))
    given = [to_value(interpreter, item) for item in positional]
    return interpreter.call(cls, *given, **{key: to_value(interpreter, item) for key, item in named.items()})


def _record(interpreter: Interpreter, record: dict[str, Value]) -> Instance:
    made = Instance(Class("Namespace", (), {}))
    for name, value in record["record"].items():
        if not name.isidentifier() or name.startswith("__"):
            raise DocumentError(say("classes.class.field", name=name), hint=say("classes.class.field.hint"))
        made.fields[name] = to_value(interpreter, value)
    return made


def _for_layer(interpreter: Interpreter, argument: Argument | None, item: Value) -> Value:
    """Return what a layer takes for JSON: a dtype for its name, a tensor or a tuple for a list."""
    if argument is not None and argument.type == "dtype" and isinstance(item, str):
        return _look_up(interpreter, f"torch.{item}")
    value = to_value(interpreter, item)
    if not isinstance(value, list):
        return value
    is_tensor = argument is not None and argument.is_tensor
    return interpreter.call(_look_up(interpreter, "torch.tensor"), value) if is_tensor else tuple(value)


def _look_up(interpreter: Interpreter, name: str) -> Value:
    """Look a dotted name up as the text would."""
    if not _NAME.fullmatch(name) or "__" in name:
        raise DocumentError(say("classes.class.name", name=name), hint=say("classes.class.name.hint"))
    first, *rest = name.split(".")
    value = look_up(interpreter, first, interpreter.globals)
    for part in rest:
        value = get(interpreter, value, part)
    return value


_FORMS = {
    "tuple": _Form(frozenset(), True, list, _tuple),
    "name": _Form(frozenset(), True, str, lambda interpreter, value: _look_up(interpreter, value["name"])),
    "record": _Form(frozenset(), True, dict, _record),
    "partial": _Form(frozenset({"args"}), True, object, _partial),
    "object": _Form(frozenset({"positional", "args"}), False, str, _object),
    "kind": _Form(frozenset({"args"}), False, str, _layer),
}
"""The forms beyond JSON, by the key that tells each."""
