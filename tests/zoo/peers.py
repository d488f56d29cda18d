"""Installs torchvision and timm beside the tests, at the versions that the table is of, and makes them importable."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import torch

FOLDER = Path(__file__).parents[2] / ".zoo"
WHEELS = ("torchvision==0.29.1", "timm==1.0.31")
_OPERATORS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)


def installed() -> torch.library.Library:
    """Fetch the wheels alone where they are missing; return the operators, which are there as long as they are held.

    torch is the one that is tested, and nothing else of what the wheels ask for is needed. torchvision describes its
    compiled operators as it is imported; no classifier calls one.
    """
    if not all((FOLDER / f"{wheel.replace('==', '-')}.dist-info").exists() for wheel in WHEELS):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--upgrade", "--target", str(FOLDER), *WHEELS], check=True)
    sys.path.insert(0, str(FOLDER))
    library = torch.library.Library("torchvision", "DEF")
    for operator in _OPERATORS:
        library.define(operator)
    return library
