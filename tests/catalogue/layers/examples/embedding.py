"""Embedding and EmbeddingBag."""

from __future__ import annotations

from builder.catalogue.layers.kind import TensorSpec
from tests.catalogue.layers.oracle import example, ints

EXAMPLES = {
    "Embedding": [
        example(ints(3, 4), num_embeddings=5, embedding_dim=6),
        example(ints(), num_embeddings=5, embedding_dim=6, padding_idx=-5, max_norm=1, dtype="float64"),
        example(ints(3), num_embeddings=5, embedding_dim=6, padding_idx=4, scale_grad_by_freq=True, sparse=True),
    ],
    "EmbeddingBag": [
        example(ints(3, 4), num_embeddings=5, embedding_dim=6),
        example(ints(7), ints(3), num_embeddings=5, embedding_dim=6, mode="sum", dtype="float16"),
        example(ints(7), ints(3), (7,), num_embeddings=5, embedding_dim=6, mode="sum", padding_idx=4),
        example(ints(7), ints(3), num_embeddings=5, embedding_dim=6, mode="max", max_norm=1.5, padding_idx=-5),
        example(TensorSpec((7,), "int16"), TensorSpec((3,), "int32"), num_embeddings=5, embedding_dim=6),
        example(ints(3, 4), num_embeddings=5, embedding_dim=6, sparse=True, scale_grad_by_freq=True),
    ],
}

OMITTED = {
    ("Embedding", "_weight"): "a tensor; weights are not part of a document",
    ("Embedding", "_freeze"): "private; a document lists what is frozen",
    ("EmbeddingBag", "_weight"): "a tensor; weights are not part of a document",
}
