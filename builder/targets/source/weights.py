"""Ties, init rules and frozen tensors as plain statements on `net`."""

from __future__ import annotations

from builder.catalogue.layers.schemes import SCHEMES
from builder.document.blocks import Document, InitRule, Tie
from builder.targets.access import tensor_steps
from builder.targets.source.access import Access
from builder.targets.source.emitter import Reader
from builder.targets.source.identifiers import Namer
from builder.targets.source.layout import Page, call, columns, text
from builder.targets.source.own import scheme_arguments
from builder.targets.source.selectors import Selecting
from builder.targets.source.tensors import Tensors
from builder.targets.source.text_class import names_of


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

    def put_ties(self, page: Page) -> None:
        """Write one assignment for each tie, in a loop where it stands in copies."""
        for tie in self.own.ties:
            self._put_tie(page, tie)

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
        access = Access(self.reader.places, Namer(self.names.taken))
        inside: dict[str, str] = {}
        ours = access.reach(tie.tensor.block, inside)
        indent = access.put_loops(page, ours, 4)
        theirs = access.reach(tie.of.block, inside)
        target, source = tensor_steps(tie.tensor.tensor), tensor_steps(tie.of.tensor)
        around = len("".join(target) + "".join(source)) + 3
        # Where both do not fit beside each other, each is walked to.
        room = max(columns(theirs.expression), len("here_2"))
        left = access.short(page, ours.steps, indent, around + room)
        right = access.short(page, theirs.steps, indent, around + columns(left))
        page.line(f"{left}{''.join(target)} = {right}{''.join(source)}", indent)

    def _put_rule(self, page: Page, rule: InitRule) -> None:
        scheme = SCHEMES[rule.scheme]
        given = scheme_arguments(rule.scheme, rule.args)
        self._selecting().put(
            page, rule.select, scheme, lambda target: call(f"nn.init.{rule.scheme}", [text(target), *given])
        )

    def _selecting(self) -> Selecting:
        access = Access(self.reader.places, Namer(self.names.taken))
        return Selecting(self.document, self.reader, access, self.tensors)
