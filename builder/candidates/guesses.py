"""What an argument may be given: by its name, its annotation, and what is done with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from builder.candidates.uses import LazyUses, Uses, choices
from builder.candidates.values import CONFIGURATIONS, ENVIRONMENTS, lists, scalars, snake

MOST_GUESSES = 3
"""Values of one argument that are tried."""
_MOST_FIELDS = 60
_FIELDS_OF_SETTINGS = 2
_OF_TENSORS = frozenset({"shape", "size", "dtype", "device", "weight", "bias", "data", "ndim", "T"})
_MODULES = frozenset({"fn", "module", "model", "net", "network", "sublayer", "submodule", "func", "layer"})
"""What a module that is given is called, where it is not made by who is given it."""
_LISTS = re.compile(r"(?i)\b(?:list|tuple|sequence|iterable|collection)\b")
_TUPLE = re.compile(r"(?i)\btuple\[([^\[\]]*)\]")
_SEVERAL = ("_sizes", "_dims", "_rates", "_widths", "_units", "_factors")
_FIRST_WHOLE = re.compile(r"(?:Union\[int\b|int\s*\|)")
_DICT = re.compile(r"(?i)(?:typing\.)?(?:ordered)?(?:dict|mapping)\b(?:\[(\w+), *(\w+)\])?")
_CLASSES = re.compile(r"(?i)\b(?:type|callable)\b")
_OF_TYPE = {"int": ("16",), "float": ("0.1",), "bool": ("False", "True")}
_LAYERS = (
    (("norm", "bn"), ("nn.BatchNorm2d", "nn.LayerNorm", "nn.BatchNorm1d")),
    (("act", "activation", "nonlin", "nonlinearity", "relu"), ("nn.ReLU",)),
    (("conv",), ("nn.Conv2d", "nn.Conv1d")),
    (("pool", "pooling"), ("nn.MaxPool2d", "nn.AvgPool2d")),
    (("linear", "fc"), ("nn.Linear",)),
    (("rnn", "cell"), ("nn.LSTM", "nn.GRU")),
)
_LOSS = re.compile(r"(?i)loss|criterion|crit$")
_TENSORS = ("torch.zeros(1000, 64)", "torch.zeros(1000, 32)", "torch.zeros(64)")
_ADJACENCY = re.compile(r"(?i)adj(?:acency)?(?:_mat\w*|_mx)?|a_hat|\w+_adj|laplacian|l_tilde|supports?")
_NODES = ("torch.eye(16)",)
_TEXTS = ('"tmp"',)
_ACTIVATIONS = ("act", "activation", "nonlin", "nonlinearity", "relu")
_BLOCKS = ("block", "layer", "module", "unit", "cell", "bottleneck")


class GuessContext(NamedTuple):
    """What of a text the guesses know.

    `classes` and `modules` are the names of its plain classes and of those of layers, each with a text that makes an
    object, or None where nothing suggests how; `values` are the variables with plain values, by their names in lower
    case; `everywhere` is what is done with the fields of configurations in the whole text.
    """

    classes: Mapping[str, str | None]
    modules: Mapping[str, str | None]
    values: Mapping[str, str]
    everywhere: LazyUses
    tables: Mapping[str, Iterable[object]] = MappingProxyType({})
    """The keys of the variables that hold dicts."""
    bases: Mapping[str, Iterable[str]] = MappingProxyType({})
    """The classes of the text, each with those that derive from it."""


def guesses(
    name: str, annotation: str | None, uses: Uses, known: GuessContext, without: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return what an argument may be given, as Python, the likeliest first; nothing where nothing suggests a value.

    Args:
        name: of the argument.
        annotation: as it is written.
        uses: what is done with it.
        known: the rest of the text.
        without: classes that cannot be meant, as the one whose argument it is.
    """
    found = (
        _looked_up(uses, known)
        or _objects_by_use(uses, known, frozenset(without))
        or _variable(name, known)
        or (ENVIRONMENTS if snake(name) in ("env", "envs", "environment") else ())
        or (_NODES if _is_adjacency(name, uses) else ())
        or (_TENSORS if uses.tensor and not (uses.number or uses.called or uses.is_list) else ())
        or _of_text(name, annotation, uses, known, frozenset(without))
        or (_list_guesses(name, known, frozenset(without)) if uses.modules else ())
        or (_TEXTS if uses.text and not (uses.number or uses.strings) else ())
        or _settings(name, uses, known)
        or _dicts(annotation or "", uses)
        or _layer(name, uses)
        or _value(name, annotation, uses)
        or tuple(map(repr, known.everywhere.get(name, Uses()).strings))
        or _callable_guesses(name, uses)
    )
    return tuple(dict.fromkeys(found))[:MOST_GUESSES]


def _is_adjacency(name: str, uses: Uses) -> bool:
    """Tell whether something is the adjacency of a graph by its name, and nothing that is done with it says another."""
    told = uses.number or uses.is_list or uses.called or uses.made or uses.run or uses.strings or uses.keys
    return _ADJACENCY.fullmatch(name) is not None and not told and not uses.fields.keys() - _OF_TENSORS


def _looked_up(uses: Uses, known: GuessContext) -> tuple[str, ...]:
    """Return keys of the dicts that something is looked up in."""
    found = [key for table, by_text in uses.tables.items() for key in choices(known.tables.get(table, ()), by_text)]
    return tuple(map(repr, [*found, *uses.choices]))


def _objects_by_use(uses: Uses, known: GuessContext, without: frozenset[str]) -> tuple[str, ...]:
    """Return objects of a class of the text that it is asked to be of, or a number that can only be that of a dim."""
    bases = set(uses.classes) & known.bases.keys()
    meant = (name for base in bases for name in (base, *known.bases[base]) if name not in without)
    made = tuple(text for name in meant if (text := known.modules.get(name) or known.classes.get(name)) is not None)
    return made or (("2", "1", "3") if uses.rank else ("-1", "1") if uses.dim and not uses.number else ())


def _callable_guesses(name: str, uses: Uses) -> tuple[str, ...]:
    """Return a module that hands on what it is given, or its class, where one is called; None of what nobody uses."""
    if replace(uses, tested=False) == Uses():  # it is kept at most
        return ("None",)
    if uses.fields:
        return ()
    return ("nn.Identity",) if uses.called or uses.made else _run(name) if uses.run else ()


def _run(name: str) -> tuple[str, ...]:
    return ("nn.MSELoss()",) if _LOSS.search(name) else ("nn.Identity()",)


def last_resort(name: str, uses: Uses) -> tuple[str, ...]:
    """Return what may be tried for an argument that nothing suggests a value for: a module where it is run, else None.

    What has methods or keys of its own, or is a class, nobody can guess.
    """
    if uses.methods or uses.keys or uses.called or uses.made:
        return ()
    if uses.run:
        return _run(name)
    read = [one for one in uses.fields if one not in _OF_TENSORS]
    if read:
        values = ", ".join(f"{one}={(*scalars(one), '16')[0]}" for one in read)
        return (f"SimpleNamespace({values})",)
    return () if uses.fields.keys() - _OF_TENSORS else ("None", "16")


def _list_guesses(name: str, known: GuessContext, without: frozenset[str]) -> tuple[str, ...]:
    """Return lists of modules: of a class of the text whose name ends as theirs does, else of what takes anything."""
    # What is asked of it below is longer than two letters: shorter endings fit nearly any class.
    kind = snake(name).rpartition("_")[2].removesuffix("s").removesuffix("_list")
    found = [made for cls, made in known.modules.items() if made is not None and cls not in without and len(kind) > 2
             and cls.lower().endswith(kind)]  # fmt: skip
    return *(f"[{made}, {made}]" for made in found), "[nn.Identity(), nn.Identity()]"


def _variable(name: str, known: GuessContext) -> tuple[str, ...]:
    found = known.values.get(name.lower())
    return () if found is None else (found,)


def _of_text(
    name: str, annotation: str | None, uses: Uses, known: GuessContext, without: frozenset[str]
) -> tuple[str, ...]:
    """Return classes of the text, or objects of them, that the annotation or the name names."""
    tables = {**known.classes, **known.modules}
    named = [word for word in re.findall(r"\w+", annotation or "") if word in tables and word not in without]
    meant = named or [
        one for one in known.modules if one not in without and not uses.number and _means(name, one, uses)
    ]
    if not meant and snake(name) in CONFIGURATIONS:
        meant = [one for one in known.classes if re.search("(?i)config|args|params|settings", one)]
    if uses.called or _CLASSES.search(annotation or ""):
        return tuple(meant)
    return tuple(text for one in meant if (text := tables[one]) is not None)


def _means(name: str, class_name: str, uses: Uses) -> bool:
    short, cls = snake(name).replace("_", ""), class_name.lower().strip("_")
    if cls in (short, short.removesuffix("class"), short.removesuffix("layer"), short.removesuffix("module")):
        return True
    if uses.called and short.removesuffix("s").endswith(_BLOCKS):
        return any(word in cls for word in _BLOCKS)
    return len(short) > 3 and (cls.endswith(short) or cls.startswith(short))


def _settings(name: str, uses: Uses, known: GuessContext) -> tuple[str, ...]:
    """Return an object with the fields, or a dict with the keys, that the text reads of a configuration."""
    short = snake(name)
    if not (short in CONFIGURATIONS or short.endswith(("_config", "_cfg", "_args"))) and not _is_settings(uses):
        return ()
    everywhere = known.everywhere.get(name, uses)
    if short not in CONFIGURATIONS and _is_settings(uses):
        everywhere = uses
    return _objects(everywhere, known) or (() if uses.is_list else ("SimpleNamespace()",))


def _objects(uses: Uses, known: GuessContext, depth: int = 1) -> tuple[str, ...]:
    """Return objects with the fields, or dicts with the keys, that are read of one; none where nothing is."""
    fields = [one for one in uses.fields if one not in uses.methods][:_MOST_FIELDS]
    keys = list(uses.keys)[:_MOST_FIELDS]
    if keys and not fields:
        rows = _rows(keys, known, depth)
        return tuple(f"{{{', '.join(f'{key!r}: {value}' for key, value in row)}}}" for row in rows)
    rows = _rows(fields, known, depth)
    return tuple(f"SimpleNamespace({', '.join(f'{field}={value}' for field, value in row)})" for row in rows)


def _is_settings(uses: Uses) -> bool:
    """Tell whether something is used as a configuration is, whatever it is called: several of its fields are read."""
    read = uses.fields.keys() - uses.methods.keys() - _OF_TENSORS
    return len(read) >= _FIELDS_OF_SETTINGS and not (uses.called or uses.number or uses.is_list)


def _field(name: str, known: GuessContext, depth: int) -> tuple[str, ...]:
    """Return values for a field of a configuration, which may be one itself; a module of its name may be called."""
    uses = known.everywhere.get(name, Uses())
    is_section = depth and not uses.called and bool((uses.fields.keys() | uses.keys.keys()) - _OF_TENSORS)
    inner = _objects(uses, known, depth - 1) if is_section else ()
    plain = _looked_up(uses, known)
    plain = plain or _value(name, None, uses) or _value(name, None, replace(uses, called=False, made=False))
    return (*inner, *plain) or ("None",)


def _rows(names: list[str], known: GuessContext, depth: int) -> list[list[tuple[str, str]]]:
    """Return the fields with their values: all likeliest ones, then all second ones, and so on."""
    found = {one: _field(one, known, depth) for one in names}
    longest = max(map(len, found.values()), default=0)
    count = min(longest, MOST_GUESSES)
    return [[(one, values[min(i, len(values) - 1)]) for one, values in found.items()] for i in range(count)]


def setting(name: str, known: GuessContext) -> str:
    """Return the likeliest value of a field of a configuration, None where nothing suggests one."""
    return _field(name, known, 0)[0]


def _layer(name: str, uses: Uses) -> tuple[str, ...]:
    """Return a class of layers where one is called, or an activation."""
    parts = snake(name).split("_")
    if uses.strings:
        return ()
    if uses.called or uses.made:
        return next((classes for names, classes in _LAYERS if any(part in names for part in parts)), ())
    if any(part in _ACTIVATIONS for part in parts) and not uses.number:
        return "nn.ReLU()", "nn.ReLU", '"relu"'
    return ("nn.Identity()",) if snake(name) in _MODULES and not (uses.number or uses.is_list) else ()


def _count(annotation: str) -> int:
    """Return how many items an annotated tuple has, 0 where that is open."""
    found = _TUPLE.search(annotation)
    items = found[1].split(",") if found else []
    return 0 if any("..." in item for item in items) else len(items)


def _nest(items: str, count: int) -> str:
    """Write a list of lists, each of as many of one item.

    >>> _nest("[3, 4]", 2)
    '[[3, 3], [4, 4]]'
    """
    inner = (", ".join([one] * count) for one in items.strip("[]()").split(", "))
    return f"[{', '.join(f'[{one}]' for one in inner)}]"


def _several(name: str, kind: str, uses: Uses) -> tuple[str, ...]:
    """Return lists where the use, the name or the annotation tells one."""
    if uses.nested:
        return tuple(_nest(one, uses.nested) for one in lists(name, uses.items))
    several = snake(name).endswith(_SEVERAL) and not uses.number and not kind
    if uses.is_list or several or (_LISTS.search(kind) and not _FIRST_WHOLE.match(kind)):
        return (*lists(name, uses.items or _count(kind)), *(() if _LISTS.search(kind) else scalars(name)[:1]))
    return ()


def _dicts(kind: str, uses: Uses) -> tuple[str, ...]:
    """Return dicts of two items where the annotation tells one, or that its items are gone through."""
    found = _DICT.match(kind)
    if found is None and not uses.methods.keys() & {"items", "values", "keys"}:
        return ()
    of_key, of_value = ((found and found[1]) or "str", (found and found[2]) or "int")
    keys = [repr(key) for key in uses.keys] or (['"a"', '"b"'] if of_key == "str" else ["0", "1"])
    values = (*_OF_TYPE.get(of_value, ()), '"a"')[:1]
    return tuple(f"{{{', '.join(f'{key}: {value}' for key in keys)}}}" for value in values)


def _value(name: str, annotation: str | None, uses: Uses) -> tuple[str, ...]:
    """Return plain values."""
    kind = annotation or ""
    if uses.strings:
        return tuple(map(repr, uses.strings))
    if uses.called or uses.made or uses.run:
        return ()
    if "str" in kind.split("[") and scalars(name)[:1] != ('"cpu"',):
        return ()
    found = _several(name, kind, uses)
    if found:
        return found
    found = scalars(name)
    found = (*found[:1], *map(str, uses.equals), *found[1:])
    if kind == "float" and found and found[0].isdecimal():
        return ("0.1", "1.0")
    if found and not (kind == "bool" and found[0] != "False"):
        return found
    if uses.tested and not kind:
        return "False", "True"
    first = re.match(r"\w+", kind)
    return _OF_TYPE.get(first[0] if first else "", ("16", "64", "2") if uses.number else ())
