"""What a person gives a class or a function, as texts of Python, and the value of a call of it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from builder.candidates.candidate import Candidate
from builder.errors import DocumentError, SourceError
from builder.interpreter.failures import Failure, UndefinedName, source_error
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits, Value
from builder.interpreter.parse import parse
from builder.interpreter.scope import Scope
from builder.sentences import Sentence, near, say
from builder.syntax import walk_nodes

_PLAIN = (bool, int, float, str, type(None))
_LONGEST = 10_000
_SPACE = "SimpleNamespace"


def chosen_arguments(arguments: Mapping[str, object]) -> dict[str, str]:
    """Return what was chosen as Python: a string as it is, a number or a list as one writes it.

    >>> chosen_arguments({"width": 3, "block": "Basic", "sizes": [1, 2]})
    {'width': '3', 'block': 'Basic', 'sizes': '[1, 2]'}

    Raises:
        DocumentError: a value is neither plain nor Python.
    """
    return {name: _text_of(name, value) for name, value in arguments.items()}


def _text_of(name: str, value: object) -> str:
    text = value if isinstance(value, str) else repr(value) if _is_plain(value) else ""
    if text and len(text) <= _LONGEST:
        try:
            body = parse(f"(\n{text}\n)", Limits()).body  # in brackets, so that it may have several lines
        except SourceError:
            body = []
        if len(body) == 1 and isinstance(body[0], ast.Expr) and not _is_call_list(body[0].value, text):
            return " ".join(text.split("\n")) if "#" not in text else ast.unparse(body[0].value)
    raise _no_value(name, value, say("candidates.argument.no-python"))


def _is_call_list(node: ast.expr, text: str) -> bool:
    """Tell whether commas outside of brackets would make several arguments of one."""
    return isinstance(node, ast.Tuple) and not text.strip().startswith("(")


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, (*value, *value.values())))
    return isinstance(value, _PLAIN)


def _no_value(name: str, value: object, problem: str) -> DocumentError:
    problem = say("candidates.argument", name=name, value=value, problem=Sentence(problem))
    return DocumentError(problem, hint=say("candidates.argument.hint"))


def check_names(candidate: Candidate, chosen: Iterable[str]) -> None:
    """Refuse arguments that a candidate does not take.

    Raises:
        SourceError: it does not take one of them.
    """
    known = [one.name for one in candidate.arguments]
    for name in chosen:
        if name not in known:
            problem = say("classes.class.no-argument", name=candidate.name, argument=name)
            raise SourceError(problem, candidate.line, 1, near(name, known) or say("interpreter.remove-it.hint"))


def evaluate_call(interpreter: Interpreter, candidate: Candidate, call: str, chosen: Mapping[str, str]) -> Value:
    """Evaluate a call of a candidate as if it stood in its line.

    Raises:
        SourceError: it fails, with the place.
        DocumentError: a value that was chosen has none.
    """
    scope = Scope(interpreter.globals)
    if _SPACE not in interpreter.globals.variables:
        # In the scope of the call alone: the text itself has no such name.
        scope.variables[_SPACE] = interpreter.host.modules["types"].members[_SPACE]
    with interpreter.run_scope():
        try:
            return interpreter.evaluate(_expression(call, candidate.line), scope)
        except Failure as failure:
            raise _blame(interpreter, candidate, chosen, scope, failure) from None


def _blame(
    interpreter: Interpreter, candidate: Candidate, chosen: Mapping[str, str], scope: Scope, failure: Failure
) -> Failure | DocumentError:
    """Return why a call fails: because of a value that was chosen, where that has none by itself."""
    for name, text in chosen.items():
        try:
            interpreter.evaluate(_expression(text, candidate.line), scope)
        except UndefinedName as wrong:
            return _no_value(name, text, wrong.problem)
        except Failure as wrong:
            return _no_value(name, text, source_error(wrong).problem)
    return failure


def _expression(text: str, line: int) -> ast.expr:
    body = parse(text, Limits()).body[0]
    assert isinstance(body, ast.Expr)
    for node in walk_nodes(body):
        if isinstance(node, ast.expr | ast.keyword):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
    return body.value
