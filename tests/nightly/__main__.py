"""Run what takes too long for CI, part after part, and say at the end what has failed: `make nightly`."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

SIZED = [
    "tests/edits/test_malformed_edits.py",
    "tests/ui/test_malformed_edits.py",
    "tests/targets/test_source_cases.py",
    "tests/interpreter/test_attacks.py",
]
"""Tests that CI has too, and that do more of the same at night."""


class Part(NamedTuple):
    """One command of the night, and where it says which tests have failed, if it does."""

    title: str
    command: Sequence[str]
    results: Path | None = None


def parts(folder: Path, seed: int, options: Sequence[str]) -> list[Part]:
    """Return all parts; those of pytest take further options, and leave their results in a folder."""
    # As `make test` does, but by two processes at most: some of these take several GB.
    pytest = (
        *(sys.executable, "-m", "pytest", "--timeout", "3600", f"--hypothesis-seed={seed}"),
        *("--numprocesses", "auto", "--maxprocesses", "2", "--dist", "loadscope", "--no-loadscope-reorder"),
    )
    asked = [("tests marked nightly", ["-m", "nightly"]), ("tests that do more at night", SIZED)]
    found = [
        Part(title, (*pytest, f"--junitxml={folder / f'{i}.xml'}", *chosen, *options), folder / f"{i}.xml")
        for i, (title, chosen) in enumerate(asked)
    ]
    return [*found, Part("mutants", (sys.executable, "-m", "tests.mutation", "--seed", str(seed)))]


def failures(part: Part) -> list[str]:
    """Run a part to its end, and return a line for each test of it that failed, or one for how it ended."""
    environment = {**os.environ, "NNBLOCKS_NIGHTLY": "1"}
    status = subprocess.run(part.command, env=environment, check=False).returncode
    if status == 0:
        return []
    named = _failed(part.results) if part.results is not None and part.results.exists() else []
    return [f"{part.title}: {name}" for name in named or [f"exit status {status}"]]


def _failed(results: Path) -> list[str]:
    """Return the tests of a file of JUnit's that did not pass: as pytest names them, but for the form of their file."""
    cases = ElementTree.parse(results).iter("testcase")
    return [
        f"{case.get('classname', '')}::{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]


def main() -> None:
    """Run all parts; exit with 1 where any has failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.nightly", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    asked, options = parser.parse_known_args()
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="nnblocks-nightly-") as folder:
        for part in parts(Path(folder), asked.seed, options):
            print(f"\nNightly, by the seed {asked.seed}: {part.title}", flush=True)
            failed += failures(part)
    print("\nFailed this night:" if failed else "\nNothing failed this night.", *failed, sep="\n  ", flush=True)
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
