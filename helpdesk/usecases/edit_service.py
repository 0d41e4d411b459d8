"""Changing what is published of a service: at once or from a day on, each time a new revision."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from helpdesk.catalogue.policy_services import check_services, service_content
from helpdesk.db import db, use_case
from helpdesk.domain.revisions import PLANNED, SERVICES
from helpdesk.domain.roles import Action, Actor, authorize
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Revision
from helpdesk.usecases.revisions import (
    StalePolicy,
    newest_of_service,
    newest_revision,
    save_revision,
    waiting_plan,
)
from helpdesk.usecases.rulebook import Rulebook

FARTHEST = timedelta(days=400)
WAITING = "Perubahan lain sudah direncanakan. Batalkan rencana itu dulu, lalu simpan lagi."
SAME_NAME = "Isi standar berubah. Beri nama versi yang baru, misalnya 2027-1."
_NO_CONTENT = ("revision", "changes")


@use_case
def save_service(
    book: Rulebook, wanted: Mapping[str, Any], note: str, starts: date | None, *,
    based_on: int, actor: Actor, now: datetime,
) -> Revision:
    """Publish the service as `wanted` says, today or from the day `starts` on.

    `based_on` is the revision of this service that the page showed, 0 for the file's. A standard
    whose content changes needs a new name and keeps its former words for the public page.
    Raises `InvalidInput` by field, `IllegalMove` while another change waits, `StalePolicy`.
    """
    authorize(actor, Action.MANAGE_SERVICES)
    code = str(wanted.get("code"))
    running = book.catalogue.services.get(code)
    if running is None:
        if waiting_plan(code) is not None:  # a new one before its day
            raise IllegalMove(WAITING)
        raise InvalidInput("Layanan ini tidak dikenal.")
    today = book.calendar.local_date(now)
    starts = first_day(book, starts, now)
    before = service_content(running)
    if dict(wanted) == before:
        raise InvalidInput(note="Tidak ada yang diubah.")
    policy = SERVICES if starts == today else PLANNED
    newest = newest_revision(policy)  # read first: who saves between this and the save is noticed
    if _number(newest_of_service(SERVICES, code)) != based_on:
        raise StalePolicy
    if waiting_plan(code) is not None:
        raise IllegalMove(WAITING)
    check_services(book.catalogue, {"code": code, "service": wanted})
    content = {
        "code": code, "from": starts.isoformat(), "based_on": based_on,
        "service": versioned(before, wanted, note, starts),
    }
    saved = save_revision(
        book, policy, content, note, based_on=_number(newest), actor=actor, now=now,
    )
    saved.applied_at = now if policy == SERVICES else None
    return saved


def first_day(book: Rulebook, starts: date | None, now: datetime) -> date:
    """The day from which it holds, today unless told. Raises `InvalidInput`."""
    today = book.calendar.local_date(now)
    starts = starts or today
    if not today <= starts <= today + FARTHEST:
        raise InvalidInput(starts="Isi hari ini atau hari sesudahnya, paling lama 400 hari lagi.")
    return starts


def versioned(
    before: Mapping[str, Any], wanted: Mapping[str, Any], note: str, starts: date
) -> dict[str, Any]:
    """`wanted` with what its standard changed of the one before. Raises `InvalidInput`."""
    old, new = before["standard"], wanted["standard"]
    if not old or not new or _substance(old) == _substance(new):
        return dict(wanted)
    if " ".join(str(new["revision"]).split()) == old["revision"]:
        raise InvalidInput(**{"standard.revision": SAME_NAME})
    former = {
        key: body if isinstance(body, str) else "\n".join(body)
        for key, body in old["components"].items() if body != new["components"].get(key)
    }
    change = {
        "revision": new["revision"], "on": starts.isoformat(),
        "what": " ".join(note.split()) or "-", "before": former,
    }
    return {**wanted, "standard": {**new, "changes": [change, *old["changes"]]}}


def _substance(standard: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in standard.items() if name not in _NO_CONTENT}


@use_case
def cancel_plan(
    book: Rulebook, code: str, note: str, *, number: int, actor: Actor, now: datetime
) -> Revision:
    """Take back the change that waits. Raises `StalePolicy` when it no longer does."""
    newest, plan = newest_revision(PLANNED), waiting_plan(code)
    if plan is None or plan.number != number:
        raise StalePolicy
    content = {"code": code, "service": None}
    saved = save_revision(
        book, PLANNED, content, note, based_on=_number(newest), actor=actor, now=now,
    )
    saved.applied_at = plan.applied_at = now
    return saved


@use_case
def begin_planned(book: Rulebook, now: datetime) -> int:
    """Put into force what was planned for today or before, once; how many services changed.

    A plan that another change overtook stays waiting: its page shows it, and people decide.
    """
    today = book.calendar.local_date(now).isoformat()
    query = sa.select(Revision).where(Revision.policy == PLANNED, Revision.applied_at.is_(None))
    begun = 0
    for plan in db.session.scalars(query.order_by(Revision.number).with_for_update()).all():
        held = newest_of_service(SERVICES, plan.content["code"])
        if plan.content["from"] > today or _number(held) != plan.content["based_on"]:
            continue
        newest = newest_revision(SERVICES)
        db.session.add(Revision(
            policy=SERVICES, number=_number(newest) + 1, content=plan.content,
            note=plan.note, saved_by=plan.saved_by, applied_at=now,
            saved_at=max(now, newest.saved_at) if newest else now,
        ))
        plan.applied_at = now
        try:
            db.session.flush()
        except IntegrityError as taken:  # someone saved meanwhile; the next round tries again
            raise StalePolicy from taken
        begun += 1
    return begun


def _number(revision: Revision | None) -> int:
    return revision.number if revision else 0
