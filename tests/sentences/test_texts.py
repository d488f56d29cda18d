import re

import pytest

from tests.sentences.texts import FILES, ROOT, texts

PYTHONS = "how Python itself says it"
CODE = "code, which is the same in every language"
TORCHS = "a message of torch's or Python's own, by which it is known"
HTML = "HTML"
FORMAT = "how a column shows its numbers"
SQL = "a statement of SQL"
ALLOWED = {
    ("builder/caching.py", " is worked out"): "the name of a lock",
    ("builder/edits/apply.py", " - at `"): "a message of msgspec's own, by which it is known",
    ("ui/server/unreadable.py", " - at `"): "the same",
    ("builder/inspection/devices.py", ""): CODE,
    ("builder/catalogue/layers/default_init.py", ""): CODE,
    ("ui/screens/run/blocks.py", "%.1f %%"): FORMAT,
    ("ui/screens/run/compare_panel.py", "%.1f %%"): FORMAT,
    ("ui/screens/tensor_places.py", "print(net)"): CODE,
    ("builder/classes/of_file.py", "Invalid channel dimensions"): TORCHS,
    ("builder/symbols/inputs/failure_hints.py", ""): TORCHS,
    ("ui/screens/run/pictures.py", ""): HTML,
    ("builder/symbols/inputs/written_ranks.py", "(?<!"): "a pattern of what a comment says",
    ("builder/symbols/inputs/plain_arguments.py", "typing\\."): "a pattern of how a type is written",
    ("ui/screens/train/data_panel.py", "%d %%"): FORMAT,
    ("ui/screens/train/examples.py", ""): HTML,
    ("ui/screens/train/finder_panel.py", "format(datum.value"): "an expression of Vega",
    ("ui/screens/train/predictions_panel.py", ""): HTML,
    ("ui/screens/train/runs_panel.py", "%.1f s"): FORMAT,
    ("ui/screens/train/try_panel.py", ""): HTML,
    ("ui/screens/run/difference.py", "%.1f %%"): FORMAT,
    ("builder/jobs/messages.py", "can't allocate memory"): TORCHS,
    ("builder/live/console.py", "torch.ones(1) + 1"): CODE,
    ("builder/interpreter/table_values.py", "<class '"): "how Python shows a class",
    ("builder/catalogue/layers/extra_repr.py", ""): TORCHS,
    ("ui/screens/own_schemes.py", "def "): CODE,
    ("builder/symbols/libraries/einops.py", "\nclass "): CODE,
    ("builder/symbols/libraries/torchvision/__init__.py", "import torch\nfrom torch"): CODE,
    ("builder/symbols/dataflow/calls.py", "torch.rand_like(x) < p"): CODE,
    ("builder/symbols/dataflow/numbers.py", ""): CODE,
    ("builder/symbols/dataflow/calls.py", "x"): CODE,
    ("builder/symbols/dataflow/numbers.py", "left / 1"): CODE,
    ("builder/symbols/dataflow/numbers.py", "int(left // 1)"): CODE,
    ("builder/symbols/dataflow/numbers.py", "0 - int(-1 * left // 1)"): CODE,
    ("builder/symbols/dataflow/numbers.py", "(left, right)"): CODE,
    ("builder/trace/from_module/meta_cache.py", ""): "names of torch's",
    ("builder/interpreter/interpreter.py", "async "): CODE,
    ("builder/interpreter/interpreter.py", "yield from"): CODE,
    ("builder/symbols/files/file_host.py", "something that is not available here"): "the name of a class",
    ("builder/notes/fences.py", "In ["): "a prompt",
    ("builder/notes/timm.py", ""): CODE,
    ("builder/notes/notebook.py", "# In ["): "a prompt",
    ("builder/notes/plain.py", "In ["): "a prompt",
    ("builder/interpreter/dataclass.py", ""): PYTHONS,
    ("builder/interpreter/abstract.py", ""): PYTHONS,
    ("builder/interpreter/annotations.py", ""): PYTHONS,
    ("builder/interpreter/calls.py", "got some positional-only"): PYTHONS,
    ("builder/interpreter/stdlib/operators.py", ""): PYTHONS,
    ("builder/interpreter/stdlib/standard.py", "method __"): "a name of Python's own",
    ("builder/interpreter/plain_members.py", "doesn't apply to a"): PYTHONS,
    ("builder/jobs/own_network.py", "SimpleNamespace("): CODE,
    ("builder/interpreter/set_attribute.py", "assign to"): PYTHONS,
    ("builder/interpreter/arguments.py", ""): PYTHONS,
    ("builder/interpreter/calls.py", " object is not callable"): PYTHONS,
    ("builder/interpreter/forms.py", ""): PYTHONS,
    ("builder/interpreter/host.py", " object "): PYTHONS,
    ("builder/interpreter/imports.py", "No module named "): PYTHONS,
    ("builder/interpreter/names.py", " is not defined"): PYTHONS,
    ("builder/interpreter/operators.py", "** or pow()"): PYTHONS,
    ("builder/interpreter/text.py", "<class '"): PYTHONS,
    ("builder/jobs/own_network.py", "import math\n"): CODE,
    ("builder/jobs/own_network.py", " = torch."): CODE,
    ("builder/jobs/own_network.py", ", dtype="): CODE,
    ("builder/library/tables.py", "wal_autocheckpoint = "): SQL,
    ("builder/library/tables.py", "PRAGMA wal_checkpoint"): SQL,
    ("builder/live/callables.py", "<bound method "): PYTHONS,
    ("builder/live/names.py", " object at 0x7f0000000000>"): PYTHONS,
    ("builder/live/session/manual.py", ""): PYTHONS,
    ("builder/live/session/name_errors.py", ""): PYTHONS,
    ("builder/live/session/datasets.py", "method __add__"): "the name of a method",
    ("builder/interpreter/stdlib/containers.py", ", maxlen="): PYTHONS,
    ("builder/interpreter/stdlib/containers.py", "<class 'collections."): PYTHONS,
    ("builder/live/session/texts.py", "<_io.TextIOWrapper name="): PYTHONS,
    ("builder/live/session/stopwatch.py", ""): "how IPython tells the time",
    ("builder/interpreter/table_values.py", " object at "): PYTHONS,
    ("builder/interpreter/values.py", ""): "how Python shows its own objects",
    ("builder/interpreter/limits.py", "a large number"): "how a value is shown",
    ("builder/interpreter/static.py", "async "): CODE,
    ("builder/classes/text_edits.py", "from "): CODE,
    ("builder/cli/shell.py", " Raises:"): "a heading of docstrings",
    ("builder/interpreter/static.py", "from "): CODE,
    ("builder/interpreter/static.py", "import "): CODE,
    ("builder/interpreter/static.py", "yield from"): CODE,
    ("builder/library/migrations/__init__.py", "SELECT "): SQL,
    ("builder/library/migrations/versions/r0002_owners.py", "version"): "the name of a column",
    ("builder/library/migrations/versions/r0003_steps.py", "document"): "the name of a column",
    ("builder/library/migrations/versions/r0003_steps.py", "number"): "the name of a column",
    ("builder/library/storage.py", "I/O error"): "a message of SQLite's own, by which it is known",
    ("builder/library/storage.py", "No space left"): "a message of SQLite's own, by which it is known",
    ("builder/library/storage.py", "disk is full"): "a message of SQLite's own, by which it is known",
    ("builder/library/storage.py", "not a database"): "a message of SQLite's own, by which it is known",
    ("builder/library/storage.py", "unable to open"): "a message of SQLite's own, by which it is known",
    ("builder/library/tables.py", "BEGIN IMMEDIATE"): SQL,
    ("builder/library/tables.py", "busy_timeout = "): SQL,
    ("builder/library/tables.py", "foreign_keys = ON"): SQL,
    ("builder/library/tables.py", "journal_mode = WAL"): SQL,
    ("builder/library/tables.py", "synchronous = NORMAL"): SQL,
    ("builder/module/trial.py", "Expected more than 1"): TORCHS,
    ("builder/module/trial.py", "\nclass Plain"): CODE,
    ("builder/module/trial.py", "a leaf Variable"): TORCHS,
    ("builder/module/trial.py", "a view of a leaf"): TORCHS,
    ("builder/module/trial.py", "modified by an inplace"): TORCHS,
    ("builder/trace/from_module/forward.py", "expected device meta"): TORCHS,
    ("builder/targets/diagram/font.py", "NNBlocks Sans"): "the name of a font",
    ("builder/targets/diagram/look.py", "#"): "a colour",
    ("builder/targets/diagram/render.py", ", Noto Sans"): "the name of a font",
    ("builder/targets/source/wiring.py", "def forward"): CODE,
    ("builder/targets/training_script/feed.py", ""): CODE,
    ("builder/targets/training_script/head.py", ""): CODE,
    ("builder/targets/training_script/learning.py", ""): CODE,
    ("builder/targets/training_script/loop.py", ""): CODE,
    ("builder/targets/training_script/model.py", ""): CODE,
    ("builder/targets/training_script/saving.py", ""): CODE,
    ("builder/targets/training_script/text.py", ""): CODE,
    ("builder/targets/training_script/bundle.py", "{name}, to train"): "a file that stands beside code",
    ("builder/terminal.py", "tab: complete"): "a setting of readline",
    ("ui/canvas/bundle.py", "const bundle"): CODE,
    ("ui/canvas/bundle.py", '", document.baseURI)'): CODE,
    ("ui/server/console_view.py", "print(*["): CODE,
    ("ui/server/console_view.py", ".data[:] += 1"): CODE,
    ("ui/life.py", "a warm-up"): "a name in the log",
    ("ui/life.py", "a sweep"): "a name in the log",
    ("ui/life.py", "a checkpoint"): "a name in the log",
    ("builder/candidates/as_used.py", ""): CODE,
    ("builder/candidates/calls.py", "net = "): CODE,
    ("builder/candidates/guesses.py", "torch.zeros("): CODE,
    ("builder/candidates/guesses.py", "[nn.Identity(), "): CODE,
    ("builder/candidates/values.py", '\n"cpu"'): "names of arguments",
    ("builder/candidates/values.py", "SimpleNamespace("): CODE,
    ("builder/classes/einops_text.py", "\ndef "): CODE,
    ("builder/classes/einops_text.py", "reduce(input"): CODE,
    ("builder/classes/einops_text.py", "rearrange(input"): CODE,
    ("builder/classes/einops_text.py", "_einops(input"): CODE,
    ("builder/classes/einops_text.py", " = SimpleNamespace("): CODE,
    ("builder/classes/einops_text.py", "from "): CODE,
    ("builder/classes/torchvision_text.py", "(weights=None"): CODE,
    ("builder/classes/torchvision_text.py", "from "): CODE,
    ("ui/main.py", "<style>"): CODE,
    ("ui/screens/charts.py", "<p class="): "HTML",
    ("ui/screens/charts.py", "<span><i style="): "HTML",
    ("ui/not_found.py", "<li><a href="): "HTML",
    ("ui/server/pane.py", "Parallel ("): "a block's class",
    ("ui/screens/import_panel.py", "import torch\n"): CODE,
    ("ui/screens/proof.py", ".data.view(-1)[0] = "): CODE,
    ("ui/routes.py", "public, max-age"): "a header of HTTP",
    ("ui/routes.py", "attachment; "): "a header of HTTP",
    ("ui/browser_key.py", "; "): "a part of a cookie",
    ("ui/browser_key.py", "private, no-cache"): "a header of HTTP",
    ("ui/recovery.py", "<"): "HTML",
    ("ui/recovery.py", '" method='): "HTML",
    ("ui/screens/download_panel.py", "import torch\n"): CODE,
    ("ui/screens/download_panel.py", "nnb-download quiet"): "a class of CSS",
    ("ui/screens/download_panel.py", "<"): "HTML",
    ("ui/screens/download_panel.py", '" '): "HTML",
}
"""Texts by their file and how they begin, with what they are instead of a sentence."""
POLICY = ROOT / "ui" / "server" / "headers.py"
"""It holds headers of HTTP and nothing else."""


def found():
    """Return the file and the text of everything that reads as words for a person."""
    return [
        (str(file.relative_to(ROOT).as_posix()), line, text)
        for file in FILES
        if file != POLICY
        for line, text in texts(file)
    ]


def is_allowed(file, text):
    """Tell whether a text is known to be no sentence."""
    return any(file == place and text.startswith(start) for place, start in ALLOWED)


def test_every_sentence_is_taken_from_the_table():
    """One place to read them all, and to translate them."""
    assert not [one for one in found() if not is_allowed(one[0], one[2])]


def test_the_style_sheet_holds_no_sentence():
    """It takes those from the page, by a variable."""
    assert not re.search(r"content: [\"'][A-Za-z]", (ROOT / "ui" / "style.css").read_text("utf-8"))


def test_no_exception_has_outlived_its_text():
    """The list of what is no sentence stays as short as it can be."""
    seen = [(file, text) for file, _, text in found()]
    assert not [(file, start) for file, start in ALLOWED if not any(f == file and t.startswith(start) for f, t in seen)]


@pytest.mark.parametrize(
    "code",
    [
        'st.button("Share")',
        'st.caption(f"{count} blocks")',
        'x = "Two words"',
        'raise EditError(f"{name!r} is taken", hint="Rename")',
        'PlainTextResponse("Gone")',
        'st.button("↑", help="Earlier")',
        'Kind(name="ReLU", summary="Rectifier.")',
        'raise Refusal("This is closed.")',
    ],
)
def test_a_sentence_in_the_code_is_found(code, tmp_path):
    """A label of one word too, and what stands around a value."""
    file = tmp_path / "page.py"
    file.write_text(code)
    assert list(texts(file))


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring."""',
        'say("a.key", x="two words")',
        '_log.info("%s failed", x)',
        'raise TypeError("no such thing")',
        'interpreter.raise_("TypeError", "no such thing")',
        'click.option("-x", help="The help of a shell.")',
    ],
)
def test_what_nobody_reads_on_the_page_is_passed_over(code, tmp_path):
    """Docstrings, keys with their values, the log, Python's own exceptions, and the help of the shell."""
    file = tmp_path / "page.py"
    file.write_text(code)
    assert not list(texts(file))
