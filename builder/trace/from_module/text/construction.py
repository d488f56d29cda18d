"""How an object is made again: the lines of an `__init__` that set what it now holds, with holes where values stand.

Objects of one class mostly differ in values alone. Where a hole holds another value for each, it becomes an argument.
"""

from __future__ import annotations

import functools
import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.module_repr import extra_reprs, own_repr, printed_text
from builder.trace.from_module.plain import require_plain
from builder.trace.from_module.tensors import own_tensors
from builder.trace.from_module.text.layer_calls import (
    frozen_lines,
    is_own,
    layer_arguments,
    layer_call,
    unwritable,
)
from builder.trace.from_module.text.numbers import Runs, tensor_literal
from builder.trace.from_module.text.parts import Child, Hole, Parts, join_by_commas
from builder.trace.from_module.text.references import References, is_plain

WHOLE = "_printed"
"""The attribute that holds how an object is printed whose `__repr__` is its own."""
SHOWN = "_shown"
"""The attribute that holds what stands between the brackets when an object is printed."""
BY_MODE = "_shown_by_mode"
"""The same where that is another in training than in evaluation, which comes first."""


class Construction:
    """Writes the lines that make one object, and what they name."""

    def __init__(self, module: nn.Module, attributes: dict[str, None], references: References) -> None:
        """Write them.

        Raises:
            UntraceableError: it holds what no line gives.
        """
        self.module = module
        self.references = references
        self.name = type(module).__name__
        self.needs: dict[str, None] = {}
        self.lines: list[Parts] = []
        kind = layer_kind(module)
        if kind is not None:
            self.lines.append(["super().__init__(", *layer_arguments(module, kind, "", self.name), ")"])
            self.lines += [[line] for line in frozen_lines(module)]
            return
        self.lines.append(["super().__init__()"])
        self._tensors()
        first: dict[int, str] = {}
        for name, child in module._modules.items():
            same = name if child is None else first.setdefault(id(child), name)
            self._child(name, child, same)
            if child is not None and same == name:
                self.lines += [[line] for line in frozen_lines(module, name)]
        for name in attributes:
            if name not in {*module._parameters, *module._buffers, *module._modules} and hasattr(module, name):
                self.lines.append([f"self.{name} = ", *self._value(getattr(module, name), name)])
        self._print()

    @property
    def children(self) -> Iterator[Child]:
        """The objects that it makes of other classes."""
        return (part for line in self.lines for part in line if isinstance(part, Child))

    def _print(self) -> None:
        """Write how the object is printed."""
        whole, shown, by_mode = own_repr(self.module), printed_text(self.module), extra_reprs(self.module)
        if by_mode is not None:
            self.lines.append([f"self.{BY_MODE} = ", Hole(by_mode, "shown")])
        elif whole is not None:
            self.lines.append([f"self.{WHOLE} = ", Hole(whole, "printed")])
        elif shown is not None and shown[1]:
            self.lines.append([f"self.{SHOWN} = ", Hole(shown[1], "shown")])

    def _tensors(self) -> None:
        for name, parameter in self.module._parameters.items():
            if parameter is None:
                self.lines.append([f"self.register_parameter({name!r}, None)"])
        for name, buffer in self.module._buffers.items():
            if buffer is None:
                self.lines.append([f"self.register_buffer({name!r}, None)"])
        for name, tensor, is_parameter, persistent in own_tensors(self.module):
            _require_attribute(name, self.name)
            if is_parameter:
                frozen = "" if tensor.requires_grad else ", requires_grad=False"
                drawn = self._drawn(tensor, name)
                self.lines.append([f"self.{name} = nn.Parameter(", *drawn, f"{frozen})"])
            else:
                kept = "" if persistent else ", persistent=False"
                self.lines.append([f"self.register_buffer({name!r}, ", *self._numbers(tensor, name), f"{kept})"])

    def _drawn(self, tensor: Tensor, name: str) -> Parts:
        """Write a parameter: of one value, else normal with the mean and spread that it has."""
        size = Hole(tuple(tensor.shape), f"{name}_shape")
        dtype = "" if tensor.dtype == torch.float32 else f", dtype={tensor.dtype}"
        if tensor.is_meta or not tensor.numel():
            return ["torch.zeros(", size, f"{dtype})"]
        values = tensor.detach()
        if bool((values == values.flatten()[0]).all()) and is_plain(values.flatten()[0].item()):
            return ["torch.full(", size, ", ", Hole(values.flatten()[0].item(), f"{name}_value"), f"{dtype})"]
        if not tensor.is_floating_point():
            raise self._fault(name, tensor.dtype)
        values = values.float()
        mean, std = round(float(values.mean()), 4), float(f"{float(values.std()):.1g}")
        spread = Hole(std, f"{name}_std")
        drawn: Parts = ["torch.randn(", size, f"{dtype}) * ", spread]
        # A mean within the spread is taken for chance; the values themselves come with the weights.
        return drawn if abs(mean) < std else [*drawn, " + ", Hole(mean, f"{name}_mean")]

    def _numbers(self, tensor: Tensor, name: str) -> Parts:
        """Write a buffer with its numbers; only the weights have those of a large one.

        Raises:
            UntraceableError: it is a large one that no weights have.
        """
        dtype = str(tensor.dtype)
        if tensor.is_meta or not tensor.numel():
            return ["torch.zeros(", Hole(tuple(tensor.shape), f"{name}_shape"), f", dtype={dtype})"]
        first = tensor.flatten()[0]
        if bool((tensor == first).all()) and is_plain(first.item()):
            size = Hole(tuple(tensor.shape), f"{name}_shape")
            return ["torch.full(", size, ", ", Hole(first.item(), f"{name}_value"), f", dtype={dtype})"]
        found = None if tensor.is_complex() else tensor_literal(tensor)
        if found is None:
            if name in self.module._non_persistent_buffers_set or name not in self.module._buffers:
                raise UntraceableError(
                    say("trace.buffer-long", name=name, count=tensor.numel()), say("trace.buffer.hint")
                )
            warnings.warn(say("trace.buffer-values", name=name, count=tensor.numel()), stacklevel=2)
            return ["torch.zeros(", Hole(tuple(tensor.shape), f"{name}_shape"), f", dtype={dtype})"]
        if not isinstance(found, Runs):
            return ["torch.tensor(", *self._spelled(found, name), f", dtype={dtype})"]
        counts, shape = Hole(found.counts, f"{name}_counts"), Hole(tuple(tensor.shape), f"{name}_shape")
        runs: Parts = ["torch.tensor(", *self._spelled(found.values, name), f", dtype={dtype})"]
        size = Hole(tensor.numel(), f"{name}_size")  # on meta torch cannot add up the counts
        made = [*runs, ".repeat_interleave(torch.tensor(", counts, "), output_size=", size, ").view(", shape, ")"]
        return [*made, ".cumsum(0)"] if found.summed else made

    def _spelled(self, numbers: Any, name: str) -> Parts:  # noqa: ANN401 - a number, or nested lists of them
        """Write numbers as one value where each has a literal, else one by one."""
        if is_plain(numbers) or not isinstance(numbers, list):
            return self._value(numbers, name)
        return ["[", *join_by_commas([self._spelled(item, name) for item in numbers]), "]"]

    def _child(self, name: str, child: nn.Module | None, same: str) -> None:
        """Write how a child is made; `same` is the name under which it stands already, or its own."""
        made = ["None"] if child is None else self._made(child, name)
        if same != name:
            made = [f"self.{same}" if same.isidentifier() else f"self.get_submodule({same!r})"]
        is_held = isinstance(self.module, nn.Sequential | nn.ModuleList | nn.ModuleDict)
        if is_held or not name.isidentifier():
            self.lines.append([f"self.add_module({name!r}, ", *made, ")"])
        else:
            _require_attribute(name, self.name)
            self.lines.append([f"self.{name} = ", *made])

    def _made(self, module: nn.Module, hint: str) -> Parts:
        """Write the expression that makes a module below."""
        require_plain(module)
        if is_own(module):
            return [Child(module, hint)]
        kind = layer_kind(module)
        if kind is not None:
            return layer_call(module, kind, hint, self.name)
        if isinstance(module, nn.ParameterList | nn.ParameterDict):
            return self._parameters(module, hint)
        made: dict[str, Parts] = {}
        for key, child in module._modules.items():
            made[key] = ["None"] if child is None else self._made(child, f"{hint}_{key}")
        if isinstance(module, nn.ModuleDict):
            return ["nn.ModuleDict({", *join_by_commas([[f"{key!r}: ", *parts] for key, parts in made.items()]), "})"]
        if isinstance(module, nn.ModuleList):
            return ["nn.ModuleList([", *join_by_commas(list(made.values())), "])"]
        if list(made) == [str(i) for i in range(len(made))]:
            return ["nn.Sequential(", *join_by_commas(list(made.values())), ")"]
        pairs = join_by_commas([[f"({key!r}, ", *parts, ")"] for key, parts in made.items()])
        return ["nn.Sequential(OrderedDict([", *pairs, "]))"]

    def _parameters(self, module: nn.Module, hint: str) -> Parts:
        """Write the call that makes a list or dict of parameters."""
        made: dict[str, Parts] = {}
        for key, tensor in module._parameters.items():
            if tensor is None:
                raise self._fault(hint, None)
            frozen = "" if tensor.requires_grad else ", requires_grad=False"
            made[key] = ["nn.Parameter(", *self._drawn(tensor, f"{hint}_{key}"), f"{frozen})"]
        if any(True for _ in module.buffers()) or any(True for _ in module.children()):
            raise self._fault(hint, module)
        if isinstance(module, nn.ParameterList):
            return ["nn.ParameterList([", *join_by_commas(list(made.values())), "])"]
        return ["nn.ParameterDict({", *join_by_commas([[f"{key!r}: ", *parts] for key, parts in made.items()]), "})"]

    def _value(self, value: Any, name: str) -> Parts:  # noqa: ANN401 - whatever an attribute holds
        """Write the value of an attribute.

        Raises:
            UntraceableError: no text gives it.
        """
        if isinstance(value, torch.Size):
            value = tuple(value)
        if is_plain(value):
            return [Hole(value, name)]
        if isinstance(value, float):
            # Infinity and NaN, which have no literal.
            return [f'float("{value}")']
        if isinstance(value, torch.dtype):
            return [str(value)]
        if isinstance(value, Tensor):
            return self._numbers(value, name)
        if type(value) in (list, tuple):
            parts = join_by_commas([self._value(item, f"{name}_{i}") for i, item in enumerate(value)])
            return ["[", *parts, "]"] if type(value) is list else ["(", *parts, ",)"]
        if type(value) is functools.partial and not value.args:
            self.references.take("partial", functools.partial, self.name)
            self.needs["partial"] = None
            items = [[f"{key}=", *self._value(item, f"{name}_{key}")] for key, item in value.keywords.items()]
            return ["partial(", *join_by_commas([self._value(value.func, name), *items]), ")"]
        return [self._named(value, name)]

    def _named(self, value: Callable[..., Any], name: str) -> str:
        """Write a function or class by its name."""
        own = getattr(value, "__name__", "")
        for prefix, place in (("nn.", nn), ("F.", torch.nn.functional), ("torch.", torch), ("math.", math)):
            if own and getattr(place, own, None) is value:
                return f"{prefix}{own}"
        if not own.isidentifier() or isinstance(value, nn.Module) or not callable(value):
            raise self._fault(name, value)
        self.references.take(own, value, self.name)
        self.needs[own] = None
        return own

    def _fault(self, name: str, value: object) -> UntraceableError:
        return unwritable(name, value, self.name)


def _require_attribute(name: str, of: str) -> None:
    if not name.isidentifier():
        raise UntraceableError(say("trace.text.attribute", name=name, cls=of, value="tensor"))
