"""Files that appear under their name all at once or not at all, also where two write one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def replace_file(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file of a temporary name beside `path`, which takes its place at the end, or is removed on an error."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False) as file:
        try:
            yield file.file
            file.close()
            os.chmod(file.name, 0o644)  # noqa: PTH101 - a name, as tempfile gives it
            os.replace(file.name, target)  # noqa: PTH105
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def write_whole(path: str | Path, content: bytes) -> int:
    """Write a file and return its bytes."""
    with replace_file(path) as file:
        file.write(content)
    return len(content)
