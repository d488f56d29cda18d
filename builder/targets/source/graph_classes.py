"""The classes of graph definitions: those whose constructor can take the definition's own arguments."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import AUTO, Block, Document, Function, Graph, Instance, Layer, Shared, TensorBlock
from builder.document.copies import block_paths
from builder.document.tree import is_call, walk
from builder.expansion.definitions import definitions_by_name, expressive_fields
from builder.targets.source.emitter import Reader, Template
from builder.targets.source.identifiers import Namer
from builder.targets.source.nodes import ClassShape, GraphClass, Value
from builder.targets.source.symbols import Unwritable, literal, names_in, symbolic, text_class_instances


def graph_classes(
    document: Document, whole: Document, reader: Reader, shapes: dict[str, ClassShape], names: Namer
) -> dict[str, GraphClass]:
    """Return the classes that definitions become, by name.

    `whole` is the document with its instances written out, which the reader reads; it learns here what each object is
    given. A class is left out, and will take what differs between its objects, where its arguments would not say it
    all: where a shape decides something in one object otherwise than in another, or a layer inside is shared.
    """
    if whole is document:
        return {}
    classes = _Classes(document, reader, names)
    for class_name in shapes:
        classes.read(class_name)
    classes.leave_out_around_others()
    reader.given = {use: given for one in classes.found.values() for use, given in one.given.items()}
    return {
        class_name: GraphClass(shapes[class_name], one.arguments, reader.of_definition(one.template))
        for class_name, one in classes.found.items()
    }


class _Class(NamedTuple):
    arguments: tuple[tuple[str, Value | None], ...]
    template: Template
    given: dict[str, tuple[tuple[str, str, Value], ...]]


class _Classes:
    """Finds the classes one by one."""

    def __init__(self, document: Document, reader: Reader, names: Namer) -> None:
        self.known = definitions_by_name(document)
        self.instances = text_class_instances(document)
        self.reader = reader
        self.taken = names.taken
        self.found: dict[str, _Class] = {}
        self.ids: dict[str, list[str]] = {}
        for id, name in reader.classes.items():
            self.ids.setdefault(name, []).append(id)

    def read(self, class_name: str) -> None:
        """Read one class and keep it if it can be written with its definition's arguments."""
        uses = tuple(self.ids[class_name])
        if not all(use in self.instances for use in uses):
            return
        definitions = {self.instances[use].definition for use in uses}
        if len(definitions) > 1 or any(map(self._shares, uses)) or not self._alike(uses):
            return
        with suppress(Unwritable):
            self._keep(class_name, definitions.pop(), uses)

    def leave_out_around_others(self) -> None:
        """Leave out the classes with objects inside that are left out, since these are written for one use each."""
        before = -1
        while len(self.found) != before:
            before = len(self.found)
            self.found = {
                name: one
                for name, one in self.found.items()
                if all(
                    self.reader.classes[id] in self.found
                    for id, block in self.instances[one.template.id].inside.items()
                    if isinstance(block, Instance) and id in self.reader.classes
                )
            }

    def _shares(self, use: str) -> bool:
        block = self.reader.places[use].block
        inside = [below for below in walk(block) if below is not block]
        calls = {
            node.id for graph in walk(block) if isinstance(graph, Graph) for node in graph.nodes if is_call(graph, node)
        }
        return any(
            below.id in self.reader.shared or (isinstance(below, Shared) and below.id not in calls) for below in inside
        )

    def _alike(self, uses: tuple[str, ...]) -> bool:
        """Tell whether all objects have the same classes inside, and what shapes decide there is the same."""
        return all(self._decided_alike(uses[0], use) and self._classed_alike(uses[0], use) for use in uses)

    def _classed_alike(self, first: str, use: str) -> bool:
        classes = self.reader.classes
        return all(
            classes.get(block.id) == classes.get(first + block.id[len(use) :])
            for block in walk(self.reader.places[use].block)
        )

    def _decided_alike(self, first: str, use: str) -> bool:
        reader = self.reader
        for block in walk(reader.places[use].block):
            if isinstance(block, Layer) and reader.is_decided(block):
                expected = reader.arguments.get(reader.places[first + block.id[len(use) :]].path)
                paths = block_paths(reader.document, block.id, reader.places)
                if any(reader.arguments.get(path) != expected for path in paths):
                    return False
                raw = getattr(self.instances[use].inside.get(block.id), "args", {})
                if any(value == AUTO and names_in(raw.get(name)) for name, value in block.args.items()):
                    return False
        return True

    def _keep(self, class_name: str, definition_name: str, uses: tuple[str, ...]) -> None:
        definition = self.known[definition_name]
        inside = self.instances[uses[0]].inside
        used = _constructor_args(inside, definition.args)
        names = Namer(self.taken)
        python = {name: names.name(name) for name in definition.args if name in used}
        overlay = {id: over for id, block in inside.items() if (over := _overlay(block, python))}
        arguments: list[tuple[str, Value | None]] = []
        for name, variable in python.items():
            always = all(name in self.instances[use].args for use in uses)
            required = always and all(default is None for _, default in arguments)
            arguments.append((variable, None if required else literal(definition.args[name])))
        given = {use: self._given(use, python) for use in uses}
        self.found[class_name] = _Class(tuple(arguments), Template(uses[0], uses, overlay), given)

    def _given(self, use: str, python: dict[str, str]) -> tuple[tuple[str, str, Value], ...]:
        args = self.instances[use].args
        return tuple((name, variable, literal(args[name])) for name, variable in python.items() if name in args)


def _constructor_args(inside: dict[str, Block], args: dict[str, Any]) -> set[str]:
    """Return the arguments that the constructor needs: a function's values stand in forward."""
    found = set[str]()
    for block in inside.values():
        if isinstance(block, Layer | Instance):
            found |= names_in(list(block.args.values()))
        elif isinstance(block, TensorBlock):
            found |= names_in(block.shape)
    return found & args.keys()


def _overlay(block: Block, names: dict[str, str]) -> dict[str, Value]:
    """Write the arguments of a block that are expressions."""
    if isinstance(block, Instance):
        pairs = {name: symbolic(None, value, names) for name, value in block.args.items()}
    elif isinstance(block, Layer):
        arguments = {argument.name: argument for argument in CATALOGUE[explicit(block.kind)].arguments}
        if any(arguments[name].is_tensor and names_in(value) for name, value in block.args.items()):
            raise Unwritable
        pairs = {name: symbolic(arguments[name], value, names) for name, value in block.args.items()}
    elif isinstance(block, TensorBlock) and not names_in(block.init or {}):
        pairs = {str(i): symbolic(None, n, names) for i, n in enumerate(block.shape)}
    elif not isinstance(block, Function) and expressive_fields(block):
        raise Unwritable
    else:
        return {}
    return {name: value for name, value in pairs.items() if value is not None}
