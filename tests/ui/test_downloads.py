from pathlib import Path

import pytest

from ui.server import downloads
from ui.server.catalogue import catalogue_file
from ui.server.downloads import Downloads, Offer


@pytest.fixture
def offers():
    """Make an empty list of offers."""
    return Downloads()


def test_an_address_stays_the_same(offers):
    """A page that is drawn again shows the same link."""
    offer = Offer("me", "a.txt", Path("a.txt"))
    assert offers.offer("key", offer) == offers.offer("key", offer)


def test_two_sessions_have_two_addresses(offers):
    """One session's address says nothing about another's."""
    assert offers.offer("key", Offer("me", "a", Path("a"))) != offers.offer("key", Offer("you", "a", Path("a")))


def test_an_address_cannot_be_guessed(offers):
    """It holds 32 random bytes."""
    assert len(offers.offer("key", Offer("me", "a", Path("a"))).rpartition("/")[2]) >= 43


def test_the_newest_offer_counts(offers):
    """After an edit the same address gives the new text."""
    url = offers.offer("key", Offer("me", "old", Path("old")))
    offers.offer("key", Offer("me", "new", Path("new")))
    assert offers.find(url.rpartition("/")[2]).name == "new"


def test_what_was_offered_of_a_document_can_be_withdrawn(offers):
    """From everybody, and nothing of another document."""
    gone = [offers.offer("first.py", Offer(session, "a", Path("a"))) for session in ("me", "you")]
    stays = offers.offer("second.py", Offer("me", "a", Path("a")))
    offers.revoke("first")
    assert [offers.find(url.rpartition("/")[2]) is None for url in (*gone, stays)] == [True, True, False]


def test_the_oldest_offers_go(offers, monkeypatch):
    """A process that runs for months keeps a bounded number."""
    monkeypatch.setattr(downloads, "MAX_OFFERS", 2)
    urls = [offers.offer(str(i), Offer("me", "a", Path("a"))) for i in range(3)]
    assert [offers.find(url.rpartition("/")[2]) is None for url in urls] == [True, False, False]


def test_the_catalogue_has_an_address_with_its_hash():
    """A changed catalogue is a changed address, so it may be kept for ever."""
    assert catalogue_file().digest in catalogue_file().url
