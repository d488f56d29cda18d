"""Runs in a process of its own: answers requests on stdin with torch and nothing of this project."""

import hashlib
import json
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent))

import torch
from serving import serve
from torch.nn.parameter import is_lazy


def tensors(value):
    """Return the tensors of nested tuples in order."""
    return [value] if isinstance(value, torch.Tensor) else [tensor for item in value for tensor in tensors(item)]


def run(net, inputs):
    """Run a network under one seed on inputs of its own; return what it raised where it cannot run on these."""
    torch.manual_seed(7)
    try:
        with torch.no_grad():
            return tensors(net(*[x.clone() for x in inputs]))
    except (IndexError, RuntimeError, TypeError, ValueError) as error:
        return type(error).__name__


def build(source):
    """Build the network of a file."""
    namespace = {"__name__": "network"}
    exec(compile(source, "network.py", "exec"), namespace)
    return namespace["build_net"]()


def pt(source, path, inputs):
    """Give the network of a file the weights of a `.pt` file."""
    net = build(source)
    net.load_state_dict(torch.load(path, weights_only=True), strict=True)
    return {"eval_output": run(net.eval(), inputs)}


def read_safetensors(path):
    """Read a safetensors file with torch and the standard library alone."""
    content = pathlib.Path(path).read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    tied = header.pop("__metadata__")
    dtypes = {"F64": torch.float64, "F32": torch.float32, "I64": torch.int64}
    state = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        values = torch.frombuffer(bytearray(content[start + first : start + last]), dtype=dtypes[entry["dtype"]])
        state[name] = values.reshape(entry["shape"])
    return state | {name: state[to] for name, to in tied.items() if to in state}


def safetensors(source, path, inputs):
    """Give the network of a file the weights of a `.safetensors` file."""
    net = build(source)
    net.load_state_dict(read_safetensors(path), strict=True)
    return {"eval_output": run(net.eval(), inputs)}


def give_weights(net):
    """Give a network weights that no initialisation draws."""
    with torch.no_grad():
        for tensor in net.state_dict().values():
            if tensor.dtype.is_floating_point:
                tensor.copy_(torch.linspace(0.1, 0.9, tensor.numel()).reshape(tensor.shape))


def digest(tensor):
    """Return shape, dtype and a checksum of every bit."""
    content = tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy()
    return f"{tuple(tensor.shape)} {tensor.dtype} {hashlib.blake2b(content).hexdigest()}"


def decide(net, zeros):
    """Decide the lazy layers of a network by its first forward; return how it was printed before."""
    if not any(map(is_lazy, [*net.parameters(), *net.buffers()])):
        return None
    text = str(net)
    with torch.no_grad():
        net.eval()(*zeros)
    net.train()
    return text


def source(source, inputs, zeros):
    """Build the network of a file, then give it weights and run it."""
    net = build(source)
    begun = decide(net, zeros)
    answer = {
        "begun": begun,
        "text": str(net),
        "state": {key: digest(tensor) for key, tensor in net.state_dict().items()},
        "trainable": {key: parameter.requires_grad for key, parameter in net.named_parameters()},
    }
    give_weights(net)
    answer["eval_output"] = run(net.eval(), inputs)
    answer["train_output"] = run(net.train(), inputs)
    return answer


serve(source=source, pt=pt, safetensors=safetensors)
