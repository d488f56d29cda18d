"""Pasted code that creates no network, or several: which one is meant is chosen, and what it is given."""

import pytest
from streamlit.testing.v1 import AppTest

from builder.document.tree import walk

CLASS = """
from torch import nn

class {name}(nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.body = nn.Sequential(*[nn.Linear(width, width) for _ in range(depth)])

    def forward(self, x):
        return self.body(x)
"""


@pytest.fixture
def paste(own_service):
    """Give a function that pastes a text at Home and converts it."""

    def dialog():
        from ui.screens import import_panel

        import_panel.draw()

    def paste(text):
        app = AppTest.from_function(dialog, default_timeout=300).run()
        app.text_area(key="paste-text").set_value(text).run()
        return app.button(key="paste-read").click().run()

    return paste


def field(app, label):
    """Return the text field of this label."""
    return next(one for one in app.text_input if one.label == label)


def widths(own_service, app):
    """Open what was read and return the widths of its layers."""
    app.button(key="paste-open").click().run()
    document = own_service.documents.get(app.session_state["document"]).document
    return [block.args["in_features"] for block in walk(document.root) if getattr(block, "kind", "") == "Linear"]


def test_the_arguments_of_a_class_are_filled_in(paste):
    """A default as it is, a guess as one."""
    app = paste(CLASS.format(name="Net"))
    assert [field(app, label).value for label in ("width (guess)", "depth")] == ["64", "2"]


def test_the_form_shows_the_guess_that_fits(paste):
    """And not one that was given up."""
    app = paste(CLASS.format(name="Net").replace("width, width", "width, 32"))
    assert field(app, "width (guess)").value == "32"


def test_a_guess_is_said_on_the_page(paste):
    """Before the network opens."""
    app = paste(CLASS.format(name="Net"))
    assert "width is a guess" in app.info[0].value


def test_arguments_that_were_changed_make_the_network(paste, own_service):
    """Those that were not stay as they are shown."""
    app = paste(CLASS.format(name="Net"))
    field(app, "depth").set_value("3").run()
    assert widths(own_service, app) == [64, 64, 64]


def test_one_of_several_classes_is_chosen(paste, own_service):
    """With its own form."""
    app = paste(CLASS.format(name="One") + CLASS.format(name="Two").replace("depth=2", "depth=1"))
    app.selectbox[0].set_value(1).run()
    assert widths(own_service, app) == [64, 64]


def test_the_shape_of_the_input_is_taken(paste, own_service):
    """It stands beside the text."""
    app = paste(CLASS.format(name="Net"))
    field(app, "Input shape (optional)").set_value("N, 5, 64").run()
    app.button(key="paste-open").click().run()
    assert own_service.documents.get(app.session_state["document"]).document.inputs[0].shape == ("N", 5, 64)


def test_an_argument_that_means_nothing_is_named(paste):
    """The form stays, to be mended."""
    app = paste(CLASS.format(name="Net"))
    field(app, "width (guess)").set_value("wide").run()
    assert "The name \\'wide\\' is not defined" in app.error[0].value
    assert field(app, "width (guess)").value == "wide"


def test_a_text_with_its_network_opens_at_once(paste, own_service):
    """Nothing is asked where the text says it."""
    app = paste(CLASS.format(name="Net") + "\nnet = Net(5)\n")
    document = own_service.documents.get(app.session_state["document"]).document
    assert document.inputs[0].shape == ("N", 5)
