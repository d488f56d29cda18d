"""Documents as JSON: decoding under limits, and errors that name the place."""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from builder.document.blocks import Document, Dtype, Lazy, Merge
from builder.document.validation import MAX_DEPTH
from builder.errors import BuilderError, DocumentError
from builder.sentences import Sentence, say

MAX_TEXT = 16 * 2**20
"""The largest JSON text in bytes; 20,000 blocks with their arguments take about 3 MB."""

_decoder = msgspec.json.Decoder(Document)

# The words of msgspec, by which its messages are taken apart.
_PLACE = re.compile(r" - at `(.*)`$")
_CHOICES = {
    "block": ("layer", "sequential", "parallel", "graph", "function", "tensor", "repeat", "shared", "instance"),
    "merge": get_args(Merge),
    "dtype": get_args(Dtype),
    "role": ("parameter", "buffer"),
    "format": ("1",),
    "lazy": get_args(Lazy),
}
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_TYPE = re.compile(r"Expected `(.*)`, got `(.*)`")


def decode(text: str | bytes) -> Document:
    """Decode a document without checking its rules.

    Raises:
        DocumentError: the text is too long, no JSON, or of another shape; with the place and the remedy.
    """
    if len(text) > MAX_TEXT:
        raise DocumentError(
            say("document.json.long", count=len(text), limit=MAX_TEXT),
            hint=say("document.json.long.hint"),
        )
    if not text.strip():
        raise DocumentError(say("document.json.empty"), hint=say("document.json.hint"))
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError as error:
        raise _json_error(str(error)) from None
    except msgspec.DecodeError as error:
        raise DocumentError(_no_json(error), hint=say("document.json.hint")) from None
    except RecursionError:
        raise DocumentError(say("document.depth", limit=MAX_DEPTH), hint=say("document.depth.hint")) from None
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise DocumentError(say("document.json.encoding"), hint=say("document.json.hint")) from None


def _no_json(error: msgspec.DecodeError) -> str:
    if "truncated" in str(error):
        return say("document.json.early")
    return say("document.json.invalid", error=error)


def _json_error(message: str) -> BuilderError:
    place = _PLACE.search(message)
    sentence = message[: place.start()] if place else message
    field = place.group(1).rpartition(".")[2] if place else ""
    hint = _hint(sentence)
    if field in _CHOICES and sentence.startswith("Invalid"):
        hint = say("document.json.choices.hint", names=Sentence(", ".join(_CHOICES[field])))
    return DocumentError(f"{sentence.rstrip('.')}.", place.group(1) if place else "$", hint)


def _hint(sentence: str) -> str | None:
    if _UNKNOWN.match(sentence):
        return say("document.json.unknown.hint")
    if _MISSING.match(sentence):
        return say("document.json.missing.hint")
    return say("document.json.type.hint") if _TYPE.match(sentence) else None
