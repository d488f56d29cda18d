"""The part of a training script that goes through epochs: evaluation, checkpoints, steps."""

from __future__ import annotations

from builder.targets.training_script.head import draws, milestones
from builder.targets.training_script.lines import each, state
from builder.targets.training_script.subject import Subject
from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.recipe import Recipe
from builder.training.schedules import SCHEDULES


def _autocast(recipe: Recipe, indent: int) -> tuple[list[str], int]:
    """Return the line under which forwards are computed by fewer bits, and how far these are indented then."""
    if recipe.precision == "float32":
        return [], indent
    line = f"with torch.autocast(DEVICE.type, dtype=torch.{recipe.precision}):"
    return [" " * indent + line], indent + 4


def batch_loss(subject: Subject, indent: int, network: str) -> list[str]:
    """Return the lines that compute the loss of `rows`."""
    lines, inner = _autocast(subject.recipe, indent + 0)
    margin = " " * inner
    return [
        f"{' ' * indent}x, y = examples(rows)",
        *lines,
        f"{margin}output, y = compared({network}, x, y)",
        f"{margin}loss = loss_of(output, y)",
    ]


def evaluation(subject: Subject) -> list[str]:
    """Return the function that measures the validation part."""
    if not subject.validation:
        return []
    kind = LOSSES[subject.recipe.loss.kind]
    lines = ["def evaluate():", '    """Return the loss of the validation part, and the share of targets met."""']
    if subject.facts.buffers:
        lines += ["    if WORLD > 1:  # statistics of the first process, which are saved", "        for one in net.buffers():"]
        lines += ["            dist.broadcast(one, 0)"]
    lines += ["    losses, met, count = [], 0, 0", "    net.eval()", "    with torch.no_grad():"]
    lines += ["        for rows in split(validation_rows[RANK::WORLD], BATCH // WORLD):"]
    lines += batch_loss(subject, 12, "net")
    lines += ["            losses.append(loss.item() * len(x))"]
    if kind.targets == "classes":
        lines += ["            met += (output.argmax(1) == y).sum().item()"]
    elif kind.yes_no:
        threshold = "0" if kind.expects == "logits" else "0.5"
        lines += [f"            met += ((output > {threshold}) == (y > 0.5)).sum().item()"]
    lines += ["            count += y.numel()", "    net.train()"]
    lines += ["    loss, rows, met, count = over_all(sum(losses), len(validation_rows[RANK::WORLD]), met, count)"]
    return [*lines, "    return loss / rows, met / count"]


def checkpoint(subject: Subject) -> list[str]:
    """Return the functions that write and read where to go on."""
    recipe, facts = subject.recipe, subject.facts
    has_schedule = recipe.schedule is not None
    lines = [
        "def save(path, content):",
        '    """Write a file that appears whole or not at all."""',
        '    part = path.with_suffix(".part")',
        "    torch.save(content, part)",
        "    os.replace(part, path)",
        "",
        "",
        "def checkpoint(place):",
        '    """Write all that is needed to go on; each process draws from generators of its own."""',
        '    own = {"torch": torch.get_rng_state()}',
        '    if DEVICE.type == "cuda":',
        '        own["cuda"] = torch.cuda.get_rng_state()',
    ]
    if draws(subject, "random"):
        lines.append('    own["random"] = random.getstate()')
    if draws(subject, "numpy"):
        lines += ['    kind, keys, *rest = np.random.get_state()', '    own["numpy"] = (kind, keys.tolist(), *rest)']
    if facts.kept:
        lines += ['    own["kept"] = [', "        {key: getattr(one, key) for key in KEPT if hasattr(one, key)} for one in net.modules()"]
        lines += ["    ]"]
    lines += [
        "    ranks = [own]",
        "    if WORLD > 1:",
        "        ranks = [None] * WORLD",
        "        dist.all_gather_object(ranks, own)",
        "    if RANK == 0:",
        "        content = {",
        '            "place": place,',
        '            "net": net.state_dict(),',
        f'            "optimizers": {state(subject, "optimizer")},',
    ]
    if has_schedule:
        lines.append(f'            "schedules": {state(subject, "schedule")},')
    if recipe.precision == "float16":
        lines.append('            "scaler": scaler.state_dict(),')
    lines += ['            "ranks": ranks,', "        }", '        save(HERE / "checkpoint.pt", content)', "", ""]
    lines += ["def resume():", '    """Go on from the checkpoint, and return its place."""']
    lines += ['    found = torch.load(HERE / "checkpoint.pt", map_location=DEVICE, weights_only=True)']
    lines += ['    if len(found["ranks"]) != WORLD:']
    lines += ["        raise SystemExit(f\"It was trained by {len(found['ranks'])} processes, and goes on by as many.\")"]
    lines += ['    net.load_state_dict(found["net"])', *_loaded(subject, "optimizer")]
    lines += _loaded(subject, "schedule") if has_schedule else []
    if recipe.precision == "float16":
        lines.append('    scaler.load_state_dict(found["scaler"])')
    lines += ['    own = found["ranks"][RANK]', '    torch.set_rng_state(own["torch"].cpu())']
    lines += ['    if DEVICE.type == "cuda":', '        torch.cuda.set_rng_state(own["cuda"].cpu())']
    if draws(subject, "random"):
        lines.append('    random.setstate(own["random"])')
    if draws(subject, "numpy"):
        lines += ['    kind, keys, *rest = own["numpy"]']
        lines += ["    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))"]
    if facts.kept:
        lines += ['    for one, values in zip(net.modules(), own["kept"]):', "        for key, value in values.items():"]
        lines += ["            setattr(one, key, value)"]
    return [*lines, '    return found["place"]']


def _loaded(subject: Subject, name: str) -> list[str]:
    if len(subject.optimizers) == 1:
        return [f'    {name}.load_state_dict(found["{name}s"][0])']
    return [f'    for {name}, saved in zip({name}s, found["{name}s"]):', f"        {name}.load_state_dict(saved)"]


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
    if subject.facts.kept:
        lines.append(f"KEPT = {tuple(subject.facts.kept)!r}".replace("'", '"'))
    lines += [
        "epoch, step, best, lowest = 0, 0, 0, math.inf  # best: the epoch with the lowest measure",
        'if (HERE / "checkpoint.pt").exists():',
        "    epoch, step, best, lowest = resume()",
        "net.train()",
    ]
    end = "epoch < EPOCHS" if recipe.steps is None else "step < STEPS"
    if recipe.stopping is not None:
        end += " and epoch - best < PATIENCE"
    lines += [f"while {end}:", *_order(recipe), "    total, count = 0.0, 0"]
    lines += _steps(subject)
    lines += ["    epoch += 1", *_end_of_epoch(subject)]
    lines += ["if RANK == 0:", '    save(HERE / "trained.pt", net.state_dict())']
    return [*lines, "if WORLD > 1:", "    dist.destroy_process_group()"]


def _order(recipe: Recipe) -> list[str]:
    lines = [
        "    generator = torch.Generator().manual_seed(SEED + epoch)",
        "    order = training_rows[torch.randperm(len(training_rows), generator=generator).numpy()]",
    ]
    if recipe.last_batch == "drop":
        lines.append("    order = order[: len(order) // BATCH * BATCH]")
    return [*lines, "    order = order[: len(order) // WORLD * WORLD][RANK::WORLD]  # the share of this process"]


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
        lines += [*_backward(subject, 12), *_counted(12)]
    else:
        lines += [*batch_loss(subject, 8, "model"), *_backward(subject, 8), *_counted(8)]
    lines += [] if kind.by_closure else _step(subject)
    lines += each(subject, "optimizer", "zero_grad()", 8)
    if recipe.schedule is not None and recipe.schedule.per == "step":
        lines += each(subject, "schedule", "step()", 8)
    lines.append("        step += 1")
    return lines + (["        if step == STEPS:", "            break"] if recipe.steps is not None else [])


def _counted(indent: int) -> list[str]:
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
        f"                part = {_part(subject).replace(' * WORLD', '').strip('()') if subject.is_sum else _part(subject)}",
        f"                {'(part * WORLD)' if subject.is_sum else 'part'}.backward()",
        "                whole = whole + part.detach()",
        *clip(subject, 12),
        "            if WORLD > 1:  # each decides by it how to go on, so that it is the same for all",
        "                dist.all_reduce(whole)",
        *([] if subject.is_sum else ["                whole /= WORLD"]),
        "            return whole",
        "",
        *_closure_steps(subject),
        "        total, count = total + loss.item() * len(group), count + len(group)",
    ]


def _closure_steps(subject: Subject) -> list[str]:
    if len(subject.optimizers) == 1:
        return ["        loss = optimizer.step(closure)"]
    return ["        loss, _ = [optimizer.step(closure) for optimizer in optimizers]"]


def _end_of_epoch(subject: Subject) -> list[str]:
    recipe, stopping = subject.recipe, subject.recipe.stopping
    lines = ["    total, count = over_all(total, count)"]
    words = "epoch {epoch}: training loss {total / count:.4f}"
    if subject.validation:
        lines.append("    loss, accuracy = evaluate()")
        words += ", validation loss {loss:.4f}"
        words += ", accuracy {accuracy:.4f}" if subject.has_accuracy else ""
    lines += ["    if RANK == 0:", f'        print(f"{words}")']
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
    return [*lines, "    checkpoint((epoch, step, best, lowest))"]
