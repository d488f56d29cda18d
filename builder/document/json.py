"""Documents as JSON: strict decoding under limits, and errors that name the place."""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from builder.document.blocks import Document, Dtype, Merge
from builder.document.validation import MAX_DEPTH, validate
from builder.errors import BuilderError, DocumentError

MAX_TEXT = 16 * 2**20
"""Bytes of JSON that are read at all; 20,000 blocks with their arguments take about 3 MB."""

_decoder = msgspec.json.Decoder(Document)
_encoder = msgspec.json.Encoder()

_PLACE = re.compile(r" - at `(.*)`$")
_CHOICES = {
    "block": ("layer", "sequential", "parallel", "graph", "function", "tensor", "repeat", "shared", "instance"),
    "merge": get_args(Merge),
    "dtype": get_args(Dtype),
    "role": ("parameter", "buffer"),
    "format": ("1",),
}
_HINTS = (
    (re.compile(r"Object contains unknown field `(.*)`"), "Remove this field."),
    (re.compile(r"Object missing required field `(.*)`"), "Add this field."),
    (re.compile(r"Expected `(.*)`, got `(.*)`"), "Use a value of that type."),
)


def decode(text: str | bytes) -> Document:
    """Read and check a document.

    Raises:
        DocumentError: the text is too long, no JSON, of another shape, or breaks a rule; with the place and the remedy.
        UnsupportedError: it holds a kind of block that this version cannot open yet.
    """
    if len(text) > MAX_TEXT:
        raise DocumentError(
            f"The text has {len(text):,} characters; at most {MAX_TEXT:,} are supported.",
            hint="A document does not contain weights; save them as a separate file.",
        )
    if not text.strip():
        raise DocumentError("The file is empty.", hint="Open a .json file saved by nnblocks.")
    try:
        document = _decoder.decode(text)
    except msgspec.ValidationError as error:
        raise _worded(str(error)) from None
    except msgspec.DecodeError as error:
        raise DocumentError(_no_json(error), hint="Open a .json file saved by nnblocks.") from None
    except RecursionError:
        raise DocumentError(
            f"The blocks are nested deeper than {MAX_DEPTH} levels.", hint="Reduce the nesting."
        ) from None
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise DocumentError("The text is not UTF-8.", hint="Open a .json file saved by nnblocks.") from None
    validate(document)
    return document


def _no_json(error: msgspec.DecodeError) -> str:
    if "truncated" in str(error):
        return "The JSON ends too early: a bracket or a quotation mark is still open."
    return f"This is not valid JSON: {error}."


def encode(document: Document) -> str:
    """Write a document as indented JSON; fields at their default are left out."""
    text = b'{"format":1,' + _encoder.encode(document)[1:]
    return msgspec.json.format(text, indent=2).decode()


def _worded(message: str) -> BuilderError:
    place = _PLACE.search(message)
    sentence = message[: place.start()] if place else message
    field = place.group(1).rpartition(".")[2] if place else ""
    hint = next((hint for pattern, hint in _HINTS if pattern.match(sentence)), None)
    if field in _CHOICES and sentence.startswith("Invalid"):
        hint = f"Use one of: {', '.join(_CHOICES[field])}."
    return DocumentError(f"{sentence.rstrip('.')}.", place.group(1) if place else "$", hint)
