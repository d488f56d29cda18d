import json

from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import enter, enter_home, go, keep, plain_python, save

CHECK = """
import runpy, torch
net = runpy.run_path("shared_layer.py")["build_net"]()
state = torch.load("shared_layer.pt", weights_only=True)
print(net.load_state_dict(state, strict=True), net[2] is net[4])
"""


def test_the_files_work_together_in_plain_pytorch(app, page, tmp_path):
    """The .pt loads strictly into the network that the .py builds, its shared layer one object."""
    enter(page, app, f"files?d={keep(app, load('shared_layer'))}")
    page.get_by_role("button", name="Create weights").click()
    for link in ("state_dict", "Python source"):
        save(page, link, tmp_path)
    assert plain_python(CHECK, tmp_path) == "<All keys matched successfully> True\n"


def test_a_saved_document_opens_again(app, page, tmp_path):
    """What was downloaded as .json comes back by the Home page, as a network of its own."""
    enter(page, app, "files")
    file = save(page, "Document", tmp_path)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"name": "come back"}))
    go(page, "Home")
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".st-key-open-read button").click()
    expect(page.get_by_test_id("document-name")).to_have_text("come back")


def test_a_bad_document_leaves_the_open_one_as_it_was(app, page, tmp_path):
    """One sentence names the place; nothing else changes."""
    enter(page, app)
    go(page, "Home")
    bad = tmp_path / "bad.json"
    bad.write_text('{"root": {"block": "layer", "id": "a", "kind": "Linaer"}}')
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_test_id("stAlert")).to_contain_text("Linaer")
    go(page, "Build")
    expect(page.get_by_test_id("document-name")).to_have_text("mlp")


def test_a_python_file_opens_by_the_same_field(app, page, tmp_path):
    """It is read as pasted code is."""
    enter_home(page, app)
    file = tmp_path / "net.py"
    file.write_text("from torch import nn\nnet = nn.Sequential(nn.Linear(20, 7), nn.Tanh())\n")
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".st-key-file-open button").click()
    expect(page.get_by_test_id("header-parameters")).to_have_text("147 parameters")


def test_what_cannot_be_opened_is_refused_as_what_it_is(app, page, tmp_path):
    """Whatever it is called."""
    enter_home(page, app)
    file = tmp_path / "network.json"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_test_id("stAlert")).to_contain_text("'network.json' is a picture.")


def test_the_header_makes_the_weights_it_offers(app, page, tmp_path):
    """Download from any page: the weights are made while the browser waits."""
    enter(page, app)
    page.get_by_test_id("download-menu").click()
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_test_id("download-Weights (.safetensors)").click()
    coming.value.save_as(tmp_path / "w.safetensors")
    code = "from safetensors.torch import load_file; print(sorted(load_file('w.safetensors')))"
    assert "2.weight" in plain_python(code, tmp_path)


def test_templates_are_searched(app, page):
    """By a word of what is said about them."""
    enter_home(page, app)
    page.get_by_placeholder("Search templates").fill("embedding tied")
    page.get_by_placeholder("Search templates").press("Enter")
    expect(page.get_by_role("button", name="LeNet-5")).to_be_hidden()
    page.get_by_role("button", name="Next-token model").click()
    expect(page.get_by_test_id("document-name")).to_have_text("next_token")
