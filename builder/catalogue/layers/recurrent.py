"""RNN, LSTM, GRU and their cells: layers that read a sequence step by step and carry a hidden state."""

from __future__ import annotations

from collections.abc import Sequence

from builder.catalogue.layers.arguments import BIAS, DTYPE, depth, last_dim, size
from builder.catalogue.layers.broadcasting import promote
from builder.catalogue.layers.dtype_checks import require_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, Value, refuse_numbers
from builder.catalogue.layers.phrases import n_dims, takes, takes_features, takes_input, takes_shape
from builder.errors import ShapeError
from builder.sentences import Later, later, say

GATES = {"RNN": 1, "LSTM": 4, "GRU": 3}
"""How many gates share each weight, stacked along its first dim: `gate_size` in torch/nn/modules/rnn.py."""


def _require_tensor(kind: str, x: Value) -> TensorSpec:
    """Refuse a tuple or a number in the place of the sequence: `input` under Inputs on the page of torch.nn.RNN."""
    refuse_numbers(kind, (x,))
    if isinstance(x, tuple):
        raise ShapeError(say("catalogue.tuple", kind=kind, count=len(x)))
    assert isinstance(x, TensorSpec)
    return x


def _require_features(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse other features than H_in: `check_input` of torch/nn/modules/rnn.py."""
    require_dtype(kind, args, x)
    if x.shape[-1] != args["input_size"]:
        raise ShapeError(
            takes_features(kind, args["input_size"], x.shape[-1]),
            "input_size",
            x.shape[-1],
        )


def _states(kind: str, hx: Value | None, count: int) -> tuple[TensorSpec, ...]:
    """Return the initial states that were given, none or `count` of them.

    One tensor h_0, for an LSTM the tuple (h_0, c_0): Inputs on the pages of torch.nn.RNN and torch.nn.LSTM.
    """
    if hx is None:
        return ()
    states = hx if isinstance(hx, tuple) else (hx,)
    tensors = tuple(state for state in states if isinstance(state, TensorSpec))
    if isinstance(hx, tuple) != (count > 1) or len(tensors) != count or len(states) != count:
        one = count == 1
        raise ShapeError(
            say("layers.recurrent.one-state", name=kind) if one else say("layers.recurrent.two-states", name=kind)
        )
    return tensors


def _require_states(kind: str, states: Sequence[TensorSpec], shapes: Sequence[tuple[int, ...]], dtype: str) -> None:
    """Refuse states of other shapes than `check_forward_args` of torch/nn/modules/rnn.py expects, or other dtypes."""
    for state, shape in zip(states, shapes, strict=False):
        if state.shape != shape:
            raise ShapeError(takes_shape(kind, later("layers.recurrent.initial-state"), [*shape], [*state.shape]))
        if state.dtype != dtype:
            raise ShapeError(takes_input(kind, later("layers.recurrent.initial-state"), dtype, state.dtype))


def _directions(args: Args) -> int:
    """Return D under Inputs on the page of torch.nn.LSTM."""
    return 2 if args["bidirectional"] else 1


def _hidden(args: Args) -> int:
    """Return the features of `h_n`: those of the projection where an LSTM has one.

    H_out on the page of torch.nn.LSTM.
    """
    return int(args.get("proj_size") or args["hidden_size"])


def _projection_constraint(args: Args) -> None:
    """Refuse a projection not below the hidden size, as `RNNBase.__init__` of torch/nn/modules/rnn.py does."""
    if args.get("proj_size", 0) >= args["hidden_size"]:
        raise ShapeError(
            say("layers.recurrent.projection", size=args["proj_size"], hidden=args["hidden_size"]), "proj_size", 0
        )


def _recurrent(kind: str, args: Args, sequence: Value, hx: Value | None = None) -> Value:
    """Return output and last states, shaped as under Outputs on the pages of torch.nn.RNN, LSTM and GRU."""
    _projection_constraint(args)
    x = _require_tensor(kind, sequence)
    if len(x.shape) not in (2, 3):
        raise ShapeError(takes(kind, n_dims(2, 3), n_dims(len(x.shape))))
    _require_features(kind, args, x)
    # aten/src/ATen/native/RNN.cpp: "Expected sequence length to be larger than 0 in RNN".
    if x.shape[0 if len(x.shape) == 2 else int(args["batch_first"])] == 0:
        raise ShapeError(say("layers.recurrent.no-step", name=kind))
    batch = () if len(x.shape) == 2 else (x.shape[0 if args["batch_first"] else 1],)
    layers, hidden = args["num_layers"] * _directions(args), _hidden(args)
    shapes = [(layers, *batch, hidden)] + [(layers, *batch, args["hidden_size"])] * (kind == "LSTM")
    _require_states(kind, _states(kind, hx, len(shapes)), shapes, x.dtype)
    last = tuple(TensorSpec(shape, x.dtype) for shape in shapes)
    output = TensorSpec((*x.shape[:-1], hidden * _directions(args)), x.dtype)
    return (output, last if kind == "LSTM" else last[0])


def _layer_inputs(args: Args) -> list[int]:
    """Return the features that each layer reads: `weight_ih_l[k]` under Attributes on torch.nn.LSTM's page."""
    return [args["input_size"]] + [_hidden(args) * _directions(args)] * (args["num_layers"] - 1)


def _recurrent_parameters(kind: str, args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors under Attributes on the pages of torch.nn.RNN, LSTM and GRU, in the order of `RNNBase`."""
    gates, dtype, hidden = GATES[kind] * args["hidden_size"], args["dtype"] or "float32", _hidden(args)
    specs = []
    for layer, features in enumerate(_layer_inputs(args)):
        for suffix in (f"_l{layer}", f"_l{layer}_reverse")[: _directions(args)]:
            specs.append(ParameterSpec(f"weight_ih{suffix}", (gates, features), dtype))
            specs.append(ParameterSpec(f"weight_hh{suffix}", (gates, hidden), dtype))
            if args["bias"]:
                specs.append(ParameterSpec(f"bias_ih{suffix}", (gates,), dtype))
                specs.append(ParameterSpec(f"bias_hh{suffix}", (gates,), dtype))
            if args.get("proj_size"):
                specs.append(ParameterSpec(f"weight_hr{suffix}", (hidden, args["hidden_size"]), dtype))
    return tuple(specs)


def _recurrent_multiply_adds(kind: str, args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count one product for each weight and step, in each direction.

    The products of matrices in the equations at the top of the pages of torch.nn.RNN, LSTM and GRU.
    """
    steps = 1
    for n in inputs[0].shape[:-1]:
        steps *= n
    per_step = sum(GATES[kind] * args["hidden_size"] * (features + _hidden(args)) for features in _layer_inputs(args))
    projection = args.get("proj_size", 0) * args["hidden_size"] * args["num_layers"]
    return int(steps * _directions(args) * (per_step + projection))


def _cell(kind: str, args: Args, step: Value, hx: Value | None = None) -> Value:
    """Return the next state or states, shaped as on the pages of torch.nn.RNNCell, LSTMCell and GRUCell."""
    x = _require_tensor(kind, step)
    if len(x.shape) not in (1, 2):
        raise ShapeError(takes(kind, n_dims(1, 2), n_dims(len(x.shape))))
    _require_features(kind, args, x)
    shape = (*x.shape[:-1], args["hidden_size"])
    if kind != "LSTMCell":
        _require_states(kind, _states(kind, hx, 1), [shape], x.dtype)
        return TensorSpec(shape, x.dtype)
    states = _states(kind, hx, 2)
    _require_states(kind, states[:1], [shape], x.dtype)
    _require_states(kind, states[1:], [shape], states[1].dtype if states else x.dtype)
    # Unlike h, c only meets the gates in arithmetic, so that any dtype is promoted.
    state = TensorSpec(shape, promote(TensorSpec(shape, x.dtype), *(TensorSpec(shape, c.dtype) for c in states[1:])))
    return (state, state)


def _cell_parameters(kind: str, args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors under Attributes on the pages of torch.nn.RNNCell, LSTMCell and GRUCell."""
    gates, dtype = GATES[kind.removesuffix("Cell")] * args["hidden_size"], args["dtype"] or "float32"
    weights = (
        ParameterSpec("weight_ih", (gates, args["input_size"]), dtype),
        ParameterSpec("weight_hh", (gates, args["hidden_size"]), dtype),
    )
    biases = (ParameterSpec("bias_ih", (gates,), dtype), ParameterSpec("bias_hh", (gates,), dtype))
    return weights + biases if args["bias"] else weights


def _cell_multiply_adds(kind: str, args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count one product for each weight, as the equations on the page of torch.nn.LSTMCell multiply them."""
    rows = inputs[0].shape[0] if len(inputs[0].shape) == 2 else 1
    features = args["input_size"] + args["hidden_size"]
    return int(rows * GATES[kind.removesuffix("Cell")] * args["hidden_size"] * features)


_SIZES = (
    size("input_size", later("layers.recurrent.input_size"), auto=last_dim),
    size("hidden_size", later("layers.recurrent.hidden_size")),
)
_LAYERS = depth("num_layers", later("layers.recurrent.num_layers"), 1)
_NONLINEARITY = Argument(
    name="nonlinearity",
    type="choice",
    default="tanh",
    choices=("tanh", "relu"),
    help=later("layers.recurrent.nonlinearity"),
)
_STACK = (
    BIAS,
    Argument(
        name="batch_first",
        type="bool",
        default=False,
        help=later("layers.attention.batch_first"),
    ),
    Argument(
        name="dropout",
        type="float",
        default=0.0,
        minimum=0,
        maximum=1,
        help=later("layers.recurrent.dropout"),
    ),
    Argument(
        name="bidirectional",
        type="bool",
        default=False,
        help=later("layers.recurrent.bidirectional"),
    ),
)
_PROJ_SIZE = size("proj_size", later("layers.recurrent.proj_size"), 0, minimum=0)


def _sequence_kind(name: str, summary: Later, arguments: tuple[Argument, ...]) -> Kind:
    return Kind(
        name=name,
        category="recurrent",
        summary=summary,
        arguments=(*arguments, DTYPE),
        inputs=("input", "hx"),
        optional=1,
        takes_tuples=True,
        output=lambda args, *inputs: _recurrent(name, args, *inputs),
        parameters=lambda args: _recurrent_parameters(name, args),
        multiply_adds=lambda args, inputs, output: _recurrent_multiply_adds(name, args, inputs, output),
        constraint=_projection_constraint,
    )


def _cell_kind(name: str, summary: Later, extra: tuple[Argument, ...] = ()) -> Kind:
    return Kind(
        name=name,
        category="recurrent",
        summary=summary,
        arguments=(*_SIZES, BIAS, *extra, DTYPE),
        inputs=("input", "hx"),
        optional=1,
        takes_tuples=True,
        output=lambda args, *inputs: _cell(name, args, *inputs),
        parameters=lambda args: _cell_parameters(name, args),
        multiply_adds=lambda args, inputs, output: _cell_multiply_adds(name, args, inputs, output),
        follows=() if name == "LSTMCell" else ("Linear", "Dropout", "LayerNorm"),
    )


def _base_kind(name: str, instead: Later) -> Kind:
    """Describe an abstract class; it has no forward, so its rule is never asked."""

    def output(args: Args, *inputs: Value) -> Value:
        raise ShapeError(instead.said)

    return Kind(name=name, category="recurrent", summary=later("layers.recurrent.base"), output=output, instead=instead)


KINDS = (
    _sequence_kind(
        "RNN",
        later("layers.RNN"),
        (*_SIZES, _LAYERS, _NONLINEARITY, *_STACK),
    ),
    _sequence_kind(
        "LSTM",
        later("layers.LSTM"),
        (*_SIZES, _LAYERS, *_STACK, _PROJ_SIZE),
    ),
    _sequence_kind("GRU", later("layers.GRU"), (*_SIZES, _LAYERS, *_STACK)),
    _cell_kind("RNNCell", later("layers.RNNCell"), (_NONLINEARITY,)),
    _cell_kind("LSTMCell", later("layers.LSTMCell")),
    _cell_kind("GRUCell", later("layers.GRUCell")),
    _base_kind("RNNBase", later("layers.RNNBase.instead")),
    _base_kind("RNNCellBase", later("layers.RNNCellBase.instead")),
)
