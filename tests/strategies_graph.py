"""Random graphs whose shapes fit: wires that never lead back, functions, tensors, tuples, sizes, calls, and graphs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from hypothesis import strategies as st

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import resolve_function
from builder.catalogue.layers.kind import SizeSpec, TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import resolve
from builder.document.blocks import Block, Function, Graph, Layer, Sequential, Shared, TensorBlock
from builder.document.graph import nodes_by_name
from builder.document.numbers import filled_in
from builder.errors import ShapeError

NAMES = ["stem", "left", "right", "mix", "head", "token", "skip", "h", "q", "_steps", "_inputs"]
CLASSES = [None, "Cell", "Mixer", "Graph"]


class _Wire(NamedTuple):
    """A value that can be wired: the id of its node, or the name of an input; which of its outputs; what it is."""

    id: str
    output: str
    spec: Any


class _Weaver:
    """Draws one graph, node by node; each takes what is there already."""

    def __init__(self, author: Any, entries: list[TensorSpec], depth: int) -> None:
        self.author = author
        self.draw = author.draw
        self.depth = depth
        self.inputs = ["x", "y"][: len(entries)]
        self.nodes: list[Block] = []
        self.sources: dict[str, tuple[_Wire, ...]] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        self.numbers: list[_Wire] = []
        """The sizes among what can be wired."""
        self.wires = [_Wire(name, "", spec) for name, spec in zip(self.inputs, entries, strict=True)]

    def weave(self) -> None:
        """Add a few nodes."""
        for _ in range(self.draw(st.integers(1, 4))):
            forms = [self._block] * 2 + [self._function] * 2 + [self._joined, self._parted, self._tensor, self._call]
            forms += [self._broadcast, self._viewed, self._sized]
            others = [self._recurrent, self._attention, self._encoder, self._nested, self._held]
            self.draw(st.sampled_from([*forms, *others]))()

    def _pick(self, floating: bool = False) -> _Wire | None:
        fitting = [wire for wire in self.wires if not floating or (wire.spec.dtype == "float32" and wire.spec.shape)]
        return self.draw(st.sampled_from(fitting)) if fitting else None

    def _add(self, node: Block, sources: tuple[_Wire, ...], output: Value, names: tuple[str, ...] = ()) -> None:
        """Add a node; the last of its sources are given for the inputs of these names."""
        self.nodes.append(node)
        self.sources[node.id] = sources
        self.names[node.id] = ("",) * (len(sources) - len(names)) + tuple(f"{name}=" for name in names)
        self._offer(node.id, "", output)

    def _offer(self, id: str, position: str, value: Value) -> None:
        if isinstance(value, TensorSpec):
            self.wires.append(_Wire(id, position, value))
        elif isinstance(value, SizeSpec):
            self.numbers.append(_Wire(id, position, value))
        elif value is not None:
            for k, part in enumerate(value):
                self._offer(id, f"{position}:{k}", part)

    def _block(self) -> None:
        wire = self._pick(floating=True) or self._pick()
        if wire is not None and len(wire.spec.shape) > 1:
            block, out = self.author.block(wire.spec, self.depth)
            self._add(block, (wire,), out)

    def _call_function(self, kind: str, args: dict[str, Any], *sources: _Wire) -> None:
        output = FUNCTIONS[kind].returned(resolve_function(kind, args), tuple(wire.spec for wire in sources))
        self._add(Function(id=self.author.id(), kind=kind, args=args), sources, output)

    def _function(self) -> None:
        wire = self._pick(floating=True)
        if wire is not None:
            options = [("F.relu", {}), ("torch.tanh", {}), ("torch.add", {"other": 2.0}), ("F.softmax", {"dim": -1})]
            options += [("torch.sub", {"input": 1.0}), ("Tensor.unsqueeze", {"dim": 1}), ("Tensor.mean", {"dim": [-1]})]
            options += [("Tensor.__getitem__", {"index": "..., :1"}), ("Tensor.reshape", {"shape": ["N", -1]})]
            if len(wire.spec.shape) > 2:
                options += [("torch.flatten", {"start_dim": 1}), ("Tensor.transpose", {"dim0": 1, "dim1": 2})]
                options += [("Tensor.movedim", {"source": -1, "destination": 1})]
            self._call_function(*self.draw(st.sampled_from(options)), wire)

    def _joined(self) -> None:
        wire = self._pick(floating=True)
        if wire is not None:
            others = [other for other in self.wires if other.spec == wire.spec]
            options = [("torch.add", {}), ("torch.mul", {}), ("torch.cat", {"dim": -1}), ("torch.sub", {})]
            options += [("torch.stack", {"dim": 1}), ("torch.maximum", {})]
            self._call_function(*self.draw(st.sampled_from(options)), wire, self.draw(st.sampled_from(others)))

    def _broadcast(self) -> None:
        """Join two values of other shapes, where one expands to the other."""
        wire, other = self._pick(floating=True), self._pick(floating=True)
        if wire is not None and other is not None:
            with suppress(ShapeError):
                self._call_function(
                    self.draw(st.sampled_from(["torch.add", "torch.div", "torch.matmul"])), {}, wire, other
                )

    def _viewed(self) -> None:
        """View what lies in order, though what it came of may not."""
        wire = self._pick(floating=True)
        if wire is not None:
            self._call_function("Tensor.contiguous", {}, wire)
            self._call_function("Tensor.view", {"shape": ["N", -1]}, self.wires[-1])

    def _measured(self, wire: _Wire) -> tuple[_Wire, str]:
        """Return a number and the name that it is given by: the size of the last dim, or a number made of it."""
        args = {"dim": self.draw(st.sampled_from([-1, len(wire.spec.shape) - 1]))}
        size = FUNCTIONS["Tensor.size"].returned(args, (wire.spec,))
        self._add(Function(id=self.author.id(), kind="Tensor.size", args=args), (wire,), size)
        if self.draw(st.booleans()):
            half = Function(id=self.author.id(), kind="int", args={"value": "=n * 3 // (n + 1)"})
            self._add(half, (self.numbers[-1],), SizeSpec(size.value * 3 // (size.value + 1)), ("n",))
        return self.numbers[-1], self.draw(st.sampled_from(["n", "size", "x"]))

    def _sized(self) -> None:
        """Give a function a number that is worked out of a size."""
        wire = self._pick(floating=True)
        if wire is None or not wire.spec.shape[-1]:
            return
        number, name = self._measured(wire)
        options = [("torch.mul", {"other": f"={name} + 1"}), ("torch.sub", {"input": f"=2 * {name}"})]
        options += [("Tensor.__getitem__", {"index": f"=..., :{name} // 2 + 1, None"})]
        options += [("Tensor.roll", {"shifts": f"={name} - 3", "dims": -1}), ("torch.arange", {"end": f"={name} + 2"})]
        options += [("Tensor.new_zeros", {"size": ["N", f"={name} * {name}"]})]
        kind, args = self.draw(st.sampled_from(options))
        known = resolve_function(kind, filled_in(kind, args, {name: number.spec.value}))
        output = FUNCTIONS[kind].returned(known, (wire.spec,))
        self._add(Function(id=self.author.id(), kind=kind, args=args), (wire, number), output, (name,))

    def _parted(self) -> None:
        wire = self._pick(floating=True)
        if wire is not None:
            options = [("Tensor.chunk", {"chunks": 2, "dim": -1}), ("Tensor.max", {"dim": -1, "keepdim": True})]
            self._call_function(*self.draw(st.sampled_from(options)), wire)

    def _tensor(self) -> None:
        wire = self._pick(floating=True)
        if wire is not None:
            spec = TensorSpec(wire.spec.shape[-1:])
            init = self.draw(st.sampled_from([None, {"scheme": "normal_", "args": {"std": 0.5}}, {"value": 2.0}]))
            role = self.draw(st.sampled_from(["parameter", "buffer"]))
            tensor = TensorBlock(id=self.author.id(), shape=spec.shape, role=role, init=init)
            self._add(tensor, (), spec)
            self._call_function("torch.mul", {}, wire, self.wires[-1])

    def _call(self) -> None:
        """Call a module of this graph once more, where what it takes is there."""
        known = [
            (node, wire)
            for node in self.nodes
            if isinstance(node, Layer) and len(self.sources[node.id]) == 1
            for wire in self.wires
            if wire.spec == self.sources[node.id][0].spec
        ]
        if known:
            node, wire = self.draw(st.sampled_from(known))
            outputs = [other for other in self.wires if other.id == node.id]
            shared = Shared(id=self.author.id(), of=node.id)
            self.nodes.append(shared)
            self.sources[shared.id] = (wire,)
            self.names[shared.id] = ("",)
            self.wires.extend(other._replace(id=shared.id) for other in outputs)

    def _held(self) -> None:
        """Put blocks into a ModuleList or ModuleDict, which is called as a whole or child by child."""
        wire = self._pick(floating=True)
        if wire is None or len(wire.spec.shape) < 2:
            return
        kids = tuple(self.author._layer(wire.spec, 0, True)[0] for _ in range(self.draw(st.integers(1, 3))))
        holder = self.draw(st.sampled_from(["ModuleList", "ModuleDict"]))
        held = Sequential(id=self.author.id(), children=kids, holder=holder)
        if self.draw(st.booleans()):
            self._add(held, (wire,), wire.spec)
            return
        self.nodes.append(held)
        self.sources[held.id], self.names[held.id] = (), ()
        skips = self.draw(st.booleans())
        for kid in kids:
            self._add(Shared(id=self.author.id(), of=kid.id), (wire,), wire.spec)
            if skips:
                self._call_function("torch.add", {}, wire, self.wires[-1])
            wire = self.wires[-1]

    def _recurrent(self) -> None:
        wire = self._pick(floating=True)
        if wire is not None and len(wire.spec.shape) == 3:
            args = {"input_size": "auto", "hidden_size": 3, "batch_first": True}
            batch, steps, _ = wire.spec.shape
            state = TensorSpec((1, batch, 3))
            node = Layer(id=self.author.id(), kind="LSTM", args=args)
            self._add(node, (wire,), (TensorSpec((batch, steps, 3)), (state, state)))

    def _mask(self, shape: tuple[int, ...]) -> _Wire:
        """Put a mask that hides nothing into the graph."""
        init = self.draw(st.sampled_from([None, {"value": 0.0}]))
        tensor = TensorBlock(id=self.author.id(), shape=shape, role="buffer", init=init)
        self._add(tensor, (), TensorSpec(shape))
        return self.wires[-1]

    def _attention(self) -> None:
        """Let steps look at each other, under masks by name, with what forward is told beside them."""
        wire = self._pick(floating=True)
        if wire is not None and len(wire.spec.shape) == 3:
            batch, steps, _ = wire.spec.shape
            options = {"need_weights": [True, False], "average_attn_weights": [False]}
            call = self.draw(st.fixed_dictionaries({}, optional={n: st.sampled_from(v) for n, v in options.items()}))
            masks = {"attn_mask": (steps, steps), "key_padding_mask": (batch, steps)}
            names = self.draw(st.lists(st.sampled_from([*masks]), unique=True))
            if names:
                call |= self.draw(st.sampled_from([{}, {"is_causal": True}])) if "attn_mask" in names else {}
            sources = (wire, wire, wire, *(self._mask(masks[name]) for name in names))
            args = {"embed_dim": "auto", "num_heads": 1, "batch_first": True}
            node = Layer(id=self.author.id(), kind="MultiheadAttention", args=args, call=call)
            output = CATALOGUE["MultiheadAttention"].output(
                {**resolve("MultiheadAttention", args, (wire.spec,) * 3), **call, "is_causal": False},
                wire.spec,
                wire.spec,
                wire.spec,
            )
            self._add(node, sources, output, tuple(names))

    def _encoder(self) -> None:
        wire = self._pick(floating=True)
        if wire is not None and len(wire.spec.shape) == 3:
            batch, steps, _ = wire.spec.shape
            args = {"d_model": "auto", "nhead": 1, "dim_feedforward": 3, "dropout": 0.0, "batch_first": True}
            node = Layer(id=self.author.id(), kind="TransformerEncoderLayer", args=args)
            names = self.draw(st.sampled_from([(), ("src_key_padding_mask",), ("src_mask",)]))
            shapes = {"src_key_padding_mask": (batch, steps), "src_mask": (steps, steps)}
            self._add(node, (wire, *(self._mask(shapes[name]) for name in names)), wire.spec, names)

    def _nested(self) -> None:
        """Put a graph with two inputs and two outputs into this one."""
        if self.depth > 0:
            entries = (self.draw(st.sampled_from(self.wires)), self.draw(st.sampled_from(self.wires)))
            inner = _Weaver(self.author, [wire.spec for wire in entries], self.depth - 1)
            inner.weave()
            outputs = (inner.wires[-1], self.draw(st.sampled_from(inner.wires)))
            self._add(inner.graph(outputs), entries, tuple(wire.spec for wire in outputs))

    def graph(self, outputs: tuple[_Wire, ...]) -> Graph:
        """Return the graph, its nodes in any order and some of them named."""
        nodes = self.draw(st.permutations(self.nodes))
        names = self.draw(st.permutations(NAMES))
        chosen = [name if self.draw(st.booleans()) else None for name in names[: len(nodes)]]
        chosen += [None] * (len(nodes) - len(chosen))
        nodes = [msgspec.structs.replace(node, name=name) for node, name in zip(nodes, chosen, strict=True)]
        graph = Graph(
            id=self.author.id(),
            inputs=tuple(self.inputs),
            nodes=tuple(nodes),
            class_name=self.draw(st.sampled_from(CLASSES)),
        )
        keys = {node.id: name for name, node in nodes_by_name(graph).items()}
        text = {wire: keys.get(wire.id, wire.id) + wire.output for wire in (*self.wires, *self.numbers)}
        wires = {
            keys[id]: tuple(name + text[wire] for name, wire in zip(self.names[id], wires, strict=True))
            for id, wires in self.sources.items()
            if wires
        }
        return msgspec.structs.replace(graph, wires=wires, outputs=tuple(text[wire] for wire in outputs))


def drawn_graph(author: Any, spec: TensorSpec, depth: int, keeps: bool) -> tuple[Graph, TensorSpec]:
    """Draw a graph that takes `spec`; with `keeps`, one that returns a tensor of the same shape."""
    weaver = _Weaver(author, [spec], depth)
    weaver.weave()
    fitting = [wire for wire in weaver.wires if _goes_on(wire.spec) and (not keeps or wire.spec == spec)]
    return weaver.graph(fitting[-1:]), fitting[-1].spec


def _goes_on(spec: TensorSpec) -> bool:
    """Tell whether other blocks can take it: a batch and more, of a dtype that inputs have too."""
    return len(spec.shape) > 1 and spec.dtype in ("float32", "int64") and 0 not in spec.shape
