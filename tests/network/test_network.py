"""A document is compiled once, in whatever thread, and what an edit makes of it takes over."""

import sys
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from benchmarks.documents import chain
from builder import analyse, from_json, templates
from builder.document.blocks import Document
from builder.edits import SetArgument, apply
from builder.network.network import Network
from builder.network.plan import plan_of
from tests.call_counts import calls


@pytest.fixture
def hurried():
    """Let threads take turns at every step."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def widened(document: Document, width: int) -> Document:
    """Change the width in the middle."""
    return apply(document, SetArgument(id="linear25", argument="out_features", value=width))


def facts(document: Document) -> tuple:
    """Return what an analysis says in short."""
    found = analyse(document)
    return found.output_shapes, found.parameters, found.multiply_adds, [one.problem for one in found.problems]


def test_what_is_worked_out_is_kept():
    """Whoever asks next has the very same."""
    document = templates.load("unet")
    one, other = Network.of(document), Network.of(document)
    assert (one.whole, one.places, one.classes) == (other.whole, other.places, other.classes)
    assert all(a is b for a, b in ((one.whole, other.whole), (one.places, other.places), (one.classes, other.classes)))


def test_a_network_says_where_its_graphs_are():
    """Each with its plan."""
    network = Network.of(templates.load("seq2seq"))
    found = dict(network.graphs)
    assert all(network.places[graph.id].path == path for path, graph in found.items())
    assert [network.plan(graph) for graph in found.values()] == [plan_of(graph) for graph in found.values()]


def test_threads_that_analyse_documents_of_one_line_agree(hurried):
    """They share what is remembered, and each says what its own document comes to."""
    first = chain(200, range(16, 66))
    documents = [first, *(widened(first, width) for width in range(70, 100))]
    fresh = [facts(from_json(document.to_json())) for document in documents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(facts, documents * 4)) == fresh * 4


def test_threads_that_compile_one_document_get_one_network(hurried):
    """What the first has found is everybody's."""
    document = from_json(templates.load("unet").to_json())
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: id(Network.of(document).classes), range(64)))) == 1


def test_an_edit_is_analysed_by_what_it_changes():
    """Of a thousand layers a handful is looked at again."""
    document = chain(1_000, range(16, 266))
    whole = calls(lambda: facts(document))
    changed = widened(document, 300)
    assert calls(lambda: facts(changed)) < whole / 40


def test_an_edit_before_the_first_analysis_loses_nothing():
    """Both are of one line from then on."""
    document = chain(1_000, range(16, 266))
    changed = widened(document, 300)
    whole = calls(lambda: facts(document))
    assert calls(lambda: facts(changed)) < whole / 2


def test_two_documents_remember_apart():
    """Nothing of one is in the other."""
    document = chain(200, range(16, 66))
    whole = calls(lambda: facts(document))
    assert calls(lambda: facts(msgspec.structs.replace(document))) > whole / 2
