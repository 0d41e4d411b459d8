"""A desk with one ticket and its receipt, and the product's way of sending it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from helpdesk.db import db
from helpdesk.models import OutboxItem


@pytest.fixture
def rows(app: Flask) -> Iterator[Callable[..., list[OutboxItem]]]:
    """Outbox rows as the database has them now, by any of their columns."""

    def read(**having: Any) -> list[OutboxItem]:
        db.session.rollback()
        db.session.expire_all()
        query = sa.select(OutboxItem).filter_by(**having)
        return list(db.session.scalars(query.order_by(OutboxItem.id)))

    with app.app_context():
        yield read
