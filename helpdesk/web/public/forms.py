"""The public forms: what is asked for each kind of matter, and what becomes of the answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Category, Channel, IdentityMode, Kind
from helpdesk.usecases.register import NewTicket
from helpdesk.web.public.fields import Fields
from helpdesk.wording.values import CATEGORY

JENIS = {
    "permasalahan": Kind.PROBLEM,
    "gangguan": Kind.OUTAGE,
    "pertanyaan": Kind.INQUIRY,
    "permintaan": Kind.REQUEST,
    "pengaduan": Kind.COMPLAINT,
}
JENIS_OF = {kind: name for name, kind in JENIS.items()}
CATEGORIES = [(c.value, CATEGORY[c]) for c in Category]
IDENTITIES = [
    ("known", "Dikenal", "Petugas yang menangani melihat nama Anda."),
    ("hidden", "Dirahasiakan dari pihak yang dilaporkan",
     "Petugas penangan tahu, pihak yang dilaporkan tidak."),
    ("none", "Tanpa identitas",
     "Nama, alamat, dan surel tidak disimpan. Jawaban hanya terlihat lewat tautan status."),
]
_COMPLAINT = (("nama", "nama", 200), ("alamat", "alamat", 500), ("kerugian", "kerugian", 5_000),
              ("tuntutan", "penyelesaian yang diminta", 5_000))
_COLUMNS = {"nama": "name", "alamat": "address", "kerugian": "loss", "tuntutan": "request"}


@dataclass(frozen=True)
class Report:
    """A form that was read: what to register if there are no errors, each under its field."""

    kind: Kind
    new: NewTicket
    errors: dict[str, str]


def read_report(
    data: MultiDict[str, str], kind: Kind, catalogue: Catalogue, now: datetime, owner: str,
    files: tuple[str, ...],
) -> Report:
    """Read the form of `kind`; `files` are refs of uploads kept under `owner`."""
    fields = Fields(data)
    zone = catalogue.calendar.tz
    identity = IdentityMode(
        fields.choice("identitas", [m.value for m in IdentityMode], "Pilih satu.") or "known"
    ) if kind is Kind.COMPLAINT else IdentityMode.KNOWN
    category = Category(
        fields.choice("kategori", [c.value for c in Category], "Pilih dari daftar.") or "public"
    )
    new = NewTicket(
        kind=kind, text=fields.text("isi", "uraian", required=True), channel=Channel.WEB,
        category=category, name=fields.line("nama", "nama") or None,
        company=fields.line("perusahaan", "nama perusahaan") or None,
        contacts=_contacts(fields, identity), service=_service(fields, kind, catalogue),
        identity=identity, files=files, owner=owner,
        **_details(fields, kind, zone, now),
    )
    return Report(kind, new, fields.errors)


def _contacts(fields: Fields, identity: IdentityMode) -> dict[str, str]:
    """Nothing that reaches a person is kept of someone who asked for no identity."""
    found = {"email": fields.email("surel"), "phone": fields.phone("telepon")}
    return {} if identity is IdentityMode.NONE else {k: v for k, v in found.items() if v}


def _service(fields: Fields, kind: Kind, catalogue: Catalogue) -> str | None:
    chosen = fields.choice("layanan", catalogue.offered, "Pilih layanan dari daftar.")
    if kind is Kind.REQUEST and not chosen:
        fields.errors.setdefault("layanan", "Pilih layanan yang Anda ajukan.")
    return chosen if chosen and catalogue.services[chosen].kind is kind else None


def _details(fields: Fields, kind: Kind, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    if kind is Kind.COMPLAINT:
        given = {
            _COLUMNS[name]: fields.text(name, label, limit=limit)
            for name, label, limit in _COMPLAINT
        }
        return {
            "complaint": given, "service_date": fields.day("tanggal", now.astimezone(zone).date()),
            "about_officer": fields.ticked("petugas"), "declared": fields.ticked("benar"),
        }
    return {
        "package_code": fields.line("paket", "kode paket", limit=40) or None,
        "tender_deadline": fields.instant("batas", zone, now),
    }
