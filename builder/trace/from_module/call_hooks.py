"""Lets a function run every call of a module, and hears when a forward asks whether gradients are on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, Final

import torch
from torch import nn

Called = Callable[[nn.Module, tuple[Any, ...], dict[str, Any], Callable[..., Any]], Any]
"""Takes a module, what it is given, and the call itself."""
_CALLED: ContextVar[Called | None] = ContextVar("called", default=None)
_ASKED: ContextVar[Callable[[], None] | None] = ContextVar("asked", default=None)


class _Watch:
    """Who watches: `nn.Module.__call__` and `torch.is_grad_enabled` are other functions as long as somebody does."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.count = 0
        self.original: Callable[..., Any] = nn.Module.__call__
        self.asks: Callable[[], bool] = torch.is_grad_enabled

    def begin(self) -> None:
        with self.lock:
            self.count += 1
            if self.count == 1:
                self.original = nn.Module.__call__
                nn.Module.__call__ = _call  # type: ignore[method-assign]
                self.asks, torch.is_grad_enabled = torch.is_grad_enabled, _asks

    def end(self) -> None:
        with self.lock:
            self.count -= 1
            if not self.count:
                nn.Module.__call__ = self.original  # type: ignore[method-assign]
                torch.is_grad_enabled = self.asks


_WATCH: Final = _Watch()


def _call(self: nn.Module, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever forwards take and return
    called = _CALLED.get()
    return _WATCH.original(self, *args, **kwargs) if called is None else called(self, args, kwargs, _WATCH.original)


_NOT_ASKING = ("torch.", "builder.")
"""Whose functions ask so that gradients come as they should, whoever calls them."""


def _asks() -> bool:
    asked = _ASKED.get()
    if asked is not None and not sys._getframe(1).f_globals.get("__name__", "").startswith(_NOT_ASKING):
        asked()
    return _WATCH.asks()


@contextmanager
def prepare_hooks() -> Iterator[None]:
    """Be ready for `hook_calls`: each time it begins anew Python looks through all classes of modules there are."""
    _WATCH.begin()
    try:
        yield
    finally:
        _WATCH.end()


@contextmanager
def hook_calls(called: Called, asked: Callable[[], None] | None = None) -> Iterator[None]:
    """Let `called` run every call of a module in this thread; call `asked` where one asks whether gradients are on."""
    with prepare_hooks():
        before, before_asked = _CALLED.set(called), _ASKED.set(asked)
        try:
            yield
        finally:
            _CALLED.reset(before)
            _ASKED.reset(before_asked)
