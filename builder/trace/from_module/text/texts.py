"""Keeps as text what no graph can express: the smallest class around it whose calls take and return tensors alone."""

from __future__ import annotations

from typing import Any

from msgspec import structs
from torch import nn

from builder.document.blocks import Block, Definition, Document, Instance
from builder.document.tree import children, is_container, with_children
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.plain import require_plain
from builder.trace.from_module.recorder import tensors_in
from builder.trace.from_module.text.construction import Construction
from builder.trace.from_module.text.forms import Classes
from builder.trace.from_module.text.layer_calls import is_own
from builder.trace.from_module.text.methods import Methods
from builder.trace.from_module.text.proof import require_equal
from builder.trace.from_module.text.references import References
from builder.trace.from_module.text.source import source_of
from builder.trace.from_module.twin import Twin


class Texts:
    """The modules of one network that are kept as text."""

    def __init__(self, twin: Twin) -> None:
        """Begin with none."""
        self.twin = twin
        self.kept: dict[str, nn.Module] = {}
        """The modules, by the ids of their blocks."""
        self.inputs: dict[int, tuple[Any, ...]] = {}
        """What each is called with, on meta, by the id of the module."""
        self.references = References()
        self.refused: dict[str, UntraceableError] = {}
        """Why modules are not kept as text, by their paths."""
        self.causes: dict[str, tuple[str, UntraceableError]] = {}
        """Where something is, and why no graph says it, by the ids of the blocks that are kept as text instead."""
        self.unproven: dict[str, UntraceableError] = {}
        """Why modules are no graphs that turn out to be no texts either, by their paths."""
        self._proven: set[str] = set()
        self._methods: dict[type[nn.Module], Methods] = {}
        self._constructions: dict[int, Construction] = {}
        self._faults: dict[type[nn.Module], UntraceableError] = {}
        whole = twin.original(twin.network)
        self._of_class: dict[type[nn.Module], list[nn.Module]] = {}
        for module in whole.modules():
            self._of_class.setdefault(type(module), []).append(module)
        self._uses: dict[int, int] = {}
        self._count(whole)

    def instance(self, module: nn.Module, own: str, name: str | None, inputs: tuple[Any, ...]) -> Instance:
        """Return the block of a module that is kept as text, and that is called with these inputs.

        Raises:
            UntraceableError: no text can say what it is or does.
        """
        original = self.twin.original(module)
        if type(original).__module__.startswith("torch."):
            raise UntraceableError(say("trace.text.torch", cls=type(original).__name__))
        self._require_alone(original)
        self._construct(original)
        self.kept[own] = original
        self.inputs[id(original)] = inputs
        return Instance(id=own, name=name, definition=type(original).__name__)

    def _count(self, module: nn.Module) -> None:
        """Count by how many ways each module and tensor is reached; two names in one own class are one way."""
        for one in (module, *module._parameters.values(), *module._buffers.values()):
            self._uses[id(one)] = self._uses.get(id(one), 0) + 1
        children = [child for child in module._modules.values() if child is not None]
        for child in {id(one): one for one in children}.values() if is_own(module) else children:
            self._count(child)

    def _require_alone(self, module: nn.Module) -> None:
        """Refuse what shares modules or tensors, inside or with others, which a text would make anew."""
        for inner in module.modules():
            for one in (inner, *inner._parameters.values(), *inner._buffers.values()):
                if one is not None and self._uses.get(id(one), 1) > self._uses[id(module)]:
                    raise UntraceableError(say("trace.text.shared", cls=type(module).__name__))

    def _construct(self, module: nn.Module) -> Construction:
        if id(module) not in self._constructions:
            require_plain(module)
            if "forward" in vars(module):
                raise UntraceableError(say("trace.patched", name="forward"), say("trace.patched.hint"))
            made = Construction(module, self._methods_of(type(module)).attributes, self.references)
            for child in made.children:
                self._construct(child.module)
            self._constructions[id(module)] = made
        return self._constructions[id(module)]

    def _methods_of(self, cls: type[nn.Module]) -> Methods:
        if cls in self._faults:
            raise self._faults[cls]
        if cls not in self._methods:
            try:
                self._require_name(cls)
                self._methods[cls] = Methods(cls, self._of_class[cls], self.references)
            except UntraceableError as fault:
                self._faults[cls] = fault
                raise
        return self._methods[cls]

    def _require_name(self, cls: type[nn.Module]) -> None:
        if any(other.__name__ == cls.__name__ for other in self._methods) or cls.__name__ in self.references.statements:
            raise UntraceableError(say("trace.text.two", name=cls.__name__))

    def finished(self, document: Document) -> Document:
        """Return the document with the definitions, and with what each object gives to its class.

        Where a text does not do what its object does, that is in `unproven`.
        """
        if not self.kept:
            return document
        classes = self._classes()
        definitions: dict[str, Definition] = {}
        given: dict[str, dict[str, Any]] = {}
        for own, module in self.kept.items():
            name = type(module).__name__
            args = _json(classes.given(module))
            try:
                if name not in definitions:
                    source = source_of(name, classes, self.references)
                    definitions[name] = Definition(class_name=name, args=args, source=source)
                defaults = definitions[name].args
                given[own] = {key: value for key, value in args.items() if defaults.get(key, ...) != value}
                self._prove(module, definitions[name], given[own])
            except UntraceableError as error:
                path, cause = self.causes[own]
                self.unproven[path] = cause
                self.refused[path] = error
        if self.unproven:
            return document
        root = _with_args(document.root, given)
        return structs.replace(document, root=root, definitions=tuple(definitions.values()))

    def _prove(self, module: nn.Module, definition: Definition, args: dict[str, Any]) -> None:
        """Run one of those that are given the same beside the module itself."""
        inputs = self.inputs[id(module)]
        asked = repr((definition.class_name, args, [(t.shape, t.dtype) for t in tensors_in(inputs)]))
        if asked not in self._proven:
            require_equal(module, definition, args, inputs)
            self._proven.add(asked)

    def _classes(self) -> Classes:
        classes = Classes()
        heights: dict[int, int] = {}

        def height(module: nn.Module) -> int:
            if id(module) not in heights:
                below = [height(child.module) for child in self._constructions[id(module)].children]
                heights[id(module)] = 1 + max(below, default=-1)
            return heights[id(module)]

        for module in self.kept.values():
            height(module)
        for own in sorted(heights, key=lambda own: heights[own]):  # stable: in the order of the network
            made = self._constructions[own]
            classes.add(made, self._methods_of(type(made.module)))
        return classes


def _json(given: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in given.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of an argument
    if isinstance(value, tuple):
        return {"tuple": [_plain(item) for item in value]}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def _with_args(block: Block, given: dict[str, dict[str, Any]]) -> Block:
    if isinstance(block, Instance):
        return structs.replace(block, args=given[block.id])
    if not is_container(block):
        return block
    return with_children(block, tuple(_with_args(kid, given) for kid in children(block)))
