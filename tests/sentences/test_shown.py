import pytest

from tests.sentences.shown import FILES, ROOT, texts

CODE = "code, which is the same in every language"
ALLOWED = {
    ("ui/canvas/bundle.py", "const bundle"): CODE,
    ("ui/canvas/bundle.py", '", document.baseURI)'): CODE,
    ("ui/console_view.py", "print(*["): CODE,
    ("ui/console_view.py", ".data[:] += 1"): CODE,
    ("ui/diagram.py", '<g id="'): "a pattern of SVG",
    ("ui/diagram.py", 'class="graph"'): "a pattern of SVG",
    ("ui/life.py", "a warm-up"): "a name in the log",
    ("ui/life.py", "a sweep"): "a name in the log",
    ("ui/main.py", "**nnblocks**"): "the app's name",
    ("ui/charts.py", "<p class="): "HTML",
    ("ui/charts.py", "<span><i style="): "HTML",
    ("ui/unknown.py", "<li><a href="): "HTML",
    ("ui/pane.py", "Parallel ("): "a block's class",
    ("ui/parameters.py", "path"): "a column of the table",
    ("ui/parameters.py", "access"): "a column of the table",
    ("ui/pasting.py", "import torch\n"): CODE,
    ("ui/proof.py", ".data.view(-1)[0] = "): CODE,
    ("ui/routes.py", "public, max-age"): "a header of HTTP",
    ("ui/routes.py", "attachment; "): "a header of HTTP",
    ("ui/taking.py", "import torch\n"): CODE,
    ("ui/taking.py", "nnb-download quiet"): "a class of CSS",
    ("ui/taking.py", "<"): "HTML",
    ("ui/taking.py", '" '): "HTML",
}
"""Texts by their file and how they begin, with what they are instead of a sentence."""
POLICY = ROOT / "ui" / "headers.py"
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


def test_the_pages_take_every_sentence_from_the_table():
    """One place to read them all, and to translate them."""
    assert not [one for one in found() if not is_allowed(one[0], one[2])]


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
    ],
)
def test_a_sentence_in_the_code_is_found(code, tmp_path):
    """A label of one word too, and what stands around a value."""
    file = tmp_path / "page.py"
    file.write_text(code)
    assert list(texts(file))


@pytest.mark.parametrize("code", ['"""A docstring."""', 'say("a.key", x="two words")', '_log.info("%s failed", x)'])
def test_what_nobody_reads_on_the_page_is_passed_over(code, tmp_path):
    """Docstrings, keys with their values, and the log."""
    file = tmp_path / "page.py"
    file.write_text(code)
    assert not list(texts(file))
