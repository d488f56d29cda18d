"""`nnblocks open model.py:build`: a network from a person's own file, in their own process; a file alone is read.

With a name behind a colon their code runs here as any script of theirs would. No page and no worker imports this:
nothing that is uploaded runs.
"""

from __future__ import annotations

import importlib.util
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from builder.errors import BuilderError
from builder.sentences import say

if TYPE_CHECKING:
    from builder.document.blocks import Document

_PATIENCE = 60
"""Seconds until the app has to answer."""
_GRACE = 10
"""Seconds that it has to end."""


def document_of(target: str, inputs: Sequence[str]) -> Document:
    """Return the document of `file.py:name`.

    The name is that of a network, of a class, or of a function that returns a network or (network, inputs). `inputs`
    are written as `read_input` has it; they come before those that the function returns.

    Raises:
        BuilderError: there is no such file or name, it is no network, or parts of it cannot be drawn.
    """
    from torch import nn

    path, _, name = target.rpartition(":")
    found = _member(_module(Path(path)), name, target) if path else None
    given: Any = None
    if found is not None and not isinstance(found, nn.Module) and callable(found):
        found = found()
    if isinstance(found, tuple) and len(found) == 2:
        found, given = found
    if not isinstance(found, nn.Module):
        raise BuilderError(say("model-file.no-network", target=target), hint=say("model-file.no-network.hint"))
    shown = [read_input(text) for text in inputs] if inputs else given
    if shown is None:
        raise BuilderError(say("model-file.no-shapes"), hint=say("model-file.no-shapes.hint"))
    from builder.trace.from_module import from_module

    return from_module(found, shown)


def document_in(
    file: Path, network: str | None = None, arguments: Mapping[str, str] | None = None, inputs: Sequence[str] = ()
) -> Document:
    """Return the document of a file: a saved one, or that of PyTorch code, a notebook or Markdown, which is only read.

    Of code `network`, `arguments` and `inputs` are chosen as for `from_source`.

    Raises:
        BuilderError: it is neither, or cannot be read.
    """
    from builder.expansion.validation import from_json
    from builder.file_kind import demand, json_text, python_text
    from builder.local import from_source
    from builder.notes.notebook import MAX_NOTEBOOK

    with file.open("rb") as opened:
        content = opened.read(MAX_NOTEBOOK + 1)
    if demand(content, file.name, "document", "python", "notebook") == "document":
        return from_json(json_text(content, file.name))
    return from_source(python_text(content, file.name), network, arguments=arguments, inputs=tuple(inputs) or None)


def read_input(text: str) -> Any:  # noqa: ANN401 - a tensor, once torch is there
    """Read an input as the shell has it: sizes, and behind colons a dtype and how many tokens there are.

    >>> read_input("N,64:int64:50257").shape, read_input("N x 3 x 8").shape
    (torch.Size([2, 64]), torch.Size([2, 3, 8]))

    Raises:
        BuilderError: it is none.
    """
    import torch

    sizes, dtype, high = (*text.split(":"), "", "")[:3]
    try:
        shape = [2 if size == "N" else int(size) for size in re.split(r"\s*[,x×]\s*", sizes.strip())]
        made = torch.zeros(shape, dtype=getattr(torch, dtype or "float32"))
        if high:
            made.flatten()[-1] = int(high) - 1
    except (ValueError, AttributeError, TypeError, RuntimeError, IndexError):
        raise BuilderError(say("model-file.input", text=text), hint=say("model-file.input.hint")) from None
    return made


def _module(path: Path) -> ModuleType:
    """Run a person's file, as `python path` would find its neighbours."""
    if not path.is_file():
        raise BuilderError(say("model-file.no-file", path=path), hint=say("model-file.python.hint"))
    spec = importlib.util.spec_from_file_location(path.stem, path.resolve())
    if spec is None or spec.loader is None:
        raise BuilderError(say("model-file.no-python", path=path), hint=say("model-file.python.hint"))
    sys.path.insert(0, str(path.resolve().parent))
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _member(module: ModuleType, name: str, target: str) -> Any:  # noqa: ANN401 - whatever a file holds
    if not hasattr(module, name):
        from builder.sentences import near

        raise BuilderError(say("model-file.no-name", target=target, name=name), hint=near(name, list(vars(module))))
    return getattr(module, name)


def show(app: Path, id: str, browser: bool = True) -> int:
    """Start the app on a free port, open one document in the browser, and return the app's exit code once it ends."""
    port = _free_port()
    options = ["--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(app), *options], cwd=app.parent)
    try:
        if browser and _answers(f"http://localhost:{port}/_stcore/health", process):
            webbrowser.open(f"http://localhost:{port}/build?d={id}")
        return process.wait()
    except KeyboardInterrupt:
        return _stop_app(process)


def _stop_app(process: subprocess.Popen[bytes]) -> int:
    """End the app: as a person would, and by force where it does not hear."""
    process.terminate()
    try:
        return process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _free_port(first: int = 8501) -> int:
    for port in range(first, first + 100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise BuilderError(say("model-file.ports", first=first, last=first + 99), hint=say("model-file.ports.hint"))


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the app answers; tell whether it does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
