"""Rules of the page Initialise: as a person changes them, and while a browser is late."""

from tests.pages.conftest import labelled


def test_a_quick_button_adds_a_rule_that_can_be_changed_and_taken_away(visit):
    """Xavier for all Linear, then another scheme, then no rule."""
    app = visit("initialise")
    app.button(key="quick-xavier").click().run()
    assert _schemes(app) == ["xavier_uniform_"]
    labelled(app.selectbox, "Scheme").select("constant_").run()
    labelled(app.text_input, "val").set_value("42").run()
    assert "constant_(val=42.0)" in app.markdown.values[0]
    app.button(key="remove-0").click().run()
    assert not app.exception
    assert "No rules yet" in app.info[0].value


def test_the_page_says_in_which_order_values_are_drawn(visit):
    """For one seed gives other values than code that draws in another order."""
    app = visit("initialise")
    assert "block by block in the order of the network, then rule by rule." in app.caption[0].value


def test_a_layer_begins_equal_to_another_one(visit):
    """With `copy_` a rule names two layers of one kind, and says so."""
    app = visit("initialise")
    _add(app, "normal")
    labelled(app.selectbox, "Scheme").select("copy_").run()
    assert not app.exception
    assert _schemes(app) == ["copy_"]
    assert "← equal to" in app.markdown.values[0]


def _late(app):
    """Return what a browser sends that has not drawn yet what comes next: each field as it stands there."""
    return app._tree.get_widget_states()


def _add(app, name):
    app.button(key=f"quick-{name}").click().run()


def _schemes(app):
    """Return what the schemes' fields show in a browser that draws them for the first time."""
    return [one.options[one.proto.default] for one in app.selectbox if one.label == "Scheme"]


def test_a_rule_shows_its_scheme_in_a_browser_that_missed_the_first_picture(visit):
    """A click before it came has the page drawn again, for fields that the browser does not hold yet."""
    app = visit("initialise")
    late = _late(app)
    _add(app, "normal")
    app._run(late)
    assert _schemes(app) == ["normal_"]


def test_what_a_late_browser_shows_is_not_written_back(visit):
    """Rules change places, and a click comes from a page that shows them as they stood."""
    app = visit("initialise")
    _add(app, "normal")
    _add(app, "zeros")
    late = _late(app)
    app.button(key="up-1").click().run()
    app._run(late)
    assert _schemes(app) == ["zeros_", "normal_"]


def test_what_a_late_browser_showed_of_a_removed_rule_is_not_written_back(visit):
    """The next rule stands in the same place."""
    app = visit("initialise")
    _add(app, "zeros")
    late = _late(app)
    app.button(key="remove-0").click().run()
    _add(app, "normal")
    app._run(late)
    assert _schemes(app) == ["normal_"]


def test_a_scheme_of_ones_own_is_written_used_and_removed(visit):
    """An example is saved as it stands, with a rule; without it the rule is gone as well."""
    app = visit("initialise")
    app.button(key="new-scheme-mask").click().run()
    app.button(key="save-scheme").click().run()
    assert not app.exception
    assert _schemes(app) == ["my_init"]
    assert "← `my_init()`" in app.markdown.values[0]
    app.button(key="use-my_init").click().run()
    assert _schemes(app) == ["my_init", "my_init"]
    app.button(key="remove-my_init").click().run()
    assert not app.exception
    assert _schemes(app) == []
