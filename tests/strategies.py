"""Random valid documents whose shapes fit, drawn block by block along what flows through them.

A new kind of block or layer joins here, so that every law is held against it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import msgspec
from hypothesis import strategies as st

from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import Parametrization
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import (
    AUTO,
    Block,
    Definition,
    Document,
    Function,
    Graph,
    InitRule,
    Input,
    Instance,
    Layer,
    Lazy,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.document.tree import places, scopes_above
from builder.expansion.instances import expanded
from tests.own_schemes import OWN
from tests.strategies_graph import drawn_graph
from tests.text_classes import TAKES, WRITTEN

Draw = Callable[..., Any]
INPUTS = (
    Input(name="X", shape=("N", 6)),
    Input(name="image", shape=("N", 4, 6, 6)),
    Input(name="sequence", shape=("N", 5, 4)),
    Input(name="tokens", shape=("N", 5), dtype="int64", high=11),
)
NAMES = st.sampled_from(
    ["body", "block 0", "fc1", "naïve", 'a "quoted" name', "skip-1", "héllo\\n", "{i}", "7", "x[0]"]
)
ATTRIBUTES = st.sampled_from(["body", "shortcut", "left", "right", "branch1", "x", "self_", "torch"])
PARAMETRIZED = st.sampled_from(
    [
        *[dict[str, Parametrization]()] * 9,
        *(
            {"weight": one}
            for one in (
                Parametrization("weight_norm"),
                Parametrization("weight_norm", "old", {"dim": None}),
                Parametrization("weight_norm", "old", {"dim": 1}),
                Parametrization("spectral_norm", "new", {"n_power_iterations": 2}),
                Parametrization("spectral_norm", "old", {"dim": 1}),
                Parametrization("orthogonal"),
                Parametrization("orthogonal", "new", {"orthogonal_map": "cayley", "use_trivialization": False}),
            )
        ),
    ]
)
LAZY: st.SearchStrategy[Lazy] = st.sampled_from(["sizes", "keep"])
CLASSES = st.sampled_from([None, "Residual", "Cell", "Inception", "Linear"])


class Author:
    """Draws blocks; remembers what may be used once more, scope by scope."""

    def __init__(self, draw: Draw, wired: bool = True) -> None:
        self.draw = draw
        self.wired = wired
        self.definitions: list[tuple[Definition, TensorSpec]] = []
        self.number = count()
        self.reusable: list[list[tuple[str, TensorSpec]]] = [[]]

    def id(self) -> str:
        """Return an id that no other block has."""
        return f"b{next(self.number)}"

    def block(self, spec: TensorSpec, depth: int, keeps: bool = False) -> tuple[Block, TensorSpec]:
        """Draw a block that takes `spec`; with `keeps`, one that returns it unchanged in shape."""
        forms = ["layer"] * 4 + (["sequential", "parallel", "repeat"] + ["graph"] * self.wired if depth else [])
        forms += ["instance"] * any(taken == spec for _, taken in self.definitions)
        known = [id for scope in self.reusable for id, taken in scope if taken == spec]
        form = self.draw(st.sampled_from(forms + ["shared"] * bool(known)))
        if form == "shared":
            return Shared(id=self.id(), of=self.draw(st.sampled_from(known))), spec
        made, out = getattr(self, f"_{form}")(spec, depth - 1, keeps)
        if out == spec and spec.dtype == "float32":
            self.reusable[-1].append((made.id, spec))
        return made, out

    def _layer(self, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Block, TensorSpec]:
        options = [option for option in layer_options(self.draw, spec) if not keeps or _result(option, spec) == spec]
        kind, args = self.draw(st.sampled_from(options))
        given = self.draw(PARAMETRIZED) if kind in ("Linear", "LazyLinear", "Conv1d", "Conv2d", "Embedding") else {}
        return Layer(id=self.id(), kind=kind, args=args, parametrizations=given), _result((kind, args), spec)

    def _sequential(self, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Block, TensorSpec]:
        kids, out = [], spec
        for _ in range(self.draw(st.integers(0, 3))):
            kid, out = self.block(out, depth, keeps)
            kids.append(kid)
        return Sequential(id=self.id(), children=self.named(kids, NAMES)), out

    def _parallel(self, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Block, TensorSpec]:
        merge = self.draw(st.sampled_from(["add", "mul"] if keeps or spec.dtype != "float32" else ["add", "cat"]))
        kids, outs = [], []
        for _ in range(self.draw(st.integers(1, 3))):
            kid, out = self.block(spec, depth, keeps=True)
            kids.append(kid)
            outs.append(out)
        shape = (*spec.shape[:-1], spec.shape[-1] * len(kids)) if merge == "cat" else spec.shape
        made = Parallel(
            id=self.id(),
            children=self.named(kids, ATTRIBUTES),
            merge=merge,
            dim=-1 if merge == "cat" else 1,
            class_name=self.draw(CLASSES),
        )
        return made, TensorSpec(shape, outs[0].dtype)

    def _repeat(self, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Block, TensorSpec]:
        self.reusable.append([])
        child, _ = self.block(spec, depth, keeps=True)
        self.reusable.pop()
        names = self.draw(st.sampled_from(["{i}", "block {i}", "layer_{i}"]))
        return Repeat(id=self.id(), child=child, count=self.draw(st.integers(1, 3)), names=names), spec

    def _graph(self, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Block, TensorSpec]:
        return drawn_graph(self, spec, depth, keeps)

    def _instance(self, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Block, TensorSpec]:
        names = [definition.class_name for definition, taken in self.definitions if taken == spec]
        name = self.draw(st.sampled_from(names))
        options = {"width": st.just(spec.shape[-1]), "depth": st.integers(1, 3)}
        options = {key: option for key, option in options.items() if key in TAKES.get(name, options)}
        args = self.draw(st.fixed_dictionaries({}, optional=options))
        return Instance(id=self.id(), definition=name, args=args), spec

    def write(self, spec: TensorSpec) -> None:
        """Define a class written as text that returns what it takes."""
        name = self.draw(st.sampled_from(sorted(WRITTEN)))
        if name not in [definition.class_name for definition, _ in self.definitions]:
            args = {"width": spec.shape[-1]} if TAKES[name] else {}
            self.definitions.append((Definition(class_name=name, args=args, source=WRITTEN[name]), spec))

    def define(self, spec: TensorSpec) -> None:
        """Draw a definition that returns what it takes, of a width that is its argument."""
        outer, self.reusable = self.reusable, [[]]
        width = {"in_features": "=width", "out_features": "=width * 2 - width"}
        kids: list[Block] = [Layer(id=self.id(), kind="Linear", args=width), self.block(spec, 1, keeps=True)[0]]
        kids += [form() for form in (self._counted, self._scaled) if self.draw(st.booleans())]
        root = Sequential(id=self.id(), children=self.named(kids, NAMES))
        name = ["Cell", "Block"][sum(definition.source is None for definition, _ in self.definitions)]
        args = {"width": spec.shape[-1], "depth": 2, "dim": -1}
        self.definitions.append((Definition(class_name=name, args=args, root=root), spec))
        self.reusable = outer

    def _counted(self) -> Block:
        """Draw a repeat of as many copies as its definition is told."""
        layer = Layer(id=self.id(), kind="Linear", args={"in_features": "=width", "out_features": "=width"})
        return Repeat(
            id=self.id(), child=layer, count="=depth * 2 - 1", names=self.draw(st.sampled_from(["{i}", "s{i}"]))
        )

    def _scaled(self) -> Block:
        """Draw a graph with a tensor as wide as its definition is told, and an argument of a function."""
        init = self.draw(
            st.sampled_from([None, {"value": "=depth / 4"}, {"scheme": "normal_", "args": {"std": "=depth"}}])
        )
        tensor = TensorBlock(id=self.id(), name="scale", shape=("=width",), init=init)
        nodes = (
            tensor,
            Function(id=self.id(), name="scaled", kind="torch.mul"),
            Function(id=self.id(), name="part", kind="F.softmax", args={"dim": "=dim"}),
        )
        wires = {"scaled": ("x", "scale"), "part": ("scaled",)}
        return Graph(id=self.id(), nodes=nodes, wires=wires, outputs=("part",))

    def named(self, kids: list[Block], names: st.SearchStrategy[str]) -> tuple[Block, ...]:
        """Give some of the blocks a name."""
        chosen = self.draw(st.lists(names, min_size=len(kids), max_size=len(kids), unique=True))
        keep = [self.draw(st.booleans()) and name not in map(str, range(len(kids))) for name in chosen]
        return tuple(
            msgspec.structs.replace(kid, name=name if kept else None)
            for kid, name, kept in zip(kids, chosen, keep, strict=True)
        )


def _result(option: tuple[str, dict[str, Any]], spec: TensorSpec) -> TensorSpec:
    kind, args = option
    out = CATALOGUE[explicit(kind)].output(resolve(kind, args, (spec,)), spec)
    assert isinstance(out, TensorSpec)
    return out


def layer_options(draw: Draw, spec: TensorSpec) -> list[tuple[str, dict[str, Any]]]:
    """List layers that take `spec`, with arguments drawn."""
    if spec.dtype != "float32":
        width = draw(st.integers(1, 6))
        return [("Embedding", {"num_embeddings": 11, "embedding_dim": width}), ("Identity", {})]
    last = spec.shape[-1]
    width = draw(st.sampled_from([last, last, 1, 3, 8]))
    entry = draw(st.sampled_from([last, AUTO]))
    options: list[tuple[str, dict[str, Any]]] = [
        ("Linear", {"in_features": entry, "out_features": width, "bias": draw(st.booleans())}),
        ("LazyLinear", {"out_features": width}),
        ("ReLU", {"inplace": False}),
        ("GELU", {}),
        ("Softmax", {"dim": -1}),
        ("Dropout", {"p": draw(st.sampled_from([0.1, 0.5]))}),
        ("LayerNorm", {"normalized_shape": entry}),
        ("PReLU", {}),
        ("Identity", {}),
    ]
    return options + _options_by_rank(draw, spec)


def _options_by_rank(draw: Draw, spec: TensorSpec) -> list[tuple[str, dict[str, Any]]]:
    shape, width = spec.shape, draw(st.integers(1, 6))
    if len(shape) == 3:
        return [
            ("Conv1d", {"in_channels": shape[1], "out_channels": width, "kernel_size": 1}),
            ("BatchNorm1d", {"num_features": AUTO}),
            ("Flatten", {}),
            ("TransformerEncoderLayer", {"d_model": shape[2], "nhead": 1, "dim_feedforward": 5, "batch_first": True}),
        ]
    if len(shape) == 4:
        channels = draw(st.sampled_from([shape[1], AUTO]))
        return [
            ("Conv2d", {"in_channels": channels, "out_channels": width, "kernel_size": 3, "padding": [1, 1]}),
            ("Conv2d", {"in_channels": shape[1], "out_channels": shape[1], "kernel_size": 1, "groups": shape[1]}),
            ("BatchNorm2d", {"num_features": channels}),
            ("GroupNorm", {"num_groups": 1, "num_channels": shape[1]}),
            ("AdaptiveAvgPool2d", {"output_size": draw(st.sampled_from([1, [2, 3]]))}),
            *([("MaxPool2d", {"kernel_size": 2})] if min(shape[2:]) >= 2 else []),
            ("Flatten", {}),
        ]
    return [("BatchNorm1d", {"num_features": shape[1]})] if len(shape) == 2 else []


SCHEMES = st.sampled_from(
    [
        ("xavier_uniform_", {}),
        ("kaiming_normal_", {"nonlinearity": "relu"}),
        ("normal_", {"mean": 0.0, "std": 0.01}),
        ("constant_", {"val": 42}),
        ("zeros_", {}),
        ("orthogonal_", {"gain": 2.0}),
        ("uniform_", {"a": -0.5, "b": 0.5}),
        *((scheme.name, {}) for scheme in OWN),
    ]
)


@st.composite
def selectors(draw: Draw, ids: list[str]) -> Selector:
    """Draw what a rule selects."""
    return Selector(
        block=draw(st.sampled_from([None, *ids])),
        kind=draw(st.sampled_from([None, None, "Linear", "Conv2d", "LayerNorm"])),
        tensor=draw(st.sampled_from([None, "weight", "*bias", "0.*", "w?ight"])),
    )


def _ties(draw: Draw, document: Document) -> tuple[Tie, ...]:
    """Tie the weights of two Linear layers of equal shape where there are such."""
    whole = expanded(document)
    found = places(whole)
    tied = {end.block for tie in whole.ties for end in (tie.tensor, tie.of)}  # by their class itself
    linear = [
        place.block
        for place in found.values()
        if isinstance(place.block, Layer) and place.block.kind == "Linear" and AUTO not in place.block.args.values()
        if place.block.id not in tied and not place.block.parametrizations
    ]
    pairs = [
        (a.id, b.id)
        for a in linear
        for b in linear
        if a.id != b.id and a.args == b.args and found[b.id].scope in scopes_above(found, a.id)
    ]
    if not pairs or draw(st.booleans()):
        return ()
    tensor, of = draw(st.sampled_from(pairs))
    return (Tie(tensor=TensorPlace(tensor, "weight"), of=TensorPlace(of, "weight")),)


@st.composite
def documents(draw: Draw, max_depth: int = 3, wired: bool = True) -> Document:
    """Draw a valid document without shape problems, with sharing, ties, init rules and frozen tensors.

    `wired` adds graphs with functions and tensors, and definitions with instances.
    """
    entry = draw(st.sampled_from(INPUTS))
    author = Author(draw, wired)
    spec = TensorSpec(tuple(2 if n == "N" else n for n in entry.shape), entry.dtype)
    if wired and spec.dtype == "float32":
        for form in draw(st.lists(st.sampled_from([author.define, author.define, author.write]), max_size=2)):
            form(spec)
    root: Block
    if wired and draw(st.booleans()):
        root = msgspec.structs.replace(drawn_graph(author, spec, max_depth, keeps=False)[0], id="root")
    else:
        kids, out = [], spec
        for _ in range(draw(st.integers(1, 4))):
            kid, out = author.block(out, max_depth)
            kids.append(kid)
        root = Sequential(id="root", children=author.named(kids, NAMES))
    definitions = tuple(definition for definition, _ in author.definitions)
    document = Document(
        inputs=(entry,), root=root, definitions=definitions, seed=draw(st.integers(0, 3)), lazy=draw(LAZY)
    )
    document = msgspec.structs.replace(document, ties=_ties(draw, document))
    ids = list(places(expanded(document)))
    chosen = draw(st.lists(st.tuples(selectors(ids), SCHEMES), max_size=3))
    named = {scheme for _, (scheme, _) in chosen}
    return msgspec.structs.replace(
        document,
        schemes=tuple(scheme for scheme in OWN if scheme.name in named),
        init=tuple(InitRule(select, scheme, args) for select, (scheme, args) in chosen),
        frozen=tuple(draw(st.lists(selectors(ids), max_size=2))),
    )
