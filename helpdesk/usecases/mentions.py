"""Colleagues called to a ticket by `@nama` in a note: they follow it from then on."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.mentions import mentions_in
from helpdesk.domain.roles import may_view
from helpdesk.errors import InvalidInput
from helpdesk.models import Officer, Ticket
from helpdesk.usecases.watching import add_watcher


def call_mentioned(ticket: Ticket, text: str, *, but: int | None, now: datetime) -> Sequence[int]:
    """The ids of the officers whom `text` mentions, who are followers now; not `but`, its writer.

    Raises `InvalidInput` for a name nobody has, one that several have, and for whoever may not see
    the ticket: a note that seems to call somebody and does not is worse than one to correct.
    """
    if "@" not in text:
        return ()
    staff = {o.id: o for o in db.session.scalars(sa.select(Officer).order_by(Officer.id))}
    found = mentions_in(text, {id_: o.name for id_, o in staff.items()})
    if found.unknown:
        raise InvalidInput(text=f"Tidak ada petugas bernama “{found.unknown[0]}”. Perbaiki "
                                "namanya, atau hapus tanda @ di depannya.")
    meant = [staff[id_] for id_ in found.officers]
    meant += [_one_of([staff[id_] for id_ in ids], word, ticket)
              for word, ids in found.unclear.items()]
    for officer in meant:
        if not _sees(officer, ticket):
            raise InvalidInput(text=f"{officer.name} tidak dapat melihat tiket ini, jadi tidak "
                                    "dapat disebut. Hapus tanda @ di depan namanya.")
    called = [id_ for id_ in dict.fromkeys(o.id for o in meant) if id_ != but]
    for id_ in called:
        add_watcher(ticket, id_, now)
    return called


def _sees(officer: Officer, ticket: Ticket) -> bool:
    return officer.active and may_view(officer.actor, ticket.access)


def _one_of(several: Sequence[Officer], word: str, ticket: Ticket) -> Officer:
    """Of those whose name fits, the only one who may see the ticket; the first where none may."""
    seeing = [officer for officer in several if _sees(officer, ticket)]
    if len(seeing) > 1:
        names = ", ".join(f"@{officer.name}" for officer in seeing)
        raise InvalidInput(text=f"“@{word}” cocok dengan beberapa petugas. Tulis salah satu: "
                                f"{names}.")
    return (seeing or several)[0]
