"""Edits: frozen structs, each one user action; `apply(document, edit) -> document` changes nothing in place."""

from builder.edits.apply import Edit as Edit
from builder.edits.apply import apply as apply
from builder.edits.apply import decode_edit as decode_edit
from builder.edits.arguments import SetArgument as SetArgument
from builder.edits.arguments import SetClassName as SetClassName
from builder.edits.arguments import SetMerge as SetMerge
from builder.edits.arguments import SetRepeat as SetRepeat
from builder.edits.arguments import UnsetArgument as UnsetArgument
from builder.edits.grouping import Unwrap as Unwrap
from builder.edits.grouping import Wrap as Wrap
from builder.edits.settings import Freeze as Freeze
from builder.edits.settings import SetInit as SetInit
from builder.edits.settings import SetInputs as SetInputs
from builder.edits.settings import SetName as SetName
from builder.edits.settings import SetSeed as SetSeed
from builder.edits.settings import Unfreeze as Unfreeze
from builder.edits.sharing import Share as Share
from builder.edits.sharing import TieTensors as TieTensors
from builder.edits.sharing import Unshare as Unshare
from builder.edits.sharing import Untie as Untie
from builder.edits.structure import Duplicate as Duplicate
from builder.edits.structure import Insert as Insert
from builder.edits.structure import Move as Move
from builder.edits.structure import Remove as Remove
from builder.edits.structure import Rename as Rename
