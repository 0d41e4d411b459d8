"""A bare Flask page: 50 rows of one indexed query in a plain table, and nothing else.

Written as the frameworks' own first pages are, on the same Flask, Flask-SQLAlchemy and Jinja as
the product: no session, no signed-in officer, no headers, no second query.
"""

import os
from datetime import datetime

import sqlalchemy as sa
from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from helpdesk.db import prepare_sqlite

TABLE = """<!doctype html><html lang="id"><title>Tiket</title><table>
{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.channel }}</td>
<td>{{ row.subject }}</td><td>{{ row.category }}</td><td>{{ row.unit }}</td>
<td>{{ row.status }}</td><td>{{ row.next_due_at }}</td></tr>
{% endfor %}</table></html>"""


class Base(DeclarativeBase):
    """The tables of this page."""


class Row(Base):
    """A ticket as the table shows it."""

    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    channel: Mapped[str]
    subject: Mapped[str]
    category: Mapped[str]
    unit: Mapped[str | None]
    status: Mapped[str]
    next_due_at: Mapped[datetime | None]


def make() -> Flask:
    """The application of the bare page, on the database of DATABASE_URL."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"table.html": TABLE})
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)

    @app.get("/")
    def rows() -> str:
        db.session.connection(execution_options={"sqlite_read": True})
        due = sa.select(Row).where(Row.next_due_at.is_not(None))
        found = db.session.scalars(due.order_by(Row.next_due_at).limit(50))
        return render_template("table.html", rows=found)

    @app.get("/cari/<first>/<second>")
    def searched(first: str, second: str) -> str:
        """Both words in the full-text index of the database, the newest 50."""
        db.session.connection(execution_options={"sqlite_read": True})
        words = sa.text("SELECT rowid FROM ticket_fts WHERE ticket_fts MATCH :both")
        ids = words.bindparams(both=f'"{first}" AND "{second}"').columns(rowid=sa.Integer)
        query = sa.select(Row).where(Row.id.in_(ids.scalar_subquery())).order_by(Row.id.desc())
        return render_template("table.html", rows=db.session.scalars(query.limit(50)))

    return app
