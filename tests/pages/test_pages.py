import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from builder import templates
from builder.document.blocks import Document, Layer, Sequential
from builder.edits import SetName
from tests.pages.conftest import labelled
from ui.pages import PAGES

MAIN = Path(__file__).parents[2] / "ui" / "main.py"


def settle(app: AppTest) -> AppTest:
    """Run the page again until no work in the background is left on it."""
    for _ in range(1600):
        if not any(button.label == "Cancel" for button in app.button):
            return app
        time.sleep(0.05)
        app.run()
    pytest.fail("the work did not end")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "template",
    ["shared_layer", *(pytest.param(name, marks=pytest.mark.nightly) for name in ("block_factory", "next_token"))],
)
def test_a_page_draws_a_template(visit, page, template):
    """No page fails on any of these."""
    app = visit(page, template)
    assert not app.exception
    assert not [error.value for error in app.error]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_an_empty_network(own_service, visit, page):
    """Before the first block there is a sentence, and no error."""
    app = visit(page)
    app.query_params["d"] = own_service.library.create(Document(root=Sequential(id="root")))
    app.run()
    assert not app.exception
    assert not [error.value for error in app.error]


def test_the_table_adds_up_to_what_torch_counts(visit):
    """The caption's total is that of the network; a search narrows the rows."""
    app = settle(visit("parameters"))
    assert any("7,946 parameters" in caption.value for caption in app.caption)
    app.text_input(key="parameter-search").set_value("bias").run()
    assert any("shown: 2 of 4 tensors, 266 parameters" in caption.value for caption in app.caption)
    app.text_input(key="parameter-search").set_value("nothing like it").run()
    assert "No tensors match" in app.info[0].value


def test_the_table_of_places_says_what_is_kept(visit):
    """All tensors of a template are saved, and move."""
    app = settle(visit("parameters"))
    settle(app.segmented_control[0].set_value("kept").run())
    assert list(app.dataframe[0].value["path"]) == ["0.weight", "0.bias", "2.weight", "2.bias"]
    assert any("All 4 tensors are" in one.value for one in app.markdown)


def test_a_lazy_network_is_shown_before_and_after_a_sample(own_service, visit):
    """Whoever keeps lazy layers sees that first; the choice for code and print is an edit of the document."""
    lazy = Layer(id="a", kind="LazyLinear", args={"out_features": 4})
    app = settle(visit("parameters", Document(root=Sequential(id="root", children=(lazy,)), lazy="keep")))
    assert list(app.dataframe[0].value["before"]) == ["<UninitializedParameter>"] * 2
    settle(app.button(key="first-run").click().run())
    settle(app.radio[0].set_value("sizes").run())
    assert list(app.dataframe[0].value["after"]) == ["torch.Size([4, 20])", "torch.Size([4])"]
    assert own_service.library.open(app.query_params["d"]).lazy == "sizes"


def test_a_network_that_learns_nothing_says_what_to_add(own_service, visit):
    """The empty table is a sentence with a way on."""
    app = visit("parameters")
    app.query_params["d"] = own_service.library.create(Document(root=Sequential(id="root")))
    app.run()
    assert "no parameters yet" in app.info[0].value


def test_apply_shows_what_the_rules_change(visit):
    """Zero all biases: the two biases are shown before and after."""
    app = visit("initialise")
    app.button(key="quick-zeros").click().run()
    settle(app.button(key="apply").click().run())
    assert any("2 tensors changed" in caption.value for caption in app.caption)
    assert any("<b>After</b> mean 0, std 0" in one.proto.body for one in app.get("html"))


def test_rules_change_places(visit):
    """Reordering swaps them."""
    app = visit("initialise")
    app.button(key="quick-zeros").click().run()
    app.button(key="quick-xavier").click().run()
    app.button(key="up-1").click().run()
    assert labelled(app.selectbox, "Scheme").value == "xavier_uniform_"


def test_a_value_that_is_no_number_is_refused(visit):
    """The rule stays as it was and one sentence says why."""
    app = visit("initialise")
    app.button(key="quick-normal").click().run()
    labelled(app.text_input, "std").set_value("lots").run()
    assert "std" in app.error[0].value
    assert labelled(app.text_input, "std").value == "0.01"


def test_share_and_unshare(visit):
    """Two layers become one module and part again."""
    app = visit("shared_weights", "residual_cnn")
    of = app.selectbox(key="share-of")
    assert of.value is None
    of.select_index(0).run()
    app.selectbox(key=f"share-id-{app.selectbox(key='share-of').value}").select_index(0).run()
    app.button(key="share").click().run()
    assert any("is one module in 2 places" in text.value for text in app.markdown)
    next(button for button in app.button if button.label == "Unshare").click().run()
    assert "Nothing is shared" in app.info[0].value


def test_the_proof_changes_both_places(visit):
    """One element is set to 42 at one place and read at both."""
    app = visit("shared_weights", "shared_layer")
    settle(app.button(key="prove").click().run())
    proof = app.code[0].value
    assert "net[2].weight is net[4].weight\nTrue" in proof
    assert proof.endswith("net[2].weight.view(-1)[0].item()\n42\n>>> net[4].weight.view(-1)[0].item()\n42")


def test_tie_and_untie(visit):
    """Two biases of one shape become one tensor and part again."""
    app = visit("shared_weights", "shared_layer")
    app.selectbox(key="tie-of").select_index(0).run()
    app.selectbox(key=f"tie-tensor-{app.selectbox(key='tie-of').value}").select_index(0).run()
    app.button(key="tie").click().run()
    next(button for button in app.button if button.label == "Untie").click().run()
    assert not app.error


def test_weights_are_made_on_the_files_page(visit):
    """The button makes them, and then there are links."""
    app = visit("files")
    settle(app.button(key="make-weights").click().run())
    assert any("bit for bit" in caption.value for caption in app.caption)


def test_an_unknown_address_offers_ways_on(own_service):
    """A calm sentence and the way Home, no error."""
    app = AppTest.from_file(MAIN, default_timeout=300)
    app.query_params["d"] = "nobody"
    app.run()
    assert app.subheader[0].value == "There is no network at this address"
    assert [link.proto.label for link in app.get("page_link")] == ["Go to Home"]


def test_the_diagram_has_a_depth_where_there_are_levels(visit):
    """A flat network needs no slider."""
    assert not visit("diagram").slider
    assert visit("diagram", "block_factory").slider


def said(app: AppTest) -> set[str]:
    """Return every word that the page has by itself."""
    texts = [*app.markdown, *app.caption, *app.subheader]
    return {one.value for one in texts} | {button.label for button in app.button}


def test_nobody_is_told_of_other_peoples_documents(own_service, visit):
    """Neither where files are opened nor at an address where nothing is."""
    own_service.documents.get(own_service.library.create(templates.load("lenet5"))).commit(SetName("not yours"))
    app = visit("home")
    assert said(app) & {"Recent"}
    assert "not yours" not in str(said(app))
    app.query_params["d"] = "guessed"
    assert said(app.run()) & {"There is no network at this address"}
    assert "not yours" not in str(said(app))


@pytest.fixture
def held(monkeypatch):
    """Give a function that has another thread hold an open document until the test ends."""
    monkeypatch.setattr("ui.server.live.LOCK_WAIT", 0.01)
    over, holding = threading.Event(), threading.Event()

    def hold(live):
        with live._lock():
            holding.set()
            over.wait()

    def begin(live):
        threads.append(threading.Thread(target=hold, args=(live,)))
        threads[-1].start()
        holding.wait()

    threads: list[threading.Thread] = []
    yield begin
    over.set()
    for thread in threads:
        thread.join()


def test_a_page_is_drawn_while_others_work_on_its_document(own_service, visit, held):
    """It shows what was read last; a person who only looks is not told to wait."""
    app = visit("build")
    held(own_service.documents.get(app.query_params["d"]))
    app.run()
    assert not app.exception
    assert not [error.value for error in app.error]
