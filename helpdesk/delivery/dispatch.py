"""Claim a row, word it, send it with no transaction open, mark it; one bad row stops no other."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from helpdesk.db import begin_reading, release
from helpdesk.delivery.compose import OUTSIDE, Composed, Overtaken
from helpdesk.delivery.email import BadMail, Enclosed, Mail, to_bytes
from helpdesk.delivery.papers import PROOF_LINE
from helpdesk.delivery.smtp import Refused, TryLater
from helpdesk.models import OutboxItem
from helpdesk.queries.mail_load import anything_due, free_again

CHANNELS = ("email", "webchat")
MOST_A_RUN = 200
_OFFICERS_WORDS = frozenset({
    "reply", "resolved", "rejected", "referred", "forwarded", "self_filed",
})
log = logging.getLogger("helpdesk.dispatch")


class Ledger(Protocol):
    """The writing side, `usecases.outbox`; handed in, as delivery itself writes nothing."""

    def claim(self, channels: Sequence[str], *, now: datetime) -> OutboxItem | None: ...
    def mark_sent(self, row: int, *, now: datetime, external_id: str | None = None) -> None: ...
    def mark_failed(self, row: int, attempt: int, error: str, *, now: datetime) -> None: ...
    def mark_dead(self, row: int, error: str) -> None: ...
    def mark_skipped(self, row: int, reason: str) -> None: ...
    def put_off(self, row: int, until: datetime, reason: str) -> None: ...
    def provider_mail_allowed(self) -> bool: ...
    def show_in_chat(
        self, row: int, conversation_id: int, side: str, text: str, buttons: Sequence[Any], *,
        now: datetime,
    ) -> bool: ...


class Carrier(Protocol):
    """Takes mails as bytes: an SMTP server or a folder."""

    def deliver(self, sender: str, recipient: str, written: bytes, reference: str) -> None: ...


@dataclass(frozen=True)
class Post:
    """Everything a dispatcher needs besides the time. `carrier` opens one for each run."""

    ledger: Ledger
    compose: Callable[[OutboxItem, datetime], Composed]
    enclose: Callable[[OutboxItem, datetime], Sequence[Enclosed]]  # what goes with a dossier
    carrier: Callable[[], AbstractContextManager[Carrier]]
    mail_from: str
    sender_name: str
    mailboxes: frozenset[str]  # of LKPP and Telkom, as configured


@dataclass(frozen=True)
class Claimed:
    """The values of a claimed row, free of the session, and its words."""

    row: int
    attempt: int
    channel: str
    recipient: str
    template: str
    reference: str
    words: Composed
    enclosed: Sequence[Enclosed] = ()


def dispatch(post: Post, clock: Callable[[], datetime], most: int = MOST_A_RUN) -> int:
    """Send what is due by mail and web chat; how many rows were handled.

    Each mark commits before the next claim: killed in between, a row is sent again once its
    claim has run out, under the same Message-ID (at least once; `docs/operations.md`).
    """
    handled = 0
    with post.carrier() as carrier:
        while handled < most and _work(clock()):
            item = post.ledger.claim(CHANNELS, now=clock())
            if item is None:
                break
            handled += 1
            if not _handle(post, carrier, item, clock()):
                break
    return handled


@contextmanager
def _reading() -> Iterator[None]:
    """One short transaction that takes no write lock and is over before anything is sent."""
    release()
    begin_reading()
    try:
        yield
    finally:
        release()


def _work(now: datetime) -> bool:
    with _reading():
        return anything_due(CHANNELS, now)


def _handle(post: Post, carrier: Carrier, item: OutboxItem, now: datetime) -> bool:
    """Bring one row to an end; False when the next would fare no better just now."""
    row, attempt = item.id, item.attempts
    try:
        claimed = _worded(post, item, now)
        if claimed is not None:
            _send(post, carrier, claimed, now)
    except TryLater as later:
        post.ledger.mark_failed(row, attempt, str(later), now=now)
        return not later.all_mail
    except (Refused, BadMail) as refused:
        post.ledger.mark_dead(row, str(refused))
    except Exception as broken:  # one row that cannot be worded must not stop the others
        log.exception("outbox row %s cannot be sent", row)
        post.ledger.mark_dead(row, f"Tidak dapat disusun: {type(broken).__name__}")
    return True


def _worded(post: Post, item: OutboxItem, now: datetime) -> Claimed | None:
    """The row's values and words, or None after marking why it must not go now."""
    row = item.id
    try:
        with _reading():
            refusal = _must_not_go(post, item)
            until = _capped_until(item, now)
            if refusal is None and until is None:
                words = post.compose(item, now)
                return Claimed(
                    row, item.attempts, item.channel, item.recipient, item.template,
                    f"{item.id}:{item.key}:{item.created_at.isoformat()}", words,
                    post.enclose(item, now) if item.audience == "provider" else (),
                )
    except Overtaken as reason:
        post.ledger.mark_skipped(row, str(reason))
        return None
    if refusal is not None:
        post.ledger.mark_dead(row, refusal)
    elif until is not None:
        post.ledger.put_off(row, until, "Batas surel otomatis ke alamat ini tercapai.")
    return None


def _capped_until(item: OutboxItem, now: datetime) -> datetime | None:
    # The caps protect addresses that a stranger may have typed; officers' own are the bureau's,
    # and a warning that waits for an hour may come after its deadline.
    if item.channel != "email" or item.audience not in OUTSIDE:
        return None
    return free_again(item.recipient, item.template, now)


def _must_not_go(post: Post, item: OutboxItem) -> str | None:
    """Mail to LKPP or Telkom needs their own mailbox and an administrator's confirmation."""
    if item.channel != "email":
        return None
    to_provider = item.recipient.lower() in post.mailboxes
    if item.audience == "provider" and not to_provider:
        return "Alamat ini bukan kotak surel LKPP/Telkom yang diatur."
    if (to_provider or item.audience == "provider") and not post.ledger.provider_mail_allowed():
        return "Surel ke LKPP/Telkom belum dikonfirmasi administrator."
    return None


def _send(post: Post, carrier: Carrier, claimed: Claimed, now: datetime) -> None:
    if claimed.channel == "webchat":
        _show(post, claimed, now)
        return
    words = claimed.words
    paper = (words.paper,) if words.paper else ()
    mail = Mail(
        claimed.reference, claimed.recipient, post.mail_from, post.sender_name, words.subject,
        words.text, words.html, now, (*claimed.enclosed, *paper),
    )
    carrier.deliver(mail.sender, mail.recipient, to_bytes(mail), mail.reference)
    post.ledger.mark_sent(claimed.row, now=now, external_id=mail.message_id)


def _show(post: Post, claimed: Claimed, now: datetime) -> None:
    side = "officer" if claimed.template in _OFFICERS_WORDS else "bot"
    words = claimed.words
    text = f"{words.telegram}\n\n{PROOF_LINE}" if words.brings_proof else words.telegram
    known = claimed.recipient.isdecimal() and post.ledger.show_in_chat(
        claimed.row, int(claimed.recipient), side, text, words.buttons, now=now
    )
    if not known:
        raise Refused("Percakapan web ini sudah tidak ada.")
