"""The functions that run in workers: each takes a document, paths of files and plain arguments, and returns plain data.

Importing them costs no torch, so that the process that asks need not load it.
"""

from builder.jobs.prompt_messages import Answer, Bind, Complete, Enter, Use, UsedNetwork, Words
from builder.jobs.tasks.comparisons import Run, compare_runs
from builder.jobs.tasks.data import Data, make_data, preview_data, read_data
from builder.jobs.tasks.devices import devices, time_devices
from builder.jobs.tasks.files import Previous, ValueEdit, apply_rules, change_values, export, make, picture, write
from builder.jobs.tasks.inspections import depth, difference, inspect, show_sample, travel, view
from builder.jobs.tasks.prompts import console
from builder.jobs.tasks.proof import Proof, prove
from builder.jobs.tasks.schemes import Trial, try_scheme
from builder.jobs.tasks.tensor_places import lazy_tensors, tensor_rows
from builder.jobs.tasks.training import draw_weights, predict, take_away, train, try_it, try_rates
from builder.jobs.tasks.weight_reads import Change, Comparison, compare, look, table, tiles

__all__ = [
    "Answer",
    "Bind",
    "Change",
    "Comparison",
    "Complete",
    "Data",
    "Enter",
    "Previous",
    "Proof",
    "Run",
    "Trial",
    "Use",
    "UsedNetwork",
    "ValueEdit",
    "Words",
    "apply_rules",
    "change_values",
    "compare",
    "compare_runs",
    "console",
    "depth",
    "devices",
    "difference",
    "draw_weights",
    "export",
    "inspect",
    "lazy_tensors",
    "look",
    "make",
    "make_data",
    "picture",
    "predict",
    "preview_data",
    "prove",
    "read_data",
    "show_sample",
    "table",
    "take_away",
    "tensor_rows",
    "tiles",
    "time_devices",
    "train",
    "travel",
    "try_it",
    "try_rates",
    "try_scheme",
    "view",
    "write",
]
