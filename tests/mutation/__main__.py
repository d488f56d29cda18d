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
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.nearest import Only
from tests.mutation.trial import Copy

ROOT = Path(__file__).parents[2]
PACKAGES = ["analysis", "document", "edits", "weights", "targets"]
"""Each has its nearest tests in a folder of the same name, and in the examples of its own docstrings."""

LEAST = 0.8
"""The share of mutants that has to die, those aside that change nothing."""


def drawn(package: str, count: int, seed: int) -> list[tuple[str, Mutant]]:
    """Draw mutants of a package, each with its file, of each kind as many as of the others while there are any."""
    chance = random.Random(f"{seed} {package}")
    kinds: dict[str, list[tuple[str, Mutant]]] = {}
    for file in sorted((ROOT / "builder" / package).rglob("*.py")):
        for mutant in mutants(file.read_text("utf-8")):
            kinds.setdefault(mutant.kind, []).append((file.relative_to(ROOT).as_posix(), mutant))
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
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the copy goes whoever ends this
    packages = asked.packages or PACKAGES
    print(f"Mutants by the seed {asked.seed}; the same again: make mutate SEED={asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="nnblocks-mutation-") as folder:
        copy = Copy(ROOT, Path(folder))
        ends = {name: _run(copy, name, asked.count // len(packages), asked.seed, asked.only) for name in packages}
    total = sum(ends.values(), Counter())
    print("\nOf each package, and in all:")
    for name, counted in [*ends.items(), ("all", total)]:
        print(f"{name}: {_rate(counted)}")
    raise SystemExit(total["killed"] < LEAST * (total["killed"] + total["SURVIVED"]))


def _run(copy: Copy, package: str, count: int, seed: int, only: str) -> Counter[str]:
    nearest = copy.nearest(package, [f"tests/{package}", f"builder/{package}"])
    known, counted = equivalents(), Counter()
    for name, mutant in drawn(package, count, seed):
        line = f"{name} {mutant.change}"
        if only not in line:
            continue
        tests = nearest.of(name, mutant.place)
        mutated = mutant.applied((copy.root / name).read_text("utf-8"))
        end = "killed"
        if (name, mutant.change) in known:
            end = "equivalent"
        elif copy.survives(name, mutated, Only(tests), nearest.patience(tests)):
            end = "SURVIVED"
        counted[end] += 1
        print(f"{end:10} {line}", flush=True)
    return counted


def _rate(counted: Counter[str]) -> str:
    dead, alive, same = counted["killed"], counted["SURVIVED"], counted["equivalent"]
    share = f"{dead / (dead + alive):.0%}" if dead + alive else "none to kill"
    return f"{dead} killed, {alive} survived, {same} equivalent: {share}"


if __name__ == "__main__":
    main()
