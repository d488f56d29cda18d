"""Text that uses torchvision, as text that needs torch alone: what it uses stands in it, its pretrained weights do not.

Of `torchvision.models` and `torchvision.ops` that is what their texts in
`builder.symbols.libraries.torchvision` say, of `torchvision.transforms` what works on tensors.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from builder.classes.text import bound_names, used_names, without_lines
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.symbols.libraries.torchvision import FAMILIES, INNER, names_of, networks, text_of
from builder.syntax import inner_nodes, walk_nodes

_ROOT = "torchvision"
_WEIGHTS = "_Weights"
_MODULES = {
    "torchvision": (),
    "torchvision.models": FAMILIES,
    **{f"torchvision.models.{family}": (family,) for family in FAMILIES},
    "torchvision.models.mobilenet": ("mobilenetv2",),
    "torchvision.ops": ("ops",),
    "torchvision.ops.misc": ("ops",),
    "torchvision.ops.stochastic_depth": ("ops",),
    "torchvision.transforms": ("transforms",),
    "torchvision.transforms.functional": ("transforms",),
}
"""The modules of torchvision, with the texts that say what is in them."""
_SIGNATURE = "(weights=None, progress=True, *, pretrained=False, **kwargs):"
_GAP = "\n\n\n"
_SPACE = "from types import SimpleNamespace"
_FUTURE = "from __future__ import annotations"


class _Member(NamedTuple):
    """What the text uses: the family whose text says it, "" for a plain value; its name there, and that in the text."""

    family: str
    name: str
    chain: tuple[str, ...]


def without_torchvision(source: str) -> str | None:
    """Return a definition's text with what it uses of torchvision written out; None where it uses what is not known."""
    tree = parse(source, Limits())
    imports = [node for node in tree.body if _is_torchvision(node)]
    if not imports:
        return source
    bound = dict(pair for node in imports for pair in _import_bindings(node))
    rest = [node for node in tree.body if node not in imports]
    members = [_member(*one) for one in dict.fromkeys(one for node in rest for one in _places(node, bound))]
    if None in members:
        return None
    known = [member for member in members if member is not None]
    texts, names = _member_texts({(one.family, one.name) for one in known if one.family})
    if len(names) != len(set(names)) or _is_taken(rest, names, bound):
        return None
    aliases = [text for name in sorted(bound) if (text := _alias(name, [m for m in known if m.chain[0] == name]))]
    if any("SimpleNamespace(" in one for one in aliases) and _SPACE not in source:
        texts = [_SPACE, *texts]
    text = without_lines(source, imports).strip("\n")
    future = text.startswith(_FUTURE)
    return _GAP.join([*([_FUTURE] if future else []), *texts, *aliases, text.removeprefix(_FUTURE).strip("\n")]) + "\n"


def _is_taken(body: list[ast.stmt], names: list[str], bound: dict[str, str]) -> bool:
    """Tell whether the text has a name of what would be written out for something else, also inside of a function."""
    others = {name for name, path in bound.items() if path.rpartition(".")[2] != name}
    others |= {name for node in body for name in bound_names(node)}
    return bool(others & set(names)) or _hides(body, names, bound)


def _is_torchvision(node: ast.stmt) -> bool:
    modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    modules += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
    return any(name.partition(".")[0] == _ROOT for name in modules)


def _import_bindings(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Yield the names that an import binds, each with its path in torchvision."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield (alias.asname, alias.name) if alias.asname else (_ROOT, _ROOT)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _places(node: ast.AST, bound: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the longest chains of attributes that begin with one of the names, each with its path in torchvision."""
    stack = [node]
    while stack:
        here = stack.pop()
        chain = _chain(here, bound)
        if chain:
            yield ".".join([bound[chain[0]], *chain[1:]]), chain
        else:
            stack += inner_nodes(here)


def _chain(node: ast.AST, bound: dict[str, str]) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        return (node.id,) if node.id in bound and isinstance(node.ctx, ast.Load) else ()
    owner = _chain(node.value, bound) if isinstance(node, ast.Attribute) else ()
    return (*owner, node.attr) if owner and isinstance(node, ast.Attribute) else ()


def _member(path: str, chain: tuple[str, ...]) -> _Member | None:
    """Return what a chain of attributes is, and the text that says it; None where nothing is known of it."""
    parts = path.split(".")
    modules = [i for i in range(1, len(parts)) if ".".join(parts[:i]) in _MODULES]
    if not modules:
        return None
    module, name, rest = ".".join(parts[: modules[-1]]), parts[modules[-1]], parts[modules[-1] + 1 :]
    till = chain[: len(chain) - len(rest)]
    if name.endswith(_WEIGHTS) and len(rest) < 2:
        return _Member("", "None", chain)
    if name == "InterpolationMode" and len(rest) == 1:
        return _Member("", repr(rest[0].lower().replace("_", "-")), chain)
    families = [one for one in _MODULES[module] if name in names_of(one)]
    if not families or (module == "torchvision.models" and name in INNER):
        return None
    return _Member(families[0], name, till)


def _alias(name: str, members: list[_Member]) -> str:
    """Write what binds a name of the text to what is written out; nothing where it is called so already."""
    space: dict[str, Any] = {}
    for one in members:
        here = space
        for part in one.chain[:-1]:
            here = here.setdefault(part, {})
        here[one.chain[-1]] = one.name
    return f"{name} = {_expression(space[name])}" if name in space and space[name] != name else ""


def _expression(value: Any) -> str:  # noqa: ANN401 - a name, or a dict of such by name
    if isinstance(value, dict):
        return f"SimpleNamespace({', '.join(f'{name}={_expression(one)}' for name, one in value.items())})"
    return str(value)


def _member_texts(members: set[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the texts of what is used, and the names that these bind."""
    texts: list[str] = []
    names: list[str] = []
    for family in (*FAMILIES, "ops", "transforms"):
        used = {name for here, name in members if here == family}
        for node, text in _needed_statements(text_of(family), used) if used else ():
            if isinstance(node, ast.Import | ast.ImportFrom):
                texts += [text] if text not in texts else []
                continue
            makes = isinstance(node, ast.FunctionDef) and node.name in networks(family)
            # Calls give them `weights` and `progress`, which our texts of these functions leave out.
            texts.append(text.replace("(**kwargs):", _SIGNATURE, 1) if makes else text)
            names += bound_names(node)
    return texts, names


def _needed_statements(text: str, names: set[str]) -> list[tuple[ast.stmt, str]]:
    """Return the statements of a text that names need, in their order."""
    body = ast.parse(text).body
    wanted: set[int] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        for node in body:
            if name in bound_names(node) and id(node) not in wanted:
                wanted.add(id(node))
                waiting |= used_names(node)
    lines = text.split("\n")
    return [(node, "\n".join(lines[node.lineno - 1 : node.end_lineno])) for node in body if id(node) in wanted]


def _hides(body: list[ast.stmt], names: list[str], bound: dict[str, str]) -> bool:
    """Tell whether a function of the text gives one of the names to something of its own."""
    for node in (inner for one in body for inner in walk_nodes(one)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) if name in names or name in bound:
                return True
            case _:
                pass
    return False
