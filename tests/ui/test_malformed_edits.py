"""Whatever a canvas sends, each number is acknowledged, and no defect is in the log."""

import logging
import random
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builder.expansion.validation import validate
from builder.jobs.service import pool
from builder.library import Library
from tests.edits.malformed_edits import Garbler
from tests.nightly import NIGHTLY
from tests.strategies import documents
from ui.server.commands import MAX_COMMANDS, Batch, Command
from ui.server.live import Live
from ui.server.trials import Trials

SLICES = 100 if NIGHTLY else 10


@settings(max_examples=SLICES, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(documents(), st.integers(0, 2**32))
def test_any_edits_are_acknowledged(document, seed):
    """Steps of several, undo and redo among them; what comes out is valid and saved."""
    with tempfile.TemporaryDirectory() as folder, Library(f"sqlite:///{folder}/db", Path(folder)) as library:
        live, chance, log = Live(library, library.create(document), Trials(pool)), random.Random(seed), Heard()
        for start in range(1, 10_000, 2_500):
            commands = tuple(commanded(live, chance, start))
            live.receive(Batch("canvas", live.id, commands))
            assert live.head.acks == {"canvas": commands[-1].number}
            validate(live.document)
            assert library.open(live.id) == live.document
        assert log.close() == []


def commanded(live, chance, start):
    """Yield as many commands as a request holds."""
    garbler = Garbler(live.document, chance)
    for number in range(start, start + MAX_COMMANDS // 4):
        edit = garbler.edit() if chance.random() < 0.95 else {"edit": chance.choice(["undo", "redo", "set_source"])}
        if isinstance(edit, dict):
            with suppress(UnicodeEncodeError):  # half a surrogate pair is refused with its request
                yield Command(number, msgspec.Raw(msgspec.json.encode(edit)), chance.choice([None, None, "a", "b"]))


class Heard(logging.Handler):
    """What the log of `ui.server.live` is told."""

    def __init__(self):
        super().__init__()
        self.records = []
        logging.getLogger("ui.server.live").addHandler(self)

    def emit(self, record):
        """Keep it."""
        self.records.append(f"{record.getMessage()} {record.exc_info}")

    def close(self):
        """Stop and return what was told."""
        logging.getLogger("ui.server.live").removeHandler(self)
        super().close()
        return self.records
