"""Analysis: shapes, parameters, multiply-adds, bytes and problems of a document, worked out without torch."""

from builder.analysis.analysis import Analysis as Analysis
from builder.analysis.analysis import BlockAnalysis as BlockAnalysis
from builder.analysis.analysis import analyse as analyse
from builder.analysis.analysis import resolved_args as resolved_args
from builder.analysis.problems import Fix as Fix
from builder.analysis.problems import Problem as Problem
from builder.analysis.values import Batch as Batch
from builder.analysis.values import label as label
