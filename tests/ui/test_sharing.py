"""What the Share page offers to tie."""

from builder.document.blocks import TensorPlace, Tie
from ui.sharing import Tensor, ties_left

HIDDEN, OUT, BIAS = (
    Tensor("a", "weight", "0.weight", (4, 4)),
    Tensor("b", "weight", "1.weight", (4, 4)),
    Tensor("b", "bias", "1.bias", (4,)),
)


def test_tensors_of_one_shape_are_offered():
    """Both ways; one without a partner is not."""
    assert ties_left([HIDDEN, OUT, BIAS], []) == {"0.weight": ["1.weight"], "1.weight": ["0.weight"]}


def test_a_tie_is_offered_once():
    """What is one already cannot be tied again."""
    tie = Tie(tensor=TensorPlace("b", "weight"), of=TensorPlace("a", "weight"))
    assert ties_left([HIDDEN, OUT, BIAS], [tie]) == {}


def test_the_likely_partner_comes_first():
    """A tensor of the same name in another block, before one of the same block."""
    scale = Tensor("c", "weight", "2.weight", (4,))
    shift = Tensor("c", "bias", "2.bias", (4,))
    assert ties_left([scale, shift, BIAS], [])["2.bias"] == ["1.bias", "2.weight"]
