"""The text of a definition: the imports, constants, functions and classes that a class needs, and the class last."""

from __future__ import annotations

from collections.abc import Iterable

from builder.classes.text import read_text
from builder.errors import BuilderError
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.text.forms import Classes
from builder.trace.from_module.text.references import References


def source_of(name: str, classes: Classes, references: References) -> str:
    """Return the text of one class.

    Raises:
        UntraceableError: it is none that a definition may have.
    """
    found: dict[str, str] = {}
    _take(name, classes, references, found)
    imports = [text for text in found.values() if text.startswith(("import ", "from "))]
    others = [text for text in found.values() if text not in imports]
    head = ["\n".join(imports)] if imports else []
    source = "\n\n\n".join([*head, *others]) + "\n"
    try:
        read_text(source)
    except BuilderError as error:
        raise UntraceableError(say("trace.text.read", cls=name, error=Sentence(str(error)))) from None
    return source


def _take(name: str, classes: Classes, references: References, found: dict[str, str]) -> None:
    """Add the statement that binds a name behind those that it needs."""
    if name in found:
        return
    found[name] = ""  # it may need itself
    needs: Iterable[str]
    if name in classes.made:
        text, needs = classes.text(name), classes.made[name].needs
    else:
        text, needs = references.statements[name].text, references.statements[name].needs
    for needed in needs:
        _take(needed, classes, references, found)
    # A dict keeps the first place of a key, and this one belongs behind what it needs.
    del found[name]
    found[name] = text
