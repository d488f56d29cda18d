"""Edits of a person's own schemes: one is written, and one is removed with the rules that use it."""

from __future__ import annotations

import msgspec

from builder.document.blocks import Document, OwnScheme
from builder.edits.edit import Change
from builder.errors import EditError, SourceError
from builder.sentences import near, say
from builder.symbols.initial.scheme_text import read_scheme


class WriteScheme(Change, frozen=True, tag="write_scheme"):
    """Write a scheme of one's own: a new one where `name` is None, else that one anew.

    The name is that of the function in the text; where it changed, the rules follow, and lose what it no longer takes.
    """

    name: str | None
    source: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the scheme.

        Raises:
            EditError: there is no scheme `name`, the text cannot be one, or another one has the name of its function.
        """
        place = len(document.schemes) if self.name is None else _place(document, self.name)
        source = self.source.strip("\n").rstrip() + "\n"
        try:
            text = read_scheme(source)
        except SourceError as error:
            raise EditError(error.problem, error.path, error.hint) from None
        name = text.name
        others = document.schemes[:place], document.schemes[place + 1 :]
        if any(other.name == name for other in (*others[0], *others[1])):
            raise EditError(say("edits.scheme-exists", name=name), hint=say("interpreter.another-name.hint"))
        names = {argument.name for argument in text.arguments}
        rules = tuple(
            msgspec.structs.replace(rule, scheme=name, args={key: rule.args[key] for key in rule.args if key in names})
            if rule.scheme == self.name
            else rule
            for rule in document.init
        )
        return msgspec.structs.replace(document, schemes=(*others[0], OwnScheme(name, source), *others[1]), init=rules)


class RemoveScheme(Change, frozen=True, tag="remove_scheme"):
    """Remove a scheme of one's own, and the rules that use it."""

    name: str

    def apply_to(self, document: Document) -> Document:
        """Return the document without the scheme.

        Raises:
            EditError: there is no scheme of that name.
        """
        place = _place(document, self.name)
        return msgspec.structs.replace(
            document,
            schemes=(*document.schemes[:place], *document.schemes[place + 1 :]),
            init=tuple(rule for rule in document.init if rule.scheme != self.name),
        )


def _place(document: Document, name: str) -> int:
    """Return where among the schemes one of a name stands.

    Raises:
        EditError: there is none.
    """
    names = [scheme.name for scheme in document.schemes]
    if name not in names:
        raise EditError(say("edits.no-scheme", name=name), hint=near(name, names))
    return names.index(name)
