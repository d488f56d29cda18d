"""The Run page with real workers: a sample runs, and what is shown of it is what torch returns."""

import time

import pytest

from builder.edits import SetArgument, SetInputs
from tests.pages.conftest import labelled


def _run(app):
    """Click Run and wait for the worker, as a browser does by drawing the page again."""
    return _waited(app.button(key="run-go").click().run())


def _waited(app):
    """Wait for workers."""
    for _ in range(2400):
        if not app.get("progress"):
            return app
        time.sleep(0.05)
        app.run()
    raise AssertionError("the sample never came through")


def test_a_page_says_what_to_do_before_anything_ran(visit):
    """No empty half."""
    app = visit("run")
    assert not app.exception
    assert "select **Run**" in app.markdown.values[-1]


def test_a_sample_runs_and_every_block_shows_what_it_returned(visit):
    """Three layers of the first template, each with the shape that torch gives, and one call of the whole."""
    app = _run(visit("run"))
    assert not app.exception
    table = app.dataframe[0].value
    assert list(table["path"]) == ["0", "1", "2"]
    assert list(table["shape"]) == ["[2, 256]", "[2, 256]", "[2, 10]"]
    assert table["zeros"][1] > 10 > table["zeros"][0]
    assert "4 calls" in " ".join(app.markdown.values)


def test_a_loss_brings_gradients_of_blocks_and_parameters(visit):
    """The gradient of the sum with respect to the last bias is the number of samples, for each of its entries."""
    app = visit("run")
    labelled(app.selectbox, "Backward pass").select("sum").run()
    app = _run(app)
    assert app.dataframe[0].value["gradient"].tolist()[2] == 1.0
    app.segmented_control(key="run-view").set_value("parameters").run()
    table = app.dataframe[0].value.set_index("name")
    assert table.loc["2.bias", "gradient"] == 2.0
    assert not app.exception


def test_an_element_that_is_changed_moves_every_block(visit):
    """By its position, as somebody without a pointer does; another value follows at once."""
    app = _run(visit("run"))
    app.segmented_control(key="run-view").set_value("difference")
    app = _waited(app.run())
    labelled(app.text_input, "Position").set_value("1, 19").run()
    app = _waited(app.button(key="run-difference-set").click().run())
    app = _waited(app.button(key="run-difference-0").click().run())
    assert not app.exception
    assert app.dataframe[0].value.iloc[1, 19] == 0.0
    assert list(app.dataframe[1].value["path"]) == ["0", "1", "2"]
    assert "→ 0" in " ".join(app.markdown.values)


@pytest.mark.parametrize(
    ("source", "field", "said"),
    [
        ("picture", "run-picture-X", "is a PDF.  \nChoose a PNG or JPEG picture."),
        ("stored", "run-file-X", "is a PDF.  \nChoose a .npy file"),
    ],
)
def test_a_file_that_is_no_sample_is_refused_as_what_it_is(visit, source, field, said):
    """By what is in it, in the words of every place that opens files."""
    app = visit("run", "lenet5")
    app.selectbox(key="run-source-X").set_value(source).run()
    app.file_uploader(key=field).set_value(("cat.png", b"%PDF-1.7", "image/png")).run()
    assert said in app.error[0].value.replace("\\", "")


@pytest.mark.nightly
def test_the_view_stays_while_the_sample_runs_again(visit, own_service):
    """Its field is not drawn as long as a worker is busy."""
    app = _run(visit("run"))
    app.segmented_control(key="run-view").set_value("difference").run()
    live = own_service.documents.get(app.session_state["document"])
    live.commit(SetInputs(batch=3))
    app.run()
    for _ in range(2400):
        if not app.get("progress"):
            break
        time.sleep(0.05)
        app.run()
    assert app.segmented_control(key="run-view").value == "difference"
    labelled(app.text_input, "Position").set_value("-1, 0").run()
    assert "is no position" in app.error[0].value
    assert not app.exception


def test_what_runs_stays_what_was_asked_for(visit, own_service):
    """A field that is changed does nothing before Run; numbers that are typed are the sample."""
    app = _run(visit("run"))
    first = app.dataframe[0].value
    labelled(app.number_input, "Seed").set_value(7).run()
    assert app.dataframe[0].value.equals(first)
    assert any("Select Run" in one for one in app.caption.values)
    app = _run(app)
    assert not app.dataframe[0].value["mean"].equals(first["mean"])


def test_typed_numbers_are_the_sample(visit):
    """Twenty ones: the first layer returns the sum of its weights' columns and its bias."""
    app = visit("run")
    labelled(app.selectbox, "X  (N, 20) float32").select("typed").run()
    app.text_area[0].set_value(", ".join(["1"] * 20)).run()
    app = _run(app)
    assert app.dataframe[0].value["shape"][0] == "[1, 256]"
    app.text_area[0].set_value("1, 2").run()
    app = _run(app)
    assert any("20" in one.value for one in app.error)


def test_a_network_with_a_mistake_says_so(visit, own_service):
    """And leads to its problems."""
    app = visit("run")
    live = own_service.documents.get(app.session_state["document"])
    live.commit(SetArgument(live.document.root.children[2].id, "in_features", 3))
    app.run()
    assert "mistakes" in app.warning[0].value
    assert not app.exception


def test_devices_are_listed_with_their_code(visit):
    """And where there is no GPU, that is said in the sentence that the prompt has for it, too."""
    app = visit("devices")
    for _ in range(2400):
        if app.code:
            break
        time.sleep(0.05)
        app.run()
    assert not app.exception
    assert "def try_gpu" in app.code[0].value
    assert app.dataframe[0].value["device"].iloc[0] == "cpu"
