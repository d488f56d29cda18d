"""The Console page with a real worker."""

from ui.server import console_view
from ui.server.console_sources import source_of

SLOW = "import time\ntime.sleep(1)\n1 + 1"


def test_an_answer_that_comes_while_the_page_is_drawn_is_shown(visit, own_service, monkeypatch):
    """The page was drawn with what had been there, and nothing asked for another picture."""
    shown, view = [], console_view.view

    def prompt(live):
        if not shown:
            console.enter("a", SLOW)
        return console

    def slow_view(live, console, person):
        shown.append(view(live, console, person))
        console.wait(120)
        return shown[-1]

    app = visit("console")
    console = own_service.consoles.get(own_service.documents.get(app.query_params["d"]), source_of)
    console.enter("warm", "1")
    console.wait(300)
    monkeypatch.setattr("ui.screens.console.PATIENCE", 0.0)
    monkeypatch.setattr("ui.screens.console.prompt", prompt)
    monkeypatch.setattr(console_view, "view", slow_view)
    app.run()
    assert [one["busy"] for one in shown] == [True, False]
    assert shown[-1]["entries"][1]["output"] == "2\n"
