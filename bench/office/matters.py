"""The tickets that an archive is copied from: each brought by use cases to where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bench.sweep import UNIT, WIB
from helpdesk.db import db
from helpdesk.domain.roles import REQUESTER, Role
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.officers import Passwords, create_officer
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import confirm_resolved, resolve_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.triage import Triage, triage_ticket

PASSWORD = "kata sandi yang panjang"
HELPDESK_MAIL = "rina@contoh.example"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Matter:
    """A ticket to copy, and whether it is still open."""

    ticket_id: int
    open: bool


def matters(app: Flask) -> list[Matter]:
    """Officers, and one ticket of each sort, the oldest missed and the newest just in."""
    book: Rulebook = app.extensions["rulebook"]
    cheap, created = Passwords(), datetime(2026, 11, 2, 9, tzinfo=WIB)
    rina, vino, _, _ = [
        create_officer(cheap, name=name, email=f"{name.lower()}@contoh.example", password=PASSWORD,
                       roles=(role,), unit=unit, now=created)
        for name, role, unit in (
            ("Rina", Role.HELPDESK, UNIT), ("Vino", Role.VERIFIER, UNIT),
            ("Karsa", Role.UNIT_HEAD, UNIT), ("Kartika", Role.BUREAU_HEAD, "biro"),
        )
    ]
    return [
        Matter(_matter(book, rina, vino, received, steps), "resolve" not in steps)
        for received, steps in _SORTS
    ]


def _day(number: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, number, hour, tzinfo=WIB)


_SORTS: tuple[tuple[datetime, tuple[str, ...]], ...] = (
    (_day(20), ("write", "write")),
    (_day(25), ("write", "write")),
    (_day(26, 10), ("write", "write")),
    (_day(24), ("triage", "reply", "write")),
    (_day(25), ("triage", "assign", "reply", "write")),
    (_day(25), ("triage", "assign", "reply", "wait")),
    (_day(23), ("lkpp", "assign", "reply", "write")),
    (_day(26), ("triage", "assign_other", "write", "reply")),
    (_day(18), ("triage", "assign", "reply", "resolve", "close")),
    (_day(19), ("triage", "assign_other", "reply", "resolve")),
    (_day(17), ("lkpp", "assign", "reply", "resolve", "close")),
    (_day(16), ("triage", "assign_other", "reply", "resolve", "close")),
)


def _matter(
    book: Rulebook, rina: Officer, vino: Officer, received: datetime, steps: tuple[str, ...]
) -> int:
    new = NewTicket(
        Kind.PROBLEM, "Unggah dokumen penawaran gagal dengan galat 500.", Channel.WEB,
        name="Budi", company="CV Karya Mandiri", contacts={"email": "budi@contoh.example"},
        unit=UNIT,
    )
    number = register_ticket(book, new, actor=REQUESTER, now=received).number
    for place, step in enumerate(steps, 1):
        _ACTS[step](book, number, rina, vino, received + HOUR * place / 2)
    return db.session.scalars(sa.select(Ticket.id).filter_by(number=number)).one()


def _triage(authority: Authority) -> Callable[..., Any]:
    def act(book: Rulebook, number: str, rina: Officer, _: Officer, at: datetime) -> None:
        triage_ticket(
            book, number, Triage(Kind.PROBLEM, None, authority, UNIT), actor=rina.actor, now=at
        )

    return act


_ACTS: dict[str, Callable[..., Any]] = {
    "triage": _triage(Authority.BUREAU),
    "lkpp": _triage(Authority.LKPP),
    "assign": lambda book, number, rina, vino, at: assign_ticket(
        book, number, officer_id=rina.id, actor=rina.actor, now=at
    ),
    "assign_other": lambda book, number, rina, vino, at: assign_ticket(
        book, number, officer_id=vino.id, actor=rina.actor, now=at
    ),
    "reply": lambda book, number, rina, vino, at: reply_to_requester(
        book, number, Words("Kami periksa dahulu."), actor=rina.actor, now=at
    ),
    "wait": lambda book, number, rina, vino, at: reply_to_requester(
        book, number, Words("Mohon kirim tangkapan layar."), actor=rina.actor, now=at,
        wait_for="question",
    ),
    "write": lambda book, number, rina, vino, at: receive_message(
        book, number, "Masih sama, mohon dibantu.", channel=Channel.WEB.value, now=at,
        actor=REQUESTER,
    ),
    "close": lambda book, number, rina, vino, at: confirm_resolved(book, number, now=at),
    "resolve": lambda book, number, rina, vino, at: resolve_ticket(
        book, number, Words("Sudah dapat diunggah kembali."), actor=rina.actor, now=at
    ),
}
