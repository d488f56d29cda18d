import ast
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.errors import BuilderError
from builder.settings import (
    ALLOWED_HOSTS,
    DATA_DIR,
    DATABASE_URL,
    EXECUTOR,
    PREFIX,
    SETTINGS,
    WORKERS,
    Scheduler,
    table,
    without_passwords,
)
from tests.test_repository import OURS, ROOT


def config() -> str:
    """Return what `nnblocks config` prints."""
    return CliRunner().invoke(main, ["config"], catch_exceptions=False).output


def texts(file: Path) -> set[str]:
    """Return the texts of a file's code that look like a setting's name, its docstrings left out."""
    code = file.read_text()
    if PREFIX not in code:  # which is most files, and to parse them all takes seconds
        return set()
    found = (node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant))
    return {text for text in found if isinstance(text, str) and text.startswith(PREFIX) and " " not in text}


def test_only_one_module_reads_settings():
    """Whatever can be set so is in the table, with its meaning."""
    assert {file.relative_to(ROOT).as_posix() for file in OURS if texts(file)} == {"builder/settings.py"}


def test_every_setting_of_the_module_is_in_its_table():
    """None is read in secret."""
    assert texts(ROOT / "builder" / "settings.py") - {PREFIX} == {one.variable for one in SETTINGS}


def test_the_readme_has_the_table():
    """Names, defaults and meanings are those of the code."""
    assert table() in (ROOT / "README.md").read_text()


def test_places_follow_the_environment(monkeypatch, tmp_path):
    """The folder and the database can be chosen from outside."""
    monkeypatch.setenv("NNBLOCKS_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NNBLOCKS_DATABASE_URL", raising=False)
    assert DATA_DIR.value == tmp_path
    assert DATABASE_URL.value == f"sqlite:///{tmp_path}{os.sep}library.sqlite3"
    monkeypatch.setenv("NNBLOCKS_DATABASE_URL", "postgresql://x/y")
    assert DATABASE_URL.value == "postgresql://x/y"


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.variable)
def test_an_empty_variable_is_unset(one, monkeypatch):
    """So that a shell's `VARIABLE=` takes a setting back."""
    monkeypatch.delenv(one.variable, raising=False)
    without = one.value
    monkeypatch.setenv(one.variable, "")
    assert (one.value, one.source) == (without, "default")


@pytest.mark.parametrize("text", ["0", "two", "-1", "1_0", "257", "2.0", "٣", "9" * 5000])
def test_workers_are_a_number(text, monkeypatch):
    """Anything else is refused by name, and the app does not start with a guess."""
    monkeypatch.setenv("NNBLOCKS_WORKERS", text)
    with pytest.raises(BuilderError, match=r"NNBLOCKS_WORKERS is .*; it must be a whole number from 1 to 256"):
        _ = WORKERS.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("local", None),
        ("dask://trainer", Scheduler("trainer", 8786)),
        (" dask://Trainer.example:9000/ ", Scheduler("trainer.example", 9000)),
        ("dask+tcp://10.0.0.7:8786", Scheduler("10.0.0.7", 8786, is_open=True)),
        ("dask://[::1]:8786", Scheduler("[::1]", 8786)),
    ],
)
def test_an_executor_is_this_machine_or_a_scheduler(text, found, monkeypatch):
    """Dask's own port where none is named."""
    monkeypatch.setenv("NNBLOCKS_EXECUTOR", text)
    assert EXECUTOR.value == found
    assert EXECUTOR.read(EXECUTOR.shown) == found


@pytest.mark.parametrize(
    "text", ["dask", "dask://", "tcp://a:1", "dask://a:b", "dask://u:p@a", "dask://a/x", "dask://a:0", "dask://a:99999"]
)
def test_no_other_text_is_an_executor(text, monkeypatch):
    """The sentence shows one that is."""
    monkeypatch.setenv("NNBLOCKS_EXECUTOR", text)
    with pytest.raises(BuilderError, match=r"NNBLOCKS_EXECUTOR is .*; it must be local, or .* dask://host:8786"):
        _ = EXECUTOR.value


def test_hosts_are_a_list(monkeypatch):
    """Commas separate them, and their case says nothing."""
    monkeypatch.setenv("NNBLOCKS_ALLOWED_HOSTS", " A.example,,b.example ")
    assert ALLOWED_HOSTS.value == {"a.example", "b.example"}


def test_config_tells_value_source_and_meaning(monkeypatch):
    """Each setting has two lines."""
    monkeypatch.setenv("NNBLOCKS_WORKERS", "7")
    assert f"NNBLOCKS_WORKERS = 7 (environment)\n    {WORKERS.meaning}\n" in config()


def test_config_tells_defaults(monkeypatch):
    """What is not set has a value all the same."""
    monkeypatch.delenv("NNBLOCKS_ALLOWED_HOSTS", raising=False)
    monkeypatch.delenv("NNBLOCKS_WORKERS", raising=False)
    assert "NNBLOCKS_WORKERS = 2 (default)" in config()
    assert "NNBLOCKS_ALLOWED_HOSTS = none (default)" in config()


def test_config_prints_no_password(monkeypatch):
    """What it prints may be pasted into a bug report."""
    monkeypatch.setenv("NNBLOCKS_DATABASE_URL", "postgresql+psycopg://ada:sesame@host/nets")
    printed = config()
    assert "sesame" not in printed
    assert "postgresql+psycopg://ada:***@host/nets" in printed


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:sesame@host/nets",
        "postgresql://ada:a@sesame/b@host/nets",
        "postgresql://ada:sesa\nsesame@host",
        "postgresql://:sesame@host/nets",
        "postgresql://host/nets?password=sesame",
        "postgresql://host/nets?user=ada&sslPassword=sesame&x=1",
        "postgresql://host/nets?passfile=sesame",
    ],
)
def test_no_form_of_password_is_shown(url):
    """Odd characters, a password without a name, one among the options."""
    assert "sesame" not in without_passwords(url)


@pytest.mark.parametrize("url", ["sqlite:///a b/library.sqlite3", "postgresql://ada@host/nets?port=1", "sqlite://"])
def test_a_url_without_password_is_shown_as_it_is(url):
    """Host, name and options tell which database it is."""
    assert without_passwords(url) == url


def test_config_names_what_is_no_setting(monkeypatch):
    """A name with a slip would otherwise do nothing in silence."""
    monkeypatch.setenv("NNBLOCKS_WORKER", "7")
    assert "NNBLOCKS_WORKER is set, but nnblocks has no such setting." in config()


def test_a_wrong_value_ends_config_in_a_sentence(monkeypatch):
    """Not in a traceback."""
    monkeypatch.setenv("NNBLOCKS_WORKERS", "many")
    done = CliRunner().invoke(main, ["config"])
    assert done.exit_code == 1
    assert "NNBLOCKS_WORKERS is many" in done.output


def test_config_tells_of_every_value_that_is_none(monkeypatch):
    """The first of them hides nothing, and the shell is told that something is wrong."""
    for name, text in (("WORKERS", "none"), ("DEVICE", "toaster"), ("TYPO", "1")):
        monkeypatch.setenv(f"{PREFIX}{name}", text)
    found = CliRunner().invoke(main, ["config"])
    assert found.exit_code == 1
    assert found.output.count("it must be") == 2
    assert all(str(one.meaning) in found.output for one in SETTINGS)
    assert "NNBLOCKS_TYPO is set, but nnblocks has no such setting." in found.output
