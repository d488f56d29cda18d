"""The committed bundle of the canvas was built from the sources beside it; no Node is needed to tell."""

import hashlib
from pathlib import Path

CANVAS = Path(__file__).parents[1] / "ui" / "canvas"
SETTINGS = ("package.json", "package-lock.json", "vite.config.ts", "tsconfig.json")


def sources_hash() -> str:
    """Hash what the bundle is built from, as ui/canvas/vite.config.ts does on each build."""
    files = [*(file for file in (CANVAS / "src").rglob("*") if file.is_file()), *(CANVAS / name for name in SETTINGS)]
    digest = hashlib.sha256()
    for name, file in sorted((file.relative_to(CANVAS).as_posix(), file) for file in files):
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def test_the_bundle_carries_the_hash_of_its_sources():
    """After a change of the canvas, `make canvas` has been run and its result committed."""
    assert (CANVAS / "dist" / "SOURCES.sha256").read_text().split()[0] == sources_hash()


def test_the_licences_of_what_is_bundled_ship_with_it():
    """React and React Flow ask that their notice goes where their code goes."""
    text = "\n".join(file.read_text() for file in (CANVAS / "dist").glob("*LICEN*"))
    assert "\nreact 19" in text
    assert "MIT" in text
