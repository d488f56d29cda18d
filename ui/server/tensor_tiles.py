"""Parts of a tensor for a browser that looks at it: which are asked for, and how many are made at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec

from builder.errors import BusyError, DocumentError
from builder.inspection.grid import Window
from builder.jobs import tasks
from builder.sentences import say
from ui.server.document_threads import in_turn
from ui.server.live import Live
from ui.server.service import service

MOST = 8
"""Parts that are made or waited for at once, by all who look; each viewer asks for one at a time."""


Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**48)]


class TileRequest(msgspec.Struct, frozen=True):
    """A part of a tensor, and the file of weights in which a page has seen it."""

    key: str
    file: str
    top: Count = 0
    left: Count = 0
    height: Count = 0
    width: Count = 0
    most_rows: Count = 120
    most_columns: Count = 240

    @property
    def window(self) -> Window:
        """The part alone."""
        return Window(self.top, self.left, self.height, self.width, self.most_rows, self.most_columns)


_places = asyncio.Semaphore(MOST)


async def part(document: str, asked: Mapping[str, str], standing: Callable[[str], Live]) -> bytes:
    """Return a part of a tensor as JSON.

    Raises:
        DocumentError: there is no such document, tensor, or file of weights any more.
        BusyError: too many are looked at.
        BuilderError: no worker can read it.
        msgspec.MsgspecError: it is no question.
    """
    wanted = msgspec.convert(dict(asked), TileRequest, strict=False)
    path = await in_turn(document, _file, document, standing)
    if path is None or path.name != wanted.file:
        raise DocumentError(say("server.no-tensor"))
    if _places.locked():
        raise BusyError(say("server.tiles.busy"))
    async with _places:
        found = await asyncio.wrap_future(service().pool.submit(tasks.tiles, path, wanted.key, wanted.window))
    return msgspec.json.encode(found)


def _file(document: str, standing: Callable[[str], Live]) -> Path | None:
    kept = standing(document).weights()
    return None if kept is None else kept.path
