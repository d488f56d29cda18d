"""Runs in a process of its own, with torch and nothing of this project: what programs and emitted files are and do."""

import io
import pathlib
import sys
import traceback
import warnings

for hidden in ("builder", "ui", "pages", "msgspec", "streamlit", "safetensors"):
    sys.modules[hidden] = None
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import observed  # noqa: E402 - first the project is hidden
import torch  # noqa: E402

torch.set_num_threads(1)
warnings.simplefilter("ignore")


def author(text, call, inputs):
    """Build the network of a text by two seeds, so that what the text fixes shows, and run it."""

    def build():
        names = {"__name__": "author"}
        exec(compile(text, "program.py", "exec"), names)
        return names["net"]

    code = compile(f"lambda net, given: net({call})", "call", "eval")
    try:
        network, facts, first = observed.build(build, 1)
        second = observed.build(build, 2)[2]
    except Exception as error:
        return {"raised": f"{type(error).__name__}: {error}"}

    def run(net, given):
        return eval(code, dict(given))(net, given)

    return {"facts": facts, "first": first, "second": second, "runs": observed.runs(network, run, inputs)}


def emitted(source, state, order, inputs):
    """Build the network of an emitted file, then give it the author's values and run it."""
    names = {"__name__": "network"}
    exec(compile(source, "network.py", "exec"), names)
    network, facts, first = observed.build(names["build_net"], 1)
    observed.load(network, state)

    def run(net, given):
        return net(*[given[name] for name in order])

    return {"facts": facts, "first": first, "runs": observed.runs(network, run, inputs)}


def serve():
    """Answer requests until the pipe closes."""
    while size := int.from_bytes(sys.stdin.buffer.read(8), "little"):
        request = torch.load(io.BytesIO(sys.stdin.buffer.read(size)), weights_only=True)
        try:
            answer = {"author": author, "emitted": emitted}[request.pop("task")](**request)
        except Exception:
            answer = {"error": traceback.format_exc()}
        sink = io.BytesIO()
        torch.save(answer, sink)
        sys.stdout.buffer.write(len(sink.getvalue()).to_bytes(8, "little") + sink.getvalue())
        sys.stdout.buffer.flush()


serve()
