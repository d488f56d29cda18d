"""The losses that a run can have, and what each expects of the network before it and of the targets; no torch.

Their arguments are those of the catalogue of layers.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from builder.sentences import Later, later

Expects: TypeAlias = Literal["logits", "log-probabilities", "probabilities", "numbers"]
Targets: TypeAlias = Literal["classes", "numbers"]


class LossKind(msgspec.Struct, frozen=True, kw_only=True):
    """One loss.

    `targets`: numbers of classes, for which the network returns one value per class; or numbers in the shape of what
    it returns. `yes_no`: each of those numbers is 0 or 1, so that an accuracy can be told.
    """

    name: str
    expects: Expects
    targets: Targets
    words: Later
    yes_no: bool = False


LOSSES: dict[str, LossKind] = {
    kind.name: kind
    for kind in (
        LossKind(name="CrossEntropyLoss", expects="logits", targets="classes", words=later("training.losses.logits")),
        LossKind(
            name="NLLLoss",
            expects="log-probabilities",
            targets="classes",
            words=later("training.losses.log-probabilities"),
        ),
        LossKind(name="MultiMarginLoss", expects="logits", targets="classes", words=later("training.losses.logits")),
        LossKind(
            name="BCEWithLogitsLoss",
            expects="logits",
            targets="numbers",
            words=later("training.losses.yes-no-logits"),
            yes_no=True,
        ),
        LossKind(
            name="BCELoss",
            expects="probabilities",
            targets="numbers",
            words=later("training.losses.probabilities"),
            yes_no=True,
        ),
        LossKind(name="MSELoss", expects="numbers", targets="numbers", words=later("training.losses.numbers")),
        LossKind(name="L1Loss", expects="numbers", targets="numbers", words=later("training.losses.numbers")),
        LossKind(name="SmoothL1Loss", expects="numbers", targets="numbers", words=later("training.losses.numbers")),
        LossKind(name="HuberLoss", expects="numbers", targets="numbers", words=later("training.losses.numbers")),
        LossKind(
            name="PoissonNLLLoss", expects="numbers", targets="numbers", words=later("training.losses.log-counts")
        ),
    )
}
