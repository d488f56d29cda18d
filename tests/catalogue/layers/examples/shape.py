"""Flatten to ChannelShuffle, upsampling, and the two distances."""

from __future__ import annotations

from tests.catalogue.layers.oracle import example

EXAMPLES = {
    "Flatten": [
        example((3, 4, 5, 2)),
        example((3, 4, 5, 2), start_dim=-2),
        example((3, 4, 5), start_dim=1, end_dim=1),
        example((), start_dim=0),
    ],
    "Unflatten": [
        example((3, 6, 2), dim=1, unflattened_size=[2, 3]),
        example((6,), dim=-1, unflattened_size=[3, -1]),
        example((3, 6), dim=0, unflattened_size=[-1]),
    ],
    "Fold": [
        example((3, 8, 12), output_size=[4, 5], kernel_size=2),
        example((8, 9), output_size=4, kernel_size=[2, 2], padding=1, stride=2),
    ],
    "Unfold": [
        example((3, 4, 5, 5), kernel_size=2),
        example((4, 6, 7), kernel_size=[2, 3], dilation=2, padding=[1, 2], stride=2),
    ],
    "PixelShuffle": [example((3, 8, 4, 6), upscale_factor=2), example((9, 2, 3), upscale_factor=3)],
    "PixelUnshuffle": [example((3, 2, 4, 6), downscale_factor=2), example((1, 3, 6), downscale_factor=3)],
    "ChannelShuffle": [example((3, 8, 4, 6), groups=2), example((3, 6, 4), groups=3)],
    "Upsample": [
        example((3, 2, 4, 5), scale_factor=2),
        example((3, 2, 4, 5), size=[7, 9], mode="bilinear", align_corners=True),
        example((3, 2, 4), scale_factor=[1.7], mode="linear", recompute_scale_factor=True),
        example((3, 2, 4, 5, 2), size=6, mode="trilinear"),
        example((3, 2, 4, 5), scale_factor=[0.6, 1.3], mode="bicubic"),
    ],
    "UpsamplingNearest2d": [example((3, 2, 4, 5), scale_factor=2.5), example((3, 2, 4, 5), size=[7, 9])],
    "UpsamplingBilinear2d": [example((3, 2, 4, 5), scale_factor=[2.5, 1]), example((3, 2, 4, 5), size=7)],
    "CosineSimilarity": [example((3, 4), (3, 4)), example((3, 1, 4), (2, 1), dim=-1), example((4,), (4,), dim=0)],
    "PairwiseDistance": [example((3, 4), (3, 4)), example((3, 1, 4), (2, 1), p=1.0, keepdim=True), example((4,), ())],
}
