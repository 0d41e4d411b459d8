"""The matrix of roles and actions, and the two refusals of authorize."""

import pytest

from helpdesk.domain.roles import (
    CLOCK,
    MATRIX,
    REQUESTER,
    Access,
    Action,
    Actor,
    Role,
    authorize,
    may_see,
    permitted,
)
from helpdesk.errors import NotAllowed, NotFound


def officer(*roles, id_=1):
    return Actor("officer", id_, frozenset(roles))


KEPALA = officer(Role.BUREAU_HEAD, id_=9)
SEALED = Access(sealed=True)


def test_every_action_is_in_the_matrix_and_someone_may_do_it():
    assert set(MATRIX) == set(Action)
    assert all(MATRIX.values())


def test_an_administrator_keeps_the_machine_and_reads_no_ticket():
    allowed = {a for a in Action if permitted(officer(Role.ADMINISTRATOR), a)}
    assert allowed == {
        Action.VIEW_OUTBOX, Action.CONFIRM_PROVIDER_MAIL, Action.MANAGE_OFFICERS,
        Action.VIEW_MACHINE, Action.RETRY_ARRIVAL, Action.VIEW_CALENDAR, Action.MANAGE_CALENDAR,
        Action.LINK_CHAT, Action.CHANGE_PASSWORD, Action.MANAGE_TAGS,
        Action.MANAGE_PROFILE, Action.RECORD_ABSENCE, Action.MANAGE_SERVICES,
    }


@pytest.mark.parametrize(("action", "roles"), [
    (Action.NAME_REPORTED, {Role.BUREAU_HEAD}),
    (Action.SET_TARGET, {Role.UNIT_HEAD, Role.BUREAU_HEAD}),
    (Action.CONFIRM_PROVIDER_MAIL, {Role.ADMINISTRATOR}),
])
def test_some_acts_are_for_few(action, roles):
    assert {r for r in Role if permitted(officer(r), action)} == roles


def test_several_roles_add_up():
    both = officer(Role.ADMINISTRATOR, Role.HELPDESK)
    assert permitted(both, Action.REPLY)
    assert permitted(both, Action.MANAGE_OFFICERS)


@pytest.mark.parametrize("action", Action)
def test_a_requester_may_do_no_officers_act(action):
    with pytest.raises(NotAllowed):
        authorize(REQUESTER, action)
    authorize(CLOCK, action)


@pytest.mark.parametrize(("actor", "access", "sees"), [
    (officer(Role.HELPDESK), Access(), True),
    (officer(Role.HELPDESK), SEALED, False),
    (officer(Role.UNIT_HEAD), SEALED, False),
    (officer(Role.ADMINISTRATOR), SEALED, False),
    (KEPALA, SEALED, True),
    (KEPALA, Access(sealed=True, beyond_bureau=True), False),
    (KEPALA, Access(sealed=True, reported=9), False),
    (officer(Role.VERIFIER, id_=3), Access(sealed=True, reported=5, allowed=frozenset({3})), True),
    (officer(Role.VERIFIER, id_=3), Access(sealed=True, reported=3, allowed=frozenset({3})), False),
    (REQUESTER, SEALED, False),
])
def test_who_may_know_of_a_sealed_ticket(actor, access, sees):
    assert may_see(actor, access) is sees


def test_what_may_not_be_known_is_not_found_rather_than_forbidden():
    with pytest.raises(NotFound):
        authorize(officer(Role.ADMINISTRATOR), Action.VIEW_TICKET, SEALED)
    with pytest.raises(NotAllowed):
        authorize(officer(Role.ADMINISTRATOR), Action.VIEW_TICKET, Access())
