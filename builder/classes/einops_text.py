"""Text that uses einops, as text that needs torch alone: its functions stand in it, and their calls stay."""

from __future__ import annotations

import ast

from builder.classes.text import without_lines
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.symbols.libraries.einops import LAYERS
from builder.syntax import walk_nodes

_AXES = '''
def _axes(side, rest):
    """Return the axes of one side of a pattern of einops, those of one dim together."""
    found, inside = [], None
    for name in side.replace("...", " ... ").replace("(", " ( ").replace(")", " ) ").split():
        if name == "(":
            inside = []
        elif name == ")":
            found.append(inside)
            inside = None
        elif inside is not None:
            inside += rest if name == "..." else [] if name == "1" else [name]
        elif name == "...":
            found += [[one] for one in rest]
        else:
            found.append([] if name == "1" else [name])
    return found
'''
_EINOPS = '''
def _fits(condition, pattern):
    if not condition:
        raise ValueError(f"The pattern {pattern!r} of einops does not fit.")


def _einops(x, pattern, kind, sizes):
    """Part the dims of a tensor into axes, reduce or repeat some, and join the others anew."""
    x = torch.stack(list(x)) if isinstance(x, (list, tuple)) else x
    _fits(pattern.count("->") == 1 and pattern.count("(") == pattern.count(")"), pattern)
    left, right = pattern.split("->")
    count = len(_axes(left, ["..."])) if "..." in left else x.dim()
    rest = [f"...{i}" for i in range(x.dim() - count + 1)] if "..." in left else []
    left, right = _axes(left, rest), _axes(right, rest)
    axes, kept = [name for group in left for name in group], [name for group in right for name in group]
    _fits(len(left) == x.dim() and len(set(axes)) == len(axes) and len(set(kept)) == len(kept), pattern)
    _fits(set(kept) <= {*axes, *(sizes if kind == "repeat" else ())}, pattern)
    _fits(kind not in ("rearrange", "repeat") or set(axes) <= set(kept), pattern)
    size = dict(sizes)
    for n, group in zip(x.shape, left):
        known = math.prod([size.get(name, 1) for name in group])
        _fits(known > 0 and len([name for name in group if name not in size]) < 2, pattern)
        for name in group:
            if name not in size:
                size[name] = n // known
        _fits(math.prod([size[name] for name in group]) == n, pattern)
    x = x.reshape([size[name] for name in axes])
    gone = [i for i, name in enumerate(axes) if name not in kept]
    if gone:
        x = {"mean": x.mean, "sum": x.sum, "max": x.amax, "min": x.amin}[kind](gone)
    axes = [name for name in axes if name in kept]
    x = x.permute([axes.index(name) for name in kept if name in axes])
    for i, name in enumerate(kept):
        if name not in axes:
            x = x.unsqueeze(i)
    x = x.expand([size[name] for name in kept])
    return x.reshape([math.prod([size[name] for name in group]) for group in right])
'''
_FUNCTIONS = {
    "rearrange": '''
def rearrange(tensor, pattern, **axes_lengths):
    """As einops.rearrange."""
    return _einops(tensor, pattern, "rearrange", axes_lengths)
''',
    "repeat": '''
def repeat(tensor, pattern, **axes_lengths):
    """As einops.repeat."""
    return _einops(tensor, pattern, "repeat", axes_lengths)
''',
    "reduce": '''
def reduce(tensor, pattern, reduction, **axes_lengths):
    """As einops.reduce."""
    return _einops(tensor, pattern, reduction, axes_lengths)
''',
    "einsum": '''
def einsum(*tensors_and_pattern):
    """As einops.einsum."""
    letters, equation = {}, ""
    for name in tensors_and_pattern[-1].replace("->", " -> ").replace(",", " , ").split():
        if name.isidentifier() and name not in letters:
            letters[name] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letters)]
        equation += letters.get(name, name)
    return torch.einsum(equation, *tensors_and_pattern[:-1])
''',
    **{
        # At once by `_einops`, so that no function has to be written out for a layer.
        name: text.replace("rearrange(input, self.pattern, **", '_einops(input, self.pattern, "rearrange", ').replace(
            "reduce(input, self.pattern, self.reduction, **", "_einops(input, self.pattern, self.reduction, "
        )
        for name, text in LAYERS.items()
    },
}
_GAP = "\n\n\n"


def without_einops(source: str) -> str | None:
    """Return a definition's text with its functions of einops written out; None where it needs others of einops."""
    tree = parse(source, Limits())
    imports = [node for node in tree.body if _is_einops(node)]
    if not imports:
        return source
    renamed = dict(pair for node in imports for pair in _import_bindings(node))
    used = {one.id for one in walk_nodes(tree) if isinstance(one, ast.Name)} & renamed.keys()
    text = without_lines(source, imports)
    needed = {renamed[name] for name in used if renamed[name]}
    spaces = {name: sorted(_members(tree, name)) for name in sorted(used) if not renamed[name]}
    needed |= {member for members in spaces.values() for member in members}
    if not needed <= _FUNCTIONS.keys() or _others_bind(tree, needed):
        return None
    aliases = [f"{name} = {renamed[name]}" for name in sorted(used) if renamed[name] not in ("", name)]
    aliases += [f"{name} = SimpleNamespace({', '.join(f'{m}={m}' for m in held)})" for name, held in spaces.items()]
    shared = ["from types import SimpleNamespace"] if spaces else []
    written = [_FUNCTIONS[name].strip() for name in _FUNCTIONS if name in needed]
    shared += [_AXES.strip(), _EINOPS.strip()] if needed - {"einsum"} else []
    first, rest = _split_future_import(text)
    return _GAP.join([*first, *shared, *written, *aliases, rest.strip("\n")]) + "\n"


def _is_einops(node: ast.stmt) -> bool:
    modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    modules += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
    return any(name.partition(".")[0] == "einops" for name in modules)


def _import_bindings(node: ast.stmt) -> list[tuple[str, str]]:
    """Return the names that an import binds, each with what of einops it is; "" for a module."""
    if isinstance(node, ast.Import):
        return [(alias.asname or alias.name.partition(".")[0], "") for alias in node.names]
    assert isinstance(node, ast.ImportFrom)
    return [(alias.asname or alias.name, alias.name) for alias in node.names]


def _others_bind(tree: ast.Module, needed: set[str]) -> bool:
    """Tell whether the text gives a name of its own to what would be written out, or hides one in a function."""
    names = {*needed, "_axes", "_einops", "_fits"}  # of a text's own another `reduce` may be, where einops' is not used
    own = [node for node in tree.body if not _is_einops(node)]
    for one in (inner for node in own for inner in walk_nodes(node)):
        match one:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                if name in names and (isinstance(one, ast.Name) or one in own or isinstance(one, ast.arg)):
                    return True
            case ast.ClassDef(name=name) if name in names:
                return True
            case _:
                pass
    return False


def _members(tree: ast.Module, module: str) -> set[str]:
    """Return what of a module a text names."""
    return {
        one.attr
        for one in walk_nodes(tree)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == module
    }


def _split_future_import(text: str) -> tuple[list[str], str]:
    """Return the line on annotations that has to stand first, if there is one, and the rest."""
    lines = text.strip("\n").split("\n")
    return ([lines[0]], "\n".join(lines[1:])) if lines[0].startswith("from __future__") else ([], text)
