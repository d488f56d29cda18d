"""Lets a function run every call of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, Final

from torch import nn

Called = Callable[[nn.Module, tuple[Any, ...], dict[str, Any], Callable[..., Any]], Any]
"""Takes a module, what it is given, and the call itself."""
_CALLED: ContextVar[Called | None] = ContextVar("called", default=None)


class _Watch:
    """Who watches: `nn.Module.__call__` is another function as long as somebody does."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.count = 0
        self.original: Callable[..., Any] = nn.Module.__call__

    def begin(self) -> None:
        with self.lock:
            self.count += 1
            if self.count == 1:
                self.original = nn.Module.__call__
                nn.Module.__call__ = _call  # type: ignore[method-assign]

    def end(self) -> None:
        with self.lock:
            self.count -= 1
            if not self.count:
                nn.Module.__call__ = self.original  # type: ignore[method-assign]


_WATCH: Final = _Watch()


def _call(self: nn.Module, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever forwards take and return
    called = _CALLED.get()
    return _WATCH.original(self, *args, **kwargs) if called is None else called(self, args, kwargs, _WATCH.original)


@contextmanager
def watching() -> Iterator[None]:
    """Be ready for `watched`: each time it begins anew Python looks through all classes of modules there are."""
    _WATCH.begin()
    try:
        yield
    finally:
        _WATCH.end()


@contextmanager
def watched(called: Called) -> Iterator[None]:
    """Let `called` run every call of a module in this thread."""
    with watching():
        before = _CALLED.set(called)
        try:
            yield
        finally:
            _CALLED.reset(before)
