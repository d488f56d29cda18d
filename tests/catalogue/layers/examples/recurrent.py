"""Recurrent layers and their cells."""

from __future__ import annotations

from tests.catalogue.layers.oracle import example

SIZES = {"input_size": 4, "hidden_size": 6}


def sequences(*names: str):
    """Write the examples that RNN, LSTM and GRU share."""
    return {
        name: [
            example((5, 3, 4), **SIZES),
            example((5, 4), input_size="auto", hidden_size=6, bias=False),
            example((3, 5, 4), **SIZES, num_layers=2, bidirectional=True, batch_first=True, dropout=0.5),
            example((5, 3, 4), **SIZES, dtype="float64"),
        ]
        for name in names
    }


def cells(*names: str):
    """Write the examples that all cells share."""
    return {
        name: [example((3, 4), **SIZES), example((4,), input_size="auto", hidden_size=6, bias=False)] for name in names
    }


EXAMPLES = sequences("RNN", "LSTM", "GRU") | cells("RNNCell", "LSTMCell", "GRUCell")
EXAMPLES["RNN"].append(example((5, 3, 4), (1, 3, 6), **SIZES, nonlinearity="relu"))
EXAMPLES["GRU"].append(example((5, 4), (2, 6), **SIZES, num_layers=2))
EXAMPLES["LSTM"] += [
    example((5, 3, 4), ((1, 3, 6), (1, 3, 6)), **SIZES),
    example((5, 3, 4), **SIZES, proj_size=2, num_layers=2, bidirectional=True),
]
EXAMPLES["RNNCell"].append(example((3, 4), (3, 6), **SIZES, nonlinearity="relu"))
EXAMPLES["LSTMCell"].append(example((3, 4), ((3, 6), (3, 6)), **SIZES))
EXAMPLES["GRUCell"].append(example((4,), (6,), **SIZES))
