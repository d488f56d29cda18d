"""What can be seen of a network; a process without this project sees the same way, as this imports only torch."""

import random

import torch

SEED = 7


def named(network):
    """Return every parameter and buffer by each of its names."""
    return {
        **dict(network.named_parameters(remove_duplicate=False)),
        **dict(network.named_buffers(remove_duplicate=False)),
    }


def values(network):
    """Return what every parameter and buffer holds."""
    return {name: tensor.detach().clone() for name, tensor in named(network).items()}


def build(build_it, seed):
    """Build a network under a seed; return it, what it is, and what its tensors hold."""
    torch.manual_seed(seed)
    network = build_it()
    return network, facts(network), values(network)


def facts(network):
    """Return the tree as printed, the keys, and each module, parameter and buffer by all its names."""
    return {
        "printed": str(network),
        "modules": _firsts(network.named_modules(remove_duplicate=False)),
        "parameters": [
            (*name, list(p.shape), str(p.dtype), p.requires_grad)
            for name, p in zip(
                _firsts(network.named_parameters(remove_duplicate=False)),
                dict(network.named_parameters(remove_duplicate=False)).values(),
                strict=True,
            )
        ],
        "buffers": [
            (*name, list(b.shape), str(b.dtype))
            for name, b in zip(
                _firsts(network.named_buffers(remove_duplicate=False)),
                dict(network.named_buffers(remove_duplicate=False)).values(),
                strict=True,
            )
        ],
        "keys": list(network.state_dict()),
    }


def _firsts(pairs):
    """Return each name with the first one of the same object."""
    first = {}
    return [(name, first.setdefault(id(value), name)) for name, value in pairs]


def load(network, state):
    """Give a network the values of another one, tensor by tensor, those included that are in no file."""
    mine, stale = named(network), _stale(network)
    with torch.no_grad():
        for name, tensor in state.items():
            mine[name].copy_(tensor)
    for module, hook, held in stale:  # made of the new values, with a gradient where it had one
        with torch.set_grad_enabled(getattr(module, hook.name).requires_grad):
            hook(module, None)
        if held is not None:
            getattr(module, hook.name).data.copy_(held)


def _stale(network):
    """Return the old weight norms, each with its weight where that is not what its other tensors say until a call."""
    found = [(module, hook) for module in network.modules() for hook in module._forward_pre_hooks.values()]
    norms = [(module, hook) for module, hook in found if type(hook).__name__ == "WeightNorm"]
    held = [getattr(module, hook.name).detach().clone() for module, hook in norms]
    said = [hook.compute_weight(module) for module, hook in norms]
    return [(*one, None if torch.equal(w, s) else w) for one, w, s in zip(norms, held, said, strict=True)]


def runs(network, call, given):
    """Run a network in both modes on inputs of each size; return all that can be seen of each run, one after another.

    `call` is given the network and the inputs by name.
    """
    found = []
    for training in (True, False):
        network.train(training)
        found.append(_run(network, call, given[0], learns=False))
        found.extend(_run(network, call, inputs, learns=True) for inputs in given)
    return found


def _run(network, call, inputs, learns):
    """Return outputs, gradients, what became of the inputs, and the tensors afterwards; or what the run raised."""
    leaves = {name: x.clone().requires_grad_(learns and x.dtype.is_floating_point) for name, x in inputs.items()}
    given = {name: x.clone() for name, x in leaves.items()}
    network.zero_grad(set_to_none=True)
    torch.manual_seed(SEED)
    random.seed(SEED)
    try:
        outputs = tensors(call(network, given))
    except Exception as error:
        return {"raised": type(error).__name__, "message": str(error)}
    result = {
        "outputs": [x.detach().clone() for x in outputs],
        "inputs": {name: x.detach().clone() for name, x in given.items()},
        "after": values(network),
    }
    try:
        _project(outputs)
    except RuntimeError as error:
        return {**result, "backward": str(error).split(":")[0][:120]}
    grads = {name: p.grad for name, p in network.named_parameters()} | {f"input {n}": x.grad for n, x in leaves.items()}
    return {**result, "gradients": {n: None if g is None else g.clone() for n, g in grads.items()}}


def _project(outputs):
    """Go back from a fixed random projection of all floating outputs."""
    generator = torch.Generator().manual_seed(SEED)
    parts = [
        (x * torch.randn(x.shape, generator=generator)).sum()
        for x in outputs
        if x.dtype.is_floating_point and x.requires_grad
    ]
    if parts:
        sum(parts).backward()


def tensors(value):
    """Return the tensors of nested tuples, lists and dicts in order."""
    if isinstance(value, torch.Tensor):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [tensor for item in items for tensor in tensors(item)]
