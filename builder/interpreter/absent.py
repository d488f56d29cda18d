"""Attributes of modules and tensors that are not supported, each with what to use instead."""

from __future__ import annotations

from collections.abc import Callable

from builder.sentences import say
from builder.word_list import words

_FILES = words(
    """
    exists is_file is_dir isfile isdir mkdir makedirs listdir iterdir glob open unlink remove rename resolve absolute
    expanduser read_text write_text read_bytes write_bytes touch getcwd cwd home environ getenv system popen cpu_count
    getpid stat walk scandir getsize abspath realpath
    """
)
_INSTEAD: dict[str, Callable[[], str]] = {
    **dict.fromkeys(("cuda", "mps", "pin_memory", "synchronize"), lambda: say("interpreter.instead.cpu")),
    **dict.fromkeys(_FILES, lambda: say("interpreter.instead.files")),
    "optim": lambda: say("interpreter.instead.optim"),
    "numpy": lambda: say("interpreter.instead.numpy"),
    "from_numpy": lambda: say("interpreter.instead.from-numpy"),
    "grad_fn": lambda: say("interpreter.instead.grad-fn"),
    "set_printoptions": lambda: say("interpreter.instead.printoptions"),
    **dict.fromkeys(("utils", "jit", "compile", "hub", "distributed"), lambda: say("interpreter.instead.machinery")),
    **dict.fromkeys(("register_forward_hook", "register_hook"), lambda: say("interpreter.instead.hooks")),
}


def instead(name: str) -> str | None:
    """Return what to use instead of an unsupported name, or None where nothing is known."""
    worded = _INSTEAD.get(name)
    return None if worded is None else worded()
