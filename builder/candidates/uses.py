"""How a function uses what it is given: whether it calls it, takes items of it, compares it with strings."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from builder.catalogue.layers.kinds import CATALOGUE
from builder.syntax import inner_nodes, walk_nodes

_LAYERS = ("nn", "F")
_CONTAINERS = ("Sequential", "ModuleList", "ModuleDict")
_OF_TENSORS = ("Parameter", "from_numpy", "from_pretrained", "copy_", "as_tensor")
_COUNTS = ("range", "int", "float", "max", "min", "round")
_READERS = ("len", "enumerate", "zip", "reversed", "list", "tuple", "sum")
_MOST_ITEMS = 20
_TOLD = frozenset({
    ast.Call, ast.Subscript, ast.Attribute, ast.For, ast.comprehension, ast.If, ast.IfExp, ast.UnaryOp, ast.BoolOp,
    ast.Assign, ast.BinOp, ast.Compare, ast.JoinedStr,
})  # fmt: skip
"""The nodes that say something of a name."""


@dataclass
class Uses:
    """What is done with one name."""

    called: bool = False
    """It is called with something, as a class of layers is."""
    made: bool = False
    """It is called with nothing, as a class of activations is."""
    run: bool = False
    """What is kept of it is called, as a module is."""
    items: int = 0
    """How many items it has at least, where it is a list."""
    iterated: bool = False
    nested: int = 0
    """How many items an item of it has at least, where that is a list as well."""
    modules: bool = False
    """It is put into a list of modules."""
    tensor: bool = False
    """A parameter is made of it, or the weights of a layer."""
    text: bool = False
    """It is part of a longer string, or the name of a file."""
    number: bool = False
    """It is given to a layer or reckoned with."""
    given: bool = False
    """It is given to something else, which may do anything with it."""
    tested: bool = False
    """It is asked for whether it is true."""
    strings: list[str] = field(default_factory=list)
    """What it is compared with."""
    equals: list[int] = field(default_factory=list)
    """The numbers among that, where it is asked for equality."""
    fields: dict[str, None] = field(default_factory=dict)
    """The attributes that are read of it."""
    methods: dict[str, None] = field(default_factory=dict)
    """Those of them that are called."""
    keys: dict[str, None] = field(default_factory=dict)
    tables: dict[str, bool] = field(default_factory=dict)
    """The dicts that it is looked up in, each with whether that is by its text, as in `TABLE[str(depth)]`."""
    dim: bool = False
    """It says along which dim something is done."""
    rank: bool = False
    """It is part of the name of a layer, as in `f"Conv{rank}d"`."""
    classes: list[str] = field(default_factory=list)
    """The classes that it is asked to be an object of."""
    choices: list[bool | int | str] = field(default_factory=list)
    """The keys of dicts that stand beside it and that it is looked up in."""

    @property
    def is_list(self) -> bool:
        """Whether it is a list or a tuple."""
        return self.iterated or self.items > 0

    @property
    def tells(self) -> bool:
        """Whether what is done with it tells what it is: a list, a string, a tensor, a class or a module."""
        return self.is_list or self.called or self.made or self.run or self.tensor or bool(self.strings)


class _Reader:
    """Notes what is done with names; with `roots` with attributes of these as well, as of `self` and `config`.

    `kept` are the attributes of `self` that are what a name is, each with that name.
    """

    def __init__(self, roots: frozenset[str], kept: Mapping[str, str]) -> None:
        self.roots = roots
        self.sections = roots - {"self"}
        """The roots whose attributes may be sections, with fields of their own."""
        self.kept = kept
        self.others: set[int] = set()
        """The ids of nodes that name something else: what a method assigns to a name is its own."""
        self.made: set[str] = set()
        """The attributes of `self` that hold what is made there, whatever a configuration has by that name."""
        self.found: dict[str, Uses] = defaultdict(Uses)
        self.dicts: dict[str, ast.Dict] = {}

    def read(self, node: ast.AST) -> dict[str, Uses]:
        """Return what is done inside a node with each name."""
        if isinstance(node, ast.ClassDef) and not self.roots:
            self.others = set(_assigned_elsewhere(node))
        if self.roots:
            self.made = set(_made_attributes(node))
        for here in walk_nodes(node):
            if here.__class__ in _TOLD:
                self.note(here)
        for uses in self.found.values():
            for table, by_text in uses.tables.items():
                uses.choices += choices(_constants(self.dicts.get(table)), by_text)
        return self.found

    def note(self, here: ast.AST) -> None:
        match here:
            case ast.Call():
                self._call(here)
            case ast.Subscript(value=value, slice=index):
                self._look_up(value, index)
            case ast.Attribute(value=value, attr=attr) if name := self._name(value):
                self.found[name].fields[attr] = None
            case ast.For(target, source) | ast.comprehension(target, source) if name := self._name(source):
                self.found[name].iterated = True
                if isinstance(target, ast.Tuple):  # its items are taken apart
                    self.found[name].nested = max(self.found[name].nested, len(target.elts))
            case ast.If() | ast.IfExp() | ast.UnaryOp(op=ast.Not()) | ast.BoolOp():
                self._tested(here)
            case ast.JoinedStr(values=parts):
                pairs = pairwise(parts)
                self._ranked(one.value for one, then in pairs if isinstance(one, ast.FormattedValue) and _is_d(then))
            case _:
                self._compared(here)

    def _look_up(self, value: ast.expr, index: ast.expr) -> None:
        """Note an item that is taken of something, and what is looked up."""
        name = self._name(value)
        if name:
            _note_item(index, self.found[name])
        inner = self._name(value.value) if isinstance(value, ast.Subscript) else None
        if inner and isinstance(index, ast.Constant) and isinstance(index.value, int) and index.value < _MOST_ITEMS:
            self.found[inner].nested = max(self.found[inner].nested, index.value + 1, 2)
        by_text = isinstance(index, ast.Call) and isinstance(index.func, ast.Name) and index.func.id == "str"
        looked_up = self._name(index.args[0] if by_text and index.args else index)  # type: ignore[attr-defined]
        table = _table(value)
        if looked_up and table:
            self.found[looked_up].tables[table] = by_text

    def _compared(self, here: ast.AST) -> None:
        """Note what a name is reckoned or compared with, and into how many names it is taken apart."""
        match here:
            case ast.Assign(targets=[target], value=ast.Dict() as value) if table := _table(target):
                self.dicts[table] = value
            case ast.Assign(targets=[ast.Tuple(elts=elts)], value=value) if name := self._name(value):
                self.found[name].items = max(self.found[name].items, len(elts))
            case ast.BinOp(left=left, right=right):
                is_text = any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (left, right))
                for name in filter(None, map(self._name, (left, right))):
                    self.found[name].text |= is_text
                    self.found[name].number |= not is_text
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[others]) if name := self._name(others):
                self.found[name].iterated = True
            case ast.Compare(left=left, ops=ops, comparators=others) if name := self._name(left):
                self.found[name].strings += [string for other in others for string in _strings(other)]
                if isinstance(ops[0], ast.Eq | ast.In):
                    self.found[name].equals += _numbers(others[0])
            case _:
                pass

    def _tested(self, here: ast.If | ast.IfExp | ast.UnaryOp | ast.BoolOp) -> None:
        match here:
            case ast.BoolOp(values=values):
                asked = values
            case ast.UnaryOp(operand=operand):
                asked = [operand]
            case ast.If(test=test) | ast.IfExp(test=test):
                asked = [test]
        for name in filter(None, map(self._name, asked)):
            self.found[name].tested = True

    def _call(self, call: ast.Call) -> None:
        self._asked_of(call)
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        name = self._name(call.func)
        if name and self._is_kept(call.func):  # what is kept is an object already
            self.found[name].run = True
        elif name:
            self.found[name].called |= bool(given)
            self.found[name].made |= not given
        elif isinstance(call.func, ast.Subscript) and (part := self._name(call.func.value)):
            self.found[part].run = True
        elif isinstance(call.func, ast.Attribute) and (name := self._name(call.func.value)):
            self.found[name].methods[call.func.attr] = None
        for value in given:
            name = self._name(value.value if isinstance(value, ast.Starred) else value)
            if name:
                self.found[name].given = True
                _note_given(call.func, self.found[name])
                self.found[name].iterated |= isinstance(value, ast.Starred)

    def _ranked(self, values: Iterable[ast.expr]) -> None:
        for name in filter(None, map(self._name, values)):
            self.found[name].rank = True

    def _asked_of(self, call: ast.Call) -> None:
        """Note what a call tells of what it is given as a dim, as a part of a text, or to ask of which class it is."""
        match call:
            case ast.Call(func=ast.Name("isinstance"), args=[value, ast.Name(cls)]) if name := self._name(value):
                self.found[name].classes.append(cls)
            case ast.Call(func=ast.Attribute(ast.Constant(str(text)), "format"), args=[value]) if "{}d" in text:
                self._ranked([value])
        for keyword in call.keywords:
            if keyword.arg in ("dim", "axis") and (name := self._name(keyword.value)):
                self.found[name].dim |= isinstance(call.func, ast.Attribute) and _takes_dim(call.func.attr)

    def _is_kept(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Attribute) and node.attr in self.kept and not self.roots

    def _name(self, node: ast.expr) -> str | None:
        match node:
            case ast.Name(id=name):
                return name if id(node) not in self.others else None
            case ast.Subscript(value=ast.Name(id=root), slice=ast.Constant(value=str(name))) if root in self.roots:
                return name
            case ast.Attribute(value=ast.Name(id="self"), attr=attr) if attr in self.made:
                return None
            case ast.Attribute(value=ast.Name(id="self"), attr=attr) if attr in self.kept:
                return self.kept[attr]
            case ast.Attribute(value=ast.Name(id=root) | ast.Attribute(attr=root), attr=name) if root in self.roots:
                return name
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id=root)), attr=name) if root in self.sections:
                return name
            case _:
                return None


def uses_of(node: ast.AST, roots: frozenset[str] = frozenset()) -> dict[str, Uses]:
    """Return what is done inside a node with each name, and with each attribute of the `roots`."""
    return _Reader(roots, {} if roots else plain_attributes(node)).read(node)


class LazyUses:
    """What is done inside a node with names; it is read once somebody asks, as few texts need it."""

    def __init__(self, node: ast.AST, roots: frozenset[str] = frozenset()) -> None:
        """Read nothing yet; see `uses_of`."""
        self._node = node
        self._roots = roots
        self._found: dict[str, Uses] | None = None

    def get(self, name: str, otherwise: Uses) -> Uses:
        """Return what is done with a name, or `otherwise` where nothing is."""
        if self._found is None:
            self._found = uses_of(self._node, self._roots)
        return self._found.get(name, otherwise)


def plain_attributes(node: ast.AST) -> dict[str, str]:
    """Return the attributes of `self` that are set to a name alone, each with that name."""
    pairs: list[tuple[ast.expr, ast.expr]] = []
    for here in walk_nodes(node):
        match here:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                pairs += zip(targets, values, strict=False)
            case ast.Assign(targets=[target], value=value):
                pairs.append((target, value))
            case _:
                pass
    return {
        target.attr: value.id
        for target, value in pairs
        if isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
        and isinstance(value, ast.Name)
    }


def _made_attributes(node: ast.AST) -> Iterator[str]:
    """Yield the attributes of `self` that a call makes."""
    for here in walk_nodes(node):
        match here:
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=attr)], value=ast.Call()):
                yield attr
            case _:
                pass


def _assigned_elsewhere(cls: ast.ClassDef) -> Iterator[int]:
    """Yield the ids of the nodes of names that a method other than `__init__` assigns itself."""
    for method in cls.body:
        if isinstance(method, ast.FunctionDef) and method.name != "__init__":
            names = [node for node in walk_nodes(method) if isinstance(node, ast.Name)]
            bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
            yield from (id(node) for node in names if node.id in bound)


def choices(keys: Iterable[object], by_text: bool) -> list[bool | int | str]:
    """Return the plain keys of a dict, as they are looked up: by text the whole numbers that stand in them as texts."""
    plain = [key for key in keys if isinstance(key, bool | int | str)]
    return [int(key) if by_text and isinstance(key, str) and key.isdecimal() else key for key in plain]


def _takes_dim(kind: str) -> bool:
    """Tell whether a function is meant, or a layer along a dim, and no class whose width is so called."""
    return kind[:1].islower() or kind.endswith(("Softmax", "Softmin", "GLU"))


def _is_d(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and str(node.value).startswith("d")


def _table(node: ast.expr) -> str | None:
    """Return the name of a variable or an attribute of `self`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name
        case _:
            return None


def _constants(node: ast.Dict | None) -> list[object]:
    return [] if node is None else [key.value for key in node.keys if isinstance(key, ast.Constant)]


def _note_given(function: ast.expr, found: Uses) -> None:
    match function:
        case ast.Attribute(attr=kind) | ast.Name(id=kind) if kind in _OF_TENSORS:
            found.tensor = True
        case ast.Attribute(value=ast.Name(id=root), attr=kind) if root in _LAYERS and kind not in _CONTAINERS:
            found.number = True
        case ast.Attribute(value=ast.Name(id=root), attr="ModuleList") if root in _LAYERS:
            found.modules = True
        case ast.Attribute(attr="prod" | "Size"):
            found.iterated = True
        case ast.Attribute(attr="join") | ast.Name(id="open"):
            found.text = True
        case ast.Name(id=known) if known in _COUNTS or known in CATALOGUE:
            found.number = True
        case ast.Name(id=known) if known in _READERS:
            found.iterated = True
        case _:
            pass


def _note_item(index: ast.expr, found: Uses) -> None:
    match index:
        case ast.Constant(value=str(key)):
            found.keys[key] = None
        case ast.Constant(value=int(place)) if 0 <= place < _MOST_ITEMS:
            found.items = max(found.items, place + 1)
        case _:
            found.iterated = True


def _numbers(node: ast.expr) -> list[int]:
    parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and type(part.value) is int]


def _strings(node: ast.expr) -> list[str]:
    parts = (node, *inner_nodes(node))
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
