"""The functions that run in workers: each takes a document, paths of files and plain arguments, and returns plain data.

Importing them costs no torch, so that the process that asks need not load it.
"""

from builder.jobs.tasks.files import Previous, apply_rules, export, make, picture, write
from builder.jobs.tasks.prompts import Answer, Bind, Complete, Enter, Use, Used, Words, console
from builder.jobs.tasks.runs import Forward, Proof, forward, prove
from builder.jobs.tasks.weight_reads import Change, Comparison, Look, compare, look, table

__all__ = [
    "Answer",
    "Bind",
    "Change",
    "Comparison",
    "Complete",
    "Enter",
    "Forward",
    "Look",
    "Previous",
    "Proof",
    "Use",
    "Used",
    "Words",
    "apply_rules",
    "compare",
    "console",
    "export",
    "forward",
    "look",
    "make",
    "picture",
    "prove",
    "table",
    "write",
]
