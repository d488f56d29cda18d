"""Runs many random programs and reports: `python -m tests.symbols.programs --count 500 --seed 7`."""

import argparse
import sys
from collections import Counter
from random import Random, randrange

import torch

from builder import Document, to_module
from builder.document.blocks import Layer
from builder.document.tree import walk
from tests.symbols.programs.agreement import holds, torch_process
from tests.symbols.programs.writer import Program, program


class Report:
    """What came of the programs so far."""

    def __init__(self) -> None:
        """Start with none."""
        self.found: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.layers = self.drawn = 0

    def add(self, program: Program, number: int) -> None:
        """Hold one program against the author's; tell one that differs by its number."""
        try:
            outcome = holds(program)
        except Exception as error:
            self.found["wrong"] += 1
            sys.stdout.write(f"{program.pasted}\nnumber {number}: {type(error).__name__}: {error}\n{'=' * 80}\n")
            return
        if isinstance(outcome, Document):
            self.found["accepted"] += 1
            self.layers += sum(not [*module.children()] for module in to_module(outcome).modules())
            self.drawn += sum(isinstance(block, Layer) for block in walk(outcome.root))
        elif not outcome.by_torch:
            self.found["refused"] += 1
            self.refused[outcome.problem.partition(": ")[2]] += 1

    def text(self) -> str:
        """Return the shares."""
        count = max(self.found.total(), 1)
        lines = [f"{count} programs: " + ", ".join(f"{n / count:.0%} {what}" for what, n in self.found.items())]
        lines.append(f"{self.drawn / max(self.layers, 1):.0%} of the layers of accepted ones are blocks. Refused:")
        return "\n".join([*lines, *(f"{n:4} {problem}" for problem, n in self.refused.most_common())])


def main() -> int:
    """Run what the command line asks for; fail where a program is not the author's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=randrange(2**32))
    asked = parser.parse_args()
    torch.set_num_threads(1)
    report = Report()
    try:
        for i in range(asked.count):
            report.add(program(Random(f"{asked.seed} {i}")), i)
    finally:
        torch_process().close()
    sys.stdout.write(f"By the seed {asked.seed}. {report.text()}\n")
    return int(bool(report.found["wrong"]))


sys.exit(main())
