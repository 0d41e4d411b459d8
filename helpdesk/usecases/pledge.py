"""The maklumat pelayanan: the Kepala puts it into force with date and name, or takes it back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from helpdesk.catalogue.policy_pledge import pledge_content
from helpdesk.db import use_case
from helpdesk.domain.plain_text import clean, clean_line
from helpdesk.domain.revisions import PLEDGE
from helpdesk.domain.roles import Actor
from helpdesk.errors import IllegalMove, InvalidInput
from helpdesk.models import Revision
from helpdesk.usecases.revisions import save_revision
from helpdesk.usecases.rulebook import Rulebook

OLDEST = timedelta(days=366)  # a paper signed longer ago is not entered as new
_STATEMENT, _BODY = 500, 4_000


@use_case
def sign_pledge(
    book: Rulebook, statements: Sequence[str], body: str, signatory: str, signed_on: date | None,
    note: str, *, based_on: int, actor: Actor, now: datetime,
) -> Revision:
    """Put the pledge into force as it stands (Perwali 67/2018 Pasal 7(3); UU 25/2009 Pasal 22).

    Raises `InvalidInput` by field, and what `save_revision` raises; the former one then stays.
    """
    today = book.calendar.local_date(now)
    if signed_on is None:
        raise InvalidInput(signed_on="Isi tanggal penandatanganan.")
    if not today - OLDEST <= signed_on <= today:
        raise InvalidInput(
            signed_on="Tanggal penandatanganan paling lambat hari ini dan paling lama setahun lalu."
        )
    content = pledge_content(book.catalogue.pledge) | {
        "statements": [_cleaned(f"statement_{n}", text) for n, text in enumerate(statements, 1)],
        "body": clean(body, limit=_BODY, field="penutup"),
        "signatory": clean_line(signatory, limit=120, field="nama"),
        "signed_on": signed_on.isoformat(),
    }
    if content == pledge_content(book.catalogue.pledge):
        raise InvalidInput(note="Tidak ada yang diubah pada maklumat yang berlaku.")
    saved = save_revision(book, PLEDGE, content, note, based_on=based_on, actor=actor, now=now)
    saved.applied_at = now
    return saved


def _cleaned(name: str, text: str) -> str:
    try:
        return " ".join(clean(text, limit=_STATEMENT, field="pernyataan").split())
    except InvalidInput as error:
        raise InvalidInput(**{name: error.message}) from None


@use_case
def withdraw_pledge(
    book: Rulebook, note: str, *, based_on: int, actor: Actor, now: datetime
) -> Revision:
    """Make it a draft again. Raises `IllegalMove` while it is one, else as `save_revision`."""
    if book.catalogue.pledge.is_draft:
        raise IllegalMove("Maklumat ini masih rancangan.")
    content = pledge_content(book.catalogue.pledge) | {"signatory": None, "signed_on": None}
    saved = save_revision(book, PLEDGE, content, note, based_on=based_on, actor=actor, now=now)
    saved.applied_at = now
    return saved
