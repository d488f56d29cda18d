"""Losses."""

from __future__ import annotations

from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.layers.oracle import example, ints

WEIGHT = [0.5, 1, 2.0, 1]


def elementwise(*names: str):
    """Write examples of losses of two tensors that broadcast."""
    return {
        name: [
            example((3, 4), (3, 4)),
            example((3, 4), (3, 4), reduction="none"),
            example((3, 4), (4,), reduction="sum"),
            example((4,), TensorSpec((), "float64"), reduction="none"),
        ]
        for name in names
    }


def classes(*names: str):
    """Write examples of losses over classes given by index."""
    return {
        name: [
            example((3, 4), ints(3)),
            example((3, 4), ints(3), weight=WEIGHT, ignore_index=2, reduction="none"),
            example((3, 4, 2, 5), ints(3, 2, 5), weight=WEIGHT),
            example((3, 4, 2), ints(3, 2), reduction="none"),
            example((4,), ints(), reduction="sum"),
        ]
        for name in names
    }


EXAMPLES = {
    **elementwise("L1Loss", "MSELoss", "SmoothL1Loss", "HuberLoss", "SoftMarginLoss", "HingeEmbeddingLoss"),
    **elementwise("PoissonNLLLoss", "KLDivLoss"),
    **classes("CrossEntropyLoss", "NLLLoss", "NLLLoss2d"),
    "GaussianNLLLoss": [
        example((3, 4), (3, 4), (3, 4)),
        example((3, 4), (3, 4), (3, 1), full=True, reduction="none"),
        example((3, 4), (4,), (3,), reduction="sum"),
    ],
    "BCELoss": [example((3, 4), (3, 4), weight=WEIGHT), example((), (), reduction="none")],
    "BCEWithLogitsLoss": [
        example((3, 4), (3, 4), weight=WEIGHT, pos_weight=WEIGHT),
        example((3, 4), (3, 4), reduction="none"),
    ],
    "MultiLabelSoftMarginLoss": [
        example((3, 4), (3, 4), weight=WEIGHT),
        example((3, 2, 4), (3, 2, 4), reduction="none"),
        example((4,), (4,)),
    ],
    "MultiMarginLoss": [example((3, 4), ints(3), weight=WEIGHT, p=2), example((4,), ints(), reduction="none")],
    "MultiLabelMarginLoss": [example((3, 4), ints(3, 4)), example((4,), ints(4), reduction="none")],
    "LinearCrossEntropyLoss": [
        example((3, 5), ints(3), in_features="auto", num_classes=4, bias=True, weight=WEIGHT),
        example((3, 5), (3, 4), in_features=5, num_classes=4, label_smoothing=0.1, reduction="none"),
        example((3, 5), ints(3, 2, 6), in_features=5, num_classes=4, out_features=[2, 6], ignore_index=1),
    ],
    "AdaptiveLogSoftmaxWithLoss": [
        example((3, 8), ints(3), in_features="auto", n_classes=10, cutoffs=[2, 5], head_bias=True),
        example((8,), ints(), in_features=8, n_classes=10, cutoffs=[4], div_value=2),
    ],
    "CTCLoss": [
        example((6, 3, 5), ints(3, 4), ints(3), ints(3)),
        example((6, 5), ints(1, 4), ints(), ints(1), blank=4, zero_infinity=True, reduction="none"),
    ],
    "MarginRankingLoss": [example((3,), (3,), (3,)), example((3, 4), (3, 1), (1, 4), margin=0.5, reduction="none")],
    "CosineEmbeddingLoss": [example((3, 4), (3, 4), ints(3)), example((4,), (4,), (), reduction="none")],
    "TripletMarginLoss": [
        example((3, 4), (3, 4), (3, 4), p=1.0),
        example((4,), (4,), (4,), swap=True, reduction="none"),
    ],
    "TripletMarginWithDistanceLoss": [
        example((3, 4), (3, 4), (3, 4)),
        example((3, 4), (1, 4), (3, 4), swap=True, reduction="none"),
    ],
}
EXAMPLES["CrossEntropyLoss"] += [
    example((3, 4, 2), (3, 4, 2), weight=WEIGHT, label_smoothing=0.1),
    example((3, 4), ints(3), weight=WEIGHT, label_smoothing=0.1),
]
EXAMPLES["PoissonNLLLoss"].append(example((3, 4), (3, 4), log_input=False, full=True))
EXAMPLES["KLDivLoss"].append(example((3, 4), (3, 4), log_target=True, reduction="batchmean"))
EXAMPLES["SmoothL1Loss"].append(example((3, 4), (3, 4), beta=0, reduction="none"))

OMITTED = {
    ("TripletMarginWithDistanceLoss", "distance_function"): "a function, which a document does not hold",
    ("LinearCrossEntropyLoss", "options"): "an object of torch's own that trades memory for speed",
}
