"""`from_module`: the whole way from a live network to a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from builder.document.blocks import Block, Document, Graph, Layer, Sequential, Shared
from builder.document.names import attribute_fault, class_name_fault
from builder.document.validation import validate
from builder.errors import BuilderError, UnsupportedError
from builder.module import to_module
from builder.tracing.binding import Bound, bind, holds_tensors
from builder.tracing.examples import Example, Examples, examples, input_name
from builder.tracing.layers import layer_arguments, layer_kind
from builder.tracing.recorder import _MAKERS, Recorder, Source, Step, watched
from builder.tracing.refusal import Untraceable
from builder.tracing.tensors import Owners, frozen, own_tensors, tensor_block, ties
from builder.tracing.twin import Twin
from builder.tracing.wiring import Parts, wiring

Call = tuple[tuple[Any, ...], dict[str, Any]]


def from_module(network: nn.Module, inputs: Example | Sequence[Example]) -> Document:
    """Return the document of a network: its tree, names, ties and what is frozen, each own forward as a graph.

    `inputs` holds an example tensor or a shape for each input. The forwards run on the meta device, so nothing is
    computed and the network is left as it is; what hangs on sizes other than the batch is taken as for these inputs.
    A ModuleList becomes a sequential, called as one where it is a chain and module by module where it is not.

    Raises:
        UnsupportedError: parts of it cannot be drawn; the message names each class with the reason.
    """
    twin = Twin(network)
    shown = examples(network, inputs)
    was_training = network.training
    twin.network.train(was_training)
    reading = _Reading(twin, shown)
    reading.run()
    root = reading.block(twin.network, "", None)
    if reading.faults:
        raise _told(reading.faults, reading)
    document = Document(
        name=type(network).__name__,
        inputs=shown.inputs,
        batch=shown.batch,
        root=root,
        ties=ties(reading.owners),
        frozen=frozen(reading.owners),
    )
    try:
        validate(document)
        ours = to_module(document, device="meta").state_dict()
    except BuilderError as error:
        raise UnsupportedError(f"{type(network).__name__} cannot be drawn: {error}") from None
    _hold(ours, twin.network.state_dict(), type(network).__name__)
    return document


def _told(faults: dict[str, Untraceable], reading: _Reading) -> UnsupportedError:
    """Word all that cannot be drawn as one error, in the order of the modules."""
    lines = []
    for path in sorted(faults, key=list(reading.paths.values()).index):
        error, module = faults[path], reading.twin.network.get_submodule(path)
        hint = f" {error.hint}" if error.hint else ""
        lines.append(f"\n- {type(module).__name__} at {path or 'the root'}: {error.reason}{hint}")
    count = "1 class" if len(lines) == 1 else f"{len(lines)} classes"
    return UnsupportedError(f"{count} cannot be drawn:{''.join(lines)}")


def _hold(ours: dict[str, Tensor], theirs: dict[str, Tensor], name: str) -> None:
    """Refuse a document whose network would have other tensors."""
    shapes = [[(key, t.shape, t.dtype) for key, t in state.items()] for state in (ours, theirs)]
    if shapes[0] == shapes[1]:
        return
    odd = [entry for entry in (*shapes[0], *shapes[1]) if (entry in shapes[0]) != (entry in shapes[1])]
    where = odd[0][0] if odd else "their order"
    raise UnsupportedError(f"{name} cannot be drawn: its state_dict would differ in {where}.")


class _OnMeta(TorchFunctionMode):
    """Makes new tensors on meta, where the network is."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - what torch's functions return
        kwargs = dict(kwargs or {})
        if getattr(func, "__name__", "") in _MAKERS:
            kwargs["device"] = "meta"
        return func(*args, **kwargs)


class _Reading:
    """Turns the modules of a twin into blocks, one by one; collects what stands in the way."""

    def __init__(self, twin: Twin, shown: Examples) -> None:
        self.twin = twin
        self.shown = shown
        self.calls: dict[int, list[Call]] = {}
        self.faults: dict[str, Untraceable] = {}
        self.stopped = False
        """Whether the run of the whole network came to no end, so that what comes later was not called."""
        self.owners: Owners = []
        self.homes: dict[int, str] = {}
        """The id of the block of each module, by the id of the module."""
        self.ids: set[str] = set()
        self.paths = {id(module): path for path, module in twin.network.named_modules()}

    def run(self) -> None:
        """Run the whole network once and keep what each module is called with."""

        def called(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], call: Callable[..., Any]) -> Any:  # noqa: ANN401
            self.calls.setdefault(id(module), []).append((args, kwargs))
            try:
                return call(module, *args, **kwargs)
            except Exception as error:
                if not self.faults and layer_kind(module) is None and not _is_container(module):
                    self.faults[self.paths.get(id(module), "")] = _as_untraceable(error)
                raise

        try:
            with torch.no_grad(), _OnMeta(), watched(called):
                self.twin.network(*self.shown.tensors)
        except Exception as error:  # whatever the caller's own forward raises; it is told with the class
            self.stopped = True
            if not self.faults:
                self.faults[""] = _as_untraceable(error)

    def new_id(self, base: str) -> str:
        """Return an id that is not taken."""
        base = base[-60:] or "root"
        name = next(n for n in (base, *(f"{base[-55:]}~{i}" for i in range(2, 100_000))) if n not in self.ids)
        self.ids.add(name)
        return name

    def block(self, module: nn.Module, path: str, name: str | None) -> Block:
        """Return the block of a module that stands at a path under a name."""
        if id(module) in self.homes:
            return Shared(id=self.new_id(path), name=name, of=self.homes[id(module)])
        own = self.new_id(path)
        self.homes[id(module)] = own
        kind = layer_kind(module)
        try:
            if module._forward_hooks or module._forward_pre_hooks:
                raise Untraceable("it has forward hooks, which no document holds.")
            if kind is not None:
                block: Block = Layer(id=own, name=name, kind=kind, args=self.arguments(module, kind))
            elif _is_container(module):
                block = self.sequential(module, path, own, name)
            else:
                block = self.graph(module, path, own, name)
        except Untraceable as error:
            if self.calls.get(id(module)) or not self.stopped or kind is not None:
                self.faults.setdefault(path, error)
            self.inside(module, path)
            return Layer(id=own, name=name, kind="Identity")
        if isinstance(block, Layer | Graph):
            self.owners.append((module, block))
        return block

    def inside(self, module: nn.Module, path: str) -> None:
        """Look for more faults below a module that cannot be drawn itself."""
        for name, child in module._modules.items():
            if child is not None and id(child) not in self.homes:
                self.block(child, f"{path}.{name}" if path else name, name)

    def arguments(self, module: nn.Module, kind: str) -> dict[str, Any]:
        """Return a layer's arguments; tensors among them from the network itself."""
        try:
            return layer_arguments(self.twin.original(module) if not _is_lazy(self.twin, module) else module, kind)
        except UnsupportedError as error:
            raise Untraceable(error.problem, error.hint) from None

    def sequential(self, module: nn.Module, path: str, own: str, name: str | None) -> Sequential:
        """Return the block of a container whose children run one after another, or of a list that holds them."""
        kids = []
        for i, (key, child) in enumerate(module._modules.items()):
            if child is None:
                raise Untraceable(f"its place {key} is None.", "Put nn.Identity() there.")
            kids.append(self.block(child, f"{path}.{key}" if path else key, None if key == str(i) else key))
        plain = type(module) in (nn.Sequential, nn.ModuleList, nn.ModuleDict)
        return Sequential(id=own, name=name, children=tuple(kids), class_name=None if plain else _class_name(module))

    def graph(self, module: nn.Module, path: str, own: str, name: str | None) -> Graph:
        """Return the graph of an own class."""
        for key, child in module._modules.items():
            fault = attribute_fault(key)
            if child is not None and fault is not None:
                raise Untraceable(f"its child cannot be drawn: {fault}")
        tensors = tuple(
            tensor_block(self.new_id(f"{path}.{key}" if path else key), key, tensor, is_parameter)
            for key, tensor, is_parameter in own_tensors(self.twin.original(module))
        )
        modules = {
            key: self.block(child, f"{path}.{key}" if path else key, key)
            for key, child in module._modules.items()
            if child is not None
        }
        lists = {
            key: tuple(child._modules)
            for key, child in module._modules.items()
            if child is not None and _is_container(child)
        }
        bound = self.bound(module)
        inputs: tuple[str, ...] = ()
        for given in bound.names:
            inputs = (*inputs, input_name(given, (*inputs, *modules, *(str(t.name) for t in tensors))))
        steps, outputs = self.trace(module, inputs)
        found = wiring(
            Parts(tensors, modules, lists),
            inputs,
            steps,
            outputs,
            lambda inner: self.inner(module, own, inner),
            lambda base: self.new_id(f"{path}.{base}" if path else base),
        )
        return Graph(id=own, name=name, inputs=inputs, class_name=_class_name(module), **found._asdict())

    def inner(self, module: nn.Module, own: str, path: str) -> str:
        """Return the id of the block of a module below; it has to stand there and not elsewhere."""
        target = module.get_submodule(path)
        if not self.paths[id(target)].startswith(self.paths[id(module)]):
            raise Untraceable(f"it calls {path}, a module that stands elsewhere as well.")
        return self.homes[id(target)]

    def bound(self, module: nn.Module) -> Bound:
        """Return what a module is called with, which has to be alike at each call."""
        calls = self.calls.get(id(module))
        if not calls:
            raise Untraceable("it is not called for these inputs.")
        found = [bind(module, *call) for call in calls]
        if not found[0].names:
            raise Untraceable("it is called without a tensor.")
        if any(other.names != found[0].names or repr(other.others) != repr(found[0].others) for other in found):
            raise Untraceable("it is called with different arguments at different places.")
        return found[0]

    def trace(self, module: nn.Module, inputs: tuple[str, ...]) -> tuple[list[Step], tuple[Source, ...]]:
        """Record a forward in training and in evaluation, which have to do the same."""
        training, outputs = self.record(module, inputs, True)
        evaluation, others = self.record(module, inputs, False)
        if outputs != others or len(training) != len(evaluation):
            raise Untraceable("its forward does something else in training than in evaluation.")
        steps = [_joined(a, b) for a, b in zip(training, evaluation, strict=True)]
        return steps, outputs

    def record(
        self, module: nn.Module, inputs: tuple[str, ...], training: bool
    ) -> tuple[list[Step], tuple[Source, ...]]:
        """Record a forward once."""
        self.twin.network.train(training)
        args, kwargs = _distinct(self.calls[id(module)][0])
        recorder = Recorder(module, bind(module, args, kwargs), inputs)

        def called(inner: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], call: Callable[..., Any]) -> Any:  # noqa: ANN401
            if recorder.asleep or id(inner) not in recorder.paths:
                return call(inner, *args, **kwargs)
            recorder.asleep += 1
            try:
                out = call(inner, *args, **kwargs)
                return recorder.module_called(inner, args, kwargs, out)
            finally:
                recorder.asleep -= 1

        try:
            with torch.no_grad(), watched(called), recorder:
                result = module.forward(*args, **kwargs)
            return recorder.steps, _outputs(recorder, result)
        except Untraceable:
            raise
        except Exception as error:
            raise _as_untraceable(error) from None


def _outputs(recorder: Recorder, result: Any) -> tuple[Source, ...]:  # noqa: ANN401 - what a forward returns
    if isinstance(result, Tensor):
        return (recorder.source(result),)
    if not isinstance(result, tuple | list) or not holds_tensors(result):
        raise Untraceable(f"it returns a {type(result).__name__}.", "Return a tensor or a tuple of tensors.")
    try:
        return (recorder.source(result),)
    except Untraceable:
        if len(result) == 1:
            raise Untraceable("it returns a tuple of one.", "Return the tensor itself.") from None
        return tuple(recorder.source(item) for item in result)


def _joined(training: Step, evaluation: Step) -> Step:
    """Return a step that does the same in training and evaluation, but for what a function's block sees to itself."""
    step, other = training, evaluation
    if "dropout_p" in step.args and "dropout_p" not in other.args:
        other = other._replace(args={**other.args, "dropout_p": step.args["dropout_p"]})
    elif "dropout_p" in step.args:
        raise Untraceable("it drops attention in evaluation as well.", "Give dropout_p=self.p if self.training else 0.")
    if step._replace(training=None) != other._replace(training=None):
        raise Untraceable("its forward does something else in training than in evaluation.")
    if isinstance(evaluation.training, bool) or (step.kind or "").startswith(("F.dropout", "F.alpha_dropout")):
        if (training.training, evaluation.training) != (True, False):
            raise Untraceable(f"it calls {step.kind} without training=self.training.", "Give it, or use nn.Dropout.")
    return step


def _distinct(call: Call) -> Call:
    """Return what a module was called with, each tensor an object of its own."""

    def copied(value: Any) -> Any:  # noqa: ANN401 - whatever a forward takes
        if isinstance(value, Tensor):
            return torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device="meta")
        if type(value) in (tuple, list):
            return type(value)(copied(item) for item in value)
        return value

    args, kwargs = call
    return tuple(map(copied, args)), {name: copied(value) for name, value in kwargs.items()}


def _as_untraceable(error: Exception) -> Untraceable:
    """Word what a forward raised on meta."""
    if isinstance(error, Untraceable):
        return error
    text = str(error).strip().partition("\n")[0][:200]
    if isinstance(error, NotImplementedError | RuntimeError) and ("meta" in text or "item" in text):
        return Untraceable(f"its forward hangs on the values of tensors ({text}).", "Use torch.where.")
    return Untraceable(f"its forward raises {type(error).__name__}: {text}")


def _is_container(module: nn.Module) -> bool:
    """Tell whether a module holds children that run one after another, or has no forward of its own."""
    if isinstance(module, nn.ModuleList | nn.ModuleDict) and type(module).forward is nn.Module.forward:
        return True
    return isinstance(module, nn.Sequential) and type(module).forward is nn.Sequential.forward


def _is_lazy(twin: Twin, module: nn.Module) -> bool:
    return type(twin.original(module)) is not type(module)


def _class_name(module: nn.Module) -> str | None:
    name = type(module).__name__
    return name if class_name_fault(name) is None else None
