import re

from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import enter, go, keep, kept, pick, plain_python, save

COUNT = """
import runpy
net = runpy.run_path("shared_layer.py")["build_net"]()
print(sum(p.numel() for p in net.parameters()))
"""


def test_the_page_counts_what_torch_counts(app, page, tmp_path):
    """A shared layer counts once: the table's total, the header's and torch's agree."""
    enter(page, app, f"files?d={keep(app, load('shared_layer'))}")
    save(page, "Python source", tmp_path)
    total = plain_python(COUNT, tmp_path).strip()
    go(page, "Parameters")
    expect(page.get_by_text(f"{total} parameters, {total} trainable")).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("header-parameters")).to_have_text(f"{total} parameters")


def test_rules_are_applied_and_compared(app, page):
    """Xavier on the first layer, 42 on the last: the page shows both before and after."""
    enter(page, app, "initialise")
    page.get_by_role("button", name="Xavier for all Linear").click()
    expect(page.get_by_text("weight of every Linear")).to_be_visible()
    page.get_by_role("button", name="Add rule").click()
    pick(page, "scheme-1", "constant_")
    field = page.locator("[class*='st-key-argument-1-val-'] input")
    field.fill("42")
    field.press("Enter")
    expect(page.get_by_text("constant_(val=42.0)")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("After mean 42, std 0").first).to_be_visible(timeout=30_000)
    compared = page.locator(".nnb-legend").filter(has_text="After")
    expect(compared.first).to_contain_text("Before (PyTorch's default) mean")
    assert [rule.scheme for rule in kept(app, page).init] == ["xavier_uniform_", "constant_"]


def test_undo_takes_a_rule_back_on_the_page_itself(app, page):
    """The widgets are drawn from the document, so undo in the header changes them."""
    enter(page, app, "initialise")
    page.get_by_role("button", name="Zero all biases").click()
    expect(page.locator(".st-key-rule-0")).to_be_visible()
    page.get_by_test_id("undo").click()
    expect(page.locator(".st-key-rule-0")).to_be_hidden()


def test_a_layer_is_shared_proved_and_parted(app, page):
    """Share two layers, watch both change, and part them again."""
    enter(page, app, f"shared_weights?d={keep(app, load('shared_layer'))}")
    page.get_by_role("button", name="Change value").click()
    expect(page.get_by_test_id("stCode")).to_have_text(re.compile("42.*42$", re.DOTALL), timeout=30_000)
    page.get_by_role("button", name="Unshare").click()
    expect(page.get_by_text("Nothing is shared yet")).to_be_visible()


def test_a_rule_that_is_applied_at_once_stays_as_it_was_asked_for(app, page):
    """In a browser so slow that the click comes before the rule's fields are drawn."""
    enter(page, app, "initialise")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 10})
    page.get_by_role("button", name="Normal 0.01 for all weights").click()
    page.get_by_role("button", name="Apply").dispatch_event("click")
    expect(page.locator(".nnb-legend").first).to_be_visible(timeout=60_000)
    expect(page.get_by_role("combobox", name="Scheme")).to_have_value("normal_")
    assert [rule.scheme for rule in kept(app, page).init] == ["normal_"]
    page.close()
