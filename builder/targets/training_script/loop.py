"""The part of a training script that goes through epochs: evaluation, checkpoints, steps."""

from __future__ import annotations

from builder.targets.training_script.head import draws, milestones
from builder.targets.training_script.learning import comparison
from builder.targets.training_script.lines import each
from builder.targets.training_script.model import ddp_lines
from builder.targets.training_script.subject import Subject
from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Recipe
from builder.training.schedules import SCHEDULES


def batch_loss(subject: Subject, indent: int, network: str) -> list[str]:
    """Return the lines that compute the loss of `rows`, and `output` where `network` is evaluated."""
    inner, lines = indent, [f"{' ' * indent}x, y = examples(rows)"]
    if subject.recipe.precision != "float32":
        lines.append(f"{' ' * indent}with torch.autocast(DEVICE.type, dtype=torch.{subject.recipe.precision}):")
        inner += 4
    margin = " " * inner
    output, met = comparison(subject, network)
    if network == "model" and not subject.facts.reshaped:
        return [*lines, f"{margin}loss = loss_of({output}, {met})"]
    lines.append(f"{margin}output = {output}")
    lines += [f"{margin}y = {met}"] if met != "y" else []
    return [*lines, f"{margin}loss = loss_of(output, y)"]


def evaluation(subject: Subject) -> list[str]:
    """Return the function that measures the validation part."""
    if not subject.validation:
        return []
    kind = LOSSES[subject.recipe.loss.kind]
    measured = "loss and the accuracy" if subject.has_accuracy else "loss"
    lines = ["def evaluate():", f'    """Return the {measured} of the validation part."""']
    if subject.facts.buffers:
        lines += ["    if WORLD > 1:  # with the buffers of the first process, which are saved"]
        lines += ["        for one in net.buffers():", "            dist.broadcast(one, 0)"]
    lines += ["    share, losses = validation[RANK::WORLD], []"]
    lines += ["    met, count = 0, 0"] if subject.has_accuracy else []
    lines += ["    net.eval()", "    with torch.no_grad():", "        for rows in split(share, BATCH // WORLD):"]
    lines += [*batch_loss(subject, 12, "net"), "            losses.append(loss.item() * len(x))"]
    if kind.targets == "classes":
        lines += ["            met += (output.argmax(1) == y).sum().item()"]
    elif kind.yes_no:
        threshold = "0" if kind.expects == "logits" else "0.5"
        lines += [f"            met += ((output > {threshold}) == (y > 0.5)).sum().item()"]
    if not subject.has_accuracy:
        lines += ["    net.train()", "    loss, rows = over_all(sum(losses), len(share))"]
        return [*lines, "    return loss / rows"]
    lines += ["            count += y.numel()", "    net.train()"]
    lines += ["    loss, rows, met, count = over_all(sum(losses), len(share), met, count)"]
    return [*lines, "    return loss / rows, met / count"]


def clip(subject: Subject, indent: int) -> list[str]:
    """Return the lines that bound gradients."""
    recipe, margin, lines = subject.recipe, " " * indent, []
    if recipe.clip_norm is not None:
        lines.append(f"{margin}nn.utils.clip_grad_norm_(learning, {recipe.clip_norm!r})")
    if recipe.clip_value is not None:
        lines.append(f"{margin}nn.utils.clip_grad_value_(learning, {recipe.clip_value!r})")
    return lines


def loop(subject: Subject) -> list[str]:
    """Return the loop over epochs."""
    recipe = subject.recipe
    lines = ["torch.manual_seed(SEED + RANK)  # what dropout draws, apart in each process"]
    if draws(subject, "random"):
        lines.append("random.seed(SEED + RANK)")
    if draws(subject, "numpy"):
        lines.append("np.random.seed(SEED + RANK)")
    if milestones(subject):
        lines.append("torch.serialization.add_safe_globals([Counter])  # of the schedule's state")
    place = _place(recipe)
    lines += [
        f"{place} = {'0, ' * place.count(',')}math.inf  # best: the epoch with the lowest measure",
        'if (HERE / "checkpoint.pt").exists():',
        f"    {place} = resume()",
        *ddp_lines(subject),
        "net.train()",
    ]
    end = "epoch < EPOCHS" if recipe.steps is None else "step < STEPS"
    if recipe.stopping is not None:
        end += " and epoch - best < PATIENCE"
    lines += [f"while {end}:", *_order(recipe, subject.facts.norms), "    total, count = 0.0, 0"]
    lines += _steps(subject)
    lines += ["    epoch += 1", *_end_of_epoch(subject)]
    lines += ["if RANK == 0:", '    save(HERE / "trained.pt", net.state_dict())']
    return [*lines, "if WORLD > 1:", "    dist.destroy_process_group()"]


def _place(recipe: Recipe) -> str:
    return "epoch, best, lowest" if recipe.steps is None else "epoch, step, best, lowest"


def _order(recipe: Recipe, has_norms: bool) -> list[str]:
    lines = [
        "    generator = torch.Generator().manual_seed(SEED + epoch)",
        "    order = training[torch.randperm(len(training), generator=generator).numpy()]",
    ]
    if recipe.last_batch == "drop":
        lines.append("    order = order[: len(order) // BATCH * BATCH]")
    lines.append("    order = order[: len(order) // WORLD * WORLD][RANK::WORLD]  # this process's share")
    if has_norms:
        lines += ["    if WORLD > 1 and len(order) % (BATCH // WORLD) == 1:"]
        lines += ["        order = order[:-1]  # BatchNorm takes no batch of one example"]
    return lines


def _steps(subject: Subject) -> list[str]:
    recipe = subject.recipe
    size = "BATCH // WORLD" + (" * ACCUMULATE" if recipe.accumulate > 1 else "")
    kind = OPTIMIZERS[subject.optimizers[0].kind]
    is_grouped = recipe.accumulate > 1 or kind.by_closure
    lines = [f"    for {'group' if is_grouped else 'rows'} in split(order, {size}):"]
    if kind.by_closure:
        lines += _closure(subject)
    elif recipe.accumulate > 1:
        lines += ["        for rows in split(group, BATCH // WORLD):", *batch_loss(subject, 12, "model")]
        lines += [*_backward(subject, 12), *_count_lines(12)]
    else:
        lines += [*batch_loss(subject, 8, "model"), *_backward(subject, 8), *_count_lines(8)]
    lines += [] if kind.by_closure else _step(subject)
    lines += each(subject, "optimizer", "zero_grad()", 8)
    if recipe.schedule is not None and recipe.schedule.per == "step":
        lines += each(subject, "schedule", "step()", 8)
    return lines + (["        step += 1", "        if step == STEPS:", "            break"] if recipe.steps else [])


def _count_lines(indent: int) -> list[str]:
    margin = " " * indent
    return [f"{margin}total, count = total + loss.item() * len(rows), count + len(rows)"]


def _part(subject: Subject) -> str:
    """Return the part of a batch in the loss of its step."""
    if subject.is_sum:
        return "(loss * WORLD)"  # DDP divides by it
    if subject.recipe.accumulate > 1:
        return "(loss / (len(group) / len(rows)))"
    return "loss"


def _backward(subject: Subject, indent: int) -> list[str]:
    part = _part(subject)
    if subject.recipe.precision == "float16":
        part = f"scaler.scale({part[1:-1] if part[0] == '(' else part})"
    why = "  # DDP takes the mean over processes" if subject.is_sum else ""
    return [f"{' ' * indent}{part}.backward(){why}"]


def _step(subject: Subject) -> list[str]:
    if subject.recipe.precision != "float16":
        return [*clip(subject, 8), *each(subject, "optimizer", "step()", 8)]
    is_one = len(subject.optimizers) == 1
    margin = " " * (8 if is_one else 12)
    both = [] if is_one else ["        for optimizer in optimizers:"]
    lines = []
    if clip(subject, 8):
        lines += [*both, f"{margin}scaler.unscale_(optimizer)", *clip(subject, 8)]
    return [*lines, *both, f"{margin}scaler.step(optimizer)", "        scaler.update()"]


def _closure(subject: Subject) -> list[str]:
    """Return the step of an optimizer that runs the network itself."""
    return [
        "",
        "        def closure():",
        '            """Return the loss of the step, over all processes, with its gradients."""',
        *each(subject, "optimizer", "zero_grad()", 12),
        "            whole = 0",
        "            for rows in split(group, BATCH // WORLD):",
        *batch_loss(subject, 16, "model"),
        *_part_lines(subject),
        "                whole = whole + part.detach()",
        *clip(subject, 12),
        "            if WORLD > 1:  # all have to decide alike by it",
        "                dist.all_reduce(whole)",
        *([] if subject.is_sum else ["                whole /= WORLD"]),
        "            return whole",
        "",
        *_closure_steps(subject),
        "        total, count = total + loss.item() * len(group), count + len(group)",
    ]


def _part_lines(subject: Subject) -> list[str]:
    if subject.is_sum:
        return ["                part = loss", "                (part * WORLD).backward()  # DDP takes the mean"]
    part = _part(subject)
    part = part[1:-1] if part.startswith("(") else part
    return [f"                part = {part}", "                part.backward()"]


def _closure_steps(subject: Subject) -> list[str]:
    if len(subject.optimizers) == 1:
        return ["        loss = optimizer.step(closure)"]
    return ["        loss, _ = [optimizer.step(closure) for optimizer in optimizers]"]


def _end_of_epoch(subject: Subject) -> list[str]:
    recipe, stopping = subject.recipe, subject.recipe.stopping
    lines = ["    total, count = over_all(total, count)"]
    lines.append('    report = f"epoch {epoch}: training loss {total / count:.4f}"')
    if subject.validation:
        words = ", validation loss {loss:.4f}" + (", accuracy {accuracy:.4f}" if subject.has_accuracy else "")
        returned = "loss, accuracy" if subject.has_accuracy else "loss"
        lines += [f"    {returned} = evaluate()", f'    report += f"{words}"']
    lines += ["    if RANK == 0:", "        print(report)"]
    lines += ["    if not math.isfinite(total):"]
    lines += ['        raise SystemExit("The loss is no number any more: try a smaller learning rate.")']
    measure = "loss" if subject.validation else "total / count"
    if stopping is not None and stopping.measure == "accuracy":
        measure = "-accuracy"
    least = f" - {stopping.min_delta!r}" if stopping is not None and stopping.min_delta else ""
    lines += [
        f"    if {measure} < lowest{least}:",
        f"        best, lowest = epoch, {measure}",
        "        if RANK == 0:",
        '            save(HERE / "best.pt", net.state_dict())',
    ]
    if recipe.schedule is not None and recipe.schedule.per == "epoch":
        told = ("loss" if subject.validation else "total / count") if SCHEDULES[recipe.schedule.kind].by_measure else ""
        lines += each(subject, "schedule", f"step({told})", 4)
    return [*lines, f"    checkpoint(({_place(recipe)}))"]
