"""Small makers of what tests need: instants written with their weekday, officers, tickets.

Instants are Indonesian and local (WIB unless told): at("Senin 23 November 2026 09.00"). The
weekday is checked, so that a table of deadlines cannot lie about its days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from helpdesk.db import db, use_case
from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.roles import REQUESTER, Actor, Role
from helpdesk.domain.ticket import Channel, Kind
from helpdesk.models import Officer, Setting, Ticket
from helpdesk.usecases.audience import PROVIDER_MAIL_CONFIRMED
from helpdesk.usecases.counter import tick_document
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.officers import Passwords, create_officer
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.rulebook import Rulebook
from tests.clocks import FrozenClock

WIB = ZoneInfo("Asia/Pontianak")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)
PASSWORD = "sebuah kata sandi panjang"
LPSE = "subbag-pengelolaan-lpse"
TEXT = "Unggah dokumen penawaran selalu gagal dengan pesan error 500 sejak tadi pagi."

# The real parameters cost a tenth of a second each; these are for many officers in many tests.
FAST_PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def at(written: str, zone: ZoneInfo = WIB) -> datetime:
    """The instant of "Senin 23 November 2026 09.00" (or 09.00.30); a wrong weekday fails."""
    weekday, day, month, year, wall = written.replace(",", "").split()
    clock = [int(part) for part in wall.split(".")]
    instant = datetime(int(year), MONTHS.index(month) + 1, int(day), *clock, tzinfo=zone)
    real = DAYS[instant.weekday()]
    assert real == weekday, f"{day} {month} {year} is a {real}, not a {weekday}"
    return instant


MONDAY = at("Senin 23 November 2026 09.00")


def move(clock: FrozenClock, written: str) -> datetime:
    """Set the clock to a written instant and return it."""
    clock.set(at(written))
    return clock.now


def an_officer(
    name: str = "Rina Petugas", *, roles: tuple[Role, ...] = (Role.HELPDESK,),
    unit: str | None = LPSE, email: str | None = None, deputy_of: Officer | None = None,
    password: str = PASSWORD, now: datetime = MONDAY,
) -> Officer:
    """An active officer who can log in with `PASSWORD`; the address comes from the name."""
    address = email or ".".join(name.lower().split()) + "@contoh.example"
    officer = create_officer(
        FAST_PASSWORDS, name=name, email=address, password=password, roles=roles, unit=unit,
        now=now,
    )
    return _deputize(officer, deputy_of) if deputy_of is not None else officer


@use_case
def _deputize(officer: Officer, principal: Officer) -> Officer:
    kept = db.session.get(Officer, officer.id)
    assert kept is not None
    kept.deputy_of = principal.id
    return kept


@dataclass(frozen=True)
class SmallOffice:
    """The officers of a small bureau; `.actor` of each is what use cases want."""

    helpdesk: Officer
    verifier: Officer
    unit_head: Officer
    bureau_head: Officer

    @property
    def all(self) -> tuple[Officer, ...]:
        return self.helpdesk, self.verifier, self.unit_head, self.bureau_head


def the_small_office(now: datetime = MONDAY) -> SmallOffice:
    """Three officers of the LPSE unit, the last its head, and the head of the bureau."""
    return SmallOffice(
        helpdesk=an_officer("Rina Petugas", now=now),
        verifier=an_officer("Vino Verifikator", roles=(Role.VERIFIER,), now=now),
        unit_head=an_officer("Karsa Kasubbag", roles=(Role.UNIT_HEAD,), now=now),
        bureau_head=an_officer(
            "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro", now=now
        ),
    )


def an_administrator(now: datetime = MONDAY) -> Officer:
    """Keeps the machine; sees no ticket."""
    return an_officer("Ade Administrator", roles=(Role.ADMINISTRATOR,), unit=None, now=now)


def a_ticket(
    book: Rulebook, *, kind: Kind = Kind.PROBLEM, text: str = TEXT,
    channel: Channel = Channel.WEB, now: datetime = MONDAY, actor: Actor = REQUESTER,
    source_key: str | None = None, **fields: Any,
) -> Ticket:
    """A registered ticket; `fields` are those of `NewTicket`.

    A request gets the account activation service, and a web ticket an e-mail contact, unless told.
    """
    if kind is Kind.REQUEST:
        fields.setdefault("service", "aktivasi-user-id")
    fields.setdefault("contacts", {"email": "budi@contoh.example"})
    fields.setdefault("name", "Budi Santoso")
    new = NewTicket(kind=kind, text=text, channel=channel, **fields)
    return register_ticket(book, new, actor=actor, now=now, source_key=source_key)


def bring_all(
    book: Rulebook, number: str, *, actor: Actor, now: datetime = MONDAY,
    but: Sequence[str] = (),
) -> None:
    """Tick every document that the service always asks for, originals seen, except `but`."""
    ticket = load_ticket(number)
    db.session.rollback()
    for needed in book.catalogue.services[str(ticket.service)].documents:
        if needed.when is None and needed.code not in but:
            state = DocumentState.ORIGINAL if needed.original else DocumentState.RECEIVED
            tick_document(book, number, needed.code, state, actor=actor, now=now)


@use_case
def confirm_provider_mail(now: datetime = MONDAY) -> None:
    """What an administrator does before the first mail to LKPP or Telkom leaves."""
    db.session.add(Setting(name=PROVIDER_MAIL_CONFIRMED, value={"ok": True}, changed_at=now))


def again(ticket: Ticket) -> Ticket:
    """The ticket as it stands in the database now, with nothing of the session's memory."""
    db.session.rollback()
    db.session.expire_all()
    found = db.session.get(Ticket, ticket.id)
    assert found is not None
    return found
