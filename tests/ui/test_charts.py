from ui.screens import charts


def test_a_legend_names_both_counts_beside_their_colours():
    """What a tensor's own name brings along is text."""
    made = charts.legend({"Before": "mean <b>", "After": "mean 1"})
    assert made.index(charts.BEFORE) < made.index("Before") < made.index(charts.AFTER) < made.index("After")
    assert "mean &lt;b&gt;" in made


def test_classes_beyond_the_colours_are_counted():
    """A legend of hundreds would be longer than the page."""
    made = charts.class_legend([f"<{at}>" for at in range(300)], ["#111", "#222"])
    assert made.count("<i ") == 2
    assert "&lt;1&gt;" in made
    assert made.endswith("<span>and 298 more</span></p>")
    assert "more" not in charts.class_legend(["a", "b"], ["#111", "#222"])
