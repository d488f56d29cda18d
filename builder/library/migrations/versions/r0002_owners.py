"""Who owns a document: what a browser's key comes to by SHA-256, or nobody yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_REFUSED = 2
"""What the release before Alembic reads as a later version, so that it leaves the database alone."""


def upgrade() -> None:
    """Add the owner; documents that are there belong to nobody yet."""
    op.add_column("documents", sa.Column("owner", sa.String(64), nullable=True))
    op.create_index("ix_documents_owner", "documents", ["owner"])
    version = sa.table("nnblocks_schema", sa.column("version", sa.Integer))
    op.execute(version.delete())
    op.execute(version.insert().values(version=_REFUSED))
