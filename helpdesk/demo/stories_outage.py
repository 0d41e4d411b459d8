"""Two incidents with their reports: an earlier one that ended, and one that goes on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from helpdesk.demo.desk import Desk
from helpdesk.domain.incident import Cause
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.incident import Declaration, correct_incident, declare_incident, end_incident
from helpdesk.usecases.incident_answer import answer_incident
from helpdesk.usecases.incident_reports import join_incident

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
    desk.do(declare_incident, parent, Declaration(
        "Aplikasi SPSE tidak dapat dibuka", Cause.UNKNOWN, desk.day(1, "08.55"), published=True,
        evidence="08.55 pemantauan mencatat galat 502 pada semua halaman.\n"
                 "09.01 diperiksa dari dua jaringan berbeda, hasilnya sama.",
    ), by="arif")
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
    desk.do(answer_incident, parent,
        "Layanan sudah pulih sebagian pukul 10.05. Kami memantau sampai benar-benar stabil sebelum "
        "menyatakan selesai.", press="demo-berlangsung", by="arif")
    yield desk.day(1, "10.40")
    # Nobody has joined this one yet: the desk proposes it.
    desk.come(
        Kind.PROBLEM, "Sampai sekarang halaman SPSE masih galat 502, tidak bisa diakses.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Dewi Lestari Putri", unit=LPSE,
        company="CV Kahayan Mandiri", contacts={"email": "dewi@kahayanmandiri.example"},
    )


def over(desk: Desk) -> Iterator[datetime]:
    """Ended within hours; the same answer went to every report."""
    yield desk.day(9, "13.08")
    parent = desk.come(
        Kind.OUTAGE, "Unduh dokumen pemilihan gagal untuk semua paket sejak pukul 13.00.",
        channel=Channel.PHONE, by="arif", category=Category.POKJA, name="Pokja 4", unit=LPSE,
    )
    desk.triage(parent, "arif", Kind.OUTAGE, authority=Authority.BUREAU, unit=LPSE)
    told = Declaration(
        "Unduh dokumen pemilihan di SPSE terganggu", Cause.UNKNOWN, desk.day(9, "13.00"),
        published=True,
    )
    desk.do(declare_incident, parent, told, by="arif")
    yield desk.day(9, "13.31")
    child = desk.come(
        Kind.OUTAGE, "Dokumen tender tidak bisa diunduh, muncul error berkas tidak ditemukan.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Rudi Salam", unit=LPSE,
        company="CV Arut Sentosa", contacts={"email": "rudi@arutsentosa.example"},
    )
    desk.do(join_incident, child, parent, by="rahmi")
    yield desk.day(9, "14.35")
    desk.do(end_incident, parent, desk.day(9, "14.30"), by="arif")
    desk.do(correct_incident, parent, replace(
        told, cause=Cause.BUREAU, evidence="Ruang simpan berkas pada peladen penuh (100 persen) "
        "sejak 12.58. Ditambah pukul 14.20; unduhan diuji pada tiga paket pukul 14.30.",
    ), by="arif")
    desk.do(answer_incident, parent,
        "Ruang simpan berkas penuh dan sudah ditambah. Dokumen dapat diunduh kembali.",
        press="demo-berakhir", resolve=True, by="arif")


STORIES = (over, going_on)
