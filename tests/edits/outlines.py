"""Trees of blocks, and what names blocks, in one line."""

from __future__ import annotations

from builder.document.blocks import Block, Document, Graph, Instance, Parallel, Repeat, Sequential, Shared
from builder.document.tree import child_name, children


def sort(block: Block) -> str:
    """Return what kind of container a block is, as far as it is not a plain one."""
    match block:
        case Parallel(merge=merge, dim=dim):
            return "|" + (merge if merge != "add" else "") + (str(dim) if dim != 1 else "")
        case Repeat(count=count):
            return "*" if count == 2 else f"*{count}"
        case Graph():
            return "+"
        case Sequential(holder="ModuleList" | "ModuleDict"):
            return f"[{block.holder[6]}]"
        case _:
            return ""


def drawn(block: Block) -> str:
    """Write a block as its id, with what it shares or is an instance of, and its children by their names."""
    more = f">{block.of}" if isinstance(block, Shared) else ""
    more += f"={block.definition}{block.args or ''}" if isinstance(block, Instance) else ""
    more += f":{block.call}" if getattr(block, "call", None) else ""
    more += f".{block.class_name}" if getattr(block, "class_name", None) else ""
    kids = [f"{child_name(block, i, kid)} {drawn(kid)}" for i, kid in enumerate(children(block))]
    return f"{block.id}{more}{sort(block)}" + (f"({', '.join(kids)})" if hasattr(block, "children") or kids else "")


def named(document: Document) -> str:
    """Write what names blocks: ties, rules and what is frozen."""
    ties = [f"{t.tensor.block}.{t.tensor.tensor}={t.of.block}.{t.of.tensor}" for t in document.ties]
    rules = [f"{rule.scheme}:{rule.select.block or ''}" for rule in document.init]
    frozen = [f"!{select.block or ''}" for select in document.frozen]
    return " ".join([*ties, *rules, *frozen])
