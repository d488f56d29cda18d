"""The shell commands: `nnblocks summary|diagram|check|init|inspect|parse|open|run|config`, and one for each target.

What a command needs is imported when it runs, so that those which need no torch start in a fraction of a second.
"""

from __future__ import annotations

import importlib.util
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from builder.catalogue.layers.validation import MAX_INT
from builder.cli.inspect_command import inspect_network
from builder.cli.shell import PATH, Command, ShellMessage, Unreadable, demand_kind, read_document, takes_document
from builder.errors import BuilderError, DocumentError
from builder.sentences import Sentence, say

if TYPE_CHECKING:
    pass

_F = TypeVar("_F", bound=Callable[..., Any])


class _Group(click.Group):
    """Words what a command raises for people; targets, which are commands as well, are imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from builder.targets.targets import TARGETS

        return sorted([*super().list_commands(ctx), *TARGETS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _command(cmd_name)

    command_class = Command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        try:
            return super().invoke(ctx)
        except BuilderError as error:
            raise ShellMessage(str(error)) from None


def _command(name: str) -> click.Command | None:
    """Return the command that writes the target of a name, if there is one."""
    from builder.targets.targets import TARGETS

    target = TARGETS.get(name)
    if target is None:
        return None

    @takes_document
    @click.option("-o", "--output", type=PATH, help="File to write (default: stdout).")
    def write(file: str | None, template: str | None, output: Path | None) -> None:
        from builder.module.local import run_here

        _write(target.write(read_document(file, template), run_here), output)

    return click.command(target.name, help=target.write.__doc__)(write)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nnblocks")
def main() -> None:
    """Build PyTorch networks from nested blocks.

    FILE is a document as the app saves it, a .json file; - is stdin.
    """
    for stream in (sys.stdout, sys.stderr):  # a terminal that has no arrows shows question marks
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command()
@takes_document
@click.option("--depth", type=click.IntRange(min=0), help="Levels below the root (default: all).")
def summary(file: str | None, template: str | None, depth: int | None) -> None:
    """Print the modules with their shapes, parameters and multiply-adds."""
    from builder.local import analyse
    from builder.targets.summary import summary as written

    click.echo(written(analyse(read_document(file, template)), depth))


@main.command()
@takes_document
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="An .svg, .png, .pdf or .dot file (default: DOT to stdout)."
)
@click.option("--view", type=click.Choice(["tree", "flow"]), default="tree", show_default=True)
@click.option("--depth", type=click.IntRange(min=0), help="Levels below the root (default: as many as fit).")
@click.option("--rankdir", type=click.Choice(["LR", "TB"]), help="Left to right or top to bottom.")
@click.option("--look", type=click.Choice(["screen", "slides", "print"]), default="screen", show_default=True)
@click.option("--activations/--no-activations", default=True, help="Show activations.")
@click.option("--shapes/--no-shapes", default=True, help="Show shapes on the wires.")
def diagram(file: str | None, template: str | None, output: Path | None, **chosen: Any) -> None:  # noqa: ANN401
    """Draw the module tree or the dataflow.

    Raises:
        Unreadable: the output has an extension that is no picture's.
    """
    from builder.local import to_dot
    from builder.targets.diagram import Options, render_pdf, render_png, render_svg

    suffix = ".dot" if output is None else output.suffix.lower()
    renders: dict[str, Callable[[str], str | bytes]] = {".svg": str, ".png": render_png, ".pdf": render_pdf}
    render = renders.get(suffix)
    if render is None and suffix not in (".dot", ".gv"):
        raise Unreadable(say("cli.diagram", output=output))
    drawing = to_dot(read_document(file, template), chosen.pop("view"), chosen.pop("depth"), Options(**chosen))
    _write(drawing.source if render is None else render(render_svg(drawing)), output)


@main.command()
@takes_document
def check(file: str | None, template: str | None) -> None:
    """Print the problems, one a line. Exits with 1 where one is an error, with 2 where FILE cannot be read."""
    from builder.local import analyse

    problems = analyse(read_document(file, template)).problems
    for problem in problems:
        hint = f" {problem.hint}" if problem.hint else ""
        click.echo(f"{problem.severity}: {problem.path or say('cli.network')}: {problem.problem}{hint}")
    if not problems:
        click.echo(say("cli.no-problems"))
    sys.exit(any(problem.severity == "error" for problem in problems))


@main.command()
@takes_document
@click.option("-o", "--output", type=PATH, help="A .safetensors or .pt file (default: FILE.safetensors).")
@click.option("--seed", type=click.IntRange(0, MAX_INT), help="Seed to use instead of the document's.")
def init(file: str | None, template: str | None, output: Path | None, seed: int | None) -> None:
    """Initialise the network and write its weights.

    Raises:
        Unreadable: the output is neither a .safetensors nor a .pt file.
        Refused: it cannot be written.
    """
    from msgspec.structs import replace

    output = output or Path(f"{Path(template or file or '').stem.strip('-') or 'weights'}.safetensors")
    if output.suffix not in (".safetensors", ".pt"):
        raise Unreadable(say("cli.weights", output=output))
    document = read_document(file, template)
    from builder.module import to_module
    from builder.weights.checkpoint import save_pt, save_safetensors

    network = to_module(document if seed is None else replace(document, seed=seed))
    try:
        (save_pt if output.suffix == ".pt" else save_safetensors)(network, output)
    except OSError as error:
        raise _unwritable(output, error) from None
    count = sum(parameter.numel() for parameter in network.parameters())
    click.echo(say("cli.initialised", output=Sentence(output), count=count, size=output.stat().st_size))


def _pairs(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Read `NAME=VALUE` pairs."""
    for one in given:
        if not one.partition("=")[2]:
            raise click.BadParameter(say("cli.argument", argument=one))
    return {name.strip(): value for name, _, value in (one.partition("=") for one in given)}


def _choice(function: _F) -> _F:
    """Add what can be chosen where PyTorch code is read."""
    options = (
        click.option("-n", "--network", metavar="NAME", help="Variable, class or function (default: the likeliest)."),
        click.option(
            "-a", "--argument", "arguments", multiple=True, metavar="NAME=VALUE", callback=_pairs,
            help="What the class or function is given, as Python: width=8.",
        ),
        click.option(
            "-i", "--input", "inputs", multiple=True, metavar="SHAPE", help="As N,3,224,224 or N,64:int64:50257."
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@contextmanager
def _show_warnings() -> Iterator[None]:
    """Say what was warned of, once all went well."""
    import warnings

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        yield
    for message in dict.fromkeys(str(warning.message) for warning in said):  # several readings may say the same
        click.echo(f"warning: {message}", err=True)


@main.command("open")
@click.argument("target", metavar="FILE.py:NAME|FILE")
@_choice
@click.option("--json", "as_json", is_flag=True, help="Print the document without saving it.")
@click.option("--no-start", is_flag=True, help="Save it to the library of an app that is already running.")
def open_network(  # noqa: PLR0913, PLR0917 - an option each
    target: str,
    network: str | None,
    arguments: dict[str, str],
    inputs: tuple[str, ...],
    as_json: bool,
    no_start: bool,
) -> None:
    """Show a network of your own: FILE.py runs here, NAME is a network or a function that returns one.

    The function may return (network, inputs) as well, with example tensors or shapes. A FILE alone is a document or
    PyTorch code, which is read and not executed.
    """
    from builder.model_file import document_in, document_of, show

    if inputs and not any("N" in shape for shape in inputs):
        click.echo(say("cli.no-batch", shape=inputs[0]), err=True)
    with _show_warnings():
        if Path(target).is_file():
            document = document_in(Path(target), network, arguments, inputs)
        else:
            document = document_of(target, inputs)
    if as_json:
        click.echo(document.to_json())
        return
    from builder.library import Library

    with Library() as library:
        id = library.create(document)
    click.echo(say("cli.saved", name=document.name, id=id))
    if not no_start:
        sys.exit(show(_app(), id))


@main.command()
@takes_document
@click.option(
    "-w", "--weights", type=PATH, help="A .safetensors file to start with (default: initialised by the document)."
)
def console(file: str | None, template: str | None, weights: Path | None) -> None:
    """Type Python at the live network: net, a sample X, torch, nn and F are available.

    Raises:
        Refused: the weights cannot be read, or do not belong to the network.
    """
    document = read_document(file, template)
    from builder.terminal import run as prompt

    try:
        prompt(document, weights)
    except (OSError, RuntimeError) as error:  # the weights, as safetensors or torch words it
        raise ShellMessage(
            say("cli.weights-unusable", weights=weights, reason=(str(error).splitlines() or [""])[0])
        ) from None


@main.command()
@click.argument("file", metavar="FILE.py")
@_choice
@click.option("-o", "--output", type=PATH, help="Document to write (default: stdout).")
def parse(
    file: str, network: str | None, arguments: dict[str, str], inputs: tuple[str, ...], output: Path | None
) -> None:
    """Read PyTorch code into a document, without executing it; a notebook or Markdown as well.

    Exits with 2 where it cannot be read.

    Raises:
        Unreadable: the file cannot be opened or decoded, is empty, or holds code that cannot be read.
    """
    from builder.errors import SourceError
    from builder.file_kind import python_text
    from builder.local import from_source
    from builder.notes.notebook import MAX_NOTEBOOK

    try:
        with click.open_file(file, "rb") as opened:
            content = opened.read(MAX_NOTEBOOK + 1)
        demand_kind(content, file, "python", "notebook")
        text = python_text(content, file)
        with _show_warnings():
            document = from_source(text, network, arguments=arguments, inputs=inputs or None)
    except (SourceError, DocumentError) as error:
        raise Unreadable(f"{file}: {error}") from None
    except OSError as error:
        raise Unreadable(say("cli.unreadable", file=file, reason=error.strerror or error)) from None
    _write(document.to_json() + "\n", output)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def run(options: tuple[str, ...]) -> None:
    """Start the app. OPTIONS go to `streamlit run`, as in --server.port 8502."""
    app = _app()
    os.chdir(app.parent)  # where .streamlit/config.toml is
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(app), *options])


@main.command()
def config() -> None:
    """Print the settings: each variable with its value, where that is from, and what it means.

    Raises:
        Refused: some of them have no valid value; all are printed.
    """
    from builder.settings import SETTINGS, unknown

    sources = {"default": say("cli.config.default"), "environment": say("cli.config.environment")}
    wrong = []
    for one in SETTINGS:
        try:
            value = Sentence(one.shown or one.default_text)
        except BuilderError as error:
            wrong.append(error.problem)
            value = Sentence(say("cli.config.invalid"))
        click.echo(say("cli.config", variable=one.variable, value=value, source=Sentence(sources[one.source])))
        click.echo(f"    {one.meaning}")
    for sentence in unknown():
        click.echo(f"warning: {sentence}", err=True)
    if wrong:
        raise ShellMessage("\n".join(wrong))


def _app() -> Path:
    """Return the file of the app."""
    found = importlib.util.find_spec("nnblocks")
    app = Path(found.origin).with_name("app.py") if found and found.origin else Path("app.py")
    if not app.exists():
        raise ShellMessage(say("cli.no-app", app=app))
    return app.resolve()


def _write(content: str | bytes, output: Path | None) -> None:
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise _unwritable(output, error) from None


def _unwritable(output: Path, error: OSError) -> ShellMessage:
    return ShellMessage(say("cli.unwritable", output=output, reason=error.strerror or error))


main.add_command(inspect_network)
