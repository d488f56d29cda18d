"""`train.py`: a run as a plain script of torch, or of `torchrun`, the same as a notebook, and their data."""

from builder.targets.training_script.subject import Subject as Subject
from builder.targets.training_script.text import notebook as notebook
from builder.targets.training_script.text import script as script
