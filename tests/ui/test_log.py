import logging
import warnings

import pytest

from builder.document.arithmetic import evaluate
from builder.errors import DocumentError
from builder.library import Library
from ui.server import log

ID = "N3x7cq0bQk-l4TyZ_9aVwQ"


@pytest.fixture
def logged(caplog):
    """Give the log, and leave logging as it was."""
    before = logging.getLogRecordFactory()
    log.set_up()
    yield caplog
    logging.setLogRecordFactory(before)


def test_a_message_names_no_document(logged):
    """Neither a path of its weights nor its address."""
    logging.getLogger("any").warning("%s and %s", f"/data/weights/{ID}/1.pt", f"http://host/files?d={ID}")
    assert "/data/weights/…/1.pt and http://host/files?d=…" in logged.text


def test_a_traceback_names_no_document(logged, tmp_path):
    """The operating system would say which file it did not find."""
    try:
        (tmp_path / "shelf" / ID / "net.pt").read_bytes()
    except FileNotFoundError:
        logging.getLogger("any").exception("failed")
    assert "FileNotFoundError" in logged.text
    assert ID not in logged.text


def test_a_database_that_fails_names_no_document(logged, tmp_path):
    """The error has the statement and not what it was asked for."""
    url = f"sqlite:///{tmp_path / 'library.db'}"
    with Library(url, tmp_path) as library:
        with library._writer.begin() as connection:
            connection.exec_driver_sql("DROP TABLE visits")
        try:
            library.head(ID)
        except DocumentError:
            pytest.fail("the table is still there")
        except Exception:
            logging.getLogger("any").exception("failed")
    assert "no such table: visits" in logged.text
    assert ID not in logged.text


def test_what_a_person_types_is_no_warning_in_the_log(logged):
    """Python says of `1if` that it will be an error one day, without a word about whose it is."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        log.set_up()
        with pytest.raises(DocumentError, match="1if w else 2"):
            evaluate("=1if w else 2", {"w": 1})
    assert said == []
