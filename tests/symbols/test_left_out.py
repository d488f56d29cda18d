"""What is said of the statements of a text that were left out."""

import re
import warnings

from builder import from_source


def said(text):
    """Return what reading a text warns of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        from_source(text)
    return " ".join(str(warning.message) for warning in caught)


def test_what_is_left_out_for_one_reason_is_said_once():
    """With its lines; those that find no room are counted, and no sentence is cut in a word."""
    text = "import pathlib\nfrom torch import nn\nnet = nn.Linear(3, 2)\n"
    words = said(f"{text}pathlib.Path('a').touch()\npathlib.PurePath('a')\npathlib.Path('b').touch()\n")
    assert words.startswith("Ignored: lines 4, 6: pathlib.Path; line 5: ")
    many = said(text + "".join(f"pathlib.{'long_name_' * 5}{i}('a')\n" for i in range(9)))
    assert re.search(r"; and \d more lines\.$", many)
    assert "…" not in many
