"""Removes document ids from the log, since whoever knows one may edit the document."""

from __future__ import annotations

import logging
import re
import traceback
import warnings
from typing import Any

_ID = re.compile(r"((?:weights|shelf|inspections|training|exchange|pane|check|class)[/\\]|[?&]d=)[\w-]{16,64}")


class Record(logging.LogRecord):
    """A record of which message and traceback name no document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as logging calls it
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:
            # Every formatter takes this text, if it is there, and none would look into an exception for ids.
            self.exc_text = without_ids("".join(traceback.format_exception(*self.exc_info)).rstrip())

    def getMessage(self) -> str:  # noqa: N802 - as logging has it
        """Return the message."""
        return without_ids(super().getMessage())


def without_ids(text: str) -> str:
    """Return a text without the ids in its paths and addresses.

    >>> without_ids("/data/weights/N3x7cq0bQk-l4TyZ_9aVwQ/1.safetensors")
    '/data/weights/…/1.safetensors'
    """
    return _ID.sub(r"\1…", text)


def set_up() -> None:
    """Have all loggers of this process make such records, and Python print no warning about what people type."""
    logging.setLogRecordFactory(Record)
    warnings.simplefilter("ignore", SyntaxWarning)
