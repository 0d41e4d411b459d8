"""Accounts and verification: files complete and incomplete, a visit, a rejection."""

from collections.abc import Iterator
from datetime import datetime

from helpdesk.demo.desk import Desk
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.counter import (
    receive_file_at_counter,
    return_file,
    verify_identity,
)
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import reject_ticket, resolve_ticket, withdraw_ticket

EMAIL, NPWP, USER_ID = "perubahan-email", "perubahan-npwp", "aktivasi-user-id"


def activated_at_the_counter(desk: Desk) -> Iterator[datetime]:
    """At the counter with everything: done within the thirty minutes of the standard."""
    yield desk.day(13, "09.05")
    number = desk.come(
        Kind.REQUEST, "Mengajukan aktivasi user ID penyedia. Berkas asli dibawa hari ini.",
        channel=Channel.COUNTER, category=Category.PROSPECT, by="dimas", name="Dewi Anggraini",
        company="CV Cahaya Barito", contacts={"email": "dewi@cahayabarito.example"},
        service=USER_ID,
    )
    yield desk.day(13, "09.08")
    desk.triage(number, "dimas", Kind.REQUEST, service=USER_ID, authority=Authority.BUREAU)
    desk.tick(number, "dimas")
    desk.do(verify_identity, number, by="dimas")
    desk.do(receive_file_at_counter, number, by="dimas")
    desk.do(assign_ticket, number, officer_id=desk.people["yosua"].id, by="dimas")
    yield desk.day(13, "09.31")
    desk.do(resolve_ticket, number, Words(
        "User ID perusahaan Ibu sudah aktif. Petunjuk masuk pertama dikirim ke surel terdaftar."
    ), by="yosua")
    yield desk.day(13, "14.10")
    desk.survey(number, "434444434", "Loketnya ramah, antreannya pendek.")


def incomplete_file(desk: Desk) -> Iterator[datetime]:
    """Originals were seen at the counter, the letter is missing: told so, reminded once."""
    yield desk.day(5, "10.05")
    number = desk.come(
        Kind.REQUEST,
        "Mohon perubahan surel perusahaan karena domain lama tidak diperpanjang. Dokumen asli "
        "sudah kami bawa ke loket pagi ini.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Fitri Handayani",
        company="PT Anugerah Kapuas", contacts={"email": "fitri@anugerahkapuas.example"},
        service=EMAIL,
    )
    desk.mark("incomplete", number)
    yield desk.day(4, "08.40")
    desk.triage(number, "rahmi", Kind.REQUEST, service=EMAIL, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["yosua"].id, by="rahmi")
    yield desk.day(4, "09.55")
    desk.tick(number, "yosua", but=("surat-permohonan",))
    desk.do(return_file, number, Words(
        "Berkas Ibu belum lengkap. Yang masih kurang:\n1. Surat permohonan (diisi daring, dicetak, "
        "ditandatangani pimpinan perusahaan)\n\nMohon dikirim lewat tautan tiket ini. Yang sudah "
        "kami terima tidak perlu diulang."
    ), by="yosua")


def visit_awaited(desk: Desk) -> Iterator[datetime]:
    """The file is complete; the originals have to be seen at the counter."""
    yield desk.day(2, "08.55")
    number = desk.come(
        Kind.REQUEST,
        "NPWP perusahaan berubah menjadi 16 digit, mohon disesuaikan di SPSE. Semua dokumen sudah "
        "kami pindai.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Budi Hartawan",
        company="CV Katingan Makmur", contacts={"email": "budi@katinganmakmur.example"},
        service=NPWP,
    )
    desk.mark("visit", number)
    yield desk.day(2, "10.10")
    desk.triage(number, "rahmi", Kind.REQUEST, service=NPWP, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["yosua"].id, by="rahmi")
    yield desk.day(1, "09.35")
    desk.tick(number, "yosua", copies=True)
    desk.do(reply_to_requester, number, Words(
        "Pindaian Bapak sudah lengkap. Silakan datang ke loket membawa dokumen aslinya; "
        "pencocokannya tidak lebih dari 30 menit."
    ), by="yosua", wait_for="visit")


def completed_later(desk: Desk) -> Iterator[datetime]:
    """Returned as incomplete, completed the next day, solved on time."""
    yield desk.day(11, "09.20")
    number = desk.come(
        Kind.REQUEST, "Mohon surel akun kami diganti, surel lama milik karyawan yang sudah keluar.",
        channel=Channel.EMAIL, category=Category.SUPPLIER, by="dimas", name="Lina Marlina",
        company="CV Dermaga Hijau", contacts={"email": "lina@dermagahijau.example"}, service=EMAIL,
    )
    yield desk.day(11, "10.00")
    desk.triage(number, "dimas", Kind.REQUEST, service=EMAIL, authority=Authority.BUREAU)
    desk.do(reply_to_requester, number, Words(
        "Surat permohonannya belum bertanda tangan direktur. Mohon dikirim ulang."
    ), by="yosua", completeness="incomplete")
    yield desk.day(10, "08.50")
    desk.hear(receive_message, number, "Sudah kami perbaiki, terlampir.", channel="email",
              **desk.screenshot("surat-permohonan.png"))
    yield desk.day(10, "09.40")
    desk.tick(number, "yosua")
    desk.do(verify_identity, number, by="yosua")
    desk.do(receive_file_at_counter, number, by="yosua")
    yield desk.day(10, "14.05")
    desk.do(resolve_ticket, number, Words(
        "Surel akun sudah diganti. Silakan masuk memakai surel baru, sandi tetap."
    ), by="yosua")


def rejected(desk: Desk) -> Iterator[datetime]:
    """Cannot be granted: the reason and the right way are told."""
    yield desk.day(10, "13.05")
    number = desk.come(
        Kind.REQUEST, "Tolong nonaktifkan akun perusahaan CV Bintang Timur, mereka pesaing kami "
        "yang sudah tutup.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Joko Purnomo",
        company="CV Bintang Selatan", contacts={"email": "joko@bintangselatan.example"},
        service="nonaktif-user-id",
    )
    yield desk.day(9, "09.00")
    desk.triage(number, "rahmi", Kind.REQUEST, service="nonaktif-user-id",
                authority=Authority.BUREAU)
    yield desk.day(9, "09.30")
    desk.do(reject_ticket, number, Words(
        "Akun hanya dapat dinonaktifkan atas permohonan direktur perusahaan pemiliknya. Bila ada "
        "dugaan penyalahgunaan, sampaikan sebagai pengaduan dengan bukti pendukung."
    ), by="yosua")


def withdrawn(desk: Desk) -> Iterator[datetime]:
    """Taken back by its requester."""
    yield desk.day(7, "13.40")
    number = desk.come(
        Kind.INQUIRY, "Apakah user ID lama masih bisa dipakai setelah perusahaan pindah alamat?",
        channel=Channel.WEBCHAT, category=Category.SUPPLIER, name="Sulastri",
        company="CV Danau Seluluk", contacts={"email": "sulastri@danauseluluk.example"},
        unit="bagian-pengelolaan-lpse",
    )
    yield desk.day(7, "14.20")
    desk.hear(withdraw_ticket, number)


def access_for_an_office(desk: Desk) -> Iterator[datetime]:
    """A letter from an office; no standard yet, so nothing is promised but the first answer."""
    yield desk.day(12, "10.40")
    number = desk.come(
        Kind.REQUEST, "Surat Dinas Perkebunan: permintaan persetujuan akses tiga akun pejabat "
        "pengadaan baru.",
        channel=Channel.LETTER, category=Category.PA_KPA, by="dimas", name="Dinas Perkebunan",
        contacts={"email": "disbun@dinas.example"}, service="persetujuan-akses-instansi",
    )
    yield desk.day(12, "13.10")
    desk.triage(number, "dimas", Kind.REQUEST, service="persetujuan-akses-instansi",
                authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="endang")
    yield desk.day(11, "08.50")
    desk.do(resolve_ticket, number, Words(
        "Ketiga akun sudah disetujui dan dapat dipakai mulai hari ini."
    ), by="arif")


def new_by_chat(desk: Desk) -> Iterator[datetime]:
    """Came in some minutes ago; nobody has looked at it yet."""
    yield desk.ago(12)
    desk.come(
        Kind.INQUIRY, "Selamat siang, kalau lupa surel yang dipakai mendaftar SPSE, cara "
        "mengetahuinya bagaimana ya?",
        channel=Channel.WEBCHAT, category=Category.PUBLIC, name="Tono",
        contacts={"email": "tono@surel.example"}, unit="bagian-pengelolaan-lpse",
    )


STORIES = (
    activated_at_the_counter, access_for_an_office, completed_later, rejected, withdrawn,
    incomplete_file, visit_awaited, new_by_chat,
)
