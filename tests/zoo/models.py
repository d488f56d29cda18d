"""The networks of the table: every classifier of torchvision, and sixty of timm, one or a few of each family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from torch import nn

LAST = ("vit_h_14", "regnet_y_128gf", "vit_l_16", "vit_l_32", "regnet_y_32gf", "efficientnet_v2_l", "convnext_large")
"""The largest, which the machine's memory or patience may end."""
TIMM = [
    "resnet18",
    "resnet50d",
    "resnet26t",
    "seresnet50",
    "ecaresnet26t",
    "skresnet18",
    "resnest14d",
    "res2net50_14w_8s",
    "resnetv2_50x1_bit",
    "resnext50_32x4d",
    "densenet121",
    "dla34",
    "dla60",
    "dpn68",
    "hrnet_w18_small",
    "vgg11_bn",
    "cspresnet50",
    "cspdarknet53",
    "darknet53",
    "vovnet39a",
    "ese_vovnet19b_dw",
    "regnetx_002",
    "regnety_002",
    "rexnet_100",
    "repvgg_a0",
    "mobileone_s0",
    "gernet_s",
    "selecsls42b",
    "xception41",
    "inception_v4",
    "inception_next_atto",
    "efficientnet_b0",
    "tf_efficientnetv2_b0",
    "mobilenetv2_100",
    "mobilenetv3_small_100",
    "mnasnet_small",
    "lcnet_050",
    "hardcorenas_a",
    "ghostnet_100",
    "ghostnetv2_100",
    "fasternet_t0",
    "starnet_s1",
    "convnext_atto",
    "convnextv2_atto",
    "convmixer_768_32",
    "mixer_s32_224",
    "resmlp_12_224",
    "gmlp_ti16_224",
    "vit_tiny_patch16_224",
    "deit_tiny_patch16_224",
    "deit3_small_patch16_224",
    "cait_xxs24_224",
    "swin_tiny_patch4_window7_224",
    "poolformer_s12",
    "caformer_s18",
    "mambaout_femto",
    "levit_128s",
    "pit_ti_224",
    "edgenext_xx_small",
    "tf_mobilenetv3_small_100",
]


class Model(NamedTuple):
    """A network by its name; `published` holds the shape of one image and the giga-multiply-adds for it."""

    name: str
    build: Callable[[], nn.Module]
    image: tuple[int, ...]
    published: float | None = None


def torchvision_models() -> Iterator[Model]:
    """Yield torchvision's classifiers, the largest last."""
    from torchvision import models

    names = models.list_models(module=models)
    for name in sorted(names, key=lambda name: (name in LAST, -LAST.index(name) if name in LAST else 0)):
        sizes = {entry.transforms.keywords["crop_size"]: entry.meta["_ops"] for entry in models.get_model_weights(name)}
        side = min(sizes)
        yield Model(name, lambda name=name: models.get_model(name, weights=None), (3, side, side), sizes[side])  # type: ignore[misc]


def timm_models() -> Iterator[Model]:
    """Yield the chosen networks of timm."""
    import timm

    for name in TIMM:
        image = tuple(timm.models.get_pretrained_cfg(name).input_size)
        yield Model(name, lambda name=name: timm.create_model(name), image)  # type: ignore[misc]
