"""The part of a training script that builds the network, and says what it means to several processes."""

from __future__ import annotations

from builder.targets.training_script.lines import assignment, key_list, literal, wrap_words
from builder.targets.training_script.subject import Subject


def model(subject: Subject) -> list[str]:
    """Return how the script builds its network."""
    facts, recipe = subject.facts, subject.recipe
    lines = ["net = build_net()"]
    if facts.turned:
        lines += ["for one in net.parameters():  # files have values in the usual order of memory"]
        lines += ["    one.data = one.data.contiguous()"]
    lines.append('net.load_state_dict(torch.load(HERE / "weights.pt", weights_only=True))')
    lines.append("net.to(DEVICE)")
    if facts.lazy:
        lines += ["with torch.no_grad():  # lazy layers become what they are by a first forward"]
        lines += ["    net.eval()(examples(training[:1])[0])"]
    if recipe.frozen:
        lines += assignment("frozen", literal(list(recipe.frozen)))
        lines += ["for key in frozen:", "    net.get_parameter(key).requires_grad_(False)"]
    if facts.norms:
        lines += wrap_words(_NORMS, "# ")
        lines += ['if WORLD > 1 and DEVICE.type == "cuda":']
        lines += ["    net = nn.SyncBatchNorm.convert_sync_batchnorm(net)"]
    if facts.kept:
        lines.append('classes = [one for one in net.modules() if type(one).__module__ == "network"]')
    return lines


_NORMS = (
    "BatchNorm: each process takes statistics of its own share of a batch, two examples at least, and goes on"
    " with the running ones of the first process. SyncBatchNorm takes them over all, and works on GPUs alone."
)


def ddp_lines(subject: Subject) -> list[str]:
    """Return how the script has several processes share the network, and what of it that changes."""
    facts = subject.facts
    unused = ", find_unused_parameters=True" if facts.unused or facts.branches else ""
    comments = [line for note in notes(subject) for line in wrap_words(note, "# ")]
    return [*comments, f"model = DistributedDataParallel(net{unused}) if WORLD > 1 else net"]


def notes(subject: Subject) -> list[str]:
    """Return what of the network several processes change."""
    facts, found = subject.facts, []
    if facts.tied:
        found.append(
            f"Tied ({' = '.join(facts.tied[0][:3])}): one tensor under several names. DDP adds up its gradient over"
            " all uses and averages it once."
        )
    if facts.frozen:
        found.append(
            f"Frozen ({key_list(facts.frozen)}): DDP leaves them out. Freeze and thaw before it wraps the network,"
            " not after."
        )
    if facts.unused:
        found.append(
            f"Unused ({key_list(facts.unused)}): these learn nothing from a batch, and DDP would wait for their"
            " gradients; find_unused_parameters looks for such tensors in each forward."
        )
    elif facts.branches:
        found.append(
            "A class written as code may use other tensors in another forward: find_unused_parameters has DDP not"
            " wait for those that a batch leaves out. Without branches on values it can go."
        )
    if facts.sparse:
        found.append(f"Sparse gradients ({key_list(facts.sparse)}): gloo averages them, nccl does not.")
    if facts.kept:
        found.append(
            f"What classes keep beside their tensors ({key_list(facts.kept)}) is each process's own; the checkpoint"
            " has it."
        )
    return found
