"""What people ask modules and tensors for and do not find here, each with what to do instead."""

from __future__ import annotations

from collections.abc import Callable

from builder.sentences import say

_INSTEAD: dict[str, Callable[[], str]] = {
    **dict.fromkeys(("cuda", "mps", "pin_memory", "synchronize"), lambda: say("language.instead.cpu")),
    "optim": lambda: say("language.instead.optim"),
    "numpy": lambda: say("language.instead.numpy"),
    "from_numpy": lambda: say("language.instead.from-numpy"),
    "grad_fn": lambda: say("language.instead.grad-fn"),
    "set_printoptions": lambda: say("language.instead.printoptions"),
    **dict.fromkeys(("utils", "jit", "compile", "hub", "distributed"), lambda: say("language.instead.machinery")),
    **dict.fromkeys(("register_forward_hook", "register_hook"), lambda: say("language.instead.hooks")),
}


def instead(name: str) -> str | None:
    """Say what to do instead of asking for a name, or return None where nothing is known of it."""
    worded = _INSTEAD.get(name)
    return None if worded is None else worded()
