"""A door for the tests: runs the conversation against tickets in memory and writes it down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone

from helpdesk.dialogue import (
    Context,
    FileRef,
    Input,
    Match,
    Reach,
    Reply,
    ServiceLine,
    State,
    Topic,
    TopicAnswer,
    step,
    words,
)
from helpdesk.dialogue.effects import (
    AcceptInvitation,
    AddDetails,
    AddMessage,
    ComplaintDetails,
    ConfirmResolved,
    CorrectTicket,
    DeclineInvitation,
    Done,
    Effect,
    ExplainDates,
    Invited,
    LeaveTicket,
    Linked,
    Listed,
    ListTickets,
    OpenInvitation,
    Outcome,
    Refused,
    Registered,
    RegisterTicket,
    ReopenTicket,
    SetIdentity,
    ShowStatus,
    StatusShown,
    TicketLine,
)
from helpdesk.dialogue.notes import Note
from helpdesk.domain.catalogue import SelfFiling
from helpdesk.domain.credentials import strip_credentials
from helpdesk.domain.tender_claim import Claim, package_code
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.errors import NotFound

WIB = timezone(timedelta(hours=7))
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=WIB)
CLOSES = datetime(2026, 11, 24, 16, 0, tzinfo=WIB)

TOPICS = {
    topic.id: topic
    for topic in (
        TopicAnswer(
            "reset-kata-sandi",
            "Lupa kata sandi akun penyedia",
            "Buka akun.inaproc.id, pilih “Lupa kata sandi”, lalu ikuti tautan yang dikirim ke "
            "email terdaftar. Tautan berlaku sebentar, jadi segera dipakai.",
            "Panduan akun INAPROC",
            date(2026, 10, 12),
        ),
        TopicAnswer(
            "reset-kata-sandi-ppk",
            "Kata sandi akun PPK",
            "PPK meminta pengaturan ulang kepada Admin PPE dengan surat dari dinasnya.",
            "Standar pelayanan, layanan 4",
            date(2026, 9, 1),
        ),
        TopicAnswer(
            "unggah-gagal",
            "Unggah dokumen penawaran gagal",
            "Coba berkas di bawah 100 MB dengan nama tanpa tanda baca, lewat peramban lain.",
            "Panduan SPSE",
            None,
            Authority.LKPP,
            Kind.PROBLEM,
            "pendampingan-spse",
        ),
        TopicAnswer(
            "inaproc-privy",
            "Verifikasi Privy di INAPROC gagal",
            "Ulangi dengan data yang sama persis dengan KTP dan nomor ponsel yang aktif.",
            "Pusat Bantuan INAPROC",
            date(2026, 10, 12),
            Authority.LKPP,
            Kind.PROBLEM,
            self_filing=SelfFiling(
                "akun-inaproc", ("inaproc-privy",), "LKPP", "pemilik akun INAPROC",
                "https://bantuan.inaproc.id, pilih “Buat Tiket”", "Akun INAPROC", "Teknis",
                ("Tangkapan layar yang memperlihatkan pesan dan jamnya", "NIB"),
                "Pusat Bantuan INAPROC",
            ),
        ),
        TopicAnswer(
            "aktivasi-syarat",
            "Syarat aktivasi akun penyedia",
            "Bawa formulir bertanda tangan, KTP direktur, NPWP, izin usaha, dan akta.",
            "Standar pelayanan, layanan 1",
            date(2026, 10, 12),
        ),
        TopicAnswer(
            "aktivasi-waktu",
            "Lama aktivasi akun penyedia",
            "30 menit sejak berkas lengkap.",
            "Standar pelayanan, layanan 1",
            date(2026, 10, 12),
        ),
    )
}

SERVICES = (
    ServiceLine(
        "aktivasi-akun",
        "Aktivasi akun penyedia",
        "Bagian Pengelolaan LPSE",
        Kind.REQUEST,
        "Akun penyedia diperiksa dan diaktifkan.",
        ("Formulir pendaftaran bertanda tangan", "Surat kuasa bila diwakilkan"),
        needs_visit=True,
    ),
    ServiceLine("pelatihan-spse", "Pelatihan SPSE", "Bagian Pengelolaan LPSE"),
    ServiceLine("pendampingan-hps", "Pendampingan HPS dan rancangan kontrak", "Bagian Pembinaan"),
    ServiceLine("konsultasi-pbj", "Konsultasi dan advokasi PBJ", "Bagian Pembinaan"),
    ServiceLine("asistensi-sirup", "Asistensi SIRUP", "Bagian Pembinaan"),
    ServiceLine("coaching-clinic", "Coaching clinic", "Bagian Pembinaan"),
    ServiceLine(
        "pendampingan-spse",
        "Pendampingan permasalahan aplikasi SPSE",
        "Bagian Pengelolaan LPSE",
        Kind.PROBLEM,
    ),
)

INVITED = (("PBJ-2026-000045", "Unggah penawaran gagal, error 500"), ("PBJ-2026-000046", ""))

_FAQ = (
    (
        r"^lupa (password|kata sandi)|cara reset",
        "answer",
        ("reset-kata-sandi", "reset-kata-sandi-ppk"),
    ),
    (r"privy", "answer", ("inaproc-privy",)),
    (r"gagal (upload|unggah)", "answer", ("unggah-gagal",)),
    (r"kata sandi|password", "choose", ("reset-kata-sandi", "reset-kata-sandi-ppk")),
    (r"akun gmn|aktivasi gimana", "aspects", ("aktivasi-syarat", "aktivasi-waktu")),
    (r"aktivasi", "choose", ("aktivasi-syarat", "aktivasi-waktu")),
)


def match(text: str) -> Match:
    """A small FAQ."""
    complaint = 0.9 if re.search(r"tidak ditanggapi|mengadu|kecewa", text, re.I) else 0.0
    for pattern, zone, ids in _FAQ:
        if re.search(pattern, text, re.I):
            topics = tuple(Topic(id_, TOPICS[id_].title, 0.8) for id_ in ids)
            if zone == "aspects":
                named = tuple(map(Topic, ids, ("Syarat", "Berapa lama")))
                return Match("choose", topics, complaint, named, "Aktivasi akun penyedia")
            return Match(zone, topics, complaint)
    return Match("ticket", (), complaint)


def topic(id_: str) -> TopicAnswer:
    """A topic's answer."""
    if id_ not in TOPICS:
        raise NotFound
    return TOPICS[id_]


def a_context(**changes: object) -> Context:
    """The context of a Monday morning."""
    values: dict[str, object] = {
        "now": MONDAY,
        "channel": Channel.TELEGRAM,
        "match": match,
        "topic": topic,
        "services": SERVICES,
        "bureau_name": "Biro Pengadaan Barang/Jasa Setda Provinsi Kalimantan Tengah",
        "privacy_line": "Data Anda dipakai hanya untuk menangani tiket ini.",
        "reach": lambda: Reach(
            "Loket buka sekarang sampai 12.00 WIB, lalu 13.00–15.30 WIB.", 6, "2 jam kerja",
            on_duty=True, elsewhere=("Telepon (0536) 3221234.",),
        ),
        "response_promise": "3 hari kerja",
        "lpse_support": "LPSE Support LKPP: menu bantuan di dalam SPSE",
        "call_144": "Pusat panggilan LKPP: 144",
        "known_name": "Budi Santoso",
    }
    return Context(**(values | changes))  # type: ignore[arg-type]


@dataclass
class Door:
    """Runs effects one by one, feeds each outcome back, as `usecases/converse.py` does."""

    context: Context = field(default_factory=a_context)
    state: State = field(default_factory=State)
    tickets: dict[str, RegisterTicket] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    resolved: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    refusal: str = ""
    jumps: Claim = Claim.JUMPED
    facts: dict[str, dict[str, str]] = field(default_factory=dict)  # of a tender, by ticket

    def take(self, given: Input) -> tuple[list[Reply], list[Effect]]:
        """One input through to its last outcome; the state goes by JSON each time."""
        stripped = strip_credentials(given.text)
        if given.kind in {"text", "files"} and stripped.found:
            given = Input(
                given.kind,
                stripped.text,
                files=given.files,
                ticket=given.ticket,
                dropped=stripped.found,
            )
        replies: list[Reply] = []
        effects: list[Effect] = []
        inputs = [given]
        while inputs:
            turn = step(State.from_json(self.state.to_json()), inputs.pop(0), self.context)
            self.state = turn.state
            replies += turn.replies
            effects += turn.effects
            self.notes += turn.notes
            inputs += [Input("outcome", outcome=self.run(effect)) for effect in turn.effects]
        self.effects += effects
        return replies, effects

    def again(self) -> "Door":
        """The same door at the same point of its story, to be led on another way."""
        return replace(
            self, tickets=dict(self.tickets), effects=[], resolved=set(self.resolved),
            closed=set(self.closed), facts={k: dict(v) for k, v in self.facts.items()},
        )

    def later(self, days: int) -> None:
        """Nothing happens for some days."""
        self.context = replace(self.context, now=self.context.now + timedelta(days=days))

    def run(self, effect: Effect) -> Outcome:
        """What a use case would have answered."""
        if self.refusal:
            refusal, self.refusal = self.refusal, ""
            return Refused(refusal)
        if isinstance(effect, RegisterTicket):
            return self._register(effect)
        if isinstance(effect, ListTickets):
            lines = (
                TicketLine(number, ticket.text[:40], "Sedang dibaca petugas")
                for number, ticket in reversed(self.tickets.items())
            )
            return Listed(tuple(lines))
        if isinstance(effect, DeclineInvitation):
            return Done(effect.what)
        if isinstance(effect, OpenInvitation | AcceptInvitation):
            return self._invitation(effect)
        if effect.ticket not in self.tickets:
            return Refused("Tiket itu tidak ditemukan untuk obrolan ini. Mohon periksa nomornya.")
        if isinstance(effect, ShowStatus):
            return self._show(effect.ticket)
        if isinstance(effect, ExplainDates):
            return StatusShown(f"{effect.ticket}: kenapa tanggal ini?\n…", effect.ticket, ("show",))
        if refused := self._refused(effect):
            return refused
        assert isinstance(
            effect,
            AddMessage
            | AddDetails
            | CorrectTicket
            | ComplaintDetails
            | SetIdentity
            | ConfirmResolved
            | ReopenTicket
            | LeaveTicket,
        )
        return Done(effect.what, effect.ticket, self._claim(effect))

    def _invitation(self, effect: OpenInvitation | AcceptInvitation) -> Outcome:
        """One ticket of the site waits for this chat, and one complaint; other links are over."""
        if isinstance(effect, AcceptInvitation):
            number, text = INVITED[effect.invitation - 1]
            before = number in self.tickets
            self.tickets.setdefault(number, RegisterTicket(Kind.PROBLEM, text))
            return Linked(number, before)
        if effect.hashed not in ("1", "2"):
            return Refused(words.LINK_USELESS)
        number, text = INVITED[int(effect.hashed) - 1]
        return Invited(int(effect.hashed), number, text)

    def _refused(self, effect: Effect) -> Refused | None:
        """What the ticket's state does not allow."""
        closed = getattr(effect, "ticket", None) in self.closed
        if isinstance(effect, AddMessage | ReopenTicket) and closed:
            return Refused("Tiket ini sudah ditutup. Silakan buat tiket baru.")
        if isinstance(effect, ConfirmResolved) and effect.ticket not in self.resolved:
            return Refused("Petugas belum menyatakan tiket ini selesai; kabar Anda kami sampaikan.")
        return None

    def _claim(self, effect: Effect) -> Claim | None:
        """As the use cases judge on this Monday: a tender closes by Tuesday 16.00."""
        if isinstance(effect, CorrectTicket):
            return self._judge(effect.ticket, {effect.field: effect.value})
        if not isinstance(effect, AddDetails) or not effect.fields:
            return None
        return self._judge(effect.ticket, effect.fields)

    def _judge(self, number: str, given: Mapping[str, str]) -> Claim | None:
        before = dict(self.facts.get(number, {}))
        facts = self.facts.setdefault(number, {})
        facts.update(given)
        deadline = facts.get("tender_deadline", "")
        if before == facts or len(deadline) < 16 or not deadline[:4].isdigit():
            return None
        until = CLOSES + (self.context.now - MONDAY)
        if not self.context.now <= datetime.fromisoformat(deadline) <= until:
            return None
        return self.jumps if package_code(facts.get("package_code")) else Claim.NEEDS_CODE

    def _register(self, effect: RegisterTicket) -> Registered:
        number = f"PBJ-2026-{len(self.tickets) + 123:06d}"
        self.tickets[number] = effect
        resolution = (
            None if effect.kind is Kind.REQUEST else "Senin, 30 November 2026 pukul 16.00 WIB"
        )
        given = {
            name: value for name, value in (
                ("package_code", effect.package_code), ("tender_deadline", effect.tender_deadline)
            ) if value
        }
        return Registered(
            number, effect.kind, "Kamis, 26 November 2026 pukul 16.00 WIB", resolution,
            claim=self._judge(number, given),
        )

    def _show(self, number: str) -> StatusShown:
        if number in self.resolved:
            text = f"{number}\nPetugas menyatakan selesai Senin, 23 November 2026."
            return StatusShown(text, number, ("done", "reopen"))
        if number in self.closed:
            return StatusShown(f"{number}\nTiket ini sudah ditutup.", number)
        text = f"{number}\nSekarang di tangan: Bagian Pengelolaan LPSE."
        return StatusShown(text, number, ("add", "fix", "why"))


def a_file(name: str) -> FileRef:
    """A stored file."""
    return FileRef(f"f-{name}", name, "image/jpeg", 2048)


assert MONDAY.astimezone(UTC).weekday() == 0
