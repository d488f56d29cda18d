"""The files that a person gave for a sample."""

from ui.server import inspections


def test_a_file_keeps_the_name_that_the_person_knows(live):
    """Sentences name it; what is in the folder beside it is nobody's business."""
    file = inspections.keep_file(live, "my cat.png", b"1")
    assert (file.name, file.read_bytes()) == ("my cat.png", b"1")
    assert inspections.keep_file(live, "my cat.png", b"2") != file
    assert inspections.keep_file(live, "my cat.png", b"1") == file


def test_only_the_newest_files_are_kept(live, monkeypatch):
    """A folder does not grow with every try."""
    monkeypatch.setattr(inspections, "MOST_FILES", 2)
    files = [inspections.keep_file(live, "a.npy", bytes([i])) for i in range(4)]
    assert files[3].is_file()
    assert sum(file.is_file() for file in files) == 2
