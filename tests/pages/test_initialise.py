def test_a_quick_button_adds_a_rule_that_can_be_changed_and_taken_away(visit):
    """Xavier for all Linear, then another scheme, then no rule."""
    app = visit("initialise")
    app.button(key="quick-xavier").click().run()
    assert app.selectbox(key="scheme-0").value == "xavier_uniform_"
    app.selectbox(key="scheme-0").select("constant_").run()
    app.text_input(key="argument-0-val").set_value("42").run()
    assert "constant_(val=42.0)" in app.markdown.values[0]
    app.button(key="remove-0").click().run()
    assert not app.exception
    assert "No rules yet" in app.info[0].value
