"""The builders themselves: a weekday that is not one is refused, tickets are real."""

import pytest

from tests.builders import a_ticket, again, an_officer, at, the_small_office


def test_a_written_instant_with_a_wrong_weekday_is_refused():
    with pytest.raises(AssertionError, match="is a Senin"):
        at("Selasa 23 November 2026 09.00")


def test_a_written_instant_is_local_to_the_bureau():
    assert at("Senin 23 November 2026 09.00").isoformat() == "2026-11-23T09:00:00+07:00"


def test_a_built_ticket_is_in_the_database(app, db_session):
    office = the_small_office()
    deputy = an_officer("Dewi Wakil", deputy_of=office.bureau_head)
    ticket = again(a_ticket(app.extensions["rulebook"]))
    assert (ticket.number, deputy.deputy_of) == ("PBJ-2026-000001", office.bureau_head.id)
