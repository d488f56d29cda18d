"""The part of a training script that reads the data: the same split, scale and order as the run's."""

from __future__ import annotations

from builder.targets.training_script.subject import Subject


def data(subject: Subject) -> list[str]:
    """Return how the script reads its data."""
    info = subject.data
    lines = [
        'inputs = np.load(HERE / "data" / "inputs.npy", mmap_mode="r")',
        'targets = np.load(HERE / "data" / "targets.npy", mmap_mode="r")',
        *_split_lines(subject),
    ]
    if subject.is_scaled:
        what = "least value and range" if subject.preparation.scaling == "unit" else "mean and deviation"
        lines.append(f"# The {what} of the training part; 1 divides what is constant.")
        name = "least, width" if subject.preparation.scaling == "unit" else "mean, std"
        lines.append(f'{name} = np.load(HERE / "data" / "scaling.npy")')
    wanted = f"targets[rows].astype(np.{info.target_dtype})"
    if subject.scales_targets:
        lines.append("# The network learns these units: times target_std, plus target_mean, gives the data's.")
        lines.append('target_mean, target_std = np.load(HERE / "data" / "target_scaling.npy")')
        wanted = f"({wanted} - target_mean) / target_std"
    scaled = f"inputs[rows].astype(np.{info.dtype})"
    if subject.is_scaled:
        taken, divisor = name.split(", ")
        scaled = f"({scaled} - {taken}) / {divisor}"
    return [
        *lines,
        "",
        "",
        "def examples(rows):",
        '    """Return inputs and targets of some rows."""',
        f"    x = torch.from_numpy({scaled})",
        f"    y = torch.from_numpy({wanted})",
        "    return x.to(DEVICE), y.to(DEVICE)",
        "",
        "",
        "def split(rows, size):",
        '    """Return rows in pieces of one size; the last one may be smaller."""',
        "    return [rows[at : at + size] for at in range(0, len(rows), size)]",
    ]


def _split_lines(subject: Subject) -> list[str]:
    if 0 < subject.data.held_out < subject.data.rows:
        return [
            f"training = np.arange({subject.training})",
            f"validation = np.arange({subject.training}, {subject.data.rows})  # the files' own test part",
        ]
    seed, count = subject.preparation.seed % 2**63, subject.validation
    lines = [
        "# The bits of PCG64 themselves: they are the same in every version of NumPy.",
        f"bits = np.random.PCG64((1, {seed})).random_raw(len(inputs))",
        'order = np.argsort(bits, kind="stable")',
    ]
    if not count:
        return [*lines, "training = order"]
    return [*lines, f"training, validation = order[{count}:], order[:{count}]"]
