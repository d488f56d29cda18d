"""What a Python process needs that knows only torch: this project hidden from it, and answers to requests."""

import io
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

for hidden in ("builder", "ui", "pages", "msgspec", "streamlit", "safetensors"):
    sys.modules[hidden] = None  # type: ignore[assignment]

import torch  # noqa: E402 - first the project is hidden

torch.set_num_threads(1)


def serve(**tasks: Callable[..., Any]) -> None:
    """Answer requests, each of which names its task, until the pipe closes.

    Whatever else is printed goes to the errors: it would stand between the answers, and one end would wait for ever.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while size := int.from_bytes(sys.stdin.buffer.read(8), "little"):
        request = torch.load(io.BytesIO(sys.stdin.buffer.read(size)), weights_only=True)
        try:
            answer = tasks[request.pop("task")](**request)
        except Exception:
            answer = {"error": traceback.format_exc()}
        sink = io.BytesIO()
        torch.save(answer, sink)
        answers.write(len(sink.getvalue()).to_bytes(8, "little") + sink.getvalue())
        answers.flush()
