"""What a report has as one number for each call, by name; no torch."""

from __future__ import annotations

from collections.abc import Callable

from builder.inspection.report import Call, Statistics

Take = Callable[[Call], float | None]
"""Takes one number of a call; None where it has none."""


def first_output(call: Call) -> Statistics | None:
    """Return the statistics of the first tensor that a call returned."""
    return call.outputs[0] if call.outputs else None


def _of_output(name: str) -> Take:
    def take(call: Call) -> float | None:
        first = first_output(call)
        return None if first is None else getattr(first, name)

    return take


def _variance(call: Call) -> float | None:
    first = first_output(call)
    return None if first is None or first.std is None else first.std**2


def gradient(call: Call) -> float | None:
    """Return the root mean square of the gradient that reached the first output."""
    first = call.gradients[0] if call.gradients else None
    return None if first is None else first.rms


def _milliseconds(call: Call) -> float | None:
    return None if call.seconds is None else call.seconds * 1e3


def _milliseconds_back(call: Call) -> float | None:
    return None if call.backward_seconds is None else call.backward_seconds * 1e3


def _bytes(call: Call) -> float | None:
    return sum(one.bytes for one in call.outputs)


QUANTITIES: dict[str, Take] = {
    "mean": _of_output("mean"),
    "mean_abs": _of_output("mean_abs"),
    "std": _of_output("std"),
    "variance": _variance,
    "zeros": _of_output("zeros"),
    "not_finite": _of_output("not_finite"),
    "gradient": gradient,
    "time": _milliseconds,
    "backward": _milliseconds_back,
    "bytes": _bytes,
}
"""Of the first output; `zeros` is a share from 0 to 1, `time`, of the forward, and `backward` are in milliseconds,
`bytes` is that of all outputs."""
