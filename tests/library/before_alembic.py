"""A database as the release before Alembic made it, by the statements that it sent then."""

from sqlalchemy import create_engine, text

from builder.document.blocks import Document, Layer, Sequential
from builder.library.library import _pack

LINEAR = Layer(id="a", kind="Linear", args={"in_features": 20, "out_features": 8})
KEPT = Document(name="kept", root=Sequential(id="root", children=(LINEAR,)))
_IS_OF = "FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE"
_TABLES = (
    """CREATE TABLE documents (id VARCHAR(64) NOT NULL, name VARCHAR(100) NOT NULL, created {float} NOT NULL,
    updated {float} NOT NULL, position INTEGER NOT NULL, acks TEXT NOT NULL, PRIMARY KEY (id))""",
    "CREATE INDEX ix_documents_updated ON documents (updated)",
    "CREATE TABLE nnblocks_schema (version {serial} NOT NULL, PRIMARY KEY (version))",
    f"""CREATE TABLE revisions (document VARCHAR(64) NOT NULL, number INTEGER NOT NULL, saved {{float}} NOT NULL,
    body {{bytes}} NOT NULL, PRIMARY KEY (document, number), {_IS_OF})""",
    f"""CREATE TABLE visits (document VARCHAR(64) NOT NULL, seen {{float}} NOT NULL,
    PRIMARY KEY (document), {_IS_OF})""",
    f"""CREATE TABLE weights (document VARCHAR(64) NOT NULL, number INTEGER NOT NULL, file VARCHAR(100) NOT NULL,
    made {{float}} NOT NULL, rules VARCHAR(64) NOT NULL, PRIMARY KEY (document, number), {_IS_OF})""",
    "INSERT INTO nnblocks_schema VALUES (1)",
)
_TYPES = {
    "sqlite": {"float": "FLOAT", "serial": "INTEGER", "bytes": "BLOB"},
    "postgresql": {"float": "FLOAT(53)", "serial": "SERIAL", "bytes": "BYTEA"},
}


def make(url: str) -> None:
    """Make the tables of then, with one document of two revisions and weights, which a visit made."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in _TABLES:
            connection.execute(text(statement.format(**_TYPES[engine.dialect.name])))
        connection.execute(text("INSERT INTO documents VALUES ('kept', 'kept', 1.5, 2.5, 2, '{\"canvas\": 7}')"))
        for number in (1, 2):
            row = {"number": number, "body": _pack(KEPT)}
            connection.execute(text("INSERT INTO revisions VALUES ('kept', :number, 2.5, :body)"), row)
        connection.execute(text("INSERT INTO visits VALUES ('kept', 1.5)"))
        connection.execute(text("INSERT INTO weights VALUES ('kept', 2, 'w.safetensors', 2.5, 'rules')"))
    engine.dispose()
