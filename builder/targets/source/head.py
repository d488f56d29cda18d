"""The top of the file: what the network is, what it takes, how to use it, and the imports."""

from __future__ import annotations

from builder.document.blocks import Document, Input
from builder.targets.source.layout import WIDTH, Page, columns


def put_head(page: Page, document: Document, ordered: bool, functional: bool) -> None:
    """Write docstring and imports: `ordered` says that the file uses an OrderedDict, `functional` that it uses F."""
    # Quotes and backslashes of the name could end the docstring.
    name = document.name.strip().replace("\\", "/").replace('"', "'")
    page.line(f'"""{name}')
    page.line()
    for entry in document.inputs:
        page.line(f"Input {entry.name}: shape ({', '.join(map(str, entry.shape))}), {entry.dtype}.")
    page.line()
    _put_example(page, document)
    page.line('    net.load_state_dict(torch.load("weights.pt", weights_only=True))')
    page.line('"""')
    page.line()
    if ordered:
        page.line("from collections import OrderedDict")
        page.line()
    page.line("import torch")
    page.line("from torch import nn")
    if functional:
        page.line("from torch.nn import functional as F")


def _put_example(page: Page, document: Document) -> None:
    page.line("    net = build_net()")
    samples = [_sample(entry, document.batch) for entry in document.inputs]
    line = f"    output = net({', '.join(samples)})"
    if columns(line) <= WIDTH:
        page.line(line)
        return
    for entry, sample in zip(document.inputs, samples, strict=True):
        page.line(f"    {entry.name} = {sample}")
    page.line("    output = net(")
    for entry in document.inputs:
        page.line(f"        {entry.name},")
    page.line("    )")


def _sample(entry: Input, batch: int) -> str:
    shape = ", ".join(str(batch if dim == "N" else dim) for dim in entry.shape)
    dtype = "" if entry.dtype in ("float32", "int64") else f", dtype=torch.{entry.dtype}"
    if entry.dtype.startswith(("float", "bfloat", "complex")):
        return f"torch.randn({shape}{dtype})" if shape else f"torch.randn((){dtype})"
    low, high = (0, 2) if entry.dtype == "bool" else (entry.low, entry.high)
    dims = f"({shape},)" if len(entry.shape) == 1 else f"({shape})"
    bounds = f"{low}, {high}" if low else f"{high}"
    return f"torch.randint({bounds}, {dims}{dtype})"
