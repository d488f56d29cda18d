"""The part of a training script that makes its loss, its optimizers and their schedules."""

from __future__ import annotations

from typing import Any

from builder.targets.literals import Verbatim
from builder.targets.source.layout import Expression, call, keyword, text
from builder.targets.training_script.lines import assignment, call_lines, literal
from builder.targets.training_script.subject import Subject
from builder.training.losses import LOSSES
from builder.training.objective import TENSORS
from builder.training.optimizers import OPTIMIZERS
from builder.training.optimizing import schedule_args
from builder.training.recipe import Optimizer


def learning(subject: Subject) -> list[str]:
    """Return how the script makes what changes the weights."""
    lines = [*_loss(subject), *_tensors(subject)]
    made = [_optimizer(subject, one, name) for one, name in zip(subject.optimizers, _groups(subject), strict=True)]
    if len(made) == 1:
        lines += assignment("optimizer", made[0])
    else:
        lines += [line for i, one in enumerate(made) for line in assignment(("main", "rest")[i], one)]
        lines.append("optimizers = [main, rest]")
    if subject.recipe.schedule is not None:
        lines += _schedule(subject)
    if subject.recipe.precision == "float16":
        lines.append("scaler = torch.amp.GradScaler(DEVICE.type)")
    return lines


def _loss(subject: Subject) -> list[str]:
    args = {name: tuple(one) if isinstance(one, list) else one for name, one in subject.recipe.loss.args.items()}
    for name in TENSORS:
        if args.get(name) is not None:
            args[name] = Verbatim(f"torch.tensor({list(args[name]) if isinstance(args[name], tuple) else args[name]})")
    return assignment("loss_of", call_lines(f"nn.{subject.recipe.loss.kind}", [], args)) + (
        ["loss_of.to(DEVICE)"] if any(args.get(name) is not None for name in TENSORS) else []
    )


def _groups(subject: Subject) -> tuple[str, ...]:
    """Return the names of what each optimizer gets."""
    if len(subject.optimizers) > 1:
        return ("taken", "left")
    return ("learning",)


def _tensors(subject: Subject) -> list[str]:
    """Return the lists of tensors that optimizers get."""
    facts = subject.facts
    if len(subject.optimizers) == 1:
        return ["learning = [one for one in net.parameters() if one.requires_grad]"]
    lines = assignment("SPARSE", literal(list(facts.sparse))) if facts.sparse else []
    return [
        *lines,
        "named = [(key, one) for key, one in net.named_parameters() if one.requires_grad]",
        "learning = [one for _, one in named]",
        f"taken = [one for key, one in named if {_condition(subject)}]",
        "left = [one for one in learning if all(one is not other for other in taken)]",
    ]


def _condition(subject: Subject) -> str:
    """Return which tensors the first optimizer takes."""
    kind, sparse = OPTIMIZERS[subject.recipe.optimizer.kind], subject.facts.sparse
    if kind.sparse == "only":
        return "key in SPARSE"
    parts = ["one.dim() == 2"] if kind.only_matrices else []
    if sparse and kind.sparse == "never":
        parts.append("key not in SPARSE")
    return " and ".join(parts)


def _optimizer(subject: Subject, chosen: Optimizer, tensors: str) -> Expression:
    args: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in chosen.args.items()}
    return call_lines(f"torch.optim.{chosen.kind}", [_arguments(subject, tensors)], args)


def _arguments(subject: Subject, tensors: str) -> Expression:
    if subject.recipe.decay == "all":
        return text(tensors)
    # An empty group is left out, as torch counts groups in a schedule's state.
    return call("decayed", [text(tensors)])


def decay_groups(subject: Subject) -> list[str]:
    """Return the function that spares vectors weight decay."""
    if subject.recipe.decay == "all":
        return []
    return [
        "def decayed(tensors):",
        '    """Return groups: weight decay shrinks matrices, neither biases nor norms."""',
        "    matrices = [one for one in tensors if one.dim() > 1]",
        "    vectors = [one for one in tensors if one.dim() <= 1]",
        '    groups = [{"params": matrices}, {"params": vectors, "weight_decay": 0.0}]',
        '    return [one for one in groups if one["params"]]',
        "",
        "",
    ]


def _schedule(subject: Subject) -> list[str]:
    chosen = subject.recipe.schedule
    assert chosen is not None
    made = call_lines(
        f"lr_scheduler.{chosen.kind}", [text("optimizer")], schedule_args(subject.recipe, subject.training)
    )
    parts = [("schedule", made)]
    if chosen.warmup:
        total = keyword("total_iters", text(str(chosen.warmup)))
        milestones = keyword("milestones", text(f"[{chosen.warmup}]"))
        rise: list[Expression] = [text("optimizer"), text(f"1 / {chosen.warmup + 1}"), total]
        both: list[Expression] = [text("optimizer"), text("[warmup, after]"), milestones]
        parts = [("warmup", call("lr_scheduler.LinearLR", rise)), ("after", made)]
        parts.append(("schedule", call("lr_scheduler.SequentialLR", both)))
    indent = 0 if len(subject.optimizers) == 1 else 4
    lines = [line for name, one in parts for line in assignment(name, one, indent)]
    if indent:
        lines = ["schedules = []", "for optimizer in optimizers:", *lines, "    schedules.append(schedule)"]
    return [f"# It counts {'steps' if chosen.per == 'step' else 'epochs'}.", *lines]


def comparison(subject: Subject, network: str) -> tuple[str, str]:
    """Return the expressions of what the loss compares: of the output, and of the targets."""
    facts, recipe = subject.facts, subject.recipe
    output = f"{network}(x){facts.output}"
    if facts.flattened:
        return f"{output}.flatten(0, -2)", "y.flatten()"
    met = "y.reshape(output.shape)" if facts.reshaped else "y"
    if facts.cast or (recipe.precision != "float32" and LOSSES[recipe.loss.kind].targets == "numbers"):
        met += f".{facts.cast or 'float'}()"
    return output, met
