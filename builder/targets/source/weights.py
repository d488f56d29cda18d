"""Ties, init rules and frozen tensors as plain statements on `net`."""

from __future__ import annotations

from builder.catalogue.layers.schemes import COPY, SCHEMES, fill_text, scheme_called
from builder.document.blocks import Document, InitRule, TensorBlock, Tie
from builder.document.copies import called_block
from builder.document.originals import Original, original, originals
from builder.targets.access import tensor_steps
from builder.targets.literals import plain
from builder.targets.source.access import Access
from builder.targets.source.emitter import Reader
from builder.targets.source.identifiers import Namer
from builder.targets.source.layout import Expression, Page, call, columns, keyword, text
from builder.targets.source.own import scheme_arguments
from builder.targets.source.parametrized import registrations, removals
from builder.targets.source.selectors import SelectorWriter
from builder.targets.source.tensors import Tensors
from builder.targets.source.text_class import names_of

_SHORT = 30
"""Characters of a layer's name that stands in several calls."""


class WeightsWriter:
    """Writes what happens to the weights of one document's network."""

    def __init__(self, document: Document, own: Document, reader: Reader, names: Namer) -> None:
        """Keep the places, which say how to reach a block.

        What the document ties and freezes of its `own` is written; what written classes do themselves is not.
        """
        self.document = document
        self.own = own
        self.reader = reader
        self.names = names
        self.tensors = Tensors(document, reader)

    @property
    def init_name(self) -> str:
        """The name of the function that initialises, where a written class does not need one of that name."""
        return "init_net" if "init_weights" in names_of(self.document.root) else "init_weights"

    def put_schemes(self, page: Page) -> None:
        """Write the person's own schemes that rules use, as they stand in their texts."""
        used = {rule.scheme for rule in self.document.init}
        for scheme in self.document.schemes:
            if scheme.name in used:
                for line in ("", "", *scheme.source.strip("\n").split("\n")):
                    page.line(line)

    def put_ties(self, page: Page) -> None:
        """Write one assignment for each tie, in a loop where it stands in copies."""
        for tie in self.own.ties:
            self._put_tie(page, tie)

    def put_originals(self, page: Page) -> None:
        """Write what fills parametrized tensors, for which they are parametrized anew."""
        for one in originals(self.document):
            scheme, spec = scheme_called(one.rule.scheme), self.tensors.plain(one.layer)[one.name]
            if scheme.min_dims <= len(spec.shape) <= scheme.max_dims:
                self._put_original(page, one)

    def _put_original(self, page: Page, one: Original) -> None:
        access = Access(self.reader.places, Namer(self.names.taken))
        reach = access.reach(one.layer.id)
        indent = access.put_loops(page, reach, 4)
        layer = access.short(page, reach.steps, indent, _SHORT)
        (register, given) = next(iter(registrations({one.name: one.parametrization})))
        remove, named = removals(one.name, one.parametrization)
        page.put(call(remove, [text(layer), *map(text, named)]), indent)
        page.put(_fill_call(one.rule, f"{layer}.{one.name}"), indent)
        page.put(call(register, [text(layer), *map(text, given)]), indent)

    def put_init(self, page: Page) -> bool:
        """Write `init_weights` and return True, unless no rule finds a tensor."""
        rules = Page()
        for rule in self.document.init:
            self._put_rule(rules, rule)
        if not rules.lines:
            return False
        page.line()
        page.line()
        page.line(f"def {self.init_name}(net):")
        page.line('"""Initialise the weights; what comes later wins."""', 4)
        page.lines.extend(rules.lines)
        return True

    def put_frozen(self, page: Page) -> None:
        """Write what takes no gradient."""
        for select in self.own.frozen:
            self._selecting().put(page, select, None, lambda target: call(f"{target}.requires_grad_", [text("False")]))

    def _put_tie(self, page: Page, tie: Tie) -> None:
        target, source = "".join(tensor_steps(tie.tensor.tensor)), "".join(tensor_steps(tie.of.tensor))
        left, right, indent = self._both(page, tie.tensor.block, tie.of.block, len(target + source) + 3)
        page.line(f"{left}{target} = {right}{source}", indent)

    def _both(self, page: Page, id: str, of: str, around: int) -> tuple[str, str, int]:
        """Write the loops over the copies of a block; return what reaches it and another there, and the indentation."""
        access = Access(self.reader.places, Namer(self.names.taken))
        inside: dict[str, str] = {}
        ours = access.reach(id, inside)
        indent = access.put_loops(page, ours, 4)
        theirs = access.reach(of, inside)
        # Where both do not fit beside each other, each is walked to.
        room = max(columns(theirs.expression), len("here_2"))
        left = access.short(page, ours.steps, indent, around + room)
        return left, access.short(page, theirs.steps, indent, around + columns(left)), indent

    def _put_copy(self, page: Page, rule: InitRule) -> None:
        """Write that what a block or its tensor begins with is copied from another."""
        ours, theirs = (called_block(id or "", self.reader.places) for id in (rule.select.block, rule.of))
        if rule.select.tensor is None and not isinstance(self.reader.places[ours].block, TensorBlock):
            left, right, indent = self._both(page, ours, theirs, len(".load_state_dict(.state_dict())"))
            page.line(f"{left}.load_state_dict({right}.state_dict())", indent)
            return
        steps = "".join(tensor_steps(rule.select.tensor)) if rule.select.tensor is not None else ""
        left, right, indent = self._both(page, ours, theirs, 2 * len(steps) + len("    .copy_()"))
        page.line("with torch.no_grad():", indent)
        page.line(f"{left}{steps}.copy_({right}{steps})", indent + 4)

    def _put_rule(self, page: Page, rule: InitRule) -> None:
        if original(rule, self.reader.places) is not None:
            return
        if rule.scheme == COPY:
            self._put_copy(page, rule)
            return
        scheme = fill_text(rule.scheme, rule.rows)
        self._selecting().put(page, rule.select, scheme, lambda target: _fill_call(rule, target))

    def _selecting(self) -> SelectorWriter:
        access = Access(self.reader.places, Namer(self.names.taken))
        return SelectorWriter(self.document, self.reader, access, self.tensors)


def _fill_call(rule: InitRule, target: str) -> Expression:
    """Write the call that fills a tensor."""
    if rule.scheme not in SCHEMES:
        given = [keyword(name, text(plain(value))) for name, value in rule.args.items()]
        return call(rule.scheme, [text(f"{target}.data"), *given])
    rows = "" if rule.rows is None else ".data[{}:{}]".format(*rule.rows)
    return call(f"nn.init.{rule.scheme}", [text(f"{target}{rows}"), *scheme_arguments(rule.scheme, rule.args)])
