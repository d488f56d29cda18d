"""What the charts of the Run page show of each call, with its title."""

from __future__ import annotations

from builder.inspection.report import Report
from builder.sentences import say


def titles(report: Report) -> dict[str, str]:
    """Return the quantities by name that a report has; gradients where it went backward."""
    found = {
        "mean_abs": say("run.quantity.mean-abs"),
        "mean": say("run.quantity.mean"),
        "std": say("run.quantity.std"),
        "variance": say("run.quantity.variance"),
        "zeros": say("run.quantity.zeros"),
        "not_finite": say("run.quantity.not-finite"),
        "gradient": say("run.quantity.gradient"),
        "time": say("run.quantity.time"),
        "backward": say("run.quantity.backward"),
        "bytes": say("run.quantity.bytes"),
    }
    if report.loss is None:
        del found["gradient"]
    if report.backward_seconds is None:
        del found["backward"]
    return found


def timing_words(report: Report) -> str:
    """Return the sentence about the run that times are of."""
    match report.timing:
        case "alone":
            return say("run.timing.alone")
        case "beside":
            return say("run.timing.beside")
        case "first":
            return say("run.timing.first")
