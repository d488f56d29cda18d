"""Texts that must be refused, by what they are after. Every idea anyone has goes in here."""

from tests.interpreter.attacks.machinery import MACHINERY
from tests.interpreter.attacks.reach import REACH
from tests.interpreter.attacks.session import SESSION
from tests.interpreter.attacks.size import SIZE
from tests.interpreter.attacks.tensors import TENSORS
from tests.interpreter.attacks.time import TIME

ATTACKS = {
    f"{theme}-{i:02}": text
    for theme, texts in (
        ("reach", REACH),
        ("machinery", MACHINERY),
        ("size", SIZE),
        ("time", TIME),
    )
    for i, text in enumerate(texts)
}
"""Refused in both namespaces."""
TORCH_ATTACKS = {f"tensors-{i:02}": text for i, text in enumerate(TENSORS)}
"""Refused in the torch namespace."""
SESSION_ATTACKS = {f"session-{i:02}": text for i, text in enumerate(SESSION)}
"""Refused at a prompt."""
