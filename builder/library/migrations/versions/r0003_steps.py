"""Steps: who made each revision of what and by which edits, so that each person undoes their own.

Revisions that are there were made by nobody who is known: anybody goes back through them, as before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the steps; each revision that is there was made of the one before it."""
    steps = op.create_table(
        "steps",
        sa.Column("document", sa.String(64), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("base", sa.Integer, nullable=True),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("author", sa.String(64), nullable=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("means", sa.String(10), nullable=False),
        sa.Column("edits", sa.LargeBinary, nullable=True),
    )
    op.create_index("ix_steps_author", "steps", ["author"])
    revisions = sa.table("revisions", sa.column("document", sa.String), sa.column("number", sa.Integer))
    before = revisions.alias()
    made = sa.literal("[") + sa.cast(revisions.c.number, sa.Text) + sa.literal("]")
    there = sa.select(
        revisions.c.document,
        revisions.c.number,
        before.c.number,
        sa.case((before.c.number.is_(None), sa.literal("[]")), else_=made),
        sa.literal(""),
        sa.literal("whole"),
    ).select_from(
        revisions.outerjoin(
            before, (before.c.document == revisions.c.document) & (before.c.number == revisions.c.number - 1)
        )
    )
    columns = (steps.c.document, steps.c.number, steps.c.base, steps.c.steps, steps.c.name, steps.c.means)
    op.execute(steps.insert().from_select(columns, there))
