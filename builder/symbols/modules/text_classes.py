"""What the document namespace needs of the classes that are kept as text; `builder.classes.of_file` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from builder.document.blocks import ArgumentValue, Instance
    from builder.errors import SourceError
    from builder.interpreter.interpreter import Interpreter
    from builder.interpreter.limits import Value
    from builder.interpreter.values import Class
    from builder.runner import Shown
    from builder.symbols.values import ModuleSymbol


class TextClasses(Protocol):
    """Classes of a file that no graph can express and that are kept as text."""

    text: str
    """The whole of the file."""
    interpreter: Interpreter
    work: int
    failed: dict[int, Any]
    """How the objects fail on what they were last called with, by the `id` of their modules."""
    reached: int
    """The line of its class's text that the last run which failed came to."""
    known: dict[str, tuple[Class, str]]
    """Classes of texts of ours, with these, by name."""

    def in_full(self, problem: str) -> str:
        """Return what torch says of the last failure on numbers, where it tells more than on the meta device."""

    def is_hopeless(self, module: ModuleSymbol) -> bool:
        """Tell whether no other inputs would let a network run."""

    def is_kept(self, module: ModuleSymbol) -> bool:
        """Tell whether the class of an object is kept as text."""

    def keep(self, module: ModuleSymbol, why: SourceError, told: bool = True) -> dict[str, ArgumentValue] | None:
        """Keep the class of an object; return what the object is given, None where that cannot be."""

    def hint_why_not_kept(self, module: ModuleSymbol, hint: str | None) -> str | None:
        """Add to a hint why the class of an object cannot be kept, where that is known."""

    def called_otherwise(self, hint: str | None) -> str:
        """Add to a hint that a class cannot be kept because of what a call gives it."""

    def run_result(
        self, module: ModuleSymbol, args: dict[str, ArgumentValue], specs: tuple[Value, ...]
    ) -> Shown | None:
        """Return what a run of an object with these inputs shows, None where that is not known yet."""

    def instance(
        self, module: ModuleSymbol, own: str, name: str | None, error: SourceError, exhausted: bool
    ) -> Instance:
        """Return the block of an object, under the id `own`."""
