"""A run of a whole network on meta: what each of its modules is called with, and what it returns."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from builder.trace.errors import UntraceableError
from builder.trace.from_module.call_hooks import hook_calls
from builder.trace.from_module.calls import function_name
from builder.trace.from_module.devices import device_answer, is_move, on_meta
from builder.trace.from_module.examples import Examples
from builder.trace.from_module.forward import as_untraceable
from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.plain import is_container
from builder.trace.from_module.recorder import Call, asks_size, only_tensors
from builder.trace.from_module.sequences import has_batch, misplaced_in
from builder.trace.from_module.state import State
from builder.trace.from_module.twin import Twin


class _OnMeta(TorchFunctionMode):
    """Makes new tensors on meta, where the network is, and sees whether the forward of an own class asks for sizes."""

    def __init__(self, twin: Twin) -> None:
        super().__init__()
        self.twin = twin
        self.running: list[bool] = []
        """Whether each module that runs now is of a class of its own, the innermost last."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - what torch's functions return
        kwargs = kwargs or {}
        if (answer := device_answer(func)) is not NotImplemented:
            return answer
        name = getattr(func, "__name__", "")
        if is_move(name, args, kwargs):
            return args[0]
        args, kwargs = on_meta(name, args, kwargs)
        out = func(*args, **kwargs)
        if asks_size(function_name(func)[0], args, out) and self.running[-1:] == [True]:
            self.twin.asks_sizes |= not str(sys._getframe(1).f_globals.get("__name__")).startswith("builder.")
        return out


class Run:
    """What the modules of a twin are called with, in one run of the whole."""

    def __init__(self, twin: Twin, shown: Examples) -> None:
        """Begin before the run."""
        self.twin = twin
        self.shown = shown
        self.calls: dict[int, list[Call]] = {}
        """What each module is called with, by its id."""
        self.faults: dict[str, UntraceableError] = {}
        """Why the run came to no end, by the path of the module."""
        self.stopped = False
        """Whether the run of the whole network came to no end, so that what comes later was not called."""
        self.misplaced = 0
        """How often the batch was not where layers take it to be, or missing from what is returned."""
        self.paths = {id(module): path for path, module in twin.network.named_modules()}
        self.returned: dict[int, bool] = {}
        """Whether all that each module returns is tensors, by its id."""
        self.lasting: dict[int, UntraceableError] = {}
        """What the first call of each module leaves behind for the next one, by its id."""

    def run(self) -> None:
        """Run the whole network once and keep what each module is called with."""

        def called(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], call: Callable[..., Any]) -> Any:  # noqa: ANN401
            self.calls.setdefault(id(module), []).append((args, kwargs))
            self.misplaced += misplaced_in(module, args, kwargs)
            before = State(module) if _is_own(module) else None
            mode.running.append(before is not None)
            try:
                returned = call(module, *args, **kwargs)
                if before is not None and (left := before.changes()) is not None:
                    self.lasting.setdefault(id(module), left)
                self.returned[id(module)] = self.returned.get(id(module), True) and only_tensors(returned)
                return returned
            except (Exception, SystemExit) as error:
                if not self.faults and (before is not None):
                    self.faults[self.paths.get(id(module), "")] = as_untraceable(error)
                raise
            finally:
                mode.running.pop()

        mode = _OnMeta(self.twin)
        try:
            with torch.no_grad(), mode, hook_calls(called):
                returned = self.twin.network(*self.shown.tensors)
                self.misplaced += not has_batch(returned)
        except (Exception, SystemExit) as error:  # whatever their forwards raise; it is told with the class
            self.stopped = True
            if not self.faults:
                self.faults[""] = as_untraceable(error)


def _is_own(module: nn.Module) -> bool:
    return layer_kind(module) is None and not is_container(module)
