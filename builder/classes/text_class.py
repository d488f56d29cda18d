"""Text classes: checked and run on symbols, so that the modules and tensors of an instance are known.

Nothing here is executed by Python: the text is interpreted in the document namespace, where a layer is a symbol. How
it runs on tensors is for `builder.live.text_class`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from builder.classes.nodes import MAX_NODES, InstanceParts, members_of
from builder.classes.plain_arguments import dotted_names, plain_argument
from builder.classes.plain_fields import Plain
from builder.classes.text import STANDARD, Text, read_text
from builder.classes.values import NOTHING, bound_arguments, parameters_of
from builder.classes.warnings import WrittenWarning, text_warnings
from builder.document.blocks import (
    ArgumentValue,
    Block,
    Definition,
    Selector,
    Shared,
    TensorPlace,
    Tie,
    Written,
)
from builder.document.tree import children, is_container, with_children
from builder.errors import BuilderError, DocumentError, SourceError
from builder.interpreter.failures import Refusal
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits, Value
from builder.interpreter.values import Class, Function, Lazy, ModuleValue, Native
from builder.sentences import Sentence, say
from builder.symbols.host import DocumentHost
from builder.symbols.initial.initial_values import Fills
from builder.symbols.modules.own_methods import require_torch_methods
from builder.symbols.values import ModuleSymbol, check_tree, walk
from builder.word_list import words


class Argument(NamedTuple):
    """One argument of a written class.

    `default` is None where it is `required`, and where no JSON stands for it; `stars` is `"*"` or `"**"` for what
    gathers the rest, as a list or a dict.
    """

    name: str
    required: bool
    default: ArgumentValue
    stars: str
    keyword_only: bool = False


class CheckedText(NamedTuple):
    """What the check of a definition's text returns."""

    class_name: str
    arguments: tuple[Argument, ...]
    docstring: str | None
    warnings: tuple[WrittenWarning, ...]


@lru_cache(maxsize=256)
def check_definition(source: str) -> CheckedText:
    """Read the text of a written definition; its statements run on symbols, its class is not called.

    Raises:
        SourceError: it cannot be read, with line and column, the reason and the nearest allowed thing.
    """
    text = read_text(source)
    interpreter, cls = _class(text)
    names = dotted_names(interpreter)
    arguments = []
    for parameter in parameters_of(cls):
        default = None
        if parameter.default is not NOTHING:
            try:
                default = plain_argument(parameter.default, names)
            except ValueError:
                default = None
        arguments.append(Argument(parameter.name, parameter.required, default, parameter.stars, parameter.keyword_only))
    return CheckedText(cls.name, tuple(arguments), cls.doc, text_warnings(text, source))


def document_interpreter() -> Interpreter:
    """Return an interpreter on symbols in which the standard names are there without an import."""
    host = DocumentHost()
    host.lenient = host.has_yield = True
    host.modules["random"] = ModuleValue("random", {name: Native(name, _refuse_draw) for name in _DRAWS})
    interpreter = Interpreter(host, Limits())
    offer_standard(interpreter)
    return interpreter


def _refuse_draw(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("classes.drawn"), say("classes.drawn.hint"))


_DRAWS = words("random uniform randint randrange gauss choice choices shuffle sample normalvariate")
"""What a forward may draw by Python's own numbers."""


def offer_standard(interpreter: Interpreter) -> None:
    """Bind the names that a written definition finds without an import."""
    modules = interpreter.host.modules
    for name, (target, _) in STANDARD.items():
        module, _, member = target.rpartition(".")
        interpreter.names[name] = modules[target] if target in modules else modules[module].members[member]


def _class(text: Text) -> tuple[Interpreter, Class]:
    """Run the text's statements and return the class that stands last."""
    interpreter = document_interpreter()
    interpreter.run_tree(text.tree)
    cls = interpreter.globals.variables[text.node.name]
    if not isinstance(cls, Class) or cls.native is None:
        raise SourceError(
            say("classes.no-module", name=text.node.name),
            text.node.lineno,
            text.node.col_offset + 1,
            say("classes.no-module.hint", name=text.node.name),
        )
    if cls.find("forward") is None and cls.native.name == "Module" and not _has_methods(cls):
        raise SourceError(
            say("symbols.class-no-forward", name=cls.name),
            text.node.lineno,
            text.node.col_offset + 1,
            say("symbols.class-no-forward.hint"),
        )
    return interpreter, cls


def _has_methods(cls: Class) -> bool:
    """Tell whether a class is called by methods of its own, as an agent is by `act`: it may do without a forward."""
    return any(name[0] != "_" and isinstance(member, Function) for name, member in cls.namespace.items())


class Binding(NamedTuple):
    """What a name is bound to, as a text that is alike for what was made alike; of a class its members as well."""

    text: str
    members: Mapping[str, str]

    def is_alike(self, value: Value, fills: Fills, is_cut: bool) -> bool:
        """Tell whether a value is the same; of a class that was cut only its members that are left have to be."""
        if not is_cut or not isinstance(value, Class):
            return Plain({}, fills).text(value) == self.text
        return all(Plain({}, fills).text(value.namespace.get(name)) == text for name, text in self.members.items())


@lru_cache(maxsize=256)
def variables_of(source: str) -> dict[str, Binding]:
    """Return what the statements of a written definition bind.

    Raises:
        SourceError: they cannot be run.
    """
    text = read_text(source)
    interpreter = _class(text)[0]
    variables, fills = interpreter.globals.variables, interpreter.host.fills  # type: ignore[attr-defined]
    return {name: _binding(variables[name], fills) for name in sorted(text.binds) if name in variables}


def _binding(value: Value, fills: Fills) -> Binding:
    members = value.namespace if isinstance(value, Class) else {}
    written = {name: Plain({}, fills).text(member) for name, member in members.items()}
    return Binding(Plain({}, fills).text(value), written)


def made_symbol(source: str, args: Mapping[str, ArgumentValue]) -> tuple[Interpreter, ModuleSymbol]:
    """Return the symbol of an object of a written class, with the interpreter that made it.

    Raises:
        SourceError: the text or its `__init__` cannot be run.
        DocumentError: the arguments are not those that it takes.
    """
    interpreter, cls = _class(read_text(source))
    made = _object(interpreter, cls, args)
    try:
        check_tree(made, MAX_NODES)
    except Refusal as failure:
        raise SourceError(failure.problem, *made.place, failure.hint) from None
    require_torch_methods(made)
    _require_lasting(made)
    return interpreter, made


def _object(interpreter: Interpreter, cls: Class, args: Mapping[str, ArgumentValue]) -> ModuleSymbol:
    with interpreter.run_scope():
        positional, named = bound_arguments(interpreter, cls, args)
        made = interpreter.call(cls, *positional, **named)
    assert isinstance(made, ModuleSymbol)
    return made


def _require_alike(
    interpreter: Interpreter, made: ModuleSymbol, parts: InstanceParts, args: Mapping[str, ArgumentValue]
) -> None:
    """Refuse a class of which the next object has other parts, as one that counts its objects: each is read alone.

    Raises:
        SourceError: it is one.
    """
    assert isinstance(made.cls, Class)
    interpreter.budget.renew()
    try:
        found = members_of(_object(interpreter, made.cls, args))
    except SourceError:
        # The next object may fail in its `__init__` where the first did not: then it is another too.
        found = None
    if found is None or (found.nodes, found.ties, found.frozen) != (parts.nodes, parts.ties, parts.frozen):
        raise SourceError(
            say("classes.class.unlike", name=made.cls.name), *made.place, say("classes.class.unlike.hint")
        )


def _require_lasting(made: ModuleSymbol) -> None:
    """Refuse an object that holds what can be gone through but once: its first forward would use it up.

    Raises:
        SourceError: it does.
    """
    waiting: list[Value] = [module.fields for _, module in walk(made)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Lazy):
            hint = say("interpreter.generator.used-up.hint")
            raise SourceError(say("interpreter.generator.used-up"), *made.place, hint)
        if type(value) in (list, tuple, dict):
            waiting.extend(value.values() if isinstance(value, dict) else value)


@lru_cache(maxsize=512)
def _make_parts(source: str, args: str) -> tuple[InstanceParts | BuilderError, int]:
    """Return what an object is made of, or why there is none, which is remembered as well; and the steps it took."""
    try:
        given = json.loads(args)
        interpreter, symbol = made_symbol(source, given)
        parts, first = members_of(symbol), interpreter.limits.steps - interpreter.budget.left
        _require_alike(interpreter, symbol, parts, given)
        return parts, first + interpreter.limits.steps - interpreter.budget.left
    except BuilderError as error:
        return error, 0


def construct(definition: Definition, args: Mapping[str, ArgumentValue]) -> InstanceParts:
    """Return what an object of a written definition is made of, for these arguments beside the definition's own.

    Raises:
        DocumentError: its text cannot be read, or its `__init__` cannot be run; with line and column.
    """
    assert definition.source is not None
    found, _ = _make_parts(definition.source, _args_key(definition, args))
    if isinstance(found, BuilderError):
        raise document_error(definition.class_name, found)
    return found


def _args_key(definition: Definition, args: Mapping[str, ArgumentValue]) -> str:
    return json.dumps({**definition.args, **args})


def steps(definition: Definition, args: Mapping[str, ArgumentValue]) -> tuple[str, int]:
    """Return what tells an object of a written definition from others, and the steps that its `__init__` took.

    Raises:
        DocumentError: see `construct`.
    """
    construct(definition, args)
    assert definition.source is not None
    given = _args_key(definition, args)
    return f"{definition.class_name} {given}", _make_parts(definition.source, given)[1]


def document_error(class_name: str, error: BuilderError) -> DocumentError:
    """Convert an error in a definition's text to one of its document."""
    if not isinstance(error, SourceError):
        return DocumentError(error.problem, error.path, error.hint)
    problem = say(
        "classes.at", class_name=class_name, line=error.line, column=error.column, problem=Sentence(error.problem)
    )
    return DocumentError(problem, hint=error.hint)


def check_written(definition: Definition) -> None:
    """Check the text of a definition.

    Raises:
        DocumentError: it cannot be read, or defines a class of another name.
    """
    assert definition.source is not None
    try:
        checked = check_definition(definition.source)
    except SourceError as error:
        raise document_error(definition.class_name, error) from None
    if checked.class_name != definition.class_name:
        raise DocumentError(
            say("classes.definition-class", name=definition.class_name, other=checked.class_name),
            hint=say("classes.definition-class.hint"),
        )


def size(definition: Definition, args: Mapping[str, ArgumentValue]) -> int:
    """Return how many blocks an instance stands for.

    Raises:
        DocumentError: see `construct`.
    """
    return 1 + construct(definition, args).blocks


def text_class_block(definition: Definition, args: Mapping[str, ArgumentValue], id: str, name: str | None) -> Written:
    """Return the block of an instance of a written definition.

    Raises:
        DocumentError: see `construct`.
    """
    found = construct(definition, args)
    assert definition.source is not None
    return Written(
        id=id,
        name=name,
        class_name=definition.class_name,
        source=definition.source,
        args={**definition.args, **args},
        nodes=tuple(_under(node, id) for node in found.nodes),
        binds=tuple(sorted(read_text(definition.source).binds)),
        ties=tuple(Tie(_place(tie.tensor, id), _place(tie.of, id)) for tie in found.ties),
        frozen=tuple(_selector(select, id) for select in found.frozen),
    )


def _under(block: Block, id: str) -> Block:
    """Return a block with its ids below that of an instance."""
    changes: dict[str, str] = {"id": f"{id}/{block.id}"}
    if isinstance(block, Shared):
        changes["of"] = _id(block.of, id)
    if is_container(block):
        block = with_children(block, tuple(_under(kid, id) for kid in children(block)))
    return msgspec.structs.replace(block, **changes)


def _id(path: str, id: str) -> str:
    return f"{id}/{path}" if path else id


def _place(place: TensorPlace, id: str) -> TensorPlace:
    return TensorPlace(_id(place.block, id), place.tensor)


def _selector(select: Selector, id: str) -> Selector:
    return msgspec.structs.replace(select, block=_id(select.block or "", id))
