"""Claims of a tender day: jump with a code, wait without, judged empty, lose the jump, undone."""

from datetime import timedelta

import pytest

from helpdesk.db import use_case
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import Conversation
from helpdesk.usecases.claims import empty_claims, judge_claim, standing_claim
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.receive import add_details, receive_message
from helpdesk.usecases.reply import Words
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.sweep import sweep
from helpdesk.usecases.triage import Triage, change_authority, triage_ticket
from tests.builders import MONDAY, a_ticket, again, an_administrator, an_officer, at
from tests.usecases.passing import sweep_until
from tests.usecases.reading import clock, events, notices

SOON = at("Senin 23 November 2026 14.00")
CODE = "45678912"
YEAR = timedelta(days=365)


def claimed(book, now=MONDAY, **fields):
    fields.setdefault("package_code", CODE)
    return a_ticket(book, now=now, tender_deadline=now + timedelta(hours=5), **fields)


def judged(book, actor, now=MONDAY, **fields):
    ticket = claimed(book, now, **fields)
    return judge_claim(book, ticket.number, True, "Paket tidak ada", actor=actor, now=now)


def of_claim(ticket):
    return standing_claim(again(ticket)), again(ticket).urgency


def test_with_a_code_it_jumps_and_the_figures_are_kept_plain(book, office):
    ticket = claimed(book, package_code="Kode tender 45.678.912")
    assert again(ticket).package_code == CODE
    assert of_claim(ticket) == ("jumped", "urgent")
    assert {n.not_before for n in notices(ticket, "tender_alert")} == {MONDAY}


@pytest.mark.parametrize("by", ["details", "message", "message of an officer"])
def test_without_a_code_it_waits_and_jumps_once_the_code_comes(book, office, by):
    ticket = claimed(book, package_code="PKT-77")
    assert of_claim(ticket) == ("needs_code", None)
    assert not notices(ticket, "tender_alert")
    if by == "details":
        add_details(book, ticket.number, now=MONDAY, package_code=CODE)
    else:
        who = {"actor": office.helpdesk.actor} if by.endswith("officer") else {}
        said = "Kodenya 45678912, mohon dibantu"
        receive_message(book, ticket.number, said, channel="phone", now=MONDAY, **who)
    assert of_claim(ticket) == ("jumped", "urgent")
    assert again(ticket).package_code == CODE
    assert len({n.event_id for n in notices(ticket, "tender_alert")}) == 1
    [told] = notices(ticket, "tender_day")
    assert (told.recipient, told.not_before) == ("budi@contoh.example", MONDAY)


def test_a_code_in_a_message_is_taken_only_while_a_claim_waits_for_one(book, office):
    ticket = a_ticket(book)
    receive_message(book, ticket.number, "paket 45678912", channel="web", now=MONDAY)
    assert again(ticket).package_code is None
    waiting = claimed(book, package_code=None)
    receive_message(book, waiting.number, "45678912 atau 45678913", channel="web", now=MONDAY)
    assert again(waiting).package_code is None


def test_the_same_facts_again_are_no_new_claim(book, office):
    ticket = claimed(book)
    add_details(book, ticket.number, now=MONDAY, package_code=CODE)
    assert not notices(ticket, "tender_day")
    add_details(book, ticket.number, now=MONDAY, tender_deadline=SOON + timedelta(hours=1))
    assert len(notices(ticket, "tender_day")) == 1
    assert len({n.event_id for n in notices(ticket, "tender_alert")}) == 1


def test_a_chat_that_answers_itself_sends_no_second_message(book, office):
    ticket = claimed(book, package_code=None)
    add_details(book, ticket.number, now=MONDAY, package_code=CODE, answered_in_chat=True)
    assert not notices(ticket, "tender_day")


@pytest.mark.parametrize(("code", "empty", "minutes"), [
    (CODE, False, 60), (None, False, 60), (CODE, True, None),
])
def test_forwarding_hurries_for_a_tender_day_with_or_without_a_package(
    book, office, code, empty, minutes
):
    actor = office.helpdesk.actor
    ticket = judged(book, actor) if empty else claimed(book, package_code=code)
    change_authority(book, ticket.number, Authority.LKPP, "milik LKPP", now=MONDAY,
                     actor=office.helpdesk.actor)
    assert clock(ticket, "forwarding").limit_minutes == minutes


def test_an_empty_claim_loses_its_urgency_and_the_requester_is_told(book, office):
    actor = office.helpdesk.actor
    ticket = judged(book, actor)
    assert of_claim(ticket) == ("empty", "withheld")
    assert [n.recipient for n in notices(ticket, "claim_judged")] == ["budi@contoh.example"]
    assert events(ticket, "claim_judged")[0].data["reason"] == "Paket tidak ada"
    add_details(book, ticket.number, now=MONDAY, package_code="45678913")
    assert of_claim(ticket) == ("empty", "withheld")  # an officer looks again first
    change_authority(book, ticket.number, Authority.LKPP, "x milik LKPP", now=MONDAY, actor=actor)
    assert clock(ticket, "forwarding").limit_minutes is None
    judge_claim(book, ticket.number, False, "Paket ada, kode keliru", actor=actor, now=MONDAY)
    assert of_claim(ticket) == ("jumped", "urgent")
    assert len(notices(ticket, "claim_judged")) == 2


def test_a_judgement_undone_after_the_deadline_makes_nothing_urgent(book, office):
    ticket = judged(book, office.helpdesk.actor)
    late = MONDAY + timedelta(days=1)
    judge_claim(book, ticket.number, False, "Ternyata benar", actor=office.helpdesk.actor, now=late)
    assert of_claim(ticket) == (None, None)


def test_what_cannot_be_judged_is_refused(book, office):
    actor = office.helpdesk.actor
    plain, waiting, ticket = a_ticket(book), claimed(book, package_code=None), claimed(book)
    for number in (plain.number, waiting.number):
        with pytest.raises(IllegalMove):
            judge_claim(book, number, True, "Tidak ada", actor=actor, now=MONDAY)
    with pytest.raises(InvalidInput) as error:
        judge_claim(book, ticket.number, True, "  ", actor=actor, now=MONDAY)
    assert "reason" in error.value.fields
    with pytest.raises(IllegalMove):
        judge_claim(book, ticket.number, False, "Benar", actor=actor, now=MONDAY)
    with pytest.raises(NotAllowed):
        judge_claim(book, ticket.number, True, "Tidak ada", actor=an_administrator().actor,
                    now=MONDAY)


def test_three_empty_claims_lose_the_jump_and_never_the_ticket(book, office):
    actor = office.helpdesk.actor
    for _ in range(2):
        judged(book, actor)
    assert of_claim(claimed(book)) == ("jumped", "urgent")
    third = judged(book, actor)
    fourth = claimed(book)
    assert of_claim(fourth) == ("no_jump", "withheld")
    assert not notices(fourth, "tender_alert")
    assert notices(fourth, "receipt")
    assert notices(fourth, "new_ticket")
    other = claimed(book, contacts={"email": "lain@contoh.example"})
    assert of_claim(other) == ("jumped", "urgent")
    judge_claim(book, third.number, False, "Ternyata benar", actor=actor, now=MONDAY)
    assert of_claim(claimed(book)) == ("jumped", "urgent")


def test_the_jump_may_be_granted_by_hand_and_stays_granted(book, office):
    actor = office.helpdesk.actor
    for _ in range(3):
        judged(book, actor)
    ticket = claimed(book)
    triage_ticket(book, ticket.number, Triage(Kind.PROBLEM, urgency="urgent"), actor=actor,
                  now=MONDAY)
    add_details(book, ticket.number, now=MONDAY, package_code="45678913")
    assert of_claim(ticket) == ("no_jump", "urgent")
    change_authority(book, ticket.number, Authority.LKPP, "milik LKPP", now=MONDAY, actor=actor)
    assert clock(ticket, "forwarding").limit_minutes == 60


@pytest.mark.parametrize(("later", "claim"), [
    (YEAR, "no_jump"), (YEAR + timedelta(seconds=1), "jumped"),
])
def test_empty_claims_are_forgotten_after_the_stated_time(book, office, later, claim):
    for _ in range(3):
        judged(book, office.helpdesk.actor)
    assert of_claim(claimed(book, MONDAY + later))[0] == claim


@use_case
def a_chat(address: str) -> Conversation:
    return conversation_at("telegram", address, now=MONDAY)


def test_a_chat_is_one_requester_whatever_name_it_gives(book, office):
    chat, other = a_chat("11"), a_chat("12")
    own = {"conversation_id": chat.id, "contacts": {}, "channel": Channel.TELEGRAM}
    for name in ("Budi", "Sari", "Tono"):
        judged(book, office.helpdesk.actor, name=name, **own)
    ticket = claimed(book, **own)
    assert of_claim(ticket)[0] == "no_jump"
    assert empty_claims(book, ticket, MONDAY) == 3
    assert of_claim(claimed(book, **{**own, "conversation_id": other.id}))[0] == "jumped"


def test_an_address_is_the_same_in_capitals(book, office):
    for _ in range(3):
        judged(book, office.helpdesk.actor, contacts={"email": "budi@contoh.example"})
    ticket = claimed(book, contacts={"email": "Budi@Contoh.example"})
    assert of_claim(ticket)[0] == "no_jump"


def test_a_claim_judged_on_an_ended_ticket_counts_too(book, office):
    from helpdesk.usecases.resolve import withdraw_ticket

    head = an_officer("Karsa Kepala", roles=(Role.UNIT_HEAD,)).actor
    ticket = claimed(book)
    withdraw_ticket(book, ticket.number, now=MONDAY)
    judge_claim(book, ticket.number, True, "Paket tidak ada", actor=head, now=MONDAY)
    assert standing_claim(again(ticket)) == "empty"


FRIDAY = at("Jumat 27 November 2026 10.00")


@pytest.mark.parametrize(("code", "claim", "urgency"), [
    (CODE, "jumped", "urgent"), (None, "needs_code", None),
])
def test_a_deadline_known_for_days_is_a_tender_day_when_it_comes(
    book, office, code, claim, urgency
):
    ticket = a_ticket(book, package_code=code, tender_deadline=FRIDAY)
    sweep_until(book, at("Kamis 26 November 2026 07.30"))
    assert of_claim(ticket) == (None, None)
    sweep_until(book, at("Kamis 26 November 2026 07.40"))
    assert of_claim(ticket) == (claim, urgency)
    assert bool(notices(ticket, "tender_alert")) == (claim == "jumped")
    assert len(notices(ticket, "tender_day")) == 1
    sweep_until(book, at("Senin 30 November 2026 09.00"))
    assert len(notices(ticket, "tender_day")) == 1


def test_a_deadline_moved_to_another_day_is_looked_at_on_that_day(book, office):
    ticket = a_ticket(book, package_code=CODE, tender_deadline=FRIDAY)
    monday = at("Senin 30 November 2026 10.00")
    add_details(book, ticket.number, now=MONDAY, tender_deadline=monday)
    sweep_until(book, at("Kamis 26 November 2026 16.00"))
    assert not notices(ticket, "tender_day")
    sweep_until(book, at("Jumat 27 November 2026 07.40"))
    assert of_claim(ticket) == ("jumped", "urgent")


def test_nobody_is_hurried_for_a_tender_that_closed_while_the_worker_stood_still(book, office):
    ticket = a_ticket(book, package_code=CODE, tender_deadline=FRIDAY)
    sweep(book, at("Senin 30 November 2026 09.00"))
    assert of_claim(ticket) == (None, None)
    [skipped] = events(ticket, "step_skipped")
    assert skipped.data["action"] == "tender_day"
    assert not notices(ticket, "tender_day")


def test_a_matter_that_is_done_has_no_tender_day(book, office):
    ticket = a_ticket(book, package_code=CODE, tender_deadline=FRIDAY)
    resolve_ticket(book, ticket.number, Words("Sudah dapat diunggah."), actor=office.helpdesk.actor,
                   now=MONDAY)
    sweep_until(book, at("Kamis 26 November 2026 16.00"))
    assert not notices(ticket, "tender_day")
