"""What the documentation shows is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder import Document
from tests.code import OURS

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def examples(page: str, language: str) -> list[str]:
    """Take the code blocks of one language out of a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text(), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Each link to a file of the project names a file that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert not [link for link in links if not (page.parent / link).exists()]


def test_each_room_stands_in_the_picture():
    """Folders and files of the core, by their names."""
    (rooms, *_) = examples("docs/architecture.md", "")
    here = {each.name for each in (ROOT / "builder").iterdir() if not each.name.startswith(("_", "."))}
    assert not sorted(name for name in here if name.removesuffix(".py") not in re.findall(r"\w+", rooms))


def test_the_architecture_names_files_that_are_there():
    """By the end of their path, as it is told in the text."""
    named = set(re.findall(r"`([\w/]+\.py)`", (ROOT / "docs/architecture.md").read_text()))
    here = [
        f"/{file.relative_to(ROOT).as_posix()}" for file in (*OURS, *ROOT.glob("*.py"), *ROOT.glob("tests/**/*.py"))
    ]
    assert not sorted(name for name in named if not any(each.endswith(f"/{name}") for each in here))


def test_the_example_of_the_format_is_a_document():
    """The JSON in docs/document.md opens, and comes back as it was."""
    document = Document.from_json(examples("docs/document.md", "json")[0])
    assert Document.from_json(document.to_json()) == document


def test_the_library_example_of_the_readme_runs():
    """A reader who types it gets no error."""
    example = next(text for text in examples("README.md", "python") if "from builder" in text)
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
