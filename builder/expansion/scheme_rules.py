"""The rules of a person's own schemes: their texts, and that no two things in the emitted file have one name."""

from __future__ import annotations

from functools import partial

from builder.catalogue.layers.validation import check_arguments
from builder.classes.text import read_text
from builder.document.blocks import Document, OwnScheme
from builder.errors import DocumentError, SourceError, at
from builder.sentences import Sentence, say
from builder.symbols.initial.scheme_text import read_scheme

MAX_SCHEMES = 50


def check_schemes(document: Document) -> None:
    """Check the own schemes of a document.

    Raises:
        DocumentError: they are too many, a text is not valid, a name is taken, or a rule gives what a text takes not.
    """
    if len(document.schemes) > MAX_SCHEMES:
        problem = say("expansion.schemes", count=len(document.schemes), limit=MAX_SCHEMES)
        raise DocumentError(problem, "$.schemes", say("document.remove-some.hint"))
    taken = _names(document) if document.schemes else set()
    for i, scheme in enumerate(document.schemes):
        place = f"$.schemes[{i}]"
        _check_text(scheme, f"{place}.source")
        if scheme.name in taken:
            problem = say("expansion.scheme.twice", name=scheme.name)
            raise DocumentError(problem, f"{place}.name", say("interpreter.another-name.hint"))
        taken.add(scheme.name)
    sources = {scheme.name: scheme.source for scheme in document.schemes}
    for i, rule in enumerate(document.init):
        if rule.scheme in sources:
            arguments = read_scheme(sources[rule.scheme]).arguments
            at(f"$.init[{i}]", partial(check_arguments, rule.scheme, arguments, rule.args))


def _names(document: Document) -> set[str]:
    """Return the names that the definitions of a document give to the emitted file."""
    names = {definition.class_name for definition in document.definitions}
    return names.union(*(read_text(one.source).binds for one in document.definitions if one.source is not None))


def _check_text(scheme: OwnScheme, place: str) -> None:
    try:
        text = read_scheme(scheme.source)
    except SourceError as error:
        problem = say("expansion.scheme.line", line=error.line, problem=Sentence(error.problem))
        raise DocumentError(problem, place, error.hint) from None
    if text.name != scheme.name:
        problem = say("expansion.scheme.name", name=scheme.name, written=text.name)
        raise DocumentError(problem, place, say("expansion.scheme.name.hint", name=scheme.name))
