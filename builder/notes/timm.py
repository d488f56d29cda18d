"""Small helpers that files import from timm, written out in the text in the place of their import.

Their meaning and their printed form are those of timm 1.0; the words are our own. What is large, or differs from one
release to another, is not among them: it has to be pasted.
"""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from builder.syntax import parsed_module, walk_nodes

_IMPORTED = re.compile(r"^from timm[\w.]* import ", re.MULTILINE)
_NEEDS = {
    "DropPath": ("drop_path",),
    "lecun_normal_": ("trunc_normal_tf_",),
    **{f"to_{n}tuple": ("to_ntuple",) for n in range(1, 5)},
    "PatchEmbed": ("to_ntuple", "to_2tuple"),
}
_TEXTS = {
    "drop_path": """
def drop_path(x, drop_prob: float = 0.0, training: bool = False, scale_by_keep: bool = True):
    if drop_prob == 0.0 or not training:
        return x
    keep_prob = 1 - drop_prob
    kept = x.new_empty((x.shape[0],) + (1,) * (x.ndim - 1)).bernoulli_(keep_prob)
    if keep_prob > 0.0 and scale_by_keep:
        kept.div_(keep_prob)
    return x * kept
""",
    "DropPath": """
class DropPath(nn.Module):
    def __init__(self, drop_prob: float = 0.0, scale_by_keep: bool = True):
        super().__init__()
        self.drop_prob = drop_prob
        self.scale_by_keep = scale_by_keep

    def forward(self, x):
        return drop_path(x, self.drop_prob, self.training, self.scale_by_keep)

    def extra_repr(self):
        return f"drop_prob={round(self.drop_prob, 3):0.3f}"
""",
    "Mlp": """
class Mlp(nn.Module):
    def __init__(self, in_features, hidden_features=None, out_features=None, act_layer=nn.GELU, norm_layer=None,
                 bias=True, drop=0.0):
        super().__init__()
        hidden = hidden_features or in_features
        self.fc1 = nn.Linear(in_features, hidden, bias=bias)
        self.act = act_layer()
        self.drop1 = nn.Dropout(drop)
        self.norm = nn.Identity() if norm_layer is None else norm_layer(hidden)
        self.fc2 = nn.Linear(hidden, out_features or in_features, bias=bias)
        self.drop2 = nn.Dropout(drop)

    def forward(self, x):
        x = self.drop1(self.act(self.fc1(x)))
        return self.drop2(self.fc2(self.norm(x)))
""",
    "PatchEmbed": """
class PatchEmbed(nn.Module):
    def __init__(self, img_size=224, patch_size=16, in_chans=3, embed_dim=768, norm_layer=None, flatten=True,
                 bias=True):
        super().__init__()
        self.img_size = to_2tuple(img_size)
        self.patch_size = to_2tuple(patch_size)
        self.grid_size = tuple(size // patch for size, patch in zip(self.img_size, self.patch_size))
        self.num_patches = self.grid_size[0] * self.grid_size[1]
        self.flatten = flatten
        self.proj = nn.Conv2d(in_chans, embed_dim, kernel_size=patch_size, stride=patch_size, bias=bias)
        self.norm = norm_layer(embed_dim) if norm_layer else nn.Identity()

    def forward(self, x):
        assert x.shape[2] == self.img_size[0], "the height of the input is not that of the model"
        assert x.shape[3] == self.img_size[1], "the width of the input is not that of the model"
        x = self.proj(x)
        if self.flatten:
            x = x.flatten(2).transpose(1, 2)
        return self.norm(x)
""",
    "to_ntuple": """
def to_ntuple(n):
    def parse(x):
        return tuple(x) if isinstance(x, (list, tuple)) else (x,) * n
    return parse
""",
    **{f"to_{n}tuple": f"to_{n}tuple = to_ntuple({n})\n" for n in range(1, 5)},
    "make_divisible": """
def make_divisible(v, divisor=8, min_value=None, round_limit=0.9):
    found = max(min_value or divisor, int(v + divisor / 2) // divisor * divisor)
    return found + divisor if found < round_limit * v else found
""",
    "trunc_normal_": "from torch.nn.init import trunc_normal_\n",
    "trunc_normal_tf_": """
def trunc_normal_tf_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0):
    nn.init.trunc_normal_(tensor, mean, std, mean + a * std, mean + b * std)
    return tensor
""",
    "lecun_normal_": """
def lecun_normal_(tensor):
    fan_in, _ = nn.init._calculate_fan_in_and_fan_out(tensor)
    trunc_normal_tf_(tensor, std=math.sqrt(1 / fan_in) / 0.87962566103423978)
""",
    "IMAGENET_DEFAULT_MEAN": "IMAGENET_DEFAULT_MEAN = (0.485, 0.456, 0.406)\n",
    "IMAGENET_DEFAULT_STD": "IMAGENET_DEFAULT_STD = (0.229, 0.224, 0.225)\n",
}


class TextWithHelpers(NamedTuple):
    """A text with helpers written out; `lines` are the numbers of its lines in the text that was pasted."""

    text: str
    names: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    def placed(self, tree: ast.Module) -> ast.Module:
        """Give the nodes of its tree the lines of the text that was pasted."""
        for node in walk_nodes(tree) if self.lines else ():
            for field in ("lineno", "end_lineno"):
                line = getattr(node, field, None)
                if line is not None:
                    setattr(node, field, self.lines[min(line, len(self.lines)) - 1])
        return tree


def with_helpers(text: str) -> TextWithHelpers:
    """Write the helpers out that a text imports and does not define itself; what is no Python is left as it is."""
    if not _IMPORTED.search(text):
        return TextWithHelpers(text)
    try:
        tree = parsed_module(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return TextWithHelpers(text)
    own = {node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    found = _Helpers(own)
    lines = text.splitlines()
    numbers = list(range(1, len(lines) + 1))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and _is_alone(node, tree)]
    for node, new in reversed([(node, found.of_import(node)) for node in imports]):
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        if new:
            lines[first:last] = new
            numbers[first:last] = [node.lineno] * len(new)
    return (
        TextWithHelpers("\n".join(lines), tuple(found.asked), tuple(numbers)) if found.asked else TextWithHelpers(text)
    )


def _is_alone(node: ast.ImportFrom, tree: ast.Module) -> bool:
    """Tell whether an import is of timm and shares its lines with nothing."""
    first, last = node.lineno, node.end_lineno or node.lineno
    shared = any(o is not node and o.lineno <= last and (o.end_lineno or 0) >= first for o in tree.body)
    return (node.module or "").split(".")[0] == "timm" and not node.level and not shared


class _Helpers:
    """What was written out so far."""

    def __init__(self, own: set[str]) -> None:
        """Leave the names alone that the text defines itself."""
        self.own = own
        self.asked: dict[str, None] = {}
        self.done: set[str] = set()

    def of_import(self, node: ast.ImportFrom) -> list[str]:
        """Return the lines that stand for an import; none where it stays as it is."""
        known = [one for one in node.names if one.name in _TEXTS and (one.asname or one.name) not in self.own]
        rest = [one for one in node.names if one not in known]
        lines = [f"from {node.module} import {', '.join(map(ast.unparse, rest))}"] if rest and known else []
        for one in known:
            self.asked[one.name] = None
            for name in (*_NEEDS.get(one.name, ()), one.name):
                lines += [] if name in self.done else _TEXTS[name].splitlines()
                self.done.add(name)
            if one.asname not in (None, one.name):
                lines.append(f"{one.asname} = {one.name}")
        return lines
