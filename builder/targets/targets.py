"""`TARGETS`: every target by name, in the order of the links. A new one is one import and one word here."""

from __future__ import annotations

from builder.targets import document, parameters
from builder.targets.source import target as source
from builder.targets.target import Target

TARGETS: dict[str, Target] = {target.name: target for target in (source.TARGET, document.TARGET, parameters.TARGET)}
