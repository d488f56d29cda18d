"""Weights files: written by streaming, opened without copying, inspected, and carried over between documents."""

from builder.weights.carry import materialise as materialise
from builder.weights.checkpoint import load_into as load_into
from builder.weights.checkpoint import open_safetensors as open_safetensors
from builder.weights.checkpoint import save_pt as save_pt
from builder.weights.checkpoint import save_safetensors as save_safetensors
from builder.weights.inspect import TensorSummary as TensorSummary
from builder.weights.inspect import summary as summary
from builder.weights.reinitialise import reinitialise as reinitialise
