"""The Train page with real workers: a network learns, its run is listed, and undo takes its weights back."""

import time

import pytest
from msgspec.structs import replace

from builder import from_source
from tests.pages.conftest import ROOT, labelled
from ui.server import trainings
from ui.server.service import service

POINTS = from_source("""
import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 3))
net(torch.rand(2, 2))
""")
GROWING = from_source("from torch import nn\nnet = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 3))")


def _live(app):
    """Return the document that the page shows."""
    shown = app.query_params["d"]
    return service().documents.get(shown if isinstance(shown, str) else shown[0])


def _waited(app):
    """Draw the page again, as a browser does, until no worker has anything to do for it."""
    for _ in range(600):
        live = _live(app)
        going = [run for run in trainings.list_runs(live) if run.status.state in trainings.GOING]
        if not going and not app.get("progress"):
            return app
        time.sleep(0.1)
        app.run()
    raise AssertionError("the run never ended")


def _trained(app, data="blobs"):
    app.selectbox(key="train-data-name").set_value(data)
    app = _waited(app.run())
    labelled(app.number_input, "Epochs").set_value(3)
    return _waited(_waited(app.button(key="train-go").click().run()).run())


def test_a_page_says_what_to_do_before_anything_was_trained(visit):
    """No empty half, and the data that are nearest to what the network takes and returns."""
    app = _waited(visit("train", POINTS))
    assert not app.exception
    assert app.selectbox(key="train-data-name").value == "blobs"
    assert "select **Train**" in " ".join(app.markdown.values)


def test_a_recipe_is_kept_while_another_page_is_shown(visit):
    """Streamlit forgets fields that are not drawn."""
    app = _waited(visit("train", POINTS))
    labelled(app.number_input, "Epochs").set_value(7)
    labelled(app.selectbox, "Optimizer").select("AdamW").run()
    labelled(app.number_input, "Learning rate").set_value(0.25).run()
    app.switch_page(str(ROOT / "pages" / "files.py")).run()
    app = _waited(app.switch_page(str(ROOT / "pages" / "train.py")).run())
    assert not app.exception
    assert not app.warning
    assert labelled(app.number_input, "Epochs").value == 7
    assert labelled(app.selectbox, "Optimizer").value == "AdamW"
    assert labelled(app.number_input, "Learning rate").value == 0.25
    app.run()  # a browser may see this run alone, where the one before has set the values
    assert [labelled(app.number_input, one).proto.default for one in ("Epochs", "Learning rate")] == [7, 0.25]


def test_settings_that_no_run_takes_are_said_and_the_rest_reaches_it(visit):
    """A number beyond its bounds is not passed over; Muon takes matrices, and another optimizer the biases."""
    app = _waited(visit("train", POINTS))
    labelled(app.number_input, "Epochs").set_value(0)
    labelled(app.selectbox, "Optimizer").select("Muon")
    app = _waited(app.run())
    assert "epochs is 0" in app.error[0].value
    assert app.button(key="train-go").disabled
    labelled(app.number_input, "label_smoothing").set_value(0.1)
    labelled(app.number_input, "End after steps").set_value(3)
    app = _waited(app.run())
    app = _waited(app.button(key="train-go").click().run())
    assert not app.exception
    (run,) = trainings.list_runs(_live(app))
    recipe = run.plan.recipe
    assert (run.status.ended, run.status.step) == ("finished", 3)
    assert (recipe.optimizer.kind, recipe.rest.kind, recipe.loss.args) == ("Muon", "AdamW", {"label_smoothing": 0.1})


def test_a_network_learns_points_and_undo_takes_it_back(visit):
    """Its weights are one step, named after the run; what it says of examples kept apart stands below."""
    app = _trained(visit("train", POINTS))
    assert not app.exception
    live = _live(app)
    (run,) = trainings.list_runs(live)
    assert (run.status.ended, run.status.epoch) == ("finished", 3)
    assert live.head.history.undoable(None).name == "train: Run 1"
    assert "What it has learned" in " ".join(app.markdown.values)
    before = live.weights().path
    live.undo(None)
    assert live.weights().path != before


def test_a_run_that_diverges_leaves_the_weights_alone(visit):
    """It says so, and offers nothing of what are no numbers."""
    app = _waited(visit("train", replace(POINTS, root=GROWING.root)))
    labelled(app.number_input, "Learning rate").set_value(1e30).run()
    app = _trained(app)
    assert not app.exception
    live = _live(app)
    assert trainings.list_runs(live)[0].status.ended == "diverged"
    assert live.head.history.undoable(None) is None
    assert "no number" in app.warning[0].value
    assert not trainings.has_weights(live, trainings.list_runs(live)[0].id, "last")
    app = _waited(_waited(app.button(key="train-go").click().run()).run())
    table = next(one.value for one in app.dataframe if "Rate" in one.value)
    assert table[["State", "Rate"]].values.tolist() == [["Diverged", "1e+30"]] * 2


@pytest.mark.parametrize(("data", "shown"), [("sine", "1"), ("penguins", "4")])
def test_data_that_do_not_fit_are_said_and_fitted(visit, data, shown):
    """A network of two inputs and three outputs takes another width by one click."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value(data)
    app = _waited(app.run())
    assert app.button(key="train-go").disabled
    app = _waited(app.button(key="train-fit").click().run())
    assert not app.exception
    assert not app.button(key="train-go").disabled
    live = _live(app)
    assert str(live.document.inputs[0].shape[1]) == shown


def test_a_network_that_no_fit_can_help_is_sent_to_the_templates(visit):
    """Nothing is offered that would be refused: a row of numbers is no text."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value("english")
    app = _waited(app.run())
    assert "Linear has float32 parameters" in app.info[0].value
    assert "an Embedding, an LSTM" in app.info[0].value
    assert not {one.key for one in app.button} & {"train-fit", "train-fit-go"}
    app.button(key="train-templates").click().run()
    assert not app.exception
    assert app.session_state["wanted-templates"]
    assert "d" not in app.query_params  # which would lead to Build


def test_a_network_that_does_not_fit_is_fitted_and_trained_by_one_click(visit):
    """The fit is a step of its own, and nothing begins where only that was asked for."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value("digits")
    app = _waited(_waited(app.run()).button(key="train-fit-go").click().run())
    assert not app.exception
    live = _live(app)
    assert live.document.inputs[0].shape == ("N", 1, 8, 8)
    assert [run.status.ended for run in trainings.list_runs(live)] == ["finished"]


@pytest.mark.nightly
def test_a_run_goes_back_and_on_a_little_and_another_forks_off(visit):
    """Each rests where it was sent; the fork learns by a rate of its own from there."""
    app = _trained(visit("train", POINTS))
    live = _live(app)
    (run,) = trainings.list_runs(live)
    each = run.status.step // 3
    app = app.number_input(key=f"train-epoch-{run.id}-3").set_value(2).run()
    for name, step in (("train-back", 2 * each), ("train-one-step", 2 * each + 1)):
        app = _waited(app.button(key=name).click().run())
        status = trainings.list_runs(live)[0].status
        assert (status.state, status.step) == ("paused", step)
    app = app.number_input(key=f"train-lr-{run.id}").set_value(0.5).run()
    app = _waited(app.button(key="train-fork").click().run())
    assert not app.exception
    new = trainings.list_runs(live)[0]
    assert (new.plan.recipe.optimizer.args["lr"], new.status.state) == (0.5, "finished")
    assert app.dataframe[-1].value.iloc[0]["Forked from"] == "Run 1, epoch 2"


def test_rates_are_tried_and_one_is_put_into_the_recipe(visit):
    """By one click each; what was tried with is gone."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value("blobs")
    app = _waited(_waited(app.run()).button(key="train-rates-go").click().run())
    app = app.button(key="train-rates-use").click().run()
    assert not app.exception
    rate = labelled(app.number_input, "Learning rate").value
    assert f"Use {rate:g}" in [one.label for one in app.button]
    assert not list((service().library.training(_live(app).id) / "rates").glob("*"))


def test_a_run_that_is_stopped_at_its_best_leaves_those_weights(visit):
    """As the network's, where by Stop they are the last."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value(
        "moons"
    )  # blobs are soon learned so well that no step changes a weight
    app = _waited(app.run())
    labelled(app.number_input, "Epochs").set_value(1_000_000)
    app.button(key="train-go").click().run()
    live = _live(app)
    while not (found := trainings.list_runs(live)) or not found[0].status.best:
        app.run()
    app = _waited(app.button(key="train-stop-best").click().run())
    folder = trainings.folder_of(live.id, found[0].id) / "weights"
    best, last = ((folder / f"{which}.safetensors").read_bytes() for which in ("best", "last"))
    assert live.weights().path.read_bytes() == best
    status = trainings.list_runs(live)[0].status
    # The last epoch may be the best one, and the run have been stopped right behind it.
    assert best != last or status.step == status.best * (status.steps // status.epochs)


def test_targets_are_scaled_and_predictions_are_in_the_units_of_the_data(visit):
    """What the network returns is said beside them, for whoever takes its weights elsewhere."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value("sine")
    app = _waited(app.run())
    app.checkbox(key="train-targets").check()
    app = _waited(app.button(key="train-fit-go").click().run())
    assert not app.exception
    run = trainings.list_runs(_live(app))[0]
    assert (run.plan.preparation.targets, run.status.ended) == ("standard", "finished")
    assert "the network returns" in " ".join(app.caption.values)


def test_a_row_of_ones_own_is_asked_by_its_columns(visit):
    """A field each, which begin with an example; another number asks again."""
    app = visit("train", POINTS)
    app.selectbox(key="train-data-name").set_value("penguins")
    app = _waited(app.run())
    app = _trained(_waited(app.button(key="train-fit").click().run()), "penguins")
    before = " ".join(one.value for one in app.get("html"))
    labelled(app.number_input, r"bill\_length\_mm").set_value(99.0)
    app = _waited(app.run())
    assert not app.exception
    assert "nnb-bars" in before
    assert before != " ".join(one.value for one in app.get("html"))
