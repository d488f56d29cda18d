"""What a Python process needs that knows only torch: this project hidden from it, and answers to requests."""

import io
import sys
import traceback
from collections.abc import Callable
from typing import Any

for hidden in ("builder", "ui", "pages", "msgspec", "streamlit", "safetensors"):
    sys.modules[hidden] = None  # type: ignore[assignment]

import torch  # noqa: E402 - first the project is hidden

torch.set_num_threads(1)


def serve(**tasks: Callable[..., Any]) -> None:
    """Answer requests, each of which names its task, until the pipe closes."""
    while size := int.from_bytes(sys.stdin.buffer.read(8), "little"):
        request = torch.load(io.BytesIO(sys.stdin.buffer.read(size)), weights_only=True)
        try:
            answer = tasks[request.pop("task")](**request)
        except Exception:
            answer = {"error": traceback.format_exc()}
        sink = io.BytesIO()
        torch.save(answer, sink)
        sys.stdout.buffer.write(len(sink.getvalue()).to_bytes(8, "little") + sink.getvalue())
        sys.stdout.buffer.flush()
