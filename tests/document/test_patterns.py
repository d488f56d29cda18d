"""Patterns of tensors' names, by hand."""

from __future__ import annotations

import pytest

from builder.document.patterns import matcher, matches

FITS = {
    # pattern: names that it fits, names that it does not
    "bias": (["bias"], ["Bias", "bias_", "_bias", ""]),
    "*": (["", "a", "a.b", "a\nb"], []),
    "?": (["a", ".", "\n"], ["", "ab"]),
    "b*": (["b", "bias"], ["ab"]),
    "*s": (["s", "bias"], ["bias_", "sa"]),
    "0.*.bias": (["0.1.bias", "0.1.2.bias", "0..bias"], ["0.bias", "00.1.bias", "0.1.bias.x"]),
    "a*b*c": (["abc", "a1b2c", "abbcc", "acbc"], ["ab", "acb", "bc", "abcd"]),
    "a*b*c*d": (["abcd", "a_b_c_d", "abcbcd"], ["acbd", "abdc"]),
    "a**b": (["ab", "a1b"], ["a", "b"]),
    "a?c*": (["abc", "a.cd"], ["ac", "abbc"]),
    "w[0]+": (["w[0]+"], ["w0", "w00"]),
    "*.a.*.b": (["x.a.y.b", "x.a.a.y.b"], ["x.a.b", ".a.b"]),
}


@pytest.mark.parametrize("pattern", FITS)
def test_what_a_pattern_fits(pattern: str) -> None:
    """A star any characters, a question mark one; all others are themselves."""
    fits, fits_not = FITS[pattern]
    asked = matcher(pattern)
    assert [bool(asked(name)) for name in (*fits, *fits_not)] == [True] * len(fits) + [False] * len(fits_not)


@pytest.mark.parametrize(
    ("pattern", "selected"),
    [("bias", True), ("0.1.bias", True), ("0.*", True), ("*", True), ("1.*", False), ("weight", False)],
)
def test_a_tensor_is_meant_by_its_name_or_its_key(pattern: str, selected: bool) -> None:
    """Either is enough."""
    assert matches(pattern, "bias", "0.1.bias") is selected
