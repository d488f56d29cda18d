import pytest

from builder.targets.source.call_text import parse
from builder.targets.source.layout import flat


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f('ä', 名=g(x)[0])", "f('ä', 名=g(x)[0])"),
        ("torch.cat([x,\n  y.mean()], dim=-1)", "torch.cat([x, y.mean()], dim=-1)"),
        ("(a, 'ß' + b,\r\nc)", "(a, 'ß' + b, c)"),
    ],
)
def test_each_part_is_the_text_that_stands_there(source, expected):
    """Columns count bytes, and lines may end in either way."""
    assert flat(parse(source)) == expected
