"""Print the table: all figures, or those of the names given."""

from __future__ import annotations

import argparse
import logging
import os
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks import table
from benchmarks.figure import Line, Missing

GROUPS = {
    "analyse": "shapes, counts and problems of 5,000 layers",
    "modules": "to_module beside hand-written code",
    "text_class": "interpreted forwards beside the same in Python",
    "inspections": "a sample's run with statistics and gradients beside the bare run and TorchLens",
    "training": "steps of a run beside a loop written by hand",
    "clicks": "from a click on a block of ResNet-50 to its picture",
    "ticks": "a page that waits for a worker and looks again and again",
    "sources": "to_source and from_source of 1,000 layers",
    "pasted": "from_source of files beside torch's own building and one run of them",
    "diagrams": "the tree diagram of 1,000 leaves",
    "files": "saving and opening 1 GB of weights",
    "edits": "an edit until the canvas shows it, in Chromium",
    "builds": "ResNet-50, GPT-2 and U-Net drawn by mouse and by keys",
    "frames": "panning and zooming over 1,000 blocks, in Chromium",
    "people": "30 people editing at once",
    "hostile": "30 people editing beside one who sends what is meant to hold them up",
    "heartbeat": "how late a thread wakes beside work on the largest documents",
    "startup": "`streamlit run` until the canvas is there",
}


def main() -> None:
    """Run what was asked for."""
    names = "\n".join(f"  {name:<10}{about}" for name, about in GROUPS.items())
    parser = argparse.ArgumentParser("benchmarks", epilog=names, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="name", help="what to measure; all when left out")
    chosen = parser.parse_args().names or list(GROUPS)
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}")
    logging.disable(logging.WARNING)
    print(f"{_machine()}\n\n{table.head()}", flush=True)
    for name in chosen:
        for figure in _figures(name):
            print(table.line(figure), flush=True)


def _figures(name: str) -> Iterator[Line]:
    """Take the figures of one group, each as it comes; one that breaks must not cost the others."""
    try:
        yield from import_module(f"benchmarks.{name}").figures()
    except Exception as error:
        logging.disable(logging.NOTSET)
        logging.exception("%s broke off", name)
        yield Missing(GROUPS[name], f"{type(error).__name__}, see above")


def _machine() -> str:
    import torch

    words = [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} x {words[0] if words else 'CPU'}, "
        f"torch {torch.__version__}; load average {busy}. "
        "What only computes is in CPU seconds, what waits in wall seconds."
    )


if __name__ == "__main__":
    main()
