"""One outage and its reports: an earlier one that ended, and one that goes on."""

from collections.abc import Iterator
from datetime import datetime

from helpdesk.demo.desk import Desk
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.incident import join_incident
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket

LPSE = "bagian-pengelolaan-lpse"
_REPORTS = (
    ("09.12", Channel.TELEGRAM, "Selvi Oktaviani", "CV Mahoni Lestari",
     "SPSE provinsi tidak bisa dibuka sejak pagi, layar putih. Apakah sedang gangguan?"),
    ("09.26", Channel.WEB, "Imam Subekti", "PT Seruyan Niaga",
     "Halaman SPSE galat 502 terus menerus. Kami perlu mengunggah penawaran minggu ini."),
    ("09.48", Channel.WEBCHAT, "Nurhayati", "CV Pasir Putih",
     "Mau lihat pengumuman tender tapi situsnya tidak bisa diakses, error 502."),
)


def going_on(desk: Desk) -> Iterator[datetime]:
    """SPSE was unreachable on the last working day; three vendors reported the same thing."""
    yield desk.day(1, "09.02")
    parent = desk.come(
        Kind.OUTAGE,
        "Pemantauan: SPSE tidak dapat diakses, semua halaman menjawab galat 502 sejak pukul 08.55.",
        subject="SPSE tidak dapat diakses (galat 502)", channel=Channel.PHONE, by="arif",
        category=Category.PROCUREMENT_OFFICER, name="Pemantauan LPSE", unit=LPSE,
    )
    desk.mark("outage", parent)
    desk.triage(parent, "arif", Kind.OUTAGE, authority=Authority.BUREAU, unit=LPSE,
                urgency="urgent")
    desk.do(assign_ticket, parent, officer_id=desk.people["arif"].id, by="endang",
            instruction="Kabari saya setiap ada perkembangan.")
    for clock, channel, name, company, text in _REPORTS:
        yield desk.day(1, clock)
        child = desk.come(
            Kind.OUTAGE, text, channel=channel, category=Category.SUPPLIER, name=name,
            company=company, unit=LPSE,
            contacts={"email": f"{name.split()[0].lower()}@penyedia.example"},
        )
        desk.triage(child, "rahmi", Kind.OUTAGE, authority=Authority.BUREAU, unit=LPSE)
        desk.do(join_incident, child, parent, by="rahmi")
    yield desk.day(1, "10.15")
    desk.do(reply_to_requester, parent, Words(
        "Layanan sudah pulih sebagian pukul 10.05. Kami memantau sampai benar-benar stabil sebelum "
        "menyatakan selesai."
    ), by="arif")


def over(desk: Desk) -> Iterator[datetime]:
    """Ended within hours; the same answer went to every report."""
    yield desk.day(9, "13.08")
    parent = desk.come(
        Kind.OUTAGE, "Unduh dokumen pemilihan gagal untuk semua paket sejak pukul 13.00.",
        channel=Channel.PHONE, by="arif", category=Category.POKJA, name="Pokja 4", unit=LPSE,
    )
    desk.triage(parent, "arif", Kind.OUTAGE, authority=Authority.BUREAU, unit=LPSE)
    yield desk.day(9, "13.31")
    child = desk.come(
        Kind.OUTAGE, "Dokumen tender tidak bisa diunduh, muncul error berkas tidak ditemukan.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Rudi Salam", unit=LPSE,
        company="CV Arut Sentosa", contacts={"email": "rudi@arutsentosa.example"},
    )
    desk.do(join_incident, child, parent, by="rahmi")
    yield desk.day(9, "14.35")
    desk.do(resolve_ticket, parent, Words(
        "Ruang simpan berkas penuh dan sudah ditambah. Dokumen dapat diunduh kembali."
    ), by="arif", with_children=True)


STORIES = (over, going_on)
