"""Every officer route × every role, signed out, and a sealed ticket, as the one table says."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from helpdesk.domain.roles import MATRIX, Action, Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer, Ticket
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, new_ticket, prepared, signed_in

pytestmark = SQLITE_ONLY  # the table is asked, not the database


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


def officer_rules(app: Flask) -> list[tuple[Rule, str]]:
    found = [
        (rule, method) for rule in app.url_map.iter_rules() if rule.rule.startswith("/petugas")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    assert len(found) > 35, "the desk's routes are not on the application"
    return found


def action_of(app: Flask, rule: Rule) -> Action:
    action = getattr(app.view_functions[rule.endpoint], "action", None)
    assert isinstance(action, Action), f"{rule.endpoint} declares no action: add @permitted(…)"
    return action


def url_of(app: Flask, rule: Rule, ticket: Ticket) -> str:
    values = {"number": ticket.number, "ref": "tidak-ada", "officer_id": 1, "item_id": 1,
              "view_id": 1, "bulk_id": 1, "announcement_id": 1, "reply_id": 1,
              "visit_id": 1, "tag_id": 1, "link_id": 1, "reminder_id": 1, "absence_id": 1,
              "code": "perubahan-email",
              "topic": "spse-lupa-password"}
    with app.test_request_context():
        built = app.url_map.bind("localhost").build(
            rule.endpoint, {k: v for k, v in values.items() if k in rule.arguments},
            method=next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"})),
        )
    return str(built)


def test_every_officer_route_declares_its_action_and_asks_for_a_sign_in(desk: Flask) -> None:
    for rule, _ in officer_rules(desk):
        assert action_of(desk, rule)
        assert getattr(desk.view_functions[rule.endpoint], "officer_required", False), rule.rule


def test_nobody_signed_out_gets_past_the_sign_in(desk: Flask) -> None:
    ticket = new_ticket(desk)
    for rule, method in officer_rules(desk):
        answer = desk.test_client().open(url_of(desk, rule, ticket), method=method)
        assert answer.status_code == 302, rule.rule
        assert answer.location.startswith("/masuk"), rule.rule


def wrong(desk: Flask, officer: Officer, role: Role, ticket: Ticket) -> list[str]:
    """Routes that answered otherwise than the table says; empty forms, so nothing is changed."""
    found = []
    client = signed_in(desk, officer)
    for rule, method in officer_rules(desk):
        status = client.open(url_of(desk, rule, ticket), method=method).status_code
        if rule.endpoint == "officer.open_guest_book":
            client = signed_in(desk, officer)  # the guest book's machine is signed out
        allowed = role in MATRIX[action_of(desk, rule)]
        # What does not exist yet (an upload, a receipt) is 404 for those who may ask for it;
        # so are the figures of an officer whom one does not lead.
        absent = rule.endpoint in (
            "officer.attachment", "officer.file_receipt", "officer.file_receipt_paper",
            "officer.remove_view", "officer.bulk_act", "officer.cancel_bulk",
            "officer.withdraw_announcement", "officer.keep_tag", "officer.put_away_reminder",
            "officer.end_away",
            "officer.call", "officer.guest_served", "officer.guest_left",
            "officer.canned_one", "officer.change_canned", "officer.archive_canned",
        ) or (rule.endpoint == "officer.officer_load" and role is not Role.UNIT_HEAD)
        fits = (status == 404 if absent else status not in (401, 403, 404)) if allowed else (
            status == 403
        )
        if not fits or status >= 500:
            found.append(f"{method} {rule.rule} for {role}: {status}")
    return found


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_the_table_gives_it_and_nothing_else(
    desk: Flask, role: Role
) -> None:
    new_officer(desk, "Sembarang Orang")  # has id 1, so that nobody edits themselves
    officer = new_officer(desk, "Orang Peran", roles=(role,))
    kept = new_ticket(desk, kind=Kind.REQUEST)
    assert wrong(desk, officer, role, kept) == []


@pytest.mark.parametrize("role", list(Role))
def test_a_sealed_ticket_is_a_plain_404_for_everyone_but_the_head(desk: Flask, role: Role) -> None:
    officer = new_officer(desk, "Orang Peran", roles=(role,))
    ticket = new_ticket(desk, kind=Kind.COMPLAINT, about_officer=True,
                      text="Petugas loket meminta uang.")
    assert ticket.sealed
    client = signed_in(desk, officer)
    for rule, method in officer_rules(desk):
        if "number" not in rule.arguments:
            continue
        answer = client.open(url_of(desk, rule, ticket), method=method)
        allowed = role in MATRIX[action_of(desk, rule)]
        if not allowed:
            assert answer.status_code == 403, (rule.rule, role)
        elif role is Role.BUREAU_HEAD:
            assert answer.status_code not in (401, 403, 404), (rule.rule, answer.status_code)
        else:
            missing = answer.get_data(as_text=True)
            assert answer.status_code == 404, (rule.rule, answer.status_code)
            assert "Petugas loket" not in missing
            assert "ertutup" not in missing
