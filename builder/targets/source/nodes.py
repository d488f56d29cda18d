"""The nodes of the emitted file, one for each expression: blocks with their arguments decided and written.

A node's `ids` are the blocks that it stands for: more than one where equal blocks share a class or a function.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from builder.document.blocks import Graph, Holder, Parallel, Sequential, TensorBlock


class Hole(NamedTuple):
    """A place in a class or function that its caller fills: its argument `number`."""

    number: int
    ids: tuple[str, ...] = ()


class BracketedValue(NamedTuple):
    """A value with brackets: `(3, 3)`, `torch.tensor([0.1, 0.9])`."""

    head: str
    items: tuple[str, ...]
    tail: str


class Symbol(NamedTuple):
    """An expression over the arguments of a definition, which its constructor takes: `channels * 4`."""

    text: str


class Leaf(NamedTuple):
    """One layer; arguments at their default are left out.

    `around` are the calls that parametrize it, innermost first: the function, and what it is given beside the layer.
    """

    ids: tuple[str, ...]
    kind: str
    args: tuple[tuple[str, Value], ...]
    around: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Chain(NamedTuple):
    """`nn.Sequential` or another holder; `names` is None when they are `"0"`, `"1"`, ..."""

    ids: tuple[str, ...]
    names: tuple[str, ...] | None
    children: tuple[Node, ...]
    holder: Holder = "Sequential"


class Own(NamedTuple):
    """A tensor of a graph's own, the size of each of its dims as a value."""

    name: str
    block: TensorBlock
    sizes: tuple[Value, ...]


class Branches(NamedTuple):
    """One object of the class of a parallel, a graph or a sequential with a class name; `children` are its modules.

    `shown` is what its `extra_repr` returns, as written; None where the class has none.
    """

    ids: tuple[str, ...]
    class_name: str
    names: tuple[str, ...]
    children: tuple[Node, ...]
    tensors: tuple[Own, ...] = ()
    shown: Value | None = None


class Object(NamedTuple):
    """One object of a definition's class, and what it is given for the definition's arguments."""

    ids: tuple[str, ...]
    class_name: str
    given: tuple[tuple[str, Value], ...]


class TextClassCall(NamedTuple):
    """One object of a class written as text, and what it is given; a `*` before a name says by position."""

    ids: tuple[str, ...]
    class_name: str
    given: tuple[tuple[str, Value], ...]


class Copies(NamedTuple):
    """`nn.Sequential` or another holder of so many equal copies of `child`."""

    ids: tuple[str, ...]
    names: str
    times: int
    child: Node
    holder: Holder = "Sequential"


class Maker(NamedTuple):
    """A call of a function that builds `body`, the modules it uses more than once before it."""

    ids: tuple[str, ...]
    base: str
    shared: tuple[tuple[str, Node], ...]
    body: Node


class Variable(NamedTuple):
    """A module that stands in a variable, since it is used more than once: the block with the id `of`."""

    ids: tuple[str, ...]
    of: str


Value: TypeAlias = str | BracketedValue | Hole | Leaf | Symbol
Node: TypeAlias = Leaf | Chain | Branches | Object | TextClassCall | Copies | Maker | Variable | Hole


class ClassShape(NamedTuple):
    """What a class has in common: one of the blocks that are of it, and the names of its modules.

    `printed` is what `print(net)` calls it; `counts` says of nodes of a graph how many parts they return.
    """

    name: str
    printed: str
    block: Parallel | Graph | Sequential
    names: tuple[str, ...]
    counts: dict[str, int]


class GraphClass(NamedTuple):
    """The class of a definition: its constructor's arguments with their defaults, and the blocks inside over them."""

    shape: ClassShape
    arguments: tuple[tuple[str, Value | None], ...]
    template: Branches
