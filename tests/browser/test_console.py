import re

from playwright.sync_api import Page

from tests.browser.build_page import drop, nodes, open_empty, set_argument
from tests.browser.expecting import expect
from tests.browser.screens import enter, go, save


def type_in(page: Page, text: str) -> None:
    """Enter a text at the prompt and wait for its answer."""
    entries = page.get_by_test_id("console-entry")
    expect(page.get_by_test_id("console-input")).to_be_visible()
    before = entries.count()
    page.get_by_test_id("console-input").fill(text)
    page.get_by_test_id("console-input").press("Enter")
    expect(entries).to_have_count(before + 1)
    expect(entries.last).not_to_contain_text("Running…", timeout=240_000)  # the first worker loads torch


def answer(page: Page):
    """Return the newest output."""
    return page.get_by_test_id("console-entry").last.get_by_test_id("console-output")


def open_console(page, app):
    """Show the prompt of a document with one layer."""
    open_empty(page, app)
    drop(page, "Linear", "root", 0)
    expect(nodes(page)).to_have_count(1)
    go(page, "Console")


def test_weights_stay_with_their_blocks(app, page):
    """Set by hand, kept when a layer is inserted, back after undo, there after a reload."""
    open_console(page, app)
    type_in(page, "net[0].bias.data[:] = 7")
    expect(page.get_by_test_id("console-changed")).to_be_visible()
    page.get_by_test_id("page-Build").click()
    expect(nodes(page)).to_have_count(1)
    drop(page, "ReLU", "root", 1)
    second = drop(page, "Linear", "root", 2)
    set_argument(page, second, "out_features", "3")
    go(page, "Console")
    type_in(page, "net[0].bias.data.unique(), len(net)")
    expect(answer(page)).to_have_text("(tensor([7.]), 3)")
    page.reload()
    expect(page.get_by_test_id("console-entry")).to_have_count(2)
    type_in(page, "net[2].bias.data[:] = 9")
    page.get_by_test_id("console-undo").click()
    expect(page.get_by_test_id("redo")).to_be_enabled()
    type_in(page, "net[0].bias.data.unique(), bool((net[2].bias == 9).any())")
    expect(answer(page)).to_have_text("(tensor([7.]), False)")


def test_a_prompt_is_used_as_python_s_own(app, page):
    """Several lines, history, completion, a mistake marked, long output folded."""
    enter(page, app, "console")
    field = page.get_by_test_id("console-input")
    field.press_sequentially("def init_normal(m):")
    field.press("Enter")
    field.press_sequentially("if type(m) == nn.Linear:")
    field.press("Enter")
    field.press_sequentially("nn.init.normal_(m.weight, std=0.01)")
    field.press("Enter")
    for _ in range(8):
        field.press("Backspace")
    field.press("Enter")
    expect(page.get_by_test_id("console-entry")).to_have_count(1)
    type_in(page, "net.apply(init_normal)")
    expect(page.get_by_test_id("console-changed")).to_be_visible()
    field.press("ArrowUp")
    expect(field).to_have_value("net.apply(init_normal)")
    field.press("ArrowDown")
    expect(field).to_have_value("")
    field.press_sequentially("net[0].bi")
    field.press("Tab")
    expect(field).to_have_value("net[0].bias")
    type_in(page, "x = 1\nnet[0].wieght")
    expect(page.get_by_test_id("console-problem")).to_contain_text("Line 2, column 1")
    type_in(page, "for i in range(50): print(i)\n")
    page.get_by_role("button", name="40 more lines").click()
    expect(answer(page)).to_contain_text("49")


def test_the_shelf_is_on_the_files_page(app, page, tmp_path):
    """Saved on the console, downloaded, deleted."""
    enter(page, app, "console")
    type_in(page, "torch.save({'x': X}, 'sample.pt')")
    type_in(page, "torch.load('sample.pt')['x'].equal(X)")
    expect(answer(page)).to_have_text("True")
    go(page, "Files")
    assert save(page, "sample.pt", tmp_path).stat().st_size > 500
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text(re.compile("No files yet"))).to_be_visible()


def test_a_network_of_the_prompt_becomes_the_document(app, page):
    """By a click, chosen among several; the canvas shows it, and one undo brings the old one back."""
    open_console(page, app)
    type_in(page, "a = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))\nb = nn.Linear(2, 2)")
    page.get_by_test_id("console-use-which").select_option("a")
    page.get_by_test_id("console-use").click()
    expect(page.get_by_test_id("console-used")).to_be_visible(timeout=60_000)
    page.get_by_test_id("page-Build").click()
    expect(nodes(page)).to_have_count(3)
    page.get_by_test_id("undo").click()
    expect(nodes(page)).to_have_count(1)
