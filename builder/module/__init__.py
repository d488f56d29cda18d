"""Document to `nn.Module`: a live network, seeded, initialised, tied and frozen as the document says."""

from builder.module.build import to_module as to_module
from builder.module.memory import check_memory as check_memory
