from ui.screens import charts


def test_a_legend_names_both_counts_beside_their_colours():
    """What a tensor's own name brings along is text."""
    made = charts.legend({"Before": "mean <b>", "After": "mean 1"})
    assert made.index(charts.BEFORE) < made.index("Before") < made.index(charts.AFTER) < made.index("After")
    assert "mean &lt;b&gt;" in made
