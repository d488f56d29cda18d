"""A property that is worked out once. Python 3.11's own makes all objects of its class wait while one is working."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class cached_property(Generic[T]):  # noqa: N801 - as functools has it
    """`functools.cached_property`, with a lock for each object: one person's long analysis is not another's.

    >>> class Square:
    ...     side = 3
    ...     @cached_property
    ...     def area(self) -> int:
    ...         return self.side**2
    >>> square = Square()
    >>> square.area, vars(square)
    (9, {'area': 9})
    """

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name under which each object keeps its value."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> cached_property[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> cached_property[T] | T:
        """Return the value; whoever asks for it while it is worked out waits for that."""
        if instance is None:
            return self
        kept, waiting = instance.__dict__, f"{self._name} is worked out"
        with kept.setdefault(waiting, RLock()):
            if self._name not in kept:
                kept[self._name] = self._function(instance)
        kept.pop(waiting, None)
        value: T = kept[self._name]
        return value
