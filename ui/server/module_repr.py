"""The text of `print(net)` without a network, and without torch in this process.

Lazy layers are printed as `build_net()` of the emitted file hands them over: before their first input where the
document keeps them in code, and nothing in it needs their sizes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.analysis import Analysis
from builder.catalogue.layers import extra_repr as layers
from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit, resolve
from builder.document.blocks import AUTO, Block, Graph, Layer, Parallel, Repeat, Sequential, Shared, Written
from builder.document.tree import child_name, child_path, children, copy_name, is_module
from builder.errors import BuilderError
from builder.expansion.lazy_layers import is_lazy, needs_sizes
from builder.runner import asked_of
from builder.sentences import say

MAX_LINES = 4_000
"""Lines that are shown; a browser takes no more of them in one piece."""


def module_text(analysis: Analysis) -> str:
    """Return `str(net)` of an analysed document; what is longer than `MAX_LINES` ends with a line that says so."""
    lines: list[str] = []
    for line in _Printer(analysis).lines(analysis.expanded.root, "", "", ""):
        if len(lines) == MAX_LINES:
            return "\n".join([*lines, say("build.pane.cut", count=MAX_LINES)])
        lines.append(line)
    return "\n".join(lines)


class _Printer:
    def __init__(self, analysis: Analysis) -> None:
        self._blocks = analysis.blocks
        self._runner = analysis.runner
        self._keeps = not needs_sizes(analysis.expanded)
        self._classes = {id: name.printed for id, name in analysis.network.classes.items()}
        self._places = analysis.network.places

    def lines(self, block: Block, path: str, indent: str, label: str) -> Iterator[str]:
        """Yield the lines of one module as `nn.Module.__repr__` lays them out."""
        if isinstance(block, Shared):
            target = self._places[block.of]
            yield from self.lines(target.block, target.path, indent, label)
        elif isinstance(block, Layer):
            first, *rest = self._layer(block, path)
            yield f"{indent}{label}{first}"
            yield from (f"{indent}{line}" for line in rest)
        else:
            written = self._written(block, path) if isinstance(block, Written) else None
            if written is not None:
                yield f"{indent}{label}{written[0]}"
                yield from (f"{indent}{line}" for line in written[1:])
                return
            yield from self._container(block, path, indent, label)

    def _written(self, block: Written, path: str) -> list[str] | None:
        """Return what a run has shown of an object of a written class, or None where none has yet."""
        seen = self._blocks.get(path)
        known = None
        if block.source and seen is not None and seen.inputs:
            known = self._runner(asked_of(block, seen.inputs))
        # The run was one on the meta device, where torch names another class of tensors.
        text = known and ((not self._keeps and known.decided) or known.printed)
        return text.replace("torch.meta.", "torch.").split("\n") if text else None

    def _container(self, block: Block, path: str, indent: str, label: str) -> Iterator[str]:
        name = block.class_name if isinstance(block, Written) else self._classes.get(block.id)
        name = name or getattr(block, "holder", "Sequential")
        inside = list(_entries(block))
        extra = _extra(block)
        if not inside and len(extra) < 2:
            yield f"{indent}{label}{name}({''.join(extra)})"
            return
        yield f"{indent}{label}{name}("
        yield from (f"{indent}  {line}" for line in extra)
        if name == "ModuleList" or getattr(block, "holder", "") == "ModuleList":
            yield from self._listed(path, inside, indent + "  ")
        else:
            for key, child in inside:
                yield from self.lines(child, child_path(path, key), indent + "  ", f"({key}): ")
        yield f"{indent})"

    def _listed(self, path: str, inside: list[tuple[str, Block]], indent: str) -> Iterator[str]:
        """Yield the children of a ModuleList, equal ones in a row as one, as its own `__repr__` does."""
        shown = [list(self.lines(child, child_path(path, key), "", "")) for key, child in inside]
        first = 0
        for last in range(len(inside)):
            if last + 1 < len(inside) and shown[last + 1] == shown[first]:
                continue
            label = f"({first})" if first == last else f"({first}-{last})"
            times = "" if first == last else f"{last - first + 1} x "
            yield f"{indent}{label}: {times}{shown[first][0]}"
            yield from (f"{indent}{line}" for line in shown[first][1:])
            first = last + 1

    def _layer(self, block: Layer, path: str) -> list[str]:
        kind, args = explicit(block.kind), block.args
        name = block.kind if self._keeps and is_lazy(block) and not block.parametrizations else kind
        if name != kind:
            args = {**_lazy_args(name), **args}
        elif kind != block.kind or AUTO in args.values():
            args = self._blocks[path].args or args
        try:
            whole = resolve(kind, args, ())
            if name == kind:
                CATALOGUE[kind].constraint(whole)
        except BuilderError:  # they do not fit each other: the problem stands on the block
            shown = ", ".join(f"{key}={value!r}" for key, value in args.items())
            return [f"{name}({shown})"]
        first, *rest = layers.extra_repr(kind, whole, block.parametrizations).lines()
        return [name + first.removeprefix(kind), *rest] if name != kind else [first, *rest]


def _lazy_args(kind: str) -> dict[str, Any]:
    """Return the arguments of a lazy kind that need not be given: its own defaults, and 0 for what an input decides."""
    own = {one.name: one.default for one in CATALOGUE[kind].arguments if one.default is not REQUIRED}
    return {**{one.name: 0 for one in CATALOGUE[explicit(kind)].arguments if one.auto}, **own}


def _entries(block: Block) -> Iterator[tuple[str, Block]]:
    if isinstance(block, Repeat):
        yield from ((copy_name(block, i), block.child) for i in range(block.count))
    elif isinstance(block, Sequential | Parallel | Graph | Written):
        for i, child in enumerate(children(block)):
            if is_module(block, child):
                yield child_name(block, i, child), child


def _extra(block: Block) -> list[str]:
    """Return the lines of a class's `extra_repr`; a ModuleList never shows its own."""
    text = getattr(block, "extra_repr", "")
    return text.split("\n") if text and getattr(block, "holder", "") != "ModuleList" else []
