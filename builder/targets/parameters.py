"""The parameters as a table in a file: what each place holds, whatever the weights are."""

from __future__ import annotations

import csv
import io

from builder.document.blocks import Document
from builder.runner import Runner
from builder.sentences import later
from builder.targets.target import Target


def _write(document: Document, runner: Runner) -> str:
    """Write the parameters as a CSV table: path, shape, dtype, count, ties.

    The network is built on the meta device, so the columns that the weights' values decide are left out.
    """
    from builder.module import to_module  # torch, which the process that offers the file does without
    from builder.targets.tables import BY_VALUE, parameter_columns

    columns = parameter_columns(to_module(document, device="meta"))
    kept = {name: values for name, values in columns.items() if name not in BY_VALUE}
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([kept, *zip(*kept.values(), strict=True)])
    return written.getvalue()


TARGET = Target(
    name="parameters",
    ending="-parameters.csv",
    title=later("targets.parameters"),
    write=_write,
    in_worker=True,
)
