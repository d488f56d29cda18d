"""The part of a training script that writes where to go on, and goes on there."""

from __future__ import annotations

from builder.targets.training_script.head import draws
from builder.targets.training_script.lines import assignment, literal
from builder.targets.training_script.subject import Subject

_LOST = "It was trained by {count} processes: go on by as many."


def saving(subject: Subject) -> list[list[str]]:
    """Return the functions that write files and read them again."""
    return [one for one in (_kept_lines(subject.facts.kept), _SAVE, _checkpoint(subject), _resume(subject)) if one]


_SAVE = [
    "def save(path, content):",
    '    """Write a file that appears whole or not at all."""',
    '    part = path.with_suffix(".part")',
    "    torch.save(content, part)",
    "    os.replace(part, path)",
]


def _kept_lines(names: tuple[str, ...]) -> list[str]:
    """Return the function that gathers what the network's own classes keep."""
    if not names:
        return []
    return [
        "def kept():",
        '    """Return what classes of network.py keep between forwards, in no file."""',
        *assignment("names", literal(names), 4),
        "    found = [vars(one) | one._buffers for one in classes]",
        "    return [{key: one[key] for key in names if key in one} for one in found]",
    ]


def _states(subject: Subject) -> dict[str, str]:
    """Return what of a checkpoint has a state of its own, by its name in the script."""
    found = ["optimizer"] + (["schedule"] if subject.recipe.schedule is not None else [])
    if len(subject.optimizers) > 1:
        return {f"{name}s": f"[one.state_dict() for one in {name}s]" for name in found}
    return {name: f"{name}.state_dict()" for name in found}


def _checkpoint(subject: Subject) -> list[str]:
    lines = [
        "def checkpoint(place):",
        '    """Write all that is needed to go on; each process has generators of its own."""',
        '    own = {"torch": torch.get_rng_state()}',
        '    if DEVICE.type == "cuda":',
        '        own["cuda"] = torch.cuda.get_rng_state()',
    ]
    if draws(subject, "random"):
        lines.append('    own["random"] = random.getstate()')
    if draws(subject, "numpy"):
        lines += ["    kind, keys, *rest = np.random.get_state()", '    own["numpy"] = (kind, keys.tolist(), *rest)']
    lines += ['    own["kept"] = kept()'] if subject.facts.kept else []
    states = {"net": "net.state_dict()", **_states(subject), **_scaler(subject)}
    return [
        *lines,
        "    ranks = [own]",
        "    if WORLD > 1:",
        "        ranks = [None] * WORLD",
        "        dist.all_gather_object(ranks, own)",
        "    if RANK == 0:",
        '        content = {"place": place, "ranks": ranks}',
        *(f'        content["{name}"] = {value}' for name, value in states.items()),
        '        save(HERE / "checkpoint.pt", content)',
    ]


def _scaler(subject: Subject) -> dict[str, str]:
    return {"scaler": "scaler.state_dict()"} if subject.recipe.precision == "float16" else {}


def _resume(subject: Subject) -> list[str]:
    lines = [
        "def resume():",
        '    """Go on from the checkpoint, and return its place."""',
        '    found = torch.load(HERE / "checkpoint.pt", map_location=DEVICE, weights_only=True)',
        '    if (count := len(found["ranks"])) != WORLD:',
        f'        raise SystemExit(f"{_LOST}")',
        '    net.load_state_dict(found["net"])',
    ]
    for name in {**_states(subject), **_scaler(subject)}:
        if name.endswith("s"):
            lines += [f'    for one, saved in zip({name}, found["{name}"]):', "        one.load_state_dict(saved)"]
        else:
            lines.append(f'    {name}.load_state_dict(found["{name}"])')
    lines += [
        '    own = found["ranks"][RANK]',
        '    torch.set_rng_state(own["torch"].cpu())',
        '    if DEVICE.type == "cuda":',
        '        torch.cuda.set_rng_state(own["cuda"].cpu())',
    ]
    if draws(subject, "random"):
        lines.append('    random.setstate(own["random"])')
    if draws(subject, "numpy"):
        lines += ['    kind, keys, *rest = own["numpy"]']
        lines += ["    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))"]
    if subject.facts.kept:
        lines += ['    for one, values in zip(classes, own["kept"]):', "        for key, value in values.items():"]
        lines += ["            setattr(one, key, value)"]
    return [*lines, '    return found["place"]']
