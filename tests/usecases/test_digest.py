"""One mail instead of many: late steps gathered by officer and day, missed tickets by week."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.delivery.compose import Overtaken, compose
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.models import OutboxItem, Setting, Ticket
from helpdesk.usecases.digest import WEEK_TOLD, send_digests, week_due
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.officers import change_officer
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.seal import seal_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.builders import LPSE, MONDAY, a_ticket, an_officer, at, confirm_provider_mail
from tests.delivery.letters import record_late_step
from tests.marks import SQLITE_ONLY
from tests.racing import race
from tests.usecases.reading import events, notices

BACK = at("Jumat 4 Desember 2026 08.00")  # nine working days after Monday
HEAD, UNIT_HEAD = "kartika.kepala@contoh.example", "karsa.kasubbag@contoh.example"


def digests(template="digest", **having):
    db.session.rollback()
    db.session.expire_all()
    query = sa.select(OutboxItem).filter_by(template=template, ticket_id=None, **having)
    return list(db.session.scalars(query.order_by(OutboxItem.recipient)))


def lines(state):
    query = sa.select(sa.func.count(OutboxItem.id)).filter_by(state=state)
    return db.session.scalar(query)


def worded(book, item, now):
    return compose(item, catalogue=book.catalogue, link_key=book.link_key,
                   base_url="https://contoh.example", now=now)


def late(book, ticket, *recipients, clock="resolution", level=2, action="decide", now=BACK):
    record_late_step(book, ticket.number, f"{clock}-{level}-{action}", clock, level, action,
                     recipients or ("bureau_head",), now)


def caught_up(now):
    """Nothing else is due: the steps of this test are all there is."""
    db.session.execute(sa.update(Ticket).values(next_check_at=None))
    db.session.commit()
    return now


def test_two_hundred_late_steps_are_one_mail_for_each_officer(app, book, office):
    tickets = [a_ticket(book) for _ in range(200)]
    for ticket in tickets:
        late(book, ticket, "unit_head", "bureau_head")
    assert lines("gathered") == 400
    assert lines("pending") == 600  # receipts, and the desk's notices of new tickets
    caught_up(BACK)
    race(app, *[partial(send_digests, book, BACK) for _ in range(3)])
    found = digests()
    assert [item.recipient for item in found] == [UNIT_HEAD, HEAD]
    assert (lines("gathered"), lines("told")) == (0, 400)
    text = worded(book, found[1], BACK).text
    assert "Menunggu tindakan Anda (200)" in text
    assert text.count("/petugas/tiket/PBJ-") == 60
    assert "dan 140 tiket lain: https://contoh.example/petugas/?view=lewat-tempo" in text
    assert send_digests(book, BACK) == 0


@SQLITE_ONLY
def test_after_two_weeks_down_each_officer_reads_one_mail_and_each_requester_an_apology(
    book, office
):
    tickets = [a_ticket(book) for _ in range(70)]
    assert sweep(book, WEEK) == 420  # three steps of the response, three of the resolution
    send_digests(book, WEEK)
    desk = [office.helpdesk.email, office.verifier.email]
    assert [item.recipient for item in digests()] == sorted([UNIT_HEAD, HEAD, *desk])
    for ticket in tickets:
        assert [n.audience for n in notices(ticket) if n.template != "digest"] == [
            "requester", "unit_officers", "unit_officers", "requester", "requester"
        ]  # receipt and new ticket; two apologies
    head = next(item for item in digests() if item.recipient == HEAD)
    assert worded(book, head, WEEK).subject == "Rangkuman: 70 tiket, 70 menunggu tindakan Anda"


@SQLITE_ONLY
def test_killed_between_lines_and_mail_nothing_is_lost_or_told_twice(book, office, monkeypatch):
    late(book, a_ticket(book))
    caught_up(BACK)

    def killed(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("helpdesk.usecases.digest._enqueue", killed)
        with pytest.raises(KeyboardInterrupt):
            send_digests(book, BACK)
    db.session.rollback()
    assert (lines("gathered"), lines("told"), digests()) == (1, 0, [])
    send_digests(book, BACK)
    send_digests(book, BACK + timedelta(minutes=1))
    assert (lines("gathered"), lines("told"), len(digests())) == (0, 1, 1)


@SQLITE_ONLY
def test_an_officer_gets_one_digest_a_day_in_office_hours(book, office):
    late(book, a_ticket(book))
    caught_up(BACK)
    assert send_digests(book, at("Jumat 4 Desember 2026 07.29.59")) == 0
    assert send_digests(book, at("Jumat 4 Desember 2026 12.00")) == 0  # the break
    send_digests(book, at("Jumat 4 Desember 2026 13.00"))
    late(book, a_ticket(book), now=at("Jumat 4 Desember 2026 13.10"))
    send_digests(book, caught_up(at("Jumat 4 Desember 2026 14.00")))
    assert (len(digests()), lines("gathered")) == (1, 1)
    send_digests(book, at("Sabtu 5 Desember 2026 09.00"))
    assert len(digests()) == 1
    send_digests(book, at("Senin 7 Desember 2026 07.30"))
    assert [item.key for item in digests()] == [
        f"digest:2026-12-04:{HEAD}", f"digest:2026-12-07:{HEAD}"
    ]


@SQLITE_ONLY
def test_a_digest_waits_until_the_sweep_has_caught_up_but_not_for_ever(book, office):
    ticket = a_ticket(book)
    late(book, ticket)
    assert ticket.next_check_at < BACK  # steps of this ticket are still to be taken
    send_digests(book, BACK)
    send_digests(book, BACK + timedelta(minutes=59))
    assert digests() == []
    send_digests(book, BACK + timedelta(hours=1))
    assert len(digests()) == 1


@SQLITE_ONLY
def test_a_ticket_stands_in_it_once_by_its_gravest_step_as_it_is_now(book, office):
    ticket, answered = a_ticket(book), a_ticket(book)
    late(book, ticket, clock="response", level=1, action="notify")
    late(book, ticket, level=2, action="decide")
    late(book, ticket, clock="response", level=0, action="warn")
    late(book, answered, clock="response", level=2, action="notify")
    caught_up(BACK)
    send_digests(book, BACK)
    reply_to_requester(book, answered.number, Words("Sudah kami periksa."),
                       actor=office.helpdesk.actor, now=BACK + timedelta(minutes=5))
    text = worded(book, digests()[0], BACK + timedelta(minutes=6)).text
    assert text.count(f"/petugas/tiket/{ticket.number}") == 1
    assert "Menunggu tindakan Anda (1)" in text
    assert "Sudah dipenuhi sementara itu, untuk diketahui (1)" in text
    assert (
        "Tanggapan jatuh tempo Kamis, 26 November 2026, dipenuhi Jumat, 4 Desember 2026." in text
    )


@SQLITE_ONLY
def test_a_sealed_matter_is_a_number_to_its_head_and_nothing_to_others(book, office):
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, actor=REQUESTER,
                      text="Petugas loket meminta uang rokok.")
    later = a_ticket(book, kind=Kind.COMPLAINT, text="Pelayanan loket lama sekali.")
    late(book, sealed, "unit_head", "bureau_head", clock="response", action="notify")
    late(book, later, "unit_head", clock="response", action="notify")
    caught_up(BACK)
    send_digests(book, BACK)
    assert [item.recipient for item in digests()] == [UNIT_HEAD, HEAD]
    seal_ticket(book, later.number, actor=office.unit_head.actor, now=BACK)
    with pytest.raises(Overtaken):
        worded(book, digests()[0], BACK)
    text = worded(book, digests()[1], BACK).text
    assert f"{sealed.number} · Pengaduan tertutup" in text
    assert "uang" not in text
    assert "Pelayanan" not in text


@SQLITE_ONLY
def test_sealing_takes_a_waiting_line_back(book, office):
    ticket = a_ticket(book, kind=Kind.COMPLAINT)
    late(book, ticket, "unit_head")
    seal_ticket(book, ticket.number, actor=office.unit_head.actor, now=BACK)
    assert lines("gathered") == 0


@SQLITE_ONLY
def test_whoever_has_left_gets_none(book, office):
    late(book, a_ticket(book))
    caught_up(BACK)
    send_digests(book, BACK)
    change_officer(office.bureau_head.id, roles=frozenset({Role.BUREAU_HEAD}), active=False,
                   now=BACK)
    with pytest.raises(Overtaken):
        worded(book, digests()[0], BACK)


@SQLITE_ONLY
def test_after_an_outage_lkpp_reads_one_reminder_and_the_officers_one_digest(book, office):
    confirm_provider_mail()
    book = replace(book, mailboxes={"lkpp": "lkpp@contoh.example"})
    ticket, actor = a_ticket(book), office.helpdesk.actor
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM, authority=Authority.LKPP),
                  actor=actor, now=MONDAY)
    forward_ticket(book, ticket.number, Filing(Authority.LKPP, "lpse_support", "L-1",
                   override_reason="mendesak"), actor=actor, now=MONDAY)
    sweep(book, at("Selasa 15 Desember 2026 09.00"))
    reminders = [n for n in notices(ticket, "provider_reminder") if n.audience == "provider"]
    assert len(reminders) == 3
    sent = []
    for item in reminders:
        try:
            sent.append(worded(book, item, at("Selasa 15 Desember 2026 09.01")).subject)
        except Overtaken:
            continue
    assert sent == [f"Pengingat ke-3: mohon tindak lanjut, tiket kami {ticket.number}"]
    late = [n for n in notices(ticket, "digest") if n.recipient == office.helpdesk.email]
    fresh = [n for n in notices(ticket, "provider_reminder") if n.recipient == late[0].recipient]
    assert fresh[-1].event_id == reminders[-1].event_id  # yesterday's is news by itself
    assert len(fresh) == 1


# The weekly one

@pytest.mark.parametrize(("when", "week"), [
    ("Senin 30 November 2026 07.29.59", None),
    ("Senin 30 November 2026 07.30", "2026-W49"),
    ("Jumat 4 Desember 2026 16.00", "2026-W49"),
    ("Minggu 6 Desember 2026 23.00", "2026-W49"),
    ("Senin 7 Desember 2026 06.00", None),
    ("Senin 16 Maret 2026 07.59.59", None),  # Ramadan hours, from 08.00
    ("Senin 16 Maret 2026 08.00", "2026-W12"),
    ("Rabu 25 Maret 2026 07.30", "2026-W13"),  # Monday and Tuesday are cuti bersama
    ("Selasa 24 Maret 2026 09.00", None),
    ("Senin 4 Januari 2027 07.30", "2027-W01"),  # the ISO year, not the calendar's
])
def test_the_week_begins_with_its_first_working_days_first_window(book, when, week):
    assert week_due(book.calendar, at(when)) == week


WEEK = at("Senin 7 Desember 2026 07.30")


def test_once_a_week_each_head_hears_of_what_stays_missed(app, book, office):
    for _ in range(3):
        a_ticket(book)
    sweep(book, WEEK)
    race(app, *[partial(send_digests, book, WEEK) for _ in range(3)])
    send_digests(book, WEEK + timedelta(days=2))
    found = digests("weekly_digest")
    assert [(item.recipient, len(item.data["tickets"])) for item in found] == [
        (UNIT_HEAD, 3), (HEAD, 3)
    ]
    assert "Pekan ini: 3 tiket lewat waktu" in worded(book, found[0], WEEK).subject
    send_digests(book, at("Senin 14 Desember 2026 07.30"))
    assert len(digests("weekly_digest")) == 4


@SQLITE_ONLY
def test_nothing_missed_nothing_sent_and_the_week_is_over(book, office):
    a_ticket(book, now=WEEK - timedelta(days=3))
    send_digests(book, WEEK)
    assert digests("weekly_digest") == []
    assert db.session.get(Setting, WEEK_TOLD).value == {"week": "2026-W50"}
    a_ticket(book, now=MONDAY)
    send_digests(book, WEEK + timedelta(days=1))  # missed since, and told next Monday
    assert digests("weekly_digest") == []


@SQLITE_ONLY
def test_down_on_monday_it_comes_on_the_first_day_up_even_before_the_sweep(book, office):
    a_ticket(book)
    send_digests(book, at("Rabu 9 Desember 2026 10.00"))
    assert len(digests("weekly_digest")) == 2


@SQLITE_ONLY
def test_a_ticket_answered_late_stays_until_it_ends_and_a_resolved_one_is_gone(book, office):
    answered, resolved = a_ticket(book), a_ticket(book)
    late_hour = at("Jumat 27 November 2026 09.00")
    for ticket in (answered, resolved):
        reply_to_requester(book, ticket.number, Words("Kami periksa."), now=late_hour,
                           actor=office.helpdesk.actor)
    resolve_ticket(book, resolved.number, Words("Sudah pulih."), now=late_hour,
                   actor=office.helpdesk.actor)
    when = at("Senin 30 November 2026 07.30")  # resolution is due at 16.00
    send_digests(book, when)
    text = worded(book, digests("weekly_digest")[1], when).text
    assert answered.number in text
    assert resolved.number not in text
    assert "Terlambat dipenuhi, tiketnya masih terbuka (1)" in text


@SQLITE_ONLY
def test_each_kasubbag_hears_of_their_unit_and_of_no_sealed_matter(book, office):
    other = an_officer("Lain Kasubbag", roles=(Role.UNIT_HEAD,), unit="bagian-pembinaan-advokasi")
    ours = a_ticket(book, kind=Kind.PROBLEM, service="pendampingan-permasalahan-spse")
    sealed = a_ticket(book, kind=Kind.COMPLAINT, about_officer=True, actor=REQUESTER)
    send_digests(book, WEEK)
    told = {item.recipient: item.data["tickets"] for item in digests("weekly_digest")}
    assert told[HEAD] == [ours.id, sealed.id]
    assert sealed.id not in told.get(UNIT_HEAD, [])
    assert other.email not in told
    head = next(i for i in digests("weekly_digest") if i.recipient == HEAD)
    assert f"{sealed.number} · Pengaduan tertutup" in worded(book, head, WEEK).text


@SQLITE_ONLY
def test_one_person_who_is_both_heads_gets_one_mail(book):
    an_officer("Dua Jabatan", roles=(Role.UNIT_HEAD, Role.BUREAU_HEAD), unit=LPSE)
    a_ticket(book)
    send_digests(book, WEEK)
    assert len(digests("weekly_digest")) == 1


@SQLITE_ONLY
def test_a_step_whose_clock_stopped_is_gathered_and_not_sent_by_itself(book, office):
    ticket = a_ticket(book)
    resolve_ticket(book, ticket.number, Words("Sudah."), actor=office.helpdesk.actor,
                   now=at("Jumat 27 November 2026 09.00"))
    sweep(book, at("Jumat 27 November 2026 10.00"))
    assert len(events(ticket, "step_taken")) == 2
    states = {(row.recipient, row.state) for row in notices(ticket, "digest")}
    assert (UNIT_HEAD, "gathered") in states
    assert {state for _, state in states} == {"gathered"}
