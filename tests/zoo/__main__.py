"""Read every network of the table and print how it compares: `make zoo`, or a part: `make zoo ARGS="timm resnet"`."""

from __future__ import annotations

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Iterator

from tests.zoo.peers import installed

TABLES = ("torchvision", "timm")
_HEAD = f"{'':34} parameters keys tree eval train operations  blocks  as text  seconds"


def main() -> None:
    """Print a line a network, and in the end how many are exact; fail where one is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.zoo", description=__doc__)
    parser.add_argument("tables", nargs="*", help="torchvision, timm, or the beginning of a name; both when left out")
    asked = parser.parse_args().tables
    held = installed()
    beginnings = tuple(word for word in asked if word not in TABLES)
    good = [_is_exact(table, beginnings) for table in TABLES if table in asked or not set(TABLES) & set(asked)]
    del held
    sys.exit(not all(good))


def _is_exact(table: str, beginnings: tuple[str, ...]) -> bool:
    """Print one table; tell whether all in it are exact."""
    from tests.zoo.comparison import Compared, compared
    from tests.zoo.models import Model, timm_models, torchvision_models

    models: Iterator[Model] = torchvision_models() if table == "torchvision" else timm_models()
    print(f"{table}\n{_HEAD}", flush=True)
    ends: Counter[str] = Counter()
    for model in models:
        if beginnings and not model.name.startswith(beginnings):
            continue
        found: Compared = compared(model)
        ends["refused" if found.refused else "exact" if found.exact else "differs"] += 1
        print(_line(found), flush=True)
        gc.collect()
    print(f"{table}: {', '.join(f'{count} {end}' for end, count in sorted(ends.items()))}\n", flush=True)
    return set(ends) <= {"exact"}


def _line(found: object) -> str:
    from tests.zoo.comparison import Compared

    assert isinstance(found, Compared)
    if found.refused:
        return f"{found.name:34} refused: {' '.join(found.refused.split())}"
    held = (found.parameters, found.keys, found.tree, found.evaluation, found.training, found.operations)
    widths = (10, 4, 4, 4, 5, 10)
    marks = [f"{'-' if one is None else 'yes' if one else 'NO':>{w}}" for one, w in zip(held, widths, strict=True)]
    return f"{found.name:34} {' '.join(marks)} {found.blocks:7} {found.as_text:8} {found.seconds:8.1f}"


if __name__ == "__main__":
    main()
