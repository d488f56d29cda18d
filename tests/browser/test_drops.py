"""Files that are dropped on the window, by Chromium's own drags: it would leave the page for each that is not taken."""

import json

import pytest
from PIL import Image

from builder.templates import load
from tests.browser.expecting import expect
from tests.browser.screens import box_at_rest, drawn, enter, enter_home, keep, pick
from tests.browser.test_recent import rename

CODE = "from torch import nn\nnet = nn.Sequential(nn.Linear(20, 7), nn.Tanh())\n"


MIDDLE = (700, 400)


def drag(page, type, *files, items=(), at=MIDDLE):
    """Do a step of a drag at a point of the window."""
    data = {"items": list(items), "files": [str(file) for file in files], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchDragEvent", {"type": type, "x": at[0], "y": at[1], "data": data})


def drop(page, *files, items=(), at=MIDDLE):
    """Drag files, or something else, over the window and let go."""
    for type, point in (("dragEnter", MIDDLE), ("dragOver", MIDDLE), ("dragOver", at), ("drop", at)):
        drag(page, type, *files, items=items, at=point)


@pytest.fixture
def document(tmp_path):
    """Save a network as a file."""
    file = tmp_path / "saved.json"
    file.write_text(json.dumps(json.loads(load("lenet5").to_json()) | {"name": "come back"}))
    return file


@pytest.fixture
def weights(tmp_path):
    """Save what begins as torch's files do, and is larger than an upload may be."""
    file = tmp_path / "large.pt"
    with file.open("wb") as out:
        out.write(b"PK\x03\x04" + bytes(22) + b"\x0e\x00\x00\x00large/data.pkl")
        out.truncate(40 * 2**20)
    return file


def test_a_network_dropped_on_the_canvas_opens(app, page, document):
    """Once it is confirmed, as after Open a file; the one that was open keeps its last edit."""
    enter(page, app)
    rename(page, "mine")
    drop(page, document)
    page.locator(".st-key-open-read button").click()
    expect(page.get_by_test_id("document-name")).to_have_text("come back")
    page.get_by_test_id("open-menu").click()
    expect(page.get_by_test_id("open-recent")).to_contain_text(["mine"])


def test_code_dropped_at_home_opens(app, page, tmp_path):
    """In the field that is there."""
    enter_home(page, app)
    (tmp_path / "net.py").write_text(CODE)
    drop(page, tmp_path / "net.py")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".st-key-file-open button").click()
    expect(page.get_by_test_id("header-parameters")).to_have_text("147 parameters")


def test_a_picture_dropped_on_its_field_is_the_sample(app, page, tmp_path):
    """The field of a page takes its own files; beside it the same file is told where it goes."""
    file = tmp_path / "grey.png"
    Image.new("L", (28, 28)).save(file)
    enter(page, app, f"run?d={keep(app, load('lenet5'))}")
    drop(page, file)
    expect(page.get_by_test_id("stAlert")).to_contain_text("is a picture. Choose it on the Run page as a picture")
    page.get_by_role("dialog").get_by_label("Close").click()
    pick(page, "run-source", "Picture")
    field = page.get_by_test_id("stFileUploader")
    drawn(page)
    box = box_at_rest(field)
    drop(page, file, at=(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    expect(field).to_contain_text(file.name)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_weights_are_refused_as_what_they_are(app, page, weights):
    """By their beginning, which is enough; the page stays as it was."""
    enter(page, app)
    drop(page, weights)
    expect(page.get_by_test_id("stAlert")).to_contain_text("'large.pt' holds tensors saved by torch and no network.")
    page.get_by_role("dialog").get_by_label("Close").click()
    expect(page.get_by_test_id("document-name")).to_have_text("mlp")


@pytest.mark.nightly
def test_a_text_that_is_too_large_is_told_in_sight(app, page, tmp_path):
    """Streamlit says it to screen readers alone."""
    (tmp_path / "large.py").write_text("x = 1\n" * 3 * 2**20)
    enter_home(page, app)
    drop(page, tmp_path / "large.py")
    said = page.get_by_test_id("stFileChip").get_by_role("alert")
    expect(said).to_contain_text("File must be 16")
    box = said.bounding_box()
    assert box is not None
    assert box["width"] > 150


def test_files_over_the_window_show_where_they_can_be_dropped(app, page, document):
    """From the first moment until they have left, on any page."""
    enter(page, app, "files")
    drag(page, "dragEnter", document)
    expect(page.get_by_test_id("drop-target")).to_be_visible()
    page.evaluate("window.dispatchEvent(new DragEvent('dragleave'))")
    expect(page.get_by_test_id("drop-target")).to_have_count(0)


def test_several_files_are_refused(app, page, document, weights):
    """In a notice below the header, and nothing is opened."""
    enter(page, app)
    drop(page, document, weights)
    expect(page.get_by_role("status").filter(has_text="Drop one file at a time.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_folder_is_refused(app, page, tmp_path):
    """It is no file, and the browser would list what is in it."""
    enter(page, app)
    drop(page, tmp_path)
    expect(page.get_by_role("status").filter(has_text="not a folder")).to_be_visible()


def test_a_link_that_is_dropped_leaves_the_page_alone(app, page):
    """Nor does it show a place for files."""
    enter(page, app, "files")
    drop(page, items=[{"mimeType": "text/uri-list", "data": "about:blank"}])
    expect(page.get_by_test_id("drop-target")).to_have_count(0)
    expect(page.get_by_role("heading", name="Download", exact=True)).to_be_visible()
