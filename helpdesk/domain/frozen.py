"""A frozen record with some of its values changed."""

from typing import Any, TypeVar

Record = TypeVar("Record")


def changed(record: Record, **values: Any) -> Record:
    """What `dataclasses.replace` does, several times as fast, for records that fold many events.

    It copies the values and runs no `__init__`, so nothing checks them and a misspelt name stays
    unnoticed here: tests/domain/test_ticket_properties.py looks at what the folds make.
    """
    copy = object.__new__(type(record))
    vars(copy).update(vars(record), **values)
    return copy
