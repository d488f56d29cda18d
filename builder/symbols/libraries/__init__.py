"""Functions beside those of layers: numpy, einops, distributions, checkpoints and what torchvision has."""
