"""A training script as one file, and the same lines as the cells of a notebook."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from builder.targets.training_script.feed import data
from builder.targets.training_script.head import (
    IN_FILE,
    IN_NOTEBOOK,
    about,
    docstring,
    imports,
    plain,
    processes,
    settings,
)
from builder.targets.training_script.learning import decay_groups, learning
from builder.targets.training_script.loop import evaluation, loop
from builder.targets.training_script.model import model
from builder.targets.training_script.saving import saving
from builder.targets.training_script.subject import Subject


class Section(NamedTuple):
    """A part of the script under a heading."""

    heading: str
    lines: list[str]


def sections(subject: Subject) -> list[Section]:
    """Return the script in parts, without its docstring."""
    functions = _apart(evaluation(subject), *saving(subject))
    return [
        Section("Settings", [*imports(subject), "", *settings(subject)]),
        Section("Processes", processes(subject)),
        Section("Data", data(subject)),
        Section("Network", model(subject)),
        Section("Loss and optimizer", [*decay_groups(subject), *learning(subject)]),
        Section("Measuring and saving", functions),
        Section("Training", loop(subject)),
    ]


def _apart(*functions: list[str]) -> list[str]:
    lines: list[str] = []
    for one in filter(None, functions):
        lines += [*(["", ""] if lines else []), *one]
    return lines


def script(subject: Subject) -> str:
    """Write `train.py`, which stands beside `network.py`, `weights.pt` and the folder `data`."""
    lines = [*docstring(subject), ""]
    for section in sections(subject):
        gap = ["", ""] if _ends_in_function(lines) or section.lines[0].startswith("def ") else [""]
        first = section.heading == "Settings"
        lines += [*section.lines] if first else [*gap, f"# {section.heading}", *section.lines]
    return "\n".join([*lines, ""])


def _ends_in_function(lines: list[str]) -> bool:
    return lines[-1].startswith("    return ")


def notebook(subject: Subject) -> str:
    """Write `train.ipynb` in nbformat 4.5, whose first cell writes the network's file."""
    title = f"# {plain(subject.name)}\n\n{about(subject)} "
    title += "The data and the first weights are in `train.zip`: unpack it here."
    cells = [_cell(0, "markdown", title), _cell(1, "code", f"%%writefile network.py\n{subject.source}")]
    for section in sections(subject):
        text = "\n".join(section.lines).replace(IN_FILE, IN_NOTEBOOK)
        cells += [_cell(len(cells), "markdown", f"## {section.heading}"), _cell(len(cells) + 1, "code", text)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
    cell["source"] = text.rstrip("\n").splitlines(keepends=True)
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}
