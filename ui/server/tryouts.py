"""What a person asks a trained network on the Train page: the work that answers, and how its questions begin."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from builder.atomic_write import write_whole
from builder.datasets.preview import Preview
from builder.datasets.samples import PictureFile
from builder.errors import StorageError
from builder.jobs import tasks
from builder.jobs.run import JobFuture
from builder.sentences import say
from builder.training.asked import Answer, Asked, Picture
from ui.server.live import Live
from ui.server.service import service
from ui.server.trainings import Weights, folder_of

_HALF = 128


def ask_network(live: Live, id: str, which: Weights, asked: Asked) -> JobFuture[Answer]:
    """Return the work that asks the network of a run.

    Raises:
        BuilderError: there is no such run, or too many jobs wait.
    """
    return service().pool.submit(tasks.try_it, folder_of(live.id, id), which, asked)


def asking_of_picture(live: Live, id: str, which: Weights, picture: tuple[bytes, bool]) -> JobFuture[Answer]:
    """Return the work that asks the network of a run about a picture: its file's content, and whether it is swapped.

    Raises:
        BuilderError: there is no such run, the disk cannot be written, or too many jobs wait.
    """
    content, swapped = picture
    folder = service().library.training(live.id) / "files" / secrets.token_urlsafe(9)
    path = folder / "picture"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        future = ask_network(live, id, which, Picture(PictureFile(Path(path)), swapped))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise StorageError(say("run.unwritable", name=path.name), hint=say("jobs.disk.hint")) from None
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    future.add_done_callback(lambda _: shutil.rmtree(folder, ignore_errors=True))
    return future


def has_light_ground(preview: Preview) -> bool:
    """Tell whether the pictures of a data set are dark on light, by the edges of the first ones."""
    if preview.pictures is None:
        return False
    found = preview.pictures.array
    edges = [found[:, 0], found[:, -1], found[:, :, 0], found[:, :, -1]]
    return sum(float(edge.mean()) for edge in edges) / len(edges) >= _HALF
