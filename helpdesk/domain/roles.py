"""Who may do what: actors, roles, and the one table role × action behind `authorize`."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from helpdesk.errors import NotAllowed, NotFound


class Role(StrEnum):
    """Roles an officer can hold, several at once; the bureau's profile gives the titles."""

    HELPDESK = "helpdesk"
    VERIFIER = "verifier"
    SYSTEM_ADMIN = "system_admin"
    UNIT_HEAD = "unit_head"
    BUREAU_HEAD = "bureau_head"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """Everything an officer can be allowed to do."""

    VIEW_QUEUE = "view_queue"
    VIEW_TICKET = "view_ticket"
    CREATE_TICKET = "create_ticket"
    TRIAGE = "triage"
    JUDGE_CLAIM = "judge_claim"
    ASSIGN = "assign"
    REPLY = "reply"
    NOTE = "note"
    WAIT = "wait"
    RECEIVE_FILE = "receive_file"
    VERIFY_IDENTITY = "verify_identity"
    WAIVE_IDENTITY = "waive_identity"
    USE_DISCRETION = "use_discretion"
    TICK_STEP = "tick_step"
    FORWARD = "forward"
    RESOLVE = "resolve"
    REJECT = "reject"
    REFER = "refer"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    DECLARE_INCIDENT = "declare_incident"
    FILL_FIELDS = "fill_fields"
    TAG = "tag"
    SNOOZE = "snooze"
    REMIND = "remind"
    LINK = "link"
    SPLIT = "split"
    SET_TARGET = "set_target"
    SEAL = "seal"
    RESTRICT = "restrict"
    LIFT_RESTRICTION = "lift_restriction"
    NAME_REPORTED = "name_reported"
    REVOKE_LINK = "revoke_link"
    VIEW_REPORTS = "view_reports"
    EXPORT_REPORTS = "export_reports"
    VIEW_DASHBOARD = "view_dashboard"
    VIEW_OUTBOX = "view_outbox"
    VIEW_MACHINE = "view_machine"
    RETRY_ARRIVAL = "retry_arrival"
    VIEW_POLICY = "view_policy"
    MANAGE_POLICY = "manage_policy"
    MANAGE_PROFILE = "manage_profile"
    MANAGE_SERVICES = "manage_services"
    CONFIRM_PROVIDER_MAIL = "confirm_provider_mail"
    AGREE_MAILBOX = "agree_mailbox"
    MANAGE_OFFICERS = "manage_officers"
    VIEW_CALENDAR = "view_calendar"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_DUTY = "manage_duty"
    RECORD_ABSENCE = "record_absence"
    LINK_CHAT = "link_chat"
    CHANGE_PASSWORD = "change_password"  # noqa: S105  the name of an act
    MANAGE_TAGS = "manage_tags"
    ANNOUNCE = "announce"
    VIEW_GUIDE = "view_guide"
    EDIT_GUIDE = "edit_guide"
    PUBLISH_GUIDE = "publish_guide"
    PUBLISH_HIGH_STAKES = "publish_high_stakes"
    CONFIRM_SERVICE = "confirm_service"


_DESK = frozenset({Role.HELPDESK, Role.VERIFIER, Role.SYSTEM_ADMIN, Role.UNIT_HEAD})
HEADS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
_WORKING = _DESK | HEADS

# An administrator keeps the machine; the bureau's matters are not theirs to read.
MATRIX: dict[Action, frozenset[Role]] = {
    Action.VIEW_QUEUE: _WORKING,
    Action.VIEW_TICKET: _WORKING,
    Action.CREATE_TICKET: _WORKING,
    Action.TRIAGE: _WORKING,
    Action.JUDGE_CLAIM: _WORKING,
    Action.ASSIGN: _WORKING,
    Action.REPLY: _WORKING,
    Action.NOTE: _WORKING,
    Action.WAIT: _WORKING,
    Action.RECEIVE_FILE: _DESK,
    Action.VERIFY_IDENTITY: _DESK,
    Action.WAIVE_IDENTITY: HEADS,
    Action.USE_DISCRETION: HEADS,
    Action.TICK_STEP: _WORKING,
    Action.FORWARD: _WORKING,
    Action.RESOLVE: _WORKING,
    Action.REJECT: _WORKING,
    Action.REFER: _WORKING,
    Action.CLOSE: _WORKING,
    Action.REOPEN: _WORKING,
    Action.MERGE: _WORKING,
    Action.DECLARE_INCIDENT: _WORKING,
    Action.FILL_FIELDS: _WORKING,
    Action.TAG: _WORKING,
    Action.SNOOZE: _WORKING,
    Action.REMIND: _WORKING,  # themselves
    Action.LINK: _WORKING,
    Action.SPLIT: _WORKING,
    Action.SET_TARGET: HEADS,
    Action.SEAL: _WORKING,
    Action.RESTRICT: _WORKING,
    Action.LIFT_RESTRICTION: HEADS,
    Action.NAME_REPORTED: frozenset({Role.BUREAU_HEAD}),
    Action.REVOKE_LINK: _WORKING,
    Action.VIEW_REPORTS: _WORKING,
    Action.EXPORT_REPORTS: HEADS,
    Action.VIEW_DASHBOARD: HEADS,
    Action.VIEW_OUTBOX: frozenset({Role.ADMINISTRATOR, Role.UNIT_HEAD, Role.BUREAU_HEAD}),
    Action.VIEW_MACHINE: frozenset({Role.ADMINISTRATOR, Role.UNIT_HEAD, Role.BUREAU_HEAD}),
    Action.RETRY_ARRIVAL: frozenset({Role.ADMINISTRATOR}),
    Action.VIEW_POLICY: _WORKING,
    Action.MANAGE_POLICY: frozenset({Role.BUREAU_HEAD}),
    Action.MANAGE_PROFILE: frozenset({Role.BUREAU_HEAD, Role.ADMINISTRATOR}),
    Action.MANAGE_SERVICES: frozenset({Role.BUREAU_HEAD, Role.ADMINISTRATOR}),
    Action.CONFIRM_PROVIDER_MAIL: frozenset({Role.ADMINISTRATOR}),
    # That their mail server's word counts as 'diterima' binds the bureau: the Kepala alone.
    Action.AGREE_MAILBOX: frozenset({Role.BUREAU_HEAD}),
    Action.MANAGE_OFFICERS: frozenset({Role.ADMINISTRATOR, Role.BUREAU_HEAD}),
    Action.VIEW_CALENDAR: frozenset(Role),
    Action.MANAGE_CALENDAR: frozenset({Role.ADMINISTRATOR, Role.BUREAU_HEAD}),
    Action.MANAGE_DUTY: HEADS,
    Action.RECORD_ABSENCE: frozenset(Role),  # their own; others' by heads and administrators
    Action.LINK_CHAT: frozenset(Role),  # their own chat, whatever they may do in it
    Action.CHANGE_PASSWORD: frozenset(Role),  # their own
    Action.MANAGE_TAGS: frozenset({Role.ADMINISTRATOR}) | HEADS,
    Action.ANNOUNCE: _WORKING,
    Action.VIEW_GUIDE: _WORKING,
    Action.EDIT_GUIDE: _WORKING,
    Action.PUBLISH_GUIDE: _WORKING,
    # A wrong word on sanggah, fees or the blacklist costs a vendor a tender: a head answers for it.
    Action.PUBLISH_HIGH_STAKES: HEADS,
    Action.CONFIRM_SERVICE: frozenset({Role.BUREAU_HEAD}),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: an officer, a requester, the clock, or the system itself."""

    kind: str
    id: int | None = None
    roles: frozenset[Role] = frozenset()
    unit: str | None = None

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}:{self.id}"


CLOCK = Actor("clock")
SYSTEM = Actor("system")
REQUESTER = Actor("requester")


@dataclass(frozen=True)
class Access:
    """What `authorize` needs to know of a ticket."""

    sealed: bool = False
    reported: int | None = None
    allowed: frozenset[int] = field(default_factory=frozenset)
    beyond_bureau: bool = False  # the head of the bureau is named: sealed to the Inspektorat
    restricted: bool = False  # decisions/0045: the heads, and who handles it
    assignee: int | None = None


def may_see(actor: Actor, access: Access) -> bool:
    """Whether the actor may know that the ticket exists (`sla-rules.md` section 5)."""
    if not access.sealed:
        return not access.restricted or bool(HEADS & actor.roles) or _holds(actor, access)
    if access.beyond_bureau or actor.id is None or actor.id == access.reported:
        return False
    return Role.BUREAU_HEAD in actor.roles or actor.id in access.allowed


def _holds(actor: Actor, access: Access) -> bool:
    return actor.id is not None and actor.id == access.assignee


def may_be_given(actor: Actor, access: Access) -> bool:
    """Whether the ticket may be handed to the officer: they see a restricted one from then on."""
    return permitted(actor, Action.VIEW_TICKET) and may_see(
        actor, replace(access, restricted=False)
    )


def permitted(actor: Actor, action: Action) -> bool:
    """Whether any of the actor's roles permits `action`, before looking at an object."""
    return actor.kind == "officer" and bool(MATRIX[action] & actor.roles)


def may_view(actor: Actor, access: Access) -> bool:
    """Whether an officer may open the ticket: by their roles, and knowing that it exists."""
    return permitted(actor, Action.VIEW_TICKET) and may_see(actor, access)


def authorize(actor: Actor, action: Action, access: Access | None = None) -> None:
    """Let pass or raise.

    Raises `NotFound` for a sealed ticket the actor may not know of (a refusal would tell that it
    exists), `NotAllowed` when no role of the actor permits the action.
    """
    if access is not None and actor.kind == "officer" and not may_see(actor, access):
        raise NotFound("Tiket tidak ditemukan.")
    if actor.kind in {"clock", "system"}:
        return
    if not permitted(actor, action):
        raise NotAllowed
