"""Read a document into nodes: arguments decided and written, shared blocks as variables, copies as loops."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import Any, NamedTuple, assert_never

from builder.catalogue.layers.kind import REQUIRED, Argument
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import parametrized_specs
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import (
    Block,
    Function,
    Graph,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
    Written,
)
from builder.document.tree import (
    child_name,
    child_path,
    children,
    copy_name,
    is_module,
    walk,
)
from builder.expansion.lazy_layers import is_kept
from builder.module.arguments import decided_arguments, is_decided
from builder.network.classes import Classed, is_classed
from builder.network.network import Network
from builder.runner import Runner
from builder.targets.literals import plain, string
from builder.targets.source.counts import part_counts
from builder.targets.source.nodes import (
    BracketedValue,
    Branches,
    Chain,
    ClassShape,
    Copies,
    Leaf,
    Maker,
    Node,
    Object,
    Own,
    TextClassCall,
    Value,
    Variable,
)
from builder.targets.source.own import own_tensors
from builder.targets.source.parametrized import registrations
from builder.targets.source.text_class import make_call

DEEPEST = 36
"""Columns of indentation at which nested blocks move to a function of their own; Python's parser has a limit too."""
_WORDS = re.compile(r"[a-zA-Z][a-zA-Z0-9]*")


class Template(NamedTuple):
    """What is written for all objects of a definition at once.

    `id` is the object that is read in place of all `uses`; `overlay` holds the values that are expressions, by the id
    of a layer or an object inside.
    """

    id: str
    uses: tuple[str, ...]
    overlay: dict[str, dict[str, Value]]


class Reader:
    """Turns the blocks of one network, its instances written out, into nodes."""

    def __init__(self, network: Network, runner: Runner) -> None:
        """Decide what is `"auto"` first."""
        self.compiled = network
        self.document = network.whole
        self.runner = runner
        self.arguments = decided_arguments(network, runner)
        self.places = network.places
        self.names = network.classes
        self.classes = {id: name.code for id, name in self.names.items()}
        self.targets = network.shared
        self.shared = {id for ids in self.targets.values() for id in ids}
        self.varying = self._varying()
        self.given: dict[str, tuple[tuple[str, str, Value], ...]] = {}
        """What the constructor of a definition's class is given, by the id of the object: argument, variable, value."""
        self.template: Template | None = None
        """The definition that is being read, if any."""

    def network(self) -> Maker:
        """Return the whole network, with the modules that are shared at its top."""
        return self._scope("", self.document.root, "", (), "net")

    def class_shapes(self) -> dict[str, ClassShape]:
        """Return the classes to be written, in document order."""
        shapes: dict[str, ClassShape] = {}
        counts = part_counts(self.compiled, self.runner, self.classes)
        for id, name in self.classes.items():
            if name not in shapes:
                block = self.places[id].block
                assert is_classed(block)
                shapes[name] = ClassShape(name, self.names[id].printed, block, _names(block), counts.get(name, {}))
        return shapes

    def of_definition(self, template: Template) -> Branches:
        """Read the blocks of a definition, its expressions as they stand."""
        self.template = template
        place = self.places[template.id]
        assert is_classed(place.block)
        node = self._branches(place.block, place.path, 4)
        self.template = None
        return node

    def is_decided(self, block: Block) -> bool:
        """Tell whether what is written of a block hangs on the incoming shape."""
        return is_decided(block) and not is_kept(self.document, block)

    def _varying(self) -> set[str]:
        """Return the ids of the blocks in which something is decided, so that copies may differ."""
        found: set[str] = set()
        for block in walk(self.document.root):
            if self.is_decided(block):
                id: str | None = block.id
                while id is not None and id not in found:
                    found.add(id)
                    id = self.places[id].parent
        return found

    def _ids(self, id: str) -> tuple[str, ...]:
        """Return the blocks that one stands for: inside a definition, those at its place in every object."""
        if self.template is None:
            return (id,)
        return tuple(use + id[len(self.template.id) :] for use in self.template.uses)

    def _scope(self, scope: str, block: Block, path: str, ids: tuple[str, ...], base: str) -> Maker:
        start = ""
        if scope:
            repeat = self.places[scope]
            assert isinstance(repeat.block, Repeat)
            start = child_path(repeat.path, copy_name(repeat.block, 0))
        shared = []
        for id in self.targets.get(scope, ()):
            place = self.places[id]
            shared.append((id, self._node(place.block, path + place.path[len(start) :], 8)))
        return Maker(ids, base, tuple(shared), self.node(block, path, 8))

    def node(self, block: Block, path: str, column: int) -> Node:
        """Read one block; `column` says how far the text is indented by then."""
        if block.id in self.shared:
            return Variable((block.id,), block.id)
        plain_chain = isinstance(block, Sequential) and not is_classed(block)
        deepest = DEEPEST if plain_chain else 2 * DEEPEST
        if column > deepest and isinstance(block, Sequential | Parallel | Graph) and children(block):
            return Maker((), _base(block.name), (), self._node(block, path, 8))
        return self._node(block, path, column)

    def _node(self, block: Block, path: str, column: int) -> Node:
        match block:
            case Layer() | Written():
                return self._leaf(block, path)
            case Shared():
                return Variable(self._ids(block.id), block.of)
            case Repeat():
                return self._repeat(block, path, column)
            case Sequential() if block.class_name is None:
                names = _names(block)
                counted = names == tuple(map(str, range(len(names)))) and block.holder != "ModuleDict"
                kept = None if counted else names
                column += 4 if kept is None else 8 if all(map(is_keyword, kept)) else 16
                return Chain(self._ids(block.id), kept, self._children(block, path, column), block.holder)
            case Sequential() | Parallel() | Graph():
                if block.id in self.given:
                    return self._object(block)
                return self._branches(block, path, column)
            case Function() | TensorBlock() | Instance():
                raise TypeError(f"{type(block).__name__} is no module")
            case _:
                assert_never(block)

    def _leaf(self, block: Layer | Written, path: str) -> Leaf | TextClassCall:
        over = {} if self.template is None else self.template.overlay.get(block.id, {})
        if isinstance(block, Written):
            return make_call(block, self._ids(block.id), over)
        if is_kept(self.document, block):
            return leaf(self._ids(block.id), block.kind, block.args, over)
        args, kind = self.arguments.get(path, block.args), explicit(block.kind)
        bare = leaf(self._ids(block.id), kind, args, over)
        if not block.parametrizations:
            return bare
        parametrized_specs(kind, CATALOGUE[kind].parameters(resolve(kind, args, ())), block.parametrizations)
        return bare._replace(around=tuple(registrations(block.parametrizations)))

    def _object(self, block: Classed) -> Object:
        over = {} if self.template is None else self.template.overlay.get(block.id, {})
        given = tuple((variable, over.get(name, value)) for name, variable, value in self.given[block.id])
        return Object(self._ids(block.id), self.classes[block.id], given)

    def _branches(self, block: Classed, path: str, column: int) -> Branches:
        ids = list(self._ids(block.id))
        if isinstance(block, Graph):
            for node in block.nodes:
                if not is_module(block, node):
                    ids.extend(self._ids(node.id))
        tensors = tuple(self._own(name, node) for name, node in own_tensors(block).items())
        children = self._children(block, path, column + 4)
        shown = string(block.extra_repr) if block.extra_repr else None
        return Branches(tuple(ids), self.classes[block.id], _names(block), children, tensors, shown)

    def _own(self, name: str, node: TensorBlock) -> Own:
        over = {} if self.template is None else self.template.overlay.get(node.id, {})
        return Own(name, node, tuple(over.get(str(i), str(n)) for i, n in enumerate(node.shape)))

    def _children(self, block: Classed, path: str, column: int) -> tuple[Node, ...]:
        return tuple(
            self.node(child, child_path(path, child_name(block, i, child)), column)
            for i, child in enumerate(children(block))
            if child.__class__ is Layer or is_module(block, child)
        )

    def _repeat(self, block: Repeat, path: str, column: int) -> Node:
        names = [copy_name(block, i) for i in range(block.count)]
        ids = self._ids(block.id)
        if block.child.id not in self.varying:
            copy = self._copy(block, child_path(path, names[0]), column)
            return Copies(ids, block.names, block.count, copy, block.holder)
        copies = tuple(self._copy(block, child_path(path, name), column) for name in names)
        if all(copy == copies[0] for copy in copies):
            return Copies(ids, block.names, block.count, copies[0], block.holder)
        counted = block.names == "{i}" and block.holder != "ModuleDict"
        return Chain(ids, None if counted else tuple(names), copies, block.holder)

    def _copy(self, block: Repeat, path: str, column: int) -> Node:
        child = block.child
        plain_chain = isinstance(child, Repeat) or (isinstance(child, Sequential) and not is_classed(child))
        if block.id in self.targets or (plain_chain and child.id not in self.shared):
            return self._scope(block.id, child, path, (), _base(block.names.replace("{i}", "")))
        return self.node(child, path, column + 16)


def leaf(ids: tuple[str, ...], kind: str, args: dict[str, Any], over: dict[str, Value] | None = None) -> Leaf:
    """Write the arguments of a layer, those at their default left out, in the catalogue's order.

    `over` holds those that are written already.
    """
    if not args:
        return Leaf(ids, kind, ())
    written = []
    for argument in CATALOGUE[kind].arguments:
        if over and argument.name in over:
            written.append((argument.name, over[argument.name]))
        elif argument.name in args:
            value = args[argument.name]
            if argument.default is REQUIRED or not _same(value, argument.default):
                written.append((argument.name, _value(argument, value)))
    return Leaf(ids, kind, tuple(written))


def default_value(kind: str, name: str) -> Value:
    """Return the default of an argument, as written."""
    argument = next(argument for argument in CATALOGUE[kind].arguments if argument.name == name)
    return _value(argument, argument.default)


def is_keyword(name: str) -> bool:
    """Tell whether a key can be given as `name=...`."""
    # Python brings other identifiers into a normal form (NFKC), which would be another key.
    return name.isascii() and name.isidentifier() and not iskeyword(name)


def _same(value: Any, default: Any) -> bool:  # noqa: ANN401 - any value of an argument
    # 1, 1.0 and True are equal, and are not written alike.
    return value.__class__ is default.__class__ and bool(value == default)


def _value(argument: Argument, value: Any) -> Value:  # noqa: ANN401 - any value of an argument
    if isinstance(value, dict):
        return leaf((), explicit(value["kind"]), value.get("args", {}))
    if isinstance(value, list | tuple):
        items = tuple(map(plain, value))
        if argument.is_tensor:
            return BracketedValue("torch.tensor([", items, "])")
        return BracketedValue("(", items, ")")
    if argument.type == "dtype" and value is not None:
        return f"torch.{value}"
    return plain(value)


def _names(block: Classed) -> tuple[str, ...]:
    """Return the names of a block's modules."""
    return tuple(
        child_name(block, i, child)
        for i, child in enumerate(children(block))
        if child.__class__ is Layer or is_module(block, child)
    )


def _base(name: str | None) -> str:
    """Return a name for a function that makes a block, from the name of the block."""
    words = _WORDS.findall(name or "")
    return f"make_{'_'.join(words).lower()}"[:40] if words else "make_block"
