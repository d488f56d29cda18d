"""`Edit`, the union of all edits; reading one from JSON; making one."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from builder.document.blocks import Document
from builder.document.json import MAX_TEXT
from builder.edits.arguments import (
    SetArgument,
    SetCall,
    SetClassName,
    SetKind,
    SetMerge,
    SetParametrization,
    SetRepeat,
    SetTensor,
    UnsetArgument,
)
from builder.edits.containers import Unwrap, Wrap
from builder.edits.conversion import ToGraph, ToSequential
from builder.edits.definitions import Define, RemoveDefinition, RenameDefinition, SetDefinitionArgs, Unpack
from builder.edits.holder import SetHolder
from builder.edits.inner import changed_within, follow_tensors
from builder.edits.references import kept_shared
from builder.edits.schemes import RemoveScheme, WriteScheme
from builder.edits.settings import Freeze, SetInit, SetInputs, SetLazy, SetName, SetSeed, Unfreeze
from builder.edits.sharing import Share, TieTensors, Unshare, Untie
from builder.edits.structure import Duplicate, Insert, Move, Remove, Rename
from builder.edits.text_class import WriteDefinition
from builder.edits.wiring import (
    Connect,
    Disconnect,
    InsertOnWire,
    SetGraphInputs,
    SetOutputs,
    SetPositions,
    SetWires,
)
from builder.errors import DocumentError, EditError, UnsupportedError
from builder.expansion.validation import validate
from builder.network.network import take_over
from builder.sentences import say

Edit: TypeAlias = (
    Insert
    | Remove
    | Move
    | Duplicate
    | Rename
    | SetArgument
    | UnsetArgument
    | SetCall
    | SetParametrization
    | SetKind
    | SetRepeat
    | SetMerge
    | SetClassName
    | SetHolder
    | Connect
    | Disconnect
    | SetWires
    | SetOutputs
    | SetGraphInputs
    | SetPositions
    | InsertOnWire
    | SetTensor
    | ToGraph
    | ToSequential
    | Define
    | WriteDefinition
    | SetDefinitionArgs
    | RenameDefinition
    | RemoveDefinition
    | Unpack
    | Wrap
    | Unwrap
    | Share
    | Unshare
    | TieTensors
    | Untie
    | Freeze
    | Unfreeze
    | SetInputs
    | SetInit
    | WriteScheme
    | RemoveScheme
    | SetSeed
    | SetLazy
    | SetName
)

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Edit] = msgspec.json.Decoder(Edit)


def decode_edit(edit: bytes | str | dict[str, Any]) -> Edit:
    """Read an edit from JSON, or from what a JSON text was read into.

    Raises:
        EditError: it is none; the message names the place.
    """
    if isinstance(edit, bytes | str) and len(edit) > MAX_TEXT:
        raise EditError(say("edits.too-long", count=len(edit), limit=MAX_TEXT), "$", say("edits.too-long.hint"))
    try:
        if isinstance(edit, bytes | str):
            return _decoder.decode(edit)
        decoded: Edit = msgspec.convert(edit, Edit)
        _encoder.encode(decoded)  # half a surrogate pair could not be saved
        return decoded
    except msgspec.MsgspecError as error:
        sentence, _, place = str(error).partition(" - at `")
        raise EditError(
            say("edits.unreadable", reason=sentence), place.rstrip("`") or "$", say("edits.unreadable.hint")
        ) from None
    except (RecursionError, UnicodeError):
        raise EditError(say("edits.unreadable.deep"), "$", say("edits.unreadable.hint")) from None


def apply(document: Document, edit: Edit) -> Document:
    """Apply an edit and return the new document; the given one is unchanged.

    Raises:
        EditError: the edit cannot be made, or what it would make is not valid.
    """
    try:
        changed = changed_within(document, edit)
        if changed is not document:
            changed = follow_tensors(document, kept_shared(document, changed))
            validate(changed, document)
            take_over(changed, document)
    except (DocumentError, UnsupportedError) as error:
        raise EditError(error.problem, error.path, error.hint) from None
    return changed
