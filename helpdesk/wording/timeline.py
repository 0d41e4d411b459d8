"""What happened, one sentence an event: for the requester and for officers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.events import Event, EventType, Visibility
from helpdesk.domain.identity import DISCRETION
from helpdesk.domain.ticket import Authority, Channel, Kind
from helpdesk.wording.checklist import STATE, paper_label
from helpdesk.wording.moves import moved_sentence
from helpdesk.wording.snooze import snoozed_text
from helpdesk.wording.time import datetime_long
from helpdesk.wording.values import CLOCK, clock_in_sentence, label

PROVIDER = {"lkpp": "LKPP", "telkom": "Telkom"}
RELAY_CHANNEL = {
    "lpse_support": "LPSE Support", "inaproc_form": "formulir bantuan INAPROC",
    "call_144": "call center 144", "letter": "surat", "email": "surel",
    "self_filed": "pengajuan oleh pemilik akun",
}
_DETAILS = {
    "package_code": "kode paket", "tender_deadline": "batas waktu tender", "company": "perusahaan",
    "name": "nama", "address": "alamat", "loss": "kerugian", "request": "penyelesaian yang diminta",
    "declared": "pernyataan kebenaran",
}
_CLOSED = {
    "confirmed": "Pemohon menyatakan masalahnya beres; tiket ditutup",
    "reopening_over": "Masa membuka kembali berakhir; tiket ditutup",
    "silence": "Tidak ada kabar dari pemohon; tiket ditutup",
}
_WAITS = {
    "file": "Berkas belum lengkap; menunggu pemohon melengkapi",
    "question": "Menunggu jawaban pemohon",
    "visit": "Menunggu pemohon datang ke loket",
    "self_filed": "Menunggu pemohon mengajukan sendiri ke LKPP",
}


def timeline(
    catalogue: Catalogue, events: Sequence[Event], *, officers: Mapping[int, str] | None = None
) -> list[dict[str, Any]]:
    """View dicts {at, at_text, text, detail, who, type}; newest last.

    With `officers` (id → name) it is the officers' own; without, only public events and no names.
    """
    zone = str(catalogue.calendar.tz)
    rows = []
    for event in events:
        if officers is None and event.visibility is not Visibility.PUBLIC:
            continue
        text = sentence(catalogue, event, for_officers=officers is not None)
        if text:
            rows.append({
                "at": event.occurred_at, "at_text": datetime_long(event.occurred_at, zone),
                "text": text, "type": event.type.value, "who": _who(event, officers),
                "detail": _recorded_later(event, zone) if officers is not None else "",
            })
    return rows


def _recorded_later(event: Event, zone: str) -> str:
    if event.at == event.occurred_at:
        return ""
    return f"dicatat {datetime_long(event.at, zone)}"


def _who(event: Event, officers: Mapping[int, str] | None) -> str:
    kind, _, id_ = event.actor.partition(":")
    if kind == "officer":
        return officers.get(int(id_), "Petugas") if officers is not None else "Petugas"
    return {"requester": "Pemohon", "clock": "Sistem", "system": "Sistem"}.get(kind, "")


def sentence(catalogue: Catalogue, event: Event, *, for_officers: bool) -> str:
    """The event in words; "" for one that says nothing to this reader."""
    data = event.data
    if event.type is EventType.DEADLINES_MOVED:
        return moved_sentence(catalogue, event, for_officers=for_officers)
    if event.type is EventType.DOCUMENT_TICKED:
        return ticks_sentence(catalogue, [event])
    fixed = _FIXED.get(event.type)
    if fixed is not None:
        return fixed
    worded = _WORDED.get(event.type)
    return worded(catalogue, data, for_officers) if worded is not None else ""


_FIXED = {
    EventType.REQUESTER_WROTE: "Pesan pemohon diterima",
    EventType.REPLIED: "Petugas membalas",
    EventType.NOTED: "Catatan internal ditambahkan",
    EventType.NO_REPLY_NEEDED: "Pesan terakhir dinyatakan tidak perlu dibalas",
    EventType.FILE_RECEIVED: "Berkas lengkap diterima di loket",
    EventType.ATTACHED: "Lampiran ditambahkan",
    EventType.RESOLVED: "Masalah dinyatakan selesai dan dijawab",
    EventType.REJECTED: "Tidak dapat diproses; alasannya sudah disampaikan",
    EventType.WITHDRAWN: "Ditarik kembali oleh pemohon",
    EventType.MERGED: "Digabungkan dengan tiket lain; perkaranya dilanjutkan di sana",
    EventType.TOOK_OVER: "Laporan lain tentang hal yang sama digabungkan ke tiket ini",
    EventType.PASSED_ON: "Pesan pemohon diteruskan ke tiket yang melanjutkan",
    EventType.REOPENED: "Tiket dibuka kembali",
    EventType.SEALED: "Ditutup dari antrean umum",
    EventType.RESTRICTED: "Dibatasi demi netralitas tender",
    EventType.RESTRICTION_LIFTED: "Pembatasan demi netralitas dicabut",
    EventType.REPORTED_NAMED: "Pihak yang dilaporkan ditetapkan",
    EventType.LINK_REVOKED: "Tautan status diganti",
    EventType.IDENTITY_CHANGED: "Pilihan identitas diubah",
    EventType.SURVEY_ANSWERED: "Survei kepuasan diisi",
    EventType.CHAT_OFFERED: "Tautan sekali pakai ke Telegram ditunjukkan kepada pemohon",
    EventType.CHAT_BOUND: "Chat Telegram pemohon dihubungkan",
    EventType.CHAT_UNBOUND: "Chat Telegram pemohon diputuskan",
    EventType.JOINED_INCIDENT: "Digabungkan dengan laporan gangguan yang sama",
    EventType.LEFT_INCIDENT: "Dikeluarkan dari laporan gangguan; ditangani sendiri",
}


def _registered(catalogue: Catalogue, data: Mapping[str, Any], _: bool) -> str:
    late = " (disampaikan lewat 30 hari sejak layanan)" if data.get("late") else ""
    kind = label(Kind(data["kind"]))
    return f"{kind} diterima lewat {_in_a_sentence(Channel(data['channel']))}{late}"


def _in_a_sentence(channel: Channel) -> str:
    """"formulir web", but the names of others as they write them."""
    named = channel in (Channel.TELEGRAM, Channel.WHATSAPP_MANUAL, Channel.LAPOR)
    return label(channel) if named else label(channel).lower()


def _triaged(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    service = catalogue.services.get(data.get("service") or "")
    what = service.name if service else label(Kind(data["kind"]))
    reason = f" ({data['reason']})" if for_officers and data.get("reason") else ""
    return f"Diperiksa petugas: {what}{reason}"


def _authority(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    reason = f": {data['reason']}" if for_officers and data.get("reason") else ""
    return f"Kewenangan penyelesaian: {label(Authority(data['authority']))}{reason}"


def _assigned(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    unit = catalogue.units.get(data.get("unit") or "")
    to = f" pada {unit.name}" if unit else ""
    if data.get("officer") is None:
        return f"Diserahkan kepada {unit.name}" if unit else "Penugasan dilepas"
    return f"Ditangani petugas{to}" if not for_officers else f"Ditugaskan{to}"


def _ready(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    return f"Disiapkan untuk diteruskan ke {PROVIDER[data['provider']]}"


def _forwarded(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    by = RELAY_CHANNEL.get(data.get("channel") or "", "")
    number = f", nomor {data['external']}" if data.get("external") else ""
    return f"Diteruskan ke {PROVIDER[data['provider']]} lewat {by}{number}"


def _accepted(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    number = f" dengan nomor {data['external']}" if data.get("external") else ""
    by = " di kotak surel yang disepakati" if data.get("by") == "email" else ""
    return f"Diterima {PROVIDER.get(data.get('provider') or '', 'LKPP/Telkom')}{number}{by}"


def _step(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    if not for_officers:
        if data["action"] == "remind_requester":
            return "Pengingat dikirim kepada pemohon"
        if data["action"] == "remind_provider":
            return "LKPP/Telkom diingatkan"
        clock = CLOCK.get(data["clock"], "")
        return f"{clock} lewat waktu; pemohon diberi tahu dan pimpinan diminta turun tangan"
    clock = clock_in_sentence(data["clock"])
    words = _STEP_WORDS.get(data["action"], data["action"])
    skipped = f" — dilewati: {data['reason']}" if data.get("reason") else ""
    return f"{words}{f' ({clock})' if clock else ''}{skipped}"


_STEP_WORDS = {
    "warn": "Peringatan tenggat hari ini", "notify": "Lewat waktu, pimpinan diberi tahu",
    "escalate_provider": "Eskalasi ke LKPP/Telkom oleh sistem",
    "propose_split": "Kasubbag diminta membagi atau meneruskan",
    "decide": "Menunggu keputusan Kepala Biro", "refer": "Diminta dialihkan ke instansi yang tepat",
    "remind_provider": "LKPP/Telkom diingatkan", "propose_letter": "Diusulkan surat ke LKPP/Telkom",
    "remind_requester": "Pemohon diingatkan", "propose_close": "Diusulkan ditutup, tidak ada kabar",
    "close": "Masa membuka kembali berakhir", "tender_day": "Tender segera tutup",
}


def _details(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    if data["fields"] == ["tender_day"]:
        return "Tender yang disebut segera tutup"
    return f"Keterangan ditambahkan: {_joined(data['fields'])}"


def _joined(names: Iterable[str]) -> str:
    return ", ".join(_DETAILS.get(name, name) for name in names)


def _target(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    zone = str(catalogue.calendar.tz)
    due = datetime.fromisoformat(data["due_at"])
    return f"Target baru: {datetime_long(due, zone)}. Alasan: {data['reason']}"


def _judged(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    reason = f". Alasan: {data['reason']}" if for_officers and data.get("reason") else ""
    if data["empty"]:
        return f"Laporan mendesak belum terbukti; ditangani menurut urutan biasa{reason}"
    return f"Laporan mendesak dinilai ulang: terbukti{reason}"


_DECLARED = {
    "corrected": "Keterangan gangguan diperbaiki", "going_on": "Gangguan dicatat masih berlangsung",
}


def _declared(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    since = datetime_long(datetime.fromisoformat(data["started_at"]), str(catalogue.calendar.tz))
    words = _DECLARED.get(data.get("again") or "", "Dinyatakan sebagai gangguan")
    return f"{words}, sejak {since}"


def _over(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    ended = datetime.fromisoformat(data["ended_at"])
    return f"Gangguan berakhir {datetime_long(ended, str(catalogue.calendar.tz))}"


def ticks_sentence(catalogue: Catalogue, ticks: Sequence[Event]) -> str:
    """Several ticks of one state in a row, as "Asli dilihat: KTP direktur; NPWP perusahaan"."""
    state = DocumentState(ticks[0].data["state"])
    done = "centang dibatalkan" if state is DocumentState.NONE else STATE[state]
    names = "; ".join(_document(catalogue, tick.data["document"]) for tick in ticks)
    return f"{done.capitalize()}: {names}"


def _document(catalogue: Catalogue, code: str) -> str:
    """Codes stay with old tickets, also when a service no longer asks for the document."""
    asked = (d for s in catalogue.services.values() for d in s.documents)
    return next((paper_label(d) for d in asked if d.code == code), code)


def _identity(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    if data["how"] != DISCRETION:
        return "Identitas pemohon dicocokkan dengan dokumen asli di loket"
    reason = f": {data['reason']}" if for_officers else ""
    return f"Verifikasi identitas digantikan diskresi kepala{reason}"


def _discretion(catalogue: Catalogue, data: Mapping[str, Any], for_officers: bool) -> str:
    what = (
        f"persyaratan “{_document(catalogue, data['document'])}”" if "document" in data
        else f"langkah {data['step']} prosedur"
    )
    said = f"Kepala menyesuaikan {what} untuk tiket ini (diskresi, acuan Pasal 6)"
    return f"{said}: {data['reason']}" if for_officers else said


_WORDED: Mapping[EventType, Any] = {
    EventType.DISCRETION_USED: _discretion,
    EventType.IDENTITY_VERIFIED: _identity,
    EventType.REGISTERED: _registered,
    EventType.TRIAGED: _triaged,
    EventType.AUTHORITY_CHANGED: _authority,
    EventType.ASSIGNED: _assigned,
    EventType.WAITING_STARTED: lambda c, d, o: _WAITS.get(d.get("reason"), "Menunggu pemohon"),
    EventType.DETAILS_ADDED: _details,
    EventType.CLAIM_JUDGED: _judged,
    EventType.STEP_TICKED: lambda c, d, o: (
        f"Langkah {d['step']} " + ("selesai" if d["done"] else "dibatalkan")
    ),
    EventType.RELAY_READY: _ready,
    EventType.FORWARDED: _forwarded,
    EventType.ACCEPTED: _accepted,
    EventType.PROVIDER_ANSWERED: lambda c, d, o: (
        f"Jawaban {PROVIDER.get(d.get('provider'), 'LKPP/Telkom')} diterima"
    ),
    EventType.PROVIDER_ASKED: lambda c, d, o: (
        f"{PROVIDER.get(d.get('provider'), 'LKPP/Telkom')} meminta data tambahan"
    ),
    EventType.TAKEN_BACK: lambda c, d, o: (
        f"Ditarik kembali dari {PROVIDER.get(d.get('provider'), 'LKPP/Telkom')}"
    ),
    EventType.REFERRED: lambda c, d, o: f"Dialihkan ke {d['institution']}",
    EventType.CLOSED: lambda c, d, o: _CLOSED.get(d.get("reason"), "Tiket ditutup"),
    EventType.FIELDS_FILLED: lambda c, d, o: f"Kolom diisi: {', '.join(d['fields'])}",
    EventType.TAGGED: lambda c, d, o: f"Label “{d['name']}” dipasang",
    EventType.UNTAGGED: lambda c, d, o: f"Label “{d['name']}” dilepas",
    EventType.SNOOZED: lambda c, d, o: snoozed_text(
        datetime.fromisoformat(d["until"]), d["reason"], str(c.calendar.tz)
    ),
    EventType.WOKEN: lambda c, d, o: "Penundaan dibatalkan",
    EventType.TARGET_SET: _target,
    EventType.INCIDENT_DECLARED: _declared,
    EventType.INCIDENT_ENDED: _over,
    EventType.STEP_TAKEN: _step,
    EventType.STEP_SKIPPED: _step,
}
