"""Orders of one act on many tickets: given, called back within ten seconds, then carried out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.bulk import HELD, MOST, NEEDS, BulkKind, ItemState
from helpdesk.domain.roles import Actor, authorize
from helpdesk.errors import (
    HelpdeskError,
    IllegalMove,
    InvalidInput,
    NotAllowed,
    NotFound,
    StaleTicket,
)
from helpdesk.models import BulkAct, BulkItem, Officer
from helpdesk.usecases.bulk_acts import carry_out, checked_data
from helpdesk.usecases.rulebook import Rulebook

Chosen = tuple[str, int]  # a ticket's number, and its version on the officer's page


@use_case
def order_bulk(
    book: Rulebook, kind: BulkKind, data: Mapping[str, Any], chosen: Sequence[Chosen], *,
    actor: Actor, now: datetime,
) -> BulkAct:
    """Order `kind` for every ticket of `chosen`; nothing happens to them for ten seconds.

    Whether each may be acted on is found out then, ticket by ticket, so that a number tells nothing
    here. Raises `InvalidInput` for what can be refused for all of them, `NotAllowed`.
    """
    authorize(actor, NEEDS[kind])
    wanted = dict(chosen)
    if not wanted:
        raise InvalidInput(t="Pilih paling sedikit satu tiket.")
    if len(wanted) > MOST:
        raise InvalidInput(t=f"Paling banyak {MOST} tiket sekaligus; Anda memilih {len(wanted)}.")
    assert actor.id is not None
    act = BulkAct(
        officer_id=actor.id, kind=kind.value, data=checked_data(book, kind, data, actor),
        created_at=now, due_at=now + HELD,
        items=[BulkItem(number=number, version=version, state=ItemState.WAITING.value)
               for number, version in wanted.items()],
    )
    db.session.add(act)
    db.session.flush()
    return act


@use_case
def call_back(act_id: int, *, actor: Actor, now: datetime) -> BulkAct:
    """Call an order back. Raises `NotFound` for another's, `IllegalMove` once it has begun."""
    act = _locked(act_id)
    if act is None or act.officer_id != actor.id:
        raise NotFound
    if act.begun_at is not None:
        raise IllegalMove("Sudah terlambat untuk membatalkan: tindakannya sudah dijalankan. "
                          "Perbaiki dari halaman tiketnya.")
    if act.cancelled_at is None:
        act.cancelled_at = act.finished_at = now
    return act


def carry_out_due(book: Rulebook, now: datetime) -> int:
    """Carry out every order that is due, each ticket in a transaction of its own; how many."""
    done = 0
    query = sa.select(BulkAct.id).where(BulkAct.finished_at.is_(None), BulkAct.due_at <= now)
    for act_id in db.session.scalars(query.order_by(BulkAct.id)).all():
        db.session.rollback()
        for item_id in _begin(act_id, now):
            _one(book, item_id, now)
            done += 1
        _finish(act_id, now)
    return done


@use_case
def _begin(act_id: int, now: datetime) -> Sequence[int]:
    """What is left to do of it: all, or the rest when a worker died in the middle."""
    act = _locked(act_id)
    if act is None or act.cancelled_at is not None:
        return ()
    act.begun_at = act.begun_at or now
    return [item.id for item in act.items if item.state == ItemState.WAITING]


def _one(book: Rulebook, item_id: int, now: datetime) -> None:
    try:
        _carry_out_one(book, item_id, now)
    except StaleTicket:
        _refuse(item_id, "Diubah orang lain sesudah Anda memilihnya, jadi tidak disentuh.")
    except HelpdeskError as refused:
        _refuse(item_id, refused.message)


@use_case
def _carry_out_one(book: Rulebook, item_id: int, now: datetime) -> None:
    """The act and the note that it is done stand or fall together."""
    item = _item(item_id)
    if item.state != ItemState.WAITING:
        return
    act = db.session.get_one(BulkAct, item.act_id)
    officer = db.session.get_one(Officer, act.officer_id)
    if not officer.active:
        raise NotAllowed("Akun petugas yang menyuruh sudah tidak aktif.")
    carry_out(book, act, item, officer.actor, now)
    item.state = ItemState.DONE.value


@use_case
def _refuse(item_id: int, words: str) -> None:
    item = _item(item_id)
    item.state, item.words = ItemState.REFUSED.value, words


@use_case
def _finish(act_id: int, now: datetime) -> None:
    act = _locked(act_id)
    if act is not None and act.finished_at is None:
        act.finished_at = now


def _locked(act_id: int) -> BulkAct | None:
    query = sa.select(BulkAct).where(BulkAct.id == act_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def _item(item_id: int) -> BulkItem:
    query = sa.select(BulkItem).where(BulkItem.id == item_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
