"""Draw mutants by a seed, run the nearest tests against each in a copy, and print the survivors: `make mutate`."""

from __future__ import annotations

import argparse
import itertools
import random
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.mutation.equivalents import equivalents
from tests.mutation.log import Log, printed
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.trial import Copy

ROOT = Path(__file__).parents[2]
PACKAGES = ["analysis", "document", "edits", "weights", "targets"]
"""Each has its nearest tests in a folder of the same name, and in the examples of its own docstrings."""

LEAST = 0.8
"""The share of mutants that has to die, those aside that change nothing."""


def drawn(root: Path, package: str, count: int, seed: int) -> list[tuple[str, Mutant]]:
    """Draw mutants of a package, each with its file, of each kind as many as of the others while there are any."""
    chance = random.Random(f"{seed} {package}")
    kinds: dict[str, list[tuple[str, Mutant]]] = {}
    for file in sorted((root / "builder" / package).rglob("*.py")):
        for mutant in mutants(file.read_text("utf-8")):
            kinds.setdefault(mutant.kind, []).append((file.relative_to(root).as_posix(), mutant))
    shuffled = [chance.sample(kinds[kind], len(kinds[kind])) for kind in sorted(kinds)]
    chance.shuffle(shuffled)
    rounds = itertools.zip_longest(*shuffled)
    return list(itertools.islice((entry for each in rounds for entry in each if entry), count))


def main() -> None:
    """Read what is asked for, and print each mutant with its end."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("packages", nargs="*", help="all when left out")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--count", type=int, default=300, help="mutants in all, the same number from each package")
    parser.add_argument("--only", default="", help="only those mutants whose line here contains this text")
    parser.add_argument(
        "--log",
        type=Path,
        help="a file of ends: those in it stay, others are added; the tests' times go beside it",
    )
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the copy goes whoever ends this
    packages = asked.packages or PACKAGES
    print(f"Mutants by the seed {asked.seed}; the same again: make mutate SEED={asked.seed}", flush=True)
    log = Log(asked.log)
    with tempfile.TemporaryDirectory(prefix="nnblocks-mutation-") as folder:
        copy = Copy(ROOT, Path(folder))
        count = asked.count // len(packages)
        ends = {name: _run(copy, name, drawn(copy.root, name, count, asked.seed), asked.only, log) for name in packages}
    total = sum(ends.values(), Counter())
    print("\nOf each package, and in all:")
    for name, counted in [*ends.items(), ("all", total)]:
        print(f"{name}: {_rate(counted)}")
    raise SystemExit(total["killed"] < LEAST * (total["killed"] + total["SURVIVED"]))


def _run(copy: Copy, package: str, drawn_here: list[tuple[str, Mutant]], only: str, log: Log) -> Counter[str]:
    counted: Counter[str] = Counter()
    waiting = []
    for name, mutant in drawn_here:
        line = f"{name} {mutant.change}"
        if only in line:
            end = _known(log, line, (name, mutant.change))
            counted[end] += 1
            waiting += [] if end else [(name, mutant)]
    nearest = copy.nearest(package, log.beside(f"{package}.json"))
    left = []
    for (name, mutant), passes in copy.tried(package, nearest, waiting):
        if passes:
            left.append((name, mutant))
        else:
            counted[_ended(log, f"{name} {mutant.change}", "killed")] += 1
    # What a loaded module has made of a function before it changed stays as it was, so these are tried from nothing.
    for name, mutant in left:
        end = "SURVIVED" if copy.survives(name, mutant, nearest) else "killed"
        counted[_ended(log, f"{name} {mutant.change}", end)] += 1
    return counted


def _known(log: Log, line: str, change: tuple[str, str]) -> str:
    """Return the end of a mutant that needs no trial; empty where it does."""
    end = log.before(line)
    if end is None and change in equivalents():
        return _ended(log, line, "equivalent")
    return end or ""


def _ended(log: Log, line: str, end: str) -> str:
    print(printed(line, end), flush=True)
    return log.add(line, end)


def _rate(counted: Counter[str]) -> str:
    dead, alive, same = counted["killed"], counted["SURVIVED"], counted["equivalent"]
    share = f"{dead / (dead + alive):.0%}" if dead + alive else "none to kill"
    return f"{dead} killed, {alive} survived, {same} equivalent: {share}"


if __name__ == "__main__":
    main()
