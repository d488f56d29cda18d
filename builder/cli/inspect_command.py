"""The command `nnblocks inspect`: its options. What it does is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.shell import PATH, Command, Refused, read_document, takes_document
from builder.sentences import say

if TYPE_CHECKING:
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
    "--seed", type=click.IntRange(0, 2**31), default=0, show_default=True, help="For the sample, and for dropout."
)
@click.option("--train", "trains", is_flag=True, help="Run in training mode (default: evaluation).")
@click.option(
    "--backward", "loss", type=click.Choice(["sum", "mean", "cross_entropy", "mse"]), help="Go backward from this loss."
)
@click.option("--target", metavar="VALUE", help="Numbers or a file that the loss compares with (default: drawn).")
@click.option("--device", default="cpu", show_default=True)
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
) -> None:
    """Run a sample and print what every block returns, gradients with --backward.

    Raises:
        Refused: the weights cannot be read, or do not belong to the network.
    """
    from builder.cli.inspect_report import print_report, sample_of
    from builder.inspection.report import Settings

    document = read_document(file, template)
    sample = sample_of(document, samples, seed, target)
    try:
        print_report(document, weights, sample, Settings("train" if trains else "eval", loss or "none", seed, device))
    except (OSError, RuntimeError) as error:  # the weights, as safetensors or torch words it
        raise Refused(
            say("cli.weights-unusable", weights=weights, reason=(str(error).splitlines() or [""])[0])
        ) from None
