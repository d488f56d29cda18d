"""The top of the file: what the network is, what it takes, how to use it, and the imports."""

from __future__ import annotations

from collections.abc import Iterable

from builder.document.blocks import Document, Input
from builder.targets.source.layout import WIDTH, Page, columns


def put_head(page: Page, document: Document, imports: Iterable[str]) -> None:
    """Write docstring and imports: those of torch and nn, and `imports`."""
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
    further = dict.fromkeys(imports)
    future = [line for line in further if line.startswith("from __future__")]
    torchs = [line for line in further if line.split()[1].partition(".")[0] == "torch"]
    others = [line for line in further if line not in (*future, *torchs)]
    for group in (future, others, list(dict.fromkeys(("import torch", "from torch import nn", *torchs)))):
        if group:
            page.line()
            for line in group:
                page.line(line)


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
