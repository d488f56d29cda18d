"""What people ask modules and tensors for and do not find here, each with what to do instead."""

from __future__ import annotations

_CPU = "Everything runs on the CPU here: leave it out."
ABSENT = {
    **dict.fromkeys(("cuda", "mps", "pin_memory", "synchronize"), _CPU),
    "optim": "There are no optimisers here. Write the step: p.data -= 0.1 * p.grad.",
    "numpy": "There is no NumPy here. Use the tensor itself, or tolist().",
    "from_numpy": "There is no NumPy here. Use torch.tensor(...).",
    "grad_fn": "The graph behind a tensor is shown when it is printed.",
    "set_printoptions": "Write an f-string: f'{x.item():.2f}'.",
    **dict.fromkeys(("utils", "jit", "compile", "hub", "distributed"), "Networks, tensors and functions are here."),
    **dict.fromkeys(("register_forward_hook", "register_hook"), "There are no hooks here. Call the parts one by one."),
}
