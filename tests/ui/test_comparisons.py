"""What the Run page compares a run with."""

import pytest

from builder import templates
from builder.datasets.samples import Sample
from builder.document.blocks import Layer
from builder.edits import Insert, Remove, SetName
from builder.errors import DocumentError
from builder.inspection.report import Settings
from ui.server import comparisons, weights
from ui.server.comparisons import OtherNetwork, OtherRevision, OtherRules, OtherRun, OtherSeed
from ui.server.inspections import RunRequest

ASKED = RunRequest(Sample(), Settings())


@pytest.mark.parametrize(
    "text",
    ["https://here.org/build?d=a-b_1", "http://localhost:8501/base/run?x=1&d=a-b_1#top", "?d=a-b_1", " a-b_1 "],
)
def test_an_address_names_a_network(text):
    """As the browser shows it, on any page, or the id alone."""
    assert comparisons.id_in(text) == "a-b_1"


def test_a_network_that_is_not_there_is_no_other(own_service):
    """As anywhere else."""
    with pytest.raises(DocumentError, match="no network at this address"):
        comparisons.other_live("ada", "../nothing")


def test_whether_a_person_may_read_is_asked_in_the_one_place(live, monkeypatch):
    """Before anything of it is opened."""
    monkeypatch.setattr("ui.server.permissions._ANYBODY", frozenset())
    with pytest.raises(DocumentError, match="no network at this address"):
        comparisons.other_live("ada", live.id)


def test_a_persons_own_networks_are_offered(own_service, live):
    """None of another person's, and not the one on the page."""
    library = own_service.library
    mine = library.create(templates.load("lenet5"), owner="ada")
    library.create(templates.load("lenet5"), owner="bob")
    library.owners.claim(live.id, "ada")
    assert [entry.id for entry in comparisons.networks("ada", live)] == [mine]
    assert comparisons.networks(None, live) == ()


def test_revisions_are_named_by_the_steps_after_which_they_stood(live):
    """Newest first, without the one on the screen."""
    live.commit(Insert(live.document.root.id, 3, Layer(id="another0", kind="ReLU")))
    live.commit(Remove(("another0",)))
    assert list(comparisons.revisions(live)) == [2, 1]
    assert comparisons.revisions(live)[1] == "1: as it began"
    assert comparisons.revisions(live)[2].startswith("2: after ")


def test_a_revision_takes_the_weights_that_it_had(live):
    """Made in the worker of what later revisions have, where none were made for it; nothing is written for that."""
    live.commit(Insert(live.document.root.id, 3, Layer(id="another0", kind="ReLU")))
    weights.begin_weights(live).result()
    file = weights.current(live).path
    assert weights.at_revision(live, 2, live.document) == (file, ())
    first = live.head.history.revisions[0].number
    path, (previous,) = weights.at_revision(live, first, templates.load("mlp"))
    assert (path, previous.weights) == (None, file)


def test_every_choice_is_run(live, own_service):
    """A network of another person's too, whose address is enough; each is a question of its own."""
    weights.begin_weights(live).result()
    file = weights.current(live).path
    other = OtherNetwork(own_service.library.create(templates.load("mlp"), owner="bob"))
    live.commit(SetName("renamed"))
    choices = [OtherSeed(1), OtherRules(()), OtherRevision(1), OtherRun(Sample(), "train"), other]
    found = [comparisons.compare(live, file, ASKED, "ada", one).result() for one in choices]
    assert all([call.path for call in one.second.calls] == ["", "0", "1", "2"] for one in found)
    assert [max(call.largest for call in one.apart) > 0 for one in found] == [True, False, False, False, False]
    assert len({comparisons.question("ada", one) for one in choices}) == len(choices)


def test_a_revision_that_is_forgotten_is_told(live):
    """Its number is named."""
    with pytest.raises(DocumentError, match="Revision 99 is no longer kept"):
        comparisons.compare(live, weights.new_path(live, 1), ASKED, None, OtherRevision(99))
