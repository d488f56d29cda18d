"""Problems with their fixes; and findings, which are problems before it is known at which place they stand."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from builder.document.blocks import Block, Layer, Sequential, Shared
from builder.edits import Edit, Insert, Remove, SetArgument, UnsetArgument, Unshare, Unwrap
from builder.edits.tree import fresh_id

Severity = Literal["error", "warning"]


class Fix(NamedTuple):
    """An edit that mends a problem, and the words on its button."""

    label: str
    edit: Edit


class Problem(NamedTuple):
    """A mistake at a block: `problem` says what is wrong, `hint` what to do about it.

    `path` and `id` name the block, the first copy inside a repeat; `id` is "" where the document itself is meant.
    """

    severity: Severity
    path: str
    id: str
    problem: str
    hint: str | None = None
    fix: Fix | None = None


class Site(NamedTuple):
    """Where a finding stands: its block, and that block's place in its parent."""

    block: Block
    parent: Block | None
    position: int


class SetTo(NamedTuple):
    """Remedy: set an argument."""

    argument: str
    value: Any

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        shown = "true" if self.value is True else "false" if self.value is False else self.value
        return Fix(f"Set {self.argument} to {shown}", SetArgument(site.block.id, self.argument, self.value))


class LeaveOut(NamedTuple):
    """Remedy: give an argument back its default."""

    argument: str

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix(f"Leave out {self.argument}", UnsetArgument(site.block.id, self.argument))


class PutBefore(NamedTuple):
    """Remedy: insert a layer before the block, where it stands in a sequential."""

    kind: str
    args: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        if not isinstance(site.parent, Sequential):
            return None
        layer = Layer(id=fresh_id(), kind=self.kind, args=self.args)
        return Fix(f"Insert {self.kind} before it", Insert(site.parent.id, site.position, layer))


class TakeOut(NamedTuple):
    """Remedy: remove the block."""

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return None if site.parent is None else Fix("Remove it", Remove((site.block.id,)))


class TakeApart(NamedTuple):
    """Remedy: leave a container's one child in its place."""

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return None if site.parent is None else Fix("Unwrap it", Unwrap(site.block.id))


class Part(NamedTuple):
    """Remedy: give a shared place a module of its own."""

    def fix(self, site: Site) -> Fix | None:
        """Return the edit at a place."""
        return Fix("Unshare it", Unshare(site.block.id)) if isinstance(site.block, Shared) else None


Remedy = SetTo | LeaveOut | PutBefore | TakeOut | TakeApart | Part


class Finding(NamedTuple):
    """A problem as seen from a block that does not know its own path.

    `trail` leads from that block down to the one that is meant, by child indices.
    """

    severity: Severity
    problem: str
    hint: str | None = None
    remedy: Remedy | None = None
    trail: tuple[int, ...] = ()
