"""`train.py`: a run as a plain script of torch, alone or by `torchrun`, the same as a notebook, and both with their data."""

from builder.targets.training_script.subject import Subject as Subject
from builder.targets.training_script.text import notebook as notebook
from builder.targets.training_script.text import script as script
