"""The dtypes of torch that a document has: their bytes, the names that texts use for them, and sets of them."""

BYTES = {
    "float32": 4, "float64": 8, "float16": 2, "bfloat16": 2, "int64": 8, "int32": 4, "int16": 2, "int8": 1, "uint8": 1,
    "bool": 1, "complex64": 8,
}  # fmt: skip
"""The dtypes that a document has, in the order in which they are listed, each with the bytes of one element."""
ORDER = tuple(BYTES)
CASTS = {
    "float": "float32", "double": "float64", "half": "float16", "bfloat16": "bfloat16", "long": "int64", "int": "int32",
    "bool": "bool",
}  # fmt: skip
"""What the methods of a tensor that are called after a dtype make of it."""
ALIASES = {**CASTS, "short": "int16", "cfloat": "complex64"}
"""Names of torch's beside the dtypes' own."""
FLOATING = frozenset({"float32", "float64", "float16", "bfloat16"})
INTEGER = frozenset({"int64", "int32", "int16", "int8", "uint8"})
INDEX = frozenset({"int64", "int32"})
"""What torch looks rows up by: its embeddings, gather and index_select refuse the shorter integers."""
COMPLEX = frozenset({"complex64"})
ANY_COMPLEX = frozenset({"complex32", "complex64", "complex128"})
"""What arithmetic of torch gives as well, of dtypes that a document has no input of."""
BOOL = frozenset({"bool"})
ANY = FLOATING | INTEGER | BOOL | COMPLEX
HALF = frozenset({"float16", "bfloat16"})
