"""What a prompt offers beside tensors and modules: clocks, paths, random numbers, arrays, optimizers, data sets."""
