"""The command `nnblocks inspect`: its options. What it does is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from builder.cli.shell import PATH, Command, ShellMessage, read_document, takes_document
from builder.datasets.samples import MAX_SEED
from builder.sentences import say

if TYPE_CHECKING:
    from builder.document.blocks import Document
    from builder.inspection.report import Loss


@click.command("inspect", cls=Command)
@takes_document
@click.option("-w", "--weights", type=PATH, help="A .safetensors file (default: initialised by the document).")
@click.option(
    "-s",
    "--sample",
    "samples",
    multiple=True,
    metavar="[NAME=]VALUE",
    help="A picture, a .npy or .pt file, or numbers (default: drawn by --seed).",
)
@click.option(
    "--seed", type=click.IntRange(0, MAX_SEED), default=0, show_default=True, help="For the sample, and for dropout."
)
@click.option("--train", "trains", is_flag=True, help="Run in training mode (default: evaluation).")
@click.option(
    "--backward", "loss", type=click.Choice(["sum", "mean", "cross_entropy", "mse"]), help="Go backward from this loss."
)
@click.option("--target", metavar="VALUE", help="Numbers or a file that the loss compares with (default: drawn).")
@click.option("--device", default="cpu", show_default=True)
@click.option("--against", metavar="OTHER", help="Another network to compare with: a file, or a template by name.")
@click.option("--against-seed", type=click.IntRange(0, MAX_SEED), help="Draw the weights of OTHER by this seed.")
@click.option("--against-weights", type=PATH, help="A .safetensors file with the weights of OTHER.")
def inspect_network(  # noqa: PLR0913, PLR0917 - an option each
    file: str | None,
    template: str | None,
    weights: Path | None,
    samples: tuple[str, ...],
    seed: int,
    trains: bool,
    loss: Loss | None,
    target: str | None,
    device: str,
    against: str | None,
    against_seed: int | None,
    against_weights: Path | None,
) -> None:
    """Run a sample and print what every block returns, gradients with --backward; beside OTHER with --against.

    Raises:
        click.UsageError: weights or a seed are given for no OTHER, or both.
        Refused: the weights cannot be read, or do not belong to the network.
    """
    from builder.cli.inspect_comparison import print_comparison
    from builder.cli.inspect_report import print_report, sample_of
    from builder.inspection.report import Settings
    from builder.jobs.tasks import Run

    document = read_document(file, template)
    other = _other(against, against_seed, against_weights)
    settings = Settings("train" if trains else "eval", loss or "none", seed, device)
    sample = sample_of(document, samples, seed, target)
    try:
        if other is None:
            print_report(document, weights, sample, settings)
        else:
            first, second = Run(document, settings, sample), Run(other[0], settings, weights=other[1])
            print_comparison(first, weights, second)
    except (OSError, RuntimeError) as error:  # the weights, as safetensors or torch words it
        raise ShellMessage(
            say("cli.weights-unusable", weights=weights, reason=(str(error).splitlines() or [""])[0])
        ) from None


def _other(against: str | None, seed: int | None, weights: Path | None) -> tuple[Document, Path | None] | None:
    """Return the network to compare with, and the file of its weights where one was named.

    Raises:
        click.UsageError: weights or a seed are given for none, or both.
    """
    from builder import templates

    if against is None:
        if seed is not None or weights is not None:
            raise click.UsageError(say("cli.inspect.no-other"))
        return None
    if seed is not None and weights is not None:
        raise click.UsageError(say("cli.inspect.seed-or-weights"))
    is_template = against in templates.names() and not Path(against).exists()
    other = read_document(None, against) if is_template else read_document(against, None)
    return other if seed is None else msgspec.structs.replace(other, seed=seed), weights
