"""The table of sentences: what a person reads, one row a sentence, found by a key.

The rows stand in `sentences.csv`, sorted by key. Those of the canvas are written out for it as TypeScript
(`builder.sentences.export`). What a sentence quotes of a person's own text is cut short here and nowhere else.
"""

from builder.sentences.near import LIKELY, near, nearest
from builder.sentences.say import Later, Sentence, later, say
from builder.sentences.short import LONGEST_QUOTE, LONGEST_SENTENCE, cap, short

__all__ = [
    "LIKELY",
    "LONGEST_QUOTE",
    "LONGEST_SENTENCE",
    "Later",
    "Sentence",
    "cap",
    "later",
    "near",
    "nearest",
    "say",
    "short",
]
