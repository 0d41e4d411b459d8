"""Trouble with SPSE: on time, near, late, at LKPP, at Telkom, and an upload before closing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from helpdesk.demo.desk import Desk
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.forward import Filing, forward_ticket
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import confirm_resolved, reopen_by_requester, resolve_ticket
from helpdesk.wording.time import date_long, time

SPSE = "pendampingan-permasalahan-spse"


def upload_before_closing(desk: Desk) -> Iterator[datetime]:
    """An upload fails two hours before a tender closes; just triaged, sixty minutes to forward."""
    yield desk.ago(25)
    closes = (desk.now + timedelta(hours=2)).replace(second=0, microsecond=0)
    zone = str(desk.book.calendar.tz)
    number = desk.come(
        Kind.PROBLEM,
        "Tolong segera Pak/Bu. Dokumen penawaran kami selalu gagal diunggah, berhenti di 97% lalu "
        "muncul pesan \"Gagal menyimpan dokumen, kode 504\". Sudah coba dua komputer dan dua "
        f"jaringan. Batas pemasukan penawaran {date_long(closes, zone)} pukul "
        f"{time(closes, zone)}, kurang dari dua jam lagi.",
        subject="Unggah dokumen penawaran berhenti di 97%, tender segera ditutup",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Gunawan Halim",
        company="CV Rimba Karya Mandiri", contacts={"email": "gunawan@rimbakarya.example"},
        service=SPSE, package_code="10093847000", tender_deadline=closes,
        **desk.screenshot("unggah-gagal.png"),
    )
    desk.mark("upload", number)
    yield desk.ago(17)
    desk.triage(
        number, "rahmi", Kind.PROBLEM, service=SPSE, authority=Authority.LKPP, urgency="urgent"
    )
    yield desk.ago(16)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="rahmi",
            instruction="Tender tutup kurang dari dua jam lagi. Mohon didahulukan.")
    yield desk.ago(9)
    desk.do(add_note, number, Words(
        "Ruang disk dan log server normal. Gagalnya di layanan berkas pusat, jadi disiapkan untuk "
        "LPSE Support."
    ), by="arif")


def waiting_at_lkpp(desk: Desk) -> Iterator[datetime]:
    """Accepted by LKPP eight working days ago, asked again once, still without an answer."""
    yield desk.day(8, "08.25")
    number = desk.come(
        Kind.PROBLEM,
        "Paket tender kami tidak tampil di menu Tender Aktif setelah pembaruan SPSE. Panitia "
        "bilang kami sudah terdaftar sebagai peserta. Yang muncul hanya pesan \"Data tidak "
        "ditemukan, kode 404\". Sudah keluar-masuk dan hapus cache, tetap sama.",
        channel=Channel.TELEGRAM, category=Category.SUPPLIER, name="Melinda Sari",
        company="PT Kahayan Teknik Utama", contacts={"email": "melinda@kahayanteknik.example"},
        service=SPSE, package_code="10091226000", **desk.screenshot("paket-tidak-tampil.png"),
    )
    desk.mark("at_lkpp", number)
    yield desk.day(8, "08.50")
    desk.triage(number, "rahmi", Kind.PROBLEM, service=SPSE, authority=Authority.LKPP)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="rahmi")
    yield desk.day(8, "09.40")
    desk.do(forward_ticket, number, Filing(
        Authority.LKPP, "lpse_support", external_number="LS-2217043",
        explanation="Masalah ini ada pada basis data pusat. Sudah kami ajukan ke LPSE Support LKPP "
        "dengan nomor LS-2217043; kami yang akan menanyakan kelanjutannya.",
    ), by="arif")
    yield desk.day(2, "10.20")
    desk.hear(receive_message, number, "Mohon info, apakah sudah ada jawaban dari LKPP?",
              channel="telegram")
    yield desk.day(2, "11.05")
    desk.do(reply_to_requester, number, Words(
        "Belum ada jawaban, Bu. Pagi ini kami tanyakan lagi dan diberi tahu masih dikerjakan tim "
        "basis data. Begitu ada kabar, Ibu langsung kami beri tahu."
    ), by="arif")


def slow_network_at_telkom(desk: Desk) -> Iterator[datetime]:
    """With Telkom, who host the server; a named call-taker took it on."""
    yield desk.day(3, "13.20")
    number = desk.come(
        Kind.PROBLEM,
        "Sejak kemarin membuka halaman SPSE dari kantor kami sangat lambat, sering muncul pesan "
        "timeout. Dari jaringan seluler juga lambat. Situs lain normal.",
        channel=Channel.WHATSAPP_MANUAL, category=Category.PROCUREMENT_OFFICER, by="dimas",
        name="Wahyu Ramadhan", contacts={"phone": "081200000311"}, service=SPSE,
    )
    yield desk.day(3, "13.45")
    desk.triage(number, "dimas", Kind.PROBLEM, service=SPSE, authority=Authority.TELKOM)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="dimas")
    yield desk.day(2, "08.40")
    desk.do(forward_ticket, number, Filing(
        Authority.TELKOM, "call_144", call_taker="Sdri. Putri, meja bantuan jaringan",
        override_reason="Gangguan jaringan, tidak terkait satu paket.",
        explanation="Kami sudah melaporkan lambatnya akses ini kepada Telkom sebagai pengelola "
        "server. Laporan diterima meja bantuan mereka dan sedang ditelusuri.",
    ), by="arif")


def long_resolved(desk: Desk) -> Iterator[datetime]:
    """On time from end to end; answered the survey; closed when the week for reopening was over."""
    yield desk.day(15, "08.35")
    number = desk.come(
        Kind.PROBLEM,
        "Tidak bisa masuk SPSE, muncul pesan \"akun terkunci\" padahal sandi baru diganti minggu "
        "lalu. Besok kami harus ikut penjelasan tender.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Ratna Puspita",
        company="CV Borneo Jaya Abadi", contacts={"email": "ratna@borneojaya.example"},
        service=SPSE,
    )
    yield desk.day(15, "09.10")
    desk.triage(number, "rahmi", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="rahmi")
    yield desk.day(15, "10.30")
    desk.do(resolve_ticket, number, Words(
        "Kunci akun sudah kami buka. Silakan masuk lagi dengan sandi yang terakhir dibuat; bila "
        "lupa, pakai menu Lupa Kata Sandi."
    ), by="arif")
    yield desk.day(15, "13.40")
    desk.survey(number, "444443434", "Cepat dan sopan.")


def late_resolution(desk: Desk) -> Iterator[datetime]:
    """Answered in time, then not solved: level 1 and 2 of the ladder, the requester told."""
    yield desk.day(8, "10.15")
    number = desk.come(
        Kind.PROBLEM,
        "Data pengalaman perusahaan kami di SPSE hilang sebagian setelah pindah ke akun terpusat. "
        "Ada sembilan kontrak, yang tampil hanya tiga. Tidak ada pesan galat apa pun.",
        channel=Channel.EMAIL, category=Category.SUPPLIER, by="rahmi", name="Robertus Lambang",
        company="PT Mentaya Konstruksi", contacts={"email": "robertus@mentaya.example"},
        service=SPSE,
    )
    desk.mark("late", number)
    yield desk.day(8, "10.25")
    desk.triage(number, "rahmi", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="endang",
            instruction="Bandingkan dengan cadangan data sebelum migrasi.")
    yield desk.day(7, "09.30")
    desk.do(reply_to_requester, number, Words(
        "Laporan Bapak sudah kami terima. Kami sedang mencocokkan data sebelum dan sesudah migrasi."
    ), by="arif")


def unanswered_question(desk: Desk) -> Iterator[datetime]:
    """Nobody answered: the response clock was missed."""
    yield desk.day(5, "14.10")
    desk.come(
        Kind.INQUIRY,
        "Apakah perusahaan yang kantornya di luar Kalimantan Tengah boleh ikut verifikasi data di "
        "sini, atau harus di LPSE domisili?",
        channel=Channel.WEB, category=Category.PROSPECT, name="Yuliana",
        company="PT Sinar Lembayung", contacts={"email": "yuliana@lembayung.example"},
        unit="bagian-pengelolaan-lpse",
    )


def due_next_close(desk: Desk) -> Iterator[datetime]:
    """Its resolution is due at the next close."""
    yield desk.day(5, "09.05")
    number = desk.come(
        Kind.PROBLEM,
        "Saat membuat berita acara evaluasi di SPSE tombol Simpan tidak bereaksi. Pokja kami "
        "terhenti di tahap ini. Peramban sudah diperbarui.",
        channel=Channel.PHONE, category=Category.POKJA, by="dimas", name="Ahmad Syarif",
        contacts={"phone": "081200000427", "email": "ahmad.syarif@pokja.example"}, service=SPSE,
        package_code="10090455000",
    )
    desk.mark("near", number)
    yield desk.day(5, "09.20")
    desk.triage(number, "dimas", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="dimas")
    yield desk.day(4, "08.30")
    desk.do(reply_to_requester, number, Words(
        "Kami sudah dapat mengulang masalahnya. Sementara ini, mohon simpan per bagian, jangan "
        "sekaligus, sambil kami perbaiki."
    ), by="arif")


def question_due_next_close(desk: Desk) -> Iterator[datetime]:
    """New, not triaged yet, its first answer due at the next close."""
    yield desk.day(3, "11.20")
    desk.come(
        Kind.INQUIRY,
        "Kalau direktur perusahaan berganti, apakah akun SPSE perlu dibuat baru atau cukup "
        "mengubah data? Dokumen apa yang disiapkan?",
        channel=Channel.WEBCHAT, category=Category.SUPPLIER, name="Hendri Wijoyo",
        company="CV Tiga Sungai", contacts={"email": "hendri@tigasungai.example"},
        unit="bagian-pengelolaan-lpse",
    )


def reopened(desk: Desk) -> Iterator[datetime]:
    """Declared solved too early: the requester said 'belum selesai' the same day."""
    yield desk.day(4, "08.45")
    number = desk.come(
        Kind.PROBLEM,
        "Undangan pembuktian kualifikasi tidak masuk ke surel kami, padahal peserta lain menerima. "
        "Folder spam kosong.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Kristina Wati",
        company="PT Palangka Sejahtera", contacts={"email": "kristina@palangkasejahtera.example"},
        service=SPSE, package_code="10090871000",
    )
    yield desk.day(4, "09.30")
    desk.triage(number, "rahmi", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="rahmi")
    yield desk.day(3, "09.15")
    desk.do(resolve_ticket, number, Words(
        "Antrean surel server sempat tertahan dan sudah dialirkan kembali. Silakan periksa."
    ), by="arif")
    yield desk.day(3, "13.50")
    desk.hear(reopen_by_requester, number,
              "Belum selesai. Undangan paket yang kedua tetap tidak ada.", channel="web")
    yield desk.day(2, "10.40")
    desk.do(reply_to_requester, number, Words(
        "Terima kasih, Bu. Undangan paket kedua memang dikirim dari server lain; kami telusuri "
        "terpisah dan kabari lagi."
    ), by="arif")


def in_progress(desk: Desk) -> Iterator[datetime]:
    """In hand, well within its time."""
    yield desk.day(2, "13.15")
    number = desk.come(
        Kind.PROBLEM,
        "Akun PPK saya tidak memiliki menu e-Kontrak setelah mutasi jabatan. Paket sudah menunggu "
        "tanda tangan kontrak.",
        channel=Channel.TELEGRAM, category=Category.PPK, name="Ir. Suryanto",
        contacts={"email": "suryanto@dinas.example"}, service=SPSE,
    )
    yield desk.day(2, "13.50")
    desk.triage(number, "dimas", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="dimas")
    yield desk.day(1, "09.25")
    desk.do(reply_to_requester, number, Words(
        "Peran PPK pada akun Bapak akan kami tautkan ke satuan kerja yang baru. Mohon pastikan SK "
        "penetapannya sudah diunggah di profil."
    ), by="arif")


def confirmed_at_once(desk: Desk) -> Iterator[datetime]:
    """Solved, and the requester said so."""
    yield desk.day(10, "10.30")
    number = desk.come(
        Kind.PROBLEM,
        "Apendo menolak berkas kami dengan pesan \"kunci publik tidak cocok\". Sudah unduh ulang "
        "dokumen pemilihan.",
        channel=Channel.WEBCHAT, category=Category.SUPPLIER, name="Antonius Bagan",
        company="CV Bagan Raya", contacts={"email": "antonius@baganraya.example"}, service=SPSE,
        package_code="10089930000",
    )
    yield desk.day(10, "10.50")
    desk.triage(number, "rahmi", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    yield desk.day(10, "11.20")
    desk.do(resolve_ticket, number, Words(
        "Dokumen pemilihan paket ini sudah diaddendum kemarin sore sehingga kuncinya berganti. "
        "Silakan unduh yang terbaru lewat akun Bapak, lalu enkripsi ulang."
    ), by="rahmi")
    yield desk.day(10, "13.25")
    desk.hear(confirm_resolved, number)
    desk.survey(number, "443444344")


def awaiting_confirmation(desk: Desk) -> Iterator[datetime]:
    """Answered on the last working day; the requester has not said yet whether it is solved."""
    yield desk.day(2, "09.20")
    number = desk.come(
        Kind.PROBLEM,
        "Nilai jaminan penawaran yang tampil di SPSE berbeda dengan yang kami isikan, seolah titik "
        "dan komanya tertukar.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Herlina Mawar",
        company="CV Lamandau Permai", contacts={"email": "herlina@lamandaupermai.example"},
        service=SPSE, package_code="10092310000",
    )
    desk.mark("resolved", number)
    yield desk.day(2, "10.05")
    desk.triage(number, "dimas", Kind.PROBLEM, service=SPSE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["arif"].id, by="dimas")
    yield desk.day(1, "10.35")
    desk.do(resolve_ticket, number, Words(
        "Isian itu memakai koma untuk pecahan. Angka Ibu sudah diperbaiki bersama lewat telepon; "
        "mohon periksa sekali lagi sebelum mengirim penawaran."
    ), by="arif")


STORIES = (
    long_resolved, confirmed_at_once, waiting_at_lkpp, late_resolution, reopened,
    unanswered_question, due_next_close, question_due_next_close, slow_network_at_telkom,
    in_progress, awaiting_confirmation, upload_before_closing,
)
