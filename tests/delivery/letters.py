"""Every notice the product can send, out of stories played through the use cases and the sweep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from helpdesk import create_app
from helpdesk.db import db, use_case
from helpdesk.delivery.compose import Composed, Overtaken, compose
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.roles import CLOCK, REQUESTER
from helpdesk.domain.ticket import Authority, Category, Kind
from helpdesk.domain.timers import waits_of
from helpdesk.models import OutboxItem, Ticket
from helpdesk.usecases.access import request_code, send_link_again
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.chat_binding import bind_chat
from helpdesk.usecases.claims import judge_claim
from helpdesk.usecases.converse import conversation_at
from helpdesk.usecases.counter import receive_file_at_counter, return_file, tick_document
from helpdesk.usecases.digest import send_digests
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    record_provider_answer,
    take_back,
)
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.merge import Merge, merge_tickets
from helpdesk.usecases.receive import add_details, receive_message
from helpdesk.usecases.recording import Change, event_rows, record
from helpdesk.usecases.reminders import set_reminder, tell_reminders
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import (
    close_for_silence,
    refer_ticket,
    reject_ticket,
    reopen_by_requester,
    resolve_ticket,
    set_target,
)
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.sweep import sweep_batch
from helpdesk.usecases.triage import Triage, triage_ticket
from helpdesk.usecases.watching import follow_ticket
from tests.builders import (
    LPSE,
    a_ticket,
    at,
    bring_all,
    confirm_provider_mail,
    the_small_office,
)
from tests.clocks import FrozenClock
from tests.conftest import _close, _migrate, _settings
from tests.databases import sqlite_database

BASE = "https://helpdesk.contoh.example"
VISITS = ("reminder", "propose_close", "closed")  # worded otherwise when a visit was awaited


class Letters:
    """Plays stories; keeps the first wording of each (template, audience)."""

    def __init__(self, folder: Path, catalogue: Catalogue | None = None) -> None:
        self.clock = FrozenClock()
        url = sqlite_database(folder / "letters.db", _migrate)
        settings = _settings(
            url, folder / "instance", lkpp_email="helpdesk@lkpp.example",
            telkom_email="spse@telkom.example",
        )
        self.app = create_app(settings, self.clock, catalogue)
        self.found: dict[tuple[str, str], Composed] = {}
        self._seen = 0

    def play(self) -> dict[tuple[str, str], Composed]:
        with self.app.app_context():
            self.book = self.app.extensions["rulebook"]
            self.office = the_small_office()
            self.by = self.office.helpdesk.actor
            confirm_provider_mail()
            for story in (
                self.ordinary, self.silent, self.lkpp, self.telkom, self.late_in_other_hands,
                self.ends, self.codes, self.sealed, self.empty_claim, self.downtime,
                self.own,
                self.visit_kept, self.visit_missed, self.reminded, self.followed,
            ):
                story()
        _close(self.app)
        return self.found

    def invitations(self) -> list[Composed]:
        """One invitation to the counter for every service that needs a visit, nothing ticked."""
        with self.app.app_context():
            self.book = self.app.extensions["rulebook"]
            self.by = the_small_office().helpdesk.actor
            for service in self.book.catalogue.services.values():
                if service.needs_visit:
                    self._asked_to_come(service.code)
            rows = db.session.scalars(sa.select(OutboxItem).filter_by(template="visit_invited"))
            found = [self._worded(item) for item in rows.all()]
            db.session.rollback()
        _close(self.app)
        return found

    def _worded(self, item: OutboxItem) -> Composed:
        return compose(
            item, catalogue=self.book.catalogue, link_key=self.book.link_key, base_url=BASE,
            now=self.now(),
        )

    def now(self) -> datetime:
        return self.clock.now

    def move(self, written: str) -> None:
        """To a later instant; whatever falls due on the way is done and worded at its time."""
        until = at(written)
        while True:
            due = db.session.scalar(sa.select(sa.func.min(Ticket.next_check_at)))
            db.session.rollback()
            if due is None or due >= until:
                break
            self.clock.set(max(due, self.now()))
            self.clock.advance(minutes=1)
            query = sa.select(Ticket.id).where(Ticket.next_check_at <= self.now())
            ids = list(db.session.scalars(query.order_by(Ticket.id)))
            db.session.rollback()
            sweep_batch(self.book, ids, self.now())
            self.read()
        self.clock.set(max(until, self.now()))

    def read(self) -> None:
        """Word the rows that are new."""
        query = sa.select(OutboxItem).where(OutboxItem.id > self._seen).order_by(OutboxItem.id)
        for item in db.session.scalars(query).all():
            self._seen = item.id
            if item.state in ("gathered", "told"):
                continue  # a line of a digest, no message by itself
            try:
                words = self._worded(item)
            except Overtaken:
                continue
            ticket = db.session.get(Ticket, item.ticket_id) if item.ticket_id else None
            outside = item.audience in ("requester", "provider")
            sealed = ticket is not None and ticket.sealed
            name = "sealed" if sealed and not outside else item.template
            place = item.audience if outside else "officer"
            if ticket is not None and name in VISITS and self._about_a_visit(ticket):
                place += " (kunjungan)"
            self.found.setdefault((name, place), words)
        db.session.rollback()

    @staticmethod
    def _about_a_visit(ticket: Ticket) -> bool:
        waits = waits_of([row.as_event() for row in event_rows(ticket.id)])
        return bool(waits) and waits[-1].reason == "visit"

    def triage(self, number: str, authority: Authority, kind: Kind = Kind.PROBLEM) -> None:
        triage_ticket(
            self.book, number, Triage(kind, authority=authority, unit=LPSE), actor=self.by,
            now=self.now(),
        )
        self.read()

    def ordinary(self) -> None:
        book, by = self.book, self.by
        number = a_ticket(
            book, kind=Kind.INQUIRY, now=self.now(), company="CV Contoh Jaya",
            category=Category.SUPPLIER,
        ).number
        self.read()
        add_details(
            book, number, now=self.now(), package_code="8842000",
            tender_deadline=at("Selasa 24 November 2026 15.00"),
        )
        self.read()
        self.triage(number, Authority.BUREAU)
        assign_ticket(
            book, number, officer_id=self.office.verifier.id, unit=LPSE,
            instruction="Mohon dicek ukuran berkas dan jam kejadiannya.", actor=by, now=self.now(),
        )
        self.read()
        reply_to_requester(
            book, number, Words("Mohon coba unggah lagi dengan berkas di bawah 5 MB."), actor=by,
            now=self.clock.advance(hours=1),
        )
        self.read()
        receive_message(
            book, number, "Sudah dicoba, masih gagal di 80 %.", channel="web",
            now=self.clock.advance(hours=1),
        )
        self.read()
        resolve_ticket(
            book, number, Words("Server sudah dipulihkan. Unggahan Anda dapat dilanjutkan."),
            actor=by, now=self.clock.advance(hours=1),
        )
        self.read()
        reopen_by_requester(
            book, number, "Masih gagal.", channel="web", now=self.clock.advance(hours=1)
        )
        self.read()
        resolve_ticket(
            book, number, Words("Sudah kami uji bersama Anda."), actor=by,
            now=self.clock.advance(minutes=10),
        )

    def silent(self) -> None:
        self.move("Rabu 2 Desember 2026 08.00")
        number = a_ticket(self.book, now=self.now()).number
        self.triage(number, Authority.BUREAU)
        reply_to_requester(
            self.book, number, Words("Pesan galat apa yang tampil?"), actor=self.by,
            now=self.now(), wait_for="question",
        )
        self.read()
        self.move("Jumat 11 Desember 2026 08.00")
        close_for_silence(self.book, number, actor=self.by, now=self.now())
        self.read()

    def lkpp(self) -> None:
        book, by = self.book, self.by
        number = a_ticket(
            book, now=self.now(), category=Category.SUPPLIER, company="CV Contoh Jaya",
            package_code="8842000",
        ).number
        self.triage(number, Authority.LKPP)
        self.move("Senin 21 Desember 2026 09.00")
        accept_relay(book, number, external_number="LKPP-2026-55", actor=by, now=self.now())
        self.read()
        self.move("Senin 25 Januari 2027 09.00")
        record_provider_answer(
            book, number, "Mohon kirim rekaman layar.", asks_for_data=True, actor=by,
            now=self.now(),
        )
        self.read()
        forward_ticket(
            book, number,
            Filing(Authority.LKPP, "lpse_support", "LKPP-2026-55", override_reason="mendesak"),
            actor=by, now=self.clock.advance(minutes=5),
        )
        record_provider_answer(
            book, number, "Perbaikan sudah diterapkan di server pusat.", actor=by,
            now=self.clock.advance(hours=1),
        )
        self.read()
        resolve_ticket(
            book, number, Words("Menurut LKPP perbaikan sudah diterapkan."), actor=by,
            now=self.clock.advance(hours=1),
        )
        reopen_by_requester(
            book, number, "Belum bisa.", channel="web", now=self.clock.advance(hours=1)
        )
        self.read()
        self.move("Senin 1 Februari 2027 09.00")

    def telkom(self) -> None:
        book, by = self.book, self.by
        number = a_ticket(book, kind=Kind.OUTAGE, now=self.now(), text=(
            "SPSE tidak dapat dibuka sama sekali, galat 503, sudah dicoba dari tiga jaringan."
        )).number
        self.triage(number, Authority.TELKOM, Kind.OUTAGE)
        forward_ticket(
            book, number,
            Filing(Authority.TELKOM, "email", override_reason="gangguan menyeluruh"), actor=by,
            now=self.clock.advance(minutes=20),
        )
        self.read()
        take_back(book, number, "Pulih sendiri", actor=by, now=self.clock.advance(minutes=20))
        self.read()

    def own(self) -> None:
        """Only the account's owner can file it."""
        number = a_ticket(
            self.book, now=self.now(), category=Category.SUPPLIER, company="CV Contoh Jaya",
            package_code="8842000",
        ).number
        self.triage(number, Authority.LKPP)
        forward_ticket(
            self.book, number,
            Filing(Authority.LKPP, "self_filed", override_reason="hanya pemilik akun"),
            actor=self.by, now=self.clock.advance(minutes=20),
        )
        self.read()
        self.move("Jumat 5 Maret 2027 09.00")

    def late_in_other_hands(self) -> None:
        for authority in (Authority.SHARED, Authority.OTHER, Authority.BUREAU):
            number = a_ticket(self.book, now=self.now()).number
            self.triage(number, authority)
        self.move("Senin 15 Februari 2027 09.00")

    def ends(self) -> None:
        book, by = self.book, self.by
        first, second, third = (a_ticket(book, now=self.now()).number for _ in range(3))
        reject_ticket(
            book, first, Words("Isinya sama dengan tiket yang sudah dijawab."), actor=by,
            now=self.now(),
        )
        refer_ticket(
            book, second, "Dinas Pekerjaan Umum", Words("Ini urusan pembayaran kontrak."),
            actor=by, now=self.now(),
        )
        into = a_ticket(book, now=self.now())
        merge_tickets(
            book, third, into.number, Merge(into.number, "Laporan yang sama"), actor=by,
            copy=str, now=self.now(),
        )
        request = a_ticket(book, kind=Kind.REQUEST, now=self.now()).number
        bring_all(book, request, actor=by, now=self.now())
        receive_file_at_counter(book, request, actor=by, now=self.now())
        self.read()

    def followed(self) -> None:
        number = a_ticket(self.book, now=self.now()).number
        follow_ticket(number, actor=self.office.unit_head.actor, now=self.now())
        receive_message(
            self.book, number, "Masih gagal di 80 %.", channel="web", now=self.now()
        )
        add_note(
            self.book, number, Words("@Vino Verifikator mohon cek ukuran berkasnya."),
            actor=self.by, now=self.now(),
        )
        self.read()

    def codes(self) -> None:
        number = a_ticket(self.book, now=self.now()).number
        request_code(self.book, number, now=self.now())
        send_link_again(number, now=self.now())
        chat = conversation_at("telegram", "5001", now=self.now())
        bind_chat(self.book, number, chat, now=self.now())
        self.read()

    def reminded(self) -> None:
        number = a_ticket(self.book, now=self.now()).number
        text = "Telepon *Bu Rina* soal surat OPD"
        set_reminder(number, self.now() + timedelta(hours=1), text, actor=self.by, now=self.now())
        self.clock.advance(hours=1)
        tell_reminders(self.book, self.now())
        self.read()

    def sealed(self) -> None:
        a_ticket(
            self.book, kind=Kind.COMPLAINT, now=self.now(), about_officer=True,
            text="Petugas loket meminta uang rokok.", actor=REQUESTER,
        )
        self.read()

    def _asked_to_come(self, service: str = "aktivasi-user-id") -> str:
        number = a_ticket(
            self.book, kind=Kind.REQUEST, service=service, now=self.now()
        ).number
        reply_to_requester(
            self.book, number, Words("Pindaian sudah kami terima. Silakan bawa aslinya."),
            actor=self.by, now=self.now(), wait_for="visit",
        )
        self.read()
        return number

    def visit_kept(self) -> None:
        """Only some came: the message names what is left to bring."""
        self.move("Senin 8 Maret 2027 09.00")
        number = a_ticket(self.book, kind=Kind.REQUEST, now=self.now()).number
        bring_all(
            self.book, number, actor=self.by, now=self.now(), but=("ktp-direktur", "npwp")
        )
        tick_document(
            self.book, number, "npwp", DocumentState.RECEIVED, actor=self.by, now=self.now()
        )
        return_file(
            self.book, number, Words("Mohon bawa dokumen asli yang masih kurang."), actor=self.by,
            now=self.now(),
        )
        self.read()

    def visit_missed(self) -> None:
        number = self._asked_to_come()
        self.move("Senin 5 April 2027 09.00")
        close_for_silence(self.book, number, actor=self.by, now=self.now())
        self.read()

    def empty_claim(self) -> None:
        number = a_ticket(
            self.book, now=self.now(), package_code="45678912",
            tender_deadline=self.now() + timedelta(hours=2),
        ).number
        judge_claim(
            self.book, number, True, "Paket 45678912 tidak ada di SPSE.", actor=self.by,
            now=self.now(),
        )
        self.read()

    def downtime(self) -> None:
        """The machine stood still for a week and a half; then the first day's digest, and Monday's.
        """
        book, by, head = self.book, self.by, self.office.bureau_head.actor
        numbers = [a_ticket(book, now=self.now()).number for _ in range(4)]
        sealed = a_ticket(book, kind=Kind.COMPLAINT, now=self.now(), about_officer=True,
                          text="Petugas loket meminta uang rokok.", actor=REQUESTER).number
        for number in numbers:
            triage_ticket(
                book, number, Triage(Kind.PROBLEM, service="pendampingan-permasalahan-spse"),
                actor=by, now=self.now(),
            )
        assign_ticket(book, numbers[0], officer_id=self.office.verifier.id, unit=LPSE,
                      instruction="Mohon dicek.", actor=by, now=self.now())
        forward_ticket(book, numbers[3], Filing(Authority.LKPP, "lpse_support", "LKPP-2027-9",
                       override_reason="mendesak"), actor=by, now=self.clock.advance(minutes=5))
        resolve_ticket(book, numbers[2], Words("Sudah pulih."), actor=by, now=self.now())
        self.clock.set(at("Senin 1 Maret 2027 08.00"))
        late_steps(book, numbers, sealed, self.now())
        set_target(book, numbers[1], at("Jumat 5 Maret 2027 16.30"), "Menunggu suku cadang server.",
                   actor=head, now=self.now())
        send_digests(book, self.clock.advance(hours=1))
        self.read()


def late_steps(book: Rulebook, numbers: Sequence[str], sealed: str, now: datetime) -> None:
    """What a sweep after a long standstill records, one step of each sort a ticket."""
    for number, step, clock, level, action in (
        (numbers[0], "resolution-bureau-level-2", "resolution", 2, "decide"),
        (numbers[1], "late-level-2", "response", 2, "notify"),
        (numbers[2], "late-level-2", "response", 2, "notify"),
        (numbers[3], "warn-third-party", "third_party", 0, "warn"),
        (sealed, "late-level-2", "response", 2, "notify"),
    ):
        record_late_step(book, number, step, clock, level, action, ("bureau_head",), now)


@use_case
def record_late_step(
    book: Rulebook, number: str, step: str, clock: str, level: int, action: str,
    recipients: Sequence[str], now: datetime,
) -> None:
    """A step recorded for a digest, as the sweep writes it."""
    data = {
        "step": step, "clock": clock, "cycle": 1, "level": level, "action": action,
        "template": "deadline_missed", "recipients": list(recipients), "tell_requester": False,
        "due_at": now.isoformat(), "done_at": now.isoformat(), "digest": True,
    }
    record(book, load_ticket(number), Change(
        EventType.STEP_TAKEN, data, CLOCK, now, visibility=Visibility.OFFICERS
    ))


def without_digits_of_chance(words: Composed) -> Composed:
    """The six digits of a code are random; a golden file holds their place."""
    import re

    def veil(text: str) -> str:
        return re.sub(r"(isi tiket (?:ini|PBJ-\d{4}-\d{6}): \W?)\d{6}", r"\g<1>000000", text)

    return replace(words, text=veil(words.text), telegram=veil(words.telegram))
