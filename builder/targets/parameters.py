"""The parameters as a table in a file: what each place holds, whatever the weights are."""

from __future__ import annotations

from builder.document.blocks import Document
from builder.runner import Runner
from builder.sentences import later
from builder.targets.target import Target


def _write(document: Document, runner: Runner) -> str:
    """Write the parameters as a CSV table: path, shape, dtype, count, ties.

    The network is built on the meta device, so the columns that the weights' values decide are left out.
    """
    from builder.module import to_module  # torch, which the process that offers the file does without
    from builder.targets.tables import BY_VALUE, parameter_table

    table = parameter_table(to_module(document, device="meta"))
    return str(table.drop(columns=list(BY_VALUE)).to_csv(index=False))


TARGET = Target(
    name="parameters",
    ending="-parameters.csv",
    title=later("targets.parameters"),
    write=_write,
    in_worker=True,
)
