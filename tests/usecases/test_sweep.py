"""What the passing of time does: each step once, in order, whoever sweeps and however late."""

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.errors import IllegalMove
from helpdesk.models import OutboxItem, TicketEvent
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    record_provider_answer,
)
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import close_for_silence, resolve_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import MONDAY, a_ticket, again, at, confirm_provider_mail
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.racing import race
from tests.usecases.passing import sweep_until
from tests.usecases.reading import events, notices

MISSED = at("Senin 30 November 2026 16.00.01")  # a second after a problem's resolution is due
LATER = at("Senin 7 Desember 2026 09.00")


def taken(ticket):
    return [(e.data["clock"], e.data["step"]) for e in events(ticket, "step_taken")]


def triaged(book, office, authority=None, **fields):
    ticket = a_ticket(book, **fields)
    triage_ticket(book, ticket.number, Triage(Kind(ticket.kind), ticket.service, authority),
                  actor=office.helpdesk.actor, now=MONDAY + timedelta(minutes=30))
    reply_to_requester(book, ticket.number, Words("Kami periksa."), actor=office.helpdesk.actor,
                       now=MONDAY + timedelta(hours=1))
    return ticket


def to_lkpp(book, office, ticket, when, **filing):
    forward_ticket(
        book, ticket.number,
        Filing(Authority.LKPP, "lpse_support", override_reason="mendesak", **filing),
        actor=office.helpdesk.actor, now=when,
    )


def test_two_sweepers_at_once_take_each_step_once(app, book, office):
    for _ in range(4):
        triaged(book, office)
    race(app, *[partial(sweep, book, LATER) for _ in range(4)])
    keys = list(db.session.scalars(sa.select(TicketEvent.key).filter_by(type="step_taken")))
    assert (len(keys), len(set(keys))) == (12, 12)
    assert sweep(book, LATER) == 0
    outbox = list(db.session.scalars(sa.select(OutboxItem.key)))
    assert len(outbox) == len(set(outbox))


@SQLITE_ONLY
def test_a_week_of_downtime_is_made_up_for_in_order(book, office):
    ticket = a_ticket(book)
    sweep(book, LATER)
    found = events(ticket, "step_taken")
    assert [(e.data["clock"], e.data["step"], told_iso(e.data["due_at"])) for e in found] == [
        ("response", "warn", "Kamis 26 November 2026 07.30"),
        ("response", "late-level-1", "Kamis 26 November 2026 16.00"),
        ("response", "late-level-2", "Jumat 27 November 2026 16.30"),
        ("resolution", "warn", "Senin 30 November 2026 07.30"),
        ("resolution", "resolution-bureau-level-1", "Senin 30 November 2026 16.00"),
        ("resolution", "resolution-bureau-level-2", "Selasa 1 Desember 2026 16.00"),
    ]
    assert {e.data["done_at"] for e in found} == {LATER.isoformat()}
    assert len(notices(ticket, "apology")) == 2


def told_iso(text):
    from datetime import datetime

    return told(datetime.fromisoformat(text))


@SQLITE_ONLY
def test_sweeping_every_hour_does_what_one_late_sweep_does(book, office):
    punctual, late = a_ticket(book), None
    when = MONDAY
    while when < LATER:
        when += timedelta(hours=1)
        sweep(book, when)
    late = a_ticket(book, now=MONDAY)
    sweep(book, LATER)
    assert taken(punctual) == taken(late)


@SQLITE_ONLY
def test_after_an_outage_officers_get_no_mail_for_each_step_but_apologies_are_still_owed(
    book, office
):
    ticket = triaged(book, office)
    sweep(book, at("Rabu 2 Desember 2026 09.00"))
    steps = events(ticket, "step_taken")
    assert [(e.data["step"], e.data.get("digest", False)) for e in steps] == [
        ("warn", True),  # due on Monday 30: its next working day, Tuesday, has closed
        ("resolution-bureau-level-1", True),
        ("resolution-bureau-level-2", False),  # due on Tuesday 1 December: Wednesday has not
    ]
    late = triaged(book, office)
    sweep(book, LATER)
    assert all(e.data["digest"] for e in events(late, "step_taken"))
    assert {n.template for n in notices(late)} & {"deadline_near", "deadline_missed",
                                                  "decision_needed"} == set()
    assert len(notices(late, "apology")) == 1


@SQLITE_ONLY
def test_steps_of_a_clock_that_stopped_meanwhile_are_for_the_digest_alone(book, office):
    ticket = a_ticket(book)
    resolve_ticket(book, ticket.number, Words("Sudah."), actor=office.helpdesk.actor,
                   now=at("Jumat 27 November 2026 09.00"))
    sweep(book, at("Jumat 27 November 2026 10.00"))
    steps = events(ticket, "step_taken")
    assert [(e.data["step"], e.data["digest"], e.data["tell_requester"]) for e in steps] == [
        ("warn", True, False), ("late-level-1", True, False),
    ]
    assert "berhenti" in steps[1].data["reason"]
    assert notices(ticket, "deadline_near", "deadline_missed", "apology") == []


@SQLITE_ONLY
def test_an_escalation_that_comes_late_is_skipped_with_its_reason(book, office):
    ticket = triaged(book, office, Authority.LKPP)
    to_lkpp(book, office, ticket, at("Selasa 24 November 2026 09.00"))
    accept_relay(book, ticket.number, external_number="L-1", actor=office.helpdesk.actor,
                 now=at("Selasa 1 Desember 2026 09.00"))
    sweep(book, at("Selasa 1 Desember 2026 10.00"))
    skipped = events(ticket, "step_skipped")
    assert [e.data["step"] for e in skipped] == ["resolution-provider-escalate"]
    assert "sudah diterima LKPP/Telkom" in skipped[0].data["reason"]
    assert ("resolution", "resolution-provider-level-1") in taken(ticket)
    assert len(notices(ticket, "apology")) == 1


@SQLITE_ONLY
def test_a_reminder_that_comes_after_the_answer_is_skipped(book, office):
    ticket = triaged(book, office)
    reply_to_requester(book, ticket.number, Words("Versi berapa?"), wait_for="question",
                       actor=office.helpdesk.actor, now=at("Senin 23 November 2026 11.00"))
    receive_message(book, ticket.number, "Versi 4.5", channel="web",
                    now=at("Kamis 26 November 2026 09.00"))
    sweep(book, at("Kamis 26 November 2026 10.00"))
    assert [e.data["step"] for e in events(ticket, "step_skipped")] == ["remind-2"]
    assert notices(ticket, "reminder") == []


def test_missed_and_unforwarded_it_is_made_ready_for_lkpp_and_filed_by_an_officer(book, office):
    ticket = triaged(book, office, Authority.LKPP)
    sweep(book, MISSED)
    ready = events(ticket, "relay_ready")[-1]
    assert (ready.actor, again(ticket).relay_state) == ("clock", "ready")
    assert told_iso(ready.data["file_by"]) == "Rabu 2 Desember 2026 16.00"
    assert "package" in ready.data["missing"]
    assert again(ticket).next_due_at is not None


def test_with_an_agreed_mailbox_the_escalation_leaves_by_mail_in_office_hours(app, book, office):
    confirm_provider_mail()
    book = Rulebook(book.catalogue, book.link_key, {"lkpp": "lkpp@contoh.example"})
    ticket = triaged(book, office, Authority.LKPP)
    sweep(book, MISSED)
    sent = notices(ticket, "escalation_lkpp")
    assert [(n.recipient, told(n.not_before)) for n in sent] == [
        ("lkpp@contoh.example", "Selasa 1 Desember 2026 07.30")
    ]
    assert again(ticket).relay_state == "filed"


@SQLITE_ONLY
def test_filed_but_not_accepted_the_provider_still_hears_of_the_escalation(book, office):
    confirm_provider_mail()
    book = Rulebook(book.catalogue, book.link_key, {"lkpp": "lkpp@contoh.example"})
    ticket = triaged(book, office, Authority.LKPP)
    to_lkpp(book, office, ticket, at("Selasa 24 November 2026 09.00"))
    sweep(book, MISSED)
    assert len(notices(ticket, "escalation_lkpp")) == 1
    assert again(ticket).relay_channel == "lpse_support"


@SQLITE_ONLY
def test_a_filing_by_the_clock_is_no_answer_to_the_requester(book, office):
    confirm_provider_mail()
    book = Rulebook(book.catalogue, book.link_key, {"lkpp": "lkpp@contoh.example"})
    ticket = a_ticket(book, authority=Authority.LKPP, actor=office.helpdesk.actor)
    sweep(book, MISSED)
    from tests.usecases.reading import clock

    assert clock(ticket, "response").stopped_at is None


@SQLITE_ONLY
def test_a_shared_matter_is_split_within_a_day_or_goes_to_lkpp(book, office):
    ticket = triaged(book, office, Authority.SHARED)
    sweep(book, MISSED)
    assert ("resolution", "resolution-shared-split") in taken(ticket)
    assert events(ticket, "relay_ready") == []
    sweep(book, at("Selasa 1 Desember 2026 16.00"))
    assert events(ticket, "relay_ready")[0].data["provider"] == "lkpp"


@SQLITE_ONLY
def test_an_apology_by_night_waits_for_the_office_and_goes_out_once(book, office):
    ticket = a_ticket(book)
    for hour in (0, 1, 2):
        sweep(book, at("Kamis 26 November 2026 17.00") + timedelta(hours=hour))
    assert [told(n.not_before) for n in notices(ticket, "apology")] == [
        "Jumat 27 November 2026 07.30"
    ]


@SQLITE_ONLY
def test_a_week_after_resolving_the_ticket_closes_at_midnight_and_tells_by_day(book, office):
    ticket = triaged(book, office)
    resolve_ticket(book, ticket.number, Words("Sudah pulih."), actor=office.helpdesk.actor,
                   now=at("Senin 23 November 2026 15.00"))
    assert sweep(book, at("Senin 30 November 2026 23.59")) == 0
    sweep(book, at("Selasa 1 Desember 2026 00.00"))
    assert again(ticket).status == "closed"
    assert [told(n.not_before) for n in notices(ticket, "closed")] == [
        "Selasa 1 Desember 2026 07.30"
    ]
    assert again(ticket).next_check_at is None


@SQLITE_ONLY
def test_closing_for_silence_is_an_officers_act_on_a_proposal_for_this_wait(book, office):
    ticket = triaged(book, office)
    actor = office.helpdesk.actor

    def close(when):
        close_for_silence(book, ticket.number, actor=actor, now=at(when))

    ask = partial(reply_to_requester, book, ticket.number, Words("Versi berapa?"),
                  wait_for="question", actor=actor)
    ask(now=at("Senin 23 November 2026 11.00"))
    with pytest.raises(IllegalMove):
        close("Senin 30 November 2026 17.00")
    sweep(book, at("Senin 30 November 2026 17.00"))
    assert again(ticket).status == "waiting_requester"
    receive_message(book, ticket.number, "Versi 4.5", channel="web",
                    now=at("Selasa 1 Desember 2026 09.00"))
    ask(now=at("Selasa 1 Desember 2026 10.00"))
    with pytest.raises(IllegalMove):
        close("Selasa 1 Desember 2026 11.00")
    sweep(book, at("Selasa 8 Desember 2026 17.00"))
    close("Kamis 10 Desember 2026 09.00")
    assert again(ticket).status == "closed"


@SQLITE_ONLY
def test_the_providers_third_silence_proposes_a_letter_once(book, office):
    ticket = triaged(book, office, Authority.LKPP)
    to_lkpp(book, office, ticket, at("Selasa 24 November 2026 09.00"), external_number="L-1")
    for week in range(6):
        sweep(book, at("Selasa 1 Desember 2026 17.00") + timedelta(weeks=week))
    steps = [step for clock, step in taken(ticket) if clock == "third_party"]
    assert steps.count("third-party-letter-3") == 1
    assert [s for s in steps if "letter" in s] == ["third-party-letter-3"]
    assert len([s for s in steps if "reminder" in s]) >= 5
    record_provider_answer(book, ticket.number, "Sudah diperbaiki.", actor=office.helpdesk.actor,
                           now=at("Rabu 6 Januari 2027 09.00"))
    assert sweep(book, at("Rabu 6 Januari 2027 09.30")) == 0


@SQLITE_ONLY
def test_one_bad_ticket_stops_no_other(book, office):
    bad, good = a_ticket(book), a_ticket(book)
    row = events(bad, "registered")[0]
    never = {"days": 99_999, "basis": "salah ketik"}
    row.data = row.data | {"promise": row.data["promise"] | {"resolution": never}}
    db.session.commit()
    sweep(book, LATER)
    assert (len(taken(bad)), len(taken(good))) == (0, 6)


@SQLITE_ONLY
def test_a_level_for_one_person_in_two_roles_is_one_mail(book):
    from helpdesk.domain.roles import Role
    from tests.builders import LPSE, an_officer

    an_officer("Dua Jabatan", roles=(Role.UNIT_HEAD, Role.HELPDESK, Role.BUREAU_HEAD), unit=LPSE)
    ticket = a_ticket(book)
    sweep_until(book, LATER)
    assert len(notices(ticket, "deadline_missed")) == 2  # response and resolution, once each
