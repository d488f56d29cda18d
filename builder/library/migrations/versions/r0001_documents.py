"""Documents, their revisions and weights: the tables as they were before Alembic.

Those that are there already stay with what they hold, so such a database is taken over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make what is missing."""
    op.create_table("nnblocks_schema", sa.Column("version", sa.Integer, primary_key=True), if_not_exists=True)
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("created", sa.Float(53), nullable=False),
        sa.Column("updated", sa.Float(53), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("acks", sa.Text, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_documents_updated", "documents", ["updated"], if_not_exists=True)
    op.create_table(
        "visits",
        _document(),
        sa.Column("seen", sa.Float(53), nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "revisions",
        _document(),
        _number(),
        sa.Column("saved", sa.Float(53), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "weights",
        _document(),
        _number(),
        sa.Column("file", sa.String(100), nullable=False),
        sa.Column("made", sa.Float(53), nullable=False),
        sa.Column("rules", sa.String(64), nullable=False),
        if_not_exists=True,
    )


def _document() -> sa.Column[str]:
    return sa.Column("document", sa.String(64), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)
