"""The frozen data a document is made of; no rules, no torch.

Every block has an `id`, its identity on the screen, stable while its path moves, and a `name`, its key in the parent
module. A name of `None` is given by position: see `builder.document.tree`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias

import msgspec

from builder.catalogue.layers.parametrized import Parametrization

_encoder = msgspec.json.Encoder()

AUTO = "auto"
"""The value of an argument that is decided by the incoming shape."""

BATCH: Final = "N"
"""A dimension of an input that stands for the batch; its number is only a sample."""

ArgumentValue: TypeAlias = Any
"""None, bool, int, float, str, a list of those, or `{"kind": ..., "args": ...}` for an argument that is a layer."""

if TYPE_CHECKING:
    Whole: TypeAlias = int
else:  # inside a definition this may be an expression, which is evaluated when instances are expanded
    Whole: TypeAlias = int | str

Merge: TypeAlias = Literal["add", "mul", "cat", "stack", "none"]
Holder: TypeAlias = Literal["Sequential", "ModuleList", "ModuleDict"]
Lazy: TypeAlias = Literal["sizes", "keep"]
Dtype: TypeAlias = Literal[
    "float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64"
]


# Blocks are many and never part of a cycle, so the garbage collector is spared looking at them (gc=False):
# while it looks at all objects, no other thread runs. A graph is looked at, since it keeps what is worked out of it.
class _Block(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="block",
    kw_only=True,
    gc=False,
):
    id: str
    name: str | None = None


class Layer(_Block, frozen=True, kw_only=True, tag="layer"):
    """A leaf: one object of a `torch.nn` class.

    `call` holds what its forward is given beside tensors where a graph calls it: `{"need_weights": False}`.
    `parametrizations` says of a tensor, by its name, how it is worked out of others, which stand in its place.
    """

    kind: str
    args: dict[str, ArgumentValue] = {}
    call: dict[str, ArgumentValue] = {}
    parametrizations: dict[str, Parametrization] = {}


class Sequential(_Block, frozen=True, kw_only=True, tag="sequential"):
    """`nn.Sequential`, or a subclass of it called `class_name`: each child takes what the one before it returns.

    A `holder` other than that has no forward of its own, as torch's has none: the graph around it runs its children,
    one by one (calls of them are `shared` blocks), or all in turn where the holder itself is wired.
    `extra_repr` is what `print(net)` shows in the brackets behind a class name.
    """

    children: tuple[Block, ...] = ()
    class_name: str | None = None
    holder: Holder = "Sequential"
    extra_repr: str = ""


class Parallel(_Block, frozen=True, kw_only=True, tag="parallel"):
    """Every child gets the same input; `merge` joins what they return. `dim` serves `cat` and `stack`."""

    children: tuple[Block, ...] = ()
    merge: Merge = "add"
    dim: Whole = 1
    class_name: str | None = None
    extra_repr: str = ""


class Graph(_Block, frozen=True, kw_only=True, tag="graph", gc=True, dict=True):
    """Any acyclic wiring: a class whose forward takes `inputs` and calls its nodes.

    `wires` maps a node's name to what flows into it, in order: the name of an input or a node, `"lstm:1"` for an output
    by position, `"lstm:1:0"` for one inside that, `"attn_mask=mask"` for what a layer takes by name. `outputs` are
    written the same way, without names for what they are; several are returned as a tuple.
    `positions` places nodes on the screen, (x, y) in pixels. What is worked out of a graph once is kept in its
    `__dict__`, as with a document; none of it leads back to the graph.
    """

    inputs: tuple[str, ...] = ("x",)
    nodes: tuple[Block, ...] = ()
    wires: dict[str, tuple[str, ...]] = {}
    outputs: tuple[str, ...] = ()
    class_name: str | None = None
    extra_repr: str = ""
    positions: dict[str, tuple[float, float]] = {}


class Function(_Block, frozen=True, kw_only=True, tag="function"):
    """One call without parameters: `torch.cat`, `F.relu`, `Tensor.view`."""

    kind: str
    args: dict[str, ArgumentValue] = {}


class TensorBlock(_Block, frozen=True, kw_only=True, tag="tensor"):
    """A tensor of the graph's own: a learned parameter or a fixed buffer.

    `init` is `{"scheme": "normal_", "args": {"std": 0.02}}` or `{"value": ...}` with a number or nested lists; zeros
    where it is left out. A buffer that is not `persistent` is in no state_dict.
    """

    shape: tuple[Whole, ...] = ()
    dtype: Dtype = "float32"
    role: Literal["parameter", "buffer"] = "parameter"
    init: dict[str, ArgumentValue] | None = None
    persistent: bool = True


class Repeat(_Block, frozen=True, kw_only=True, tag="repeat"):
    """`nn.Sequential` of `count` independent copies of `child`, called `names` with `{i}` put in from 0.

    `holder` as that of a sequential.
    """

    child: Block
    count: Whole = 2
    names: str = "{i}"
    holder: Holder = "Sequential"


class Shared(_Block, frozen=True, kw_only=True, tag="shared"):
    """The module of the block with the id `of`, once more; `call` as that of a layer."""

    of: str
    call: dict[str, ArgumentValue] = {}


class Instance(_Block, frozen=True, kw_only=True, tag="instance"):
    """One object of a definition."""

    definition: str
    args: dict[str, ArgumentValue] = {}


class Written(_Block, frozen=True, kw_only=True, tag="written"):
    """One object of a class written as text, with what its `__init__` makes; no document holds one.

    An instance of a written definition stands for it (`builder.expansion`). `nodes` are its modules and tensors
    in order, each with its name; only the class itself makes and calls them, so no edit reaches them. `source` is ""
    for what another written class makes: an object of a further class, an `nn.ModuleList`. `ties` and `frozen` are
    what `__init__` ties and freezes; `args` go to it by name; `binds` are the names that the text gives to a file.
    """

    class_name: str
    source: str = ""
    args: dict[str, ArgumentValue] = {}
    nodes: tuple[Block, ...] = ()
    binds: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    frozen: tuple[Selector, ...] = ()


if TYPE_CHECKING:
    Block: TypeAlias = (
        Layer | Sequential | Parallel | Graph | Function | TensorBlock | Repeat | Shared | Instance | Written
    )
else:  # what a document may hold when it is read
    Block: TypeAlias = Layer | Sequential | Parallel | Graph | Function | TensorBlock | Repeat | Shared | Instance
Container: TypeAlias = Sequential | Parallel | Repeat | Graph | Written


class Input(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One input of the network.

    `shape` includes the batch dim, written `"N"`. Samples are drawn from the standard normal distribution for a
    floating dtype, from `low` to `high - 1` for an integer dtype, and as coin tosses for `bool`.
    """

    name: str
    shape: tuple[int | Literal["N"], ...]
    dtype: Dtype = "float32"
    low: int = 0
    high: int = 10


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A user's own block class: drawn (`root`, a sequential, parallel or graph) or written (`source`).

    `args` maps each argument to its default. Inside a drawn one an expression over them, `"=channels * 2"`, may stand
    for an argument of a layer or function, a dim, a value or an argument of what initialises a tensor, the count and
    the names of a repeat, and the dim of a parallel. `source` is a class as text, the statements it needs before it;
    `args` are then the values of what its `__init__` requires: `*args` under its name as a list, `**kwargs` as a dict,
    a layer as `{"kind": ..., "args": ...}`.
    """

    class_name: str
    args: dict[str, ArgumentValue] = {}
    root: Block | None = None
    source: str | None = None


class TensorPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A tensor by the id of its block and its name in that module: `weight`, `weight_ih_l0`, `out_proj.weight`."""

    block: str
    tensor: str


class Tie(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`tensor` is one and the same parameter as `of`: `lm_head.weight` is `wte.weight`."""

    tensor: TensorPlace
    of: TensorPlace


class Selector(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which tensors are meant; all of what is given must hold.

    `block`: a block's id, that block and all below it. `kind`: a `torch.nn` class. `tensor`: a pattern with `*` and
    `?`, held against the tensor's name in its module (`bias`) and against its whole key (`0.1.bias`).
    """

    block: str | None = None
    kind: str | None = None
    tensor: str | None = None


class InitRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What to initialise by which scheme of `torch.nn.init` (its name with the underscore) with which arguments.

    It may be one of the document's own `schemes` as well, which takes the numbers of its text.
    The scheme `copy_` takes none: what is below the block, or its tensor of that name, begins as that of block `of`.
    `rows`: the first row that is filled and the one after the last, along dim 0; all where they are left out.
    """

    select: Selector
    scheme: str
    args: dict[str, ArgumentValue] = {}
    of: str | None = None
    rows: tuple[int, int] | None = None


class OwnScheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A scheme of a person's own: `source` is a function of a tensor as text, which changes that in place.

    Numbers with defaults may follow the tensor. Init rules name it as they name one of `torch.nn.init`;
    `builder.symbols.initial.scheme_text` says what it may hold.
    """

    name: str
    source: str


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, dict=True):
    """The whole design; see `docs/document.md`.

    What is worked out of it once is kept in its `__dict__`, which is no part of it: no copy and no JSON has it.

    Make one by `Document.from_json`, a template or edits, which check it. `lazy` says what code and print have of lazy
    layers: the layers that they become, with their sizes, or the lazy ones, which the first forward decides.
    """

    format: Literal[1] = 1
    name: str = "network"
    inputs: tuple[Input, ...] = (Input(name="X", shape=("N", 20)),)
    batch: int = 2
    root: Block
    definitions: tuple[Definition, ...] = ()
    ties: tuple[Tie, ...] = ()
    init: tuple[InitRule, ...] = ()
    schemes: tuple[OwnScheme, ...] = ()
    frozen: tuple[Selector, ...] = ()
    seed: int = 0
    lazy: Lazy = "sizes"

    from_json: ClassVar[Callable[[str | bytes], Document]]
    from_module: ClassVar[Callable[[object, object], Document]]
    """Both need what stands above; `builder` sets them."""

    def to_json(self) -> str:
        """Write the document as indented JSON; fields at their default are left out."""
        text = b'{"format":1,' + _encoder.encode(self)[1:]
        return msgspec.json.format(text, indent=2).decode()
