"""Statements for each tensor that a selector names, each tensor once, in the order of the live network.

The order is that of `builder.module.selection`; where a simple call or loop says the same, that is what is written.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.layers.schemes import Scheme
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import Document, Function, Graph, Layer, Selector, Shared, TensorBlock, Written
from builder.document.copies import block_paths, called_block
from builder.document.patterns import matches
from builder.document.tree import child_path, walk
from builder.targets.literals import string
from builder.targets.source.access import Access
from builder.targets.source.emitter import Reader
from builder.targets.source.layout import WIDTH, Expression, Page, columns, sequence, text
from builder.targets.source.tensors import Tensors

Action = Callable[[str], Expression]
_SHORT = 30
"""Characters of a name that stands in a condition; longer ones go into a list."""


class SelectorWriter:
    """Writes the statements for one selector."""

    def __init__(self, document: Document, reader: Reader, access: Access, tensors: Tensors) -> None:
        """Keep what is needed to reach blocks and to know their tensors."""
        self.document = document
        self.reader = reader
        self.access = access
        self.tensors = tensors

    def put(self, page: Page, select: Selector, scheme: Scheme | None, action: Action) -> None:
        """Write `action` for every tensor that is selected and that the scheme can fill."""
        if select.tensor is not None and not select.tensor.strip("*"):
            select = Selector(block=select.block, kind=select.kind)
        if select.block is not None:
            select = Selector(
                block=called_block(select.block, self.reader.places), kind=select.kind, tensor=select.tensor
            )
        block = self.document.root if select.block is None else self.reader.places[select.block or ""].block
        if isinstance(block, TensorBlock | Function):
            self._put_own(page, select, block, scheme, action)
        elif select.tensor is not None and not is_own_name(select.tensor):
            self._put_by_key(page, select, scheme, action)
        elif not self._put_layer(page, select, scheme, action) and not self._put_kind(page, select, scheme, action):
            self._put_loop(page, select, scheme, action)

    def _put_own(
        self, page: Page, select: Selector, block: TensorBlock | Function, scheme: Scheme | None, action: Action
    ) -> None:
        """Write a call for one tensor of a graph; a function has none."""
        keys = self.tensors.keys(select)
        if isinstance(block, TensorBlock) and keys and _fits(len(block.shape), scheme):
            reach = self.access.reach(block.id)
            indent = self.access.put_loops(page, reach, 4)
            page.put(action(self.access.short(page, reach.steps, indent, _SHORT)), indent)

    def _put_layer(self, page: Page, select: Selector, scheme: Scheme | None, action: Action) -> bool:
        """Write one call for each tensor of one layer."""
        block = None if select.block is None else self.reader.places[select.block].block
        if not isinstance(block, Layer) or self.tensors.is_composite(block) or self._is_tied(block.id):
            return False
        if select.kind not in (None, explicit(block.kind)):
            return True
        names = [spec.name for spec in self.tensors.of(block) if _fits(len(spec.shape), scheme)]
        names = [name for name in names if select.tensor in (None, name)]
        if names:
            reach = self.access.reach(block.id)
            indent = self.access.put_loops(page, reach, 4)
            layer = self.access.short(page, reach.steps, indent, _SHORT)
            for name in names:
                page.put(action(f"{layer}.{name}"), indent)
        return True

    def _is_tied(self, id: str) -> bool:
        return any(tie.tensor.block == id for tie in self.document.ties)

    def _put_kind(self, page: Page, select: Selector, scheme: Scheme | None, action: Action) -> bool:
        """Write one loop over the modules of a kind whose tensors are the same few, as most kinds' are."""
        if select.kind is None or self.tensors.has_composites or self._repeats_tensors(select):
            return False
        rows = [{spec.name: spec for spec in self.tensors.of(layer)} for layer in self.tensors.layers(select.kind)]
        names = {name: spec for row in rows for name, spec in row.items()}
        if not names.keys() <= {"weight", "bias"}:
            return False
        chosen = [
            name for name, spec in names.items() if _fits(len(spec.shape), scheme) and select.tensor in (None, name)
        ]
        if chosen:
            start, indent = self._start(page, select)
            page.line(f"for module in {start}.modules():", indent)
            page.line(f"if type(module) is nn.{select.kind}:", indent + 4)
            for name in chosen:
                deeper = indent + 8
                if not all(name in row for row in rows):
                    page.line(f"if module.{name} is not None:", deeper)
                    deeper += 4
                page.put(action(f"module.{name}"), deeper)
        return True

    def _start(self, page: Page, select: Selector) -> tuple[str, int]:
        """Write the loops over the copies of the selected block, and return what reaches one of them."""
        if select.block is None:
            return "net", 4
        reach = self.access.reach(select.block)
        indent = self.access.put_loops(page, reach, 4)
        return self.access.short(page, reach.steps, indent, 50), indent

    def _meets_tied(self, pattern: str) -> bool:
        """Tell whether a pattern on keys holds for one of those of a tied tensor."""
        for tie in self.document.ties:
            for end in (tie.tensor, tie.of):
                paths = block_paths(self.document, end.block, self.reader.places)
                keys = [child_path(path, end.tensor) for path in paths]
                if any(matches(pattern, end.tensor.rpartition(".")[2], key) for key in keys):
                    return True
        return False

    def _repeats_tensors(self, select: Selector) -> bool:
        """Tell whether a plain loop could meet one tensor twice, or know it only by a name that is not selected."""
        if self.tensors.is_mixed(select):
            return True
        if select.block is None:
            return False
        block = self.reader.places[select.block].block
        in_copies = self.reader.places[select.block].scope != ""
        return in_copies and (bool(self.document.ties) or any(isinstance(below, Shared) for below in walk(block)))

    def _put_loop(self, page: Page, select: Selector, scheme: Scheme | None, action: Action) -> None:
        track = scheme is not None and self._repeats_tensors(select)
        if track:
            page.line("done = set()", 4)
        start, indent = self._start(page, select)
        if select.kind is None and select.tensor is None and scheme is None:
            page.put(action(start), indent)
            return
        conditions = [] if scheme is None else _dims(scheme)
        if select.kind is None and not track:
            if select.tensor is not None and self._holds_layers(select):
                page.line(f"for name, parameter in {start}.named_parameters():", indent)
                conditions.insert(0, f"name.endswith({string('.' + select.tensor)})")
            elif select.tensor is None:
                page.line(f"for parameter in {start}.parameters():", indent)
            else:
                page.line(f"for name, parameter in {start}.named_parameters():", indent)
                conditions.insert(0, f'name.rpartition(".")[2] == {string(select.tensor)}')
            self._put_action(page, conditions, track, action, indent + 4)
            return
        page.line(f"for module in {start}.modules():", indent)
        if select.kind is not None:
            indent += 4
            page.line(f"if type(module) is nn.{select.kind}:", indent)
        if select.tensor is None:
            page.line("for parameter in module.parameters(recurse=False):", indent + 4)
        else:
            page.line("for name, parameter in module.named_parameters(recurse=False):", indent + 4)
            conditions.insert(0, f"name == {string(select.tensor)}")
        self._put_action(page, conditions, track, action, indent + 8)

    def _holds_layers(self, select: Selector) -> bool:
        block = self.document.root if select.block is None else self.reader.places[select.block].block
        return not isinstance(block, Layer | Shared | Graph | Written)

    def _put_action(self, page: Page, conditions: list[str], track: bool, action: Action, indent: int) -> None:
        if track:
            conditions = [*conditions, "parameter not in done"]
        line = f"if {' and '.join(conditions)}:"
        if indent + columns(line) <= WIDTH:
            conditions = [line] if conditions else []
        else:
            conditions = [f"if {condition}:" for condition in conditions]
        for condition in conditions:
            page.line(condition, indent)
            indent += 4
        if track:
            page.line("done.add(parameter)", indent)
        page.put(action("parameter"), indent)

    def _put_by_key(self, page: Page, select: Selector, scheme: Scheme | None, action: Action) -> None:
        """Write what a pattern on whole keys selects: a test of the key's end or middle, or a list of keys."""
        assert select.tensor is not None
        test = _key_test(select.tensor)
        conditions = [] if scheme is None else _dims(scheme)
        if test is not None and select.kind is None and select.block is None and not self._meets_tied(select.tensor):
            page.line("for name, parameter in net.named_parameters():", 4)
            self._put_action(page, [test, *conditions], False, action, 8)
            return
        keys = self.tensors.keys(select)
        if not keys:
            return
        track = scheme is not None and bool(self.document.ties)
        if track:
            page.line("done = set()", 4)
        page.put(sequence("[", [text(string(key)) for key in keys], "]"), 4, "keys = ")
        page.line("for key in keys:", 4)
        if select.kind is not None and self.tensors.has_composites:
            page.line('module = net.get_submodule(key.rpartition(".")[0])', 8)
            conditions.insert(0, f"type(module) is nn.{select.kind}")
        page.line("parameter = net.get_parameter(key)", 8)
        self._put_action(page, conditions, track, action, 8)


def is_own_name(pattern: str) -> bool:
    """Tell whether a pattern can only be a tensor's name in its module, not a part of its key."""
    return not set("*?.") & set(pattern) and columns(pattern) <= _SHORT


def _key_test(pattern: str) -> str | None:
    inner = pattern.strip("*")
    if not pattern.startswith("*") or set("*?") & set(inner) or columns(inner) > _SHORT:
        return None
    return f"{string(inner)} in name" if pattern.endswith("*") else f"name.endswith({string(inner)})"


def _fits(dims: int, scheme: Scheme | None) -> bool:
    return scheme is None or scheme.min_dims <= dims <= scheme.max_dims


def _dims(scheme: Scheme) -> list[str]:
    low, high = scheme.min_dims, scheme.max_dims
    if low == high:
        return [f"parameter.dim() == {low}"]
    if high < 16:
        return [f"{low} <= parameter.dim() <= {high}"]
    return [f"parameter.dim() >= {low}"] if low else []
