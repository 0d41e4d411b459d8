"""Bagian Pembinaan dan Advokasi: consultation, training, performance of vendors, referrals."""

from collections.abc import Iterator
from datetime import datetime

from helpdesk.demo.desk import Desk
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import confirm_resolved, refer_ticket, resolve_ticket

ADVICE = "konsultasi-dan-advokasi-pbj"
PERFORMANCE = "penilaian-kinerja-penyedia"
ADVOKASI = "bagian-pembinaan-advokasi"


def critical_contract(desk: Desk) -> Iterator[datetime]:
    """A PPK asks what to do with a contract that falls behind."""
    yield desk.day(4, "10.45")
    number = desk.come(
        Kind.INQUIRY,
        "Kontrak pembangunan pagar terlambat 14 persen dari jadwal. Apakah sudah harus rapat "
        "pembuktian (show cause meeting) dan bagaimana urutan surat peringatannya?",
        channel=Channel.WEB, category=Category.PPK, name="Gerson Toendan",
        contacts={"email": "gerson@dinas.example"}, service=ADVICE,
    )
    yield desk.day(4, "13.20")
    desk.triage(number, "siska", Kind.INQUIRY, service=ADVICE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["siska"].id, by="maryam")
    yield desk.day(2, "09.35")
    desk.do(reply_to_requester, number, Words(
        "Kami sedang menyiapkan urutan tindakan beserta contoh suratnya. Sementara itu mohon "
        "lengkapi laporan kemajuan mingguan sebagai dasar."
    ), by="siska")


def training_solved(desk: Desk) -> Iterator[datetime]:
    """A clinic was arranged; answered the survey with a remark."""
    yield desk.day(10, "08.40")
    number = desk.come(
        Kind.REQUEST, "Mohon jadwal coaching clinic katalog elektronik untuk dua belas pejabat "
        "pengadaan kami.",
        channel=Channel.EMAIL, category=Category.PROCUREMENT_OFFICER, by="siska",
        name="Bagian Umum RSUD", contacts={"email": "umum@rsud.example"},
        service="bimtek-dan-coaching-clinic",
    )
    yield desk.day(10, "09.00")
    desk.triage(number, "siska", Kind.REQUEST, service="bimtek-dan-coaching-clinic",
                authority=Authority.BUREAU)
    yield desk.day(8, "10.30")
    desk.do(resolve_ticket, number, Words(
        "Klinik dijadwalkan pekan depan di ruang pelatihan lantai dua. Undangan menyusul."
    ), by="siska")
    yield desk.day(8, "13.10")
    desk.hear(confirm_resolved, number)
    desk.survey(number, "333434332", "Ruangan agak sempit untuk dua belas orang.")


def contested_rating(desk: Desk) -> Iterator[datetime]:
    """A vendor contests the rating of its performance."""
    yield desk.day(5, "08.35")
    number = desk.come(
        Kind.REQUEST, "Kami keberatan atas penilaian kinerja \"cukup\" pada pekerjaan drainase; "
        "serah terima tepat waktu dan tidak ada cacat mutu.",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Sabran Effendi",
        company="CV Hulu Rungan", contacts={"email": "sabran@hulurungan.example"},
        service=PERFORMANCE,
    )
    yield desk.day(5, "10.20")
    desk.triage(number, "siska", Kind.REQUEST, service=PERFORMANCE, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["siska"].id, by="maryam")
    yield desk.day(4, "14.15")
    desk.do(reply_to_requester, number, Words(
        "Berkas keberatan lengkap. Kami meminta PPK menjelaskan dasar penilaiannya."
    ), by="siska")


def small_business(desk: Desk) -> Iterator[datetime]:
    """Guidance for a new vendor, closed long ago."""
    yield desk.day(12, "09.15")
    number = desk.come(
        Kind.REQUEST, "Kami usaha mikro anyaman rotan, ingin masuk katalog lokal. Mohon dibimbing "
        "dari awal.",
        channel=Channel.COUNTER, category=Category.PROSPECT, by="siska", name="Ibu Salmah",
        company="Rotan Katingan", contacts={"phone": "081200000555"},
        service="pembinaan-pelaku-usaha",
    )
    yield desk.day(12, "09.25")
    desk.triage(number, "siska", Kind.REQUEST, service="pembinaan-pelaku-usaha",
                authority=Authority.BUREAU)
    yield desk.day(11, "10.40")
    desk.do(resolve_ticket, number, Words(
        "Pendampingan pertama selesai: NIB dan akun sudah siap. Etalase dibuat bersama pekan depan."
    ), by="siska")


def press_referred(desk: Desk) -> Iterator[datetime]:
    """A journalist's request for documents belongs to the PPID."""
    yield desk.day(6, "09.55")
    number = desk.come(
        Kind.INQUIRY, "Kami dari media daring, meminta salinan kontrak pengadaan bibit tahun lalu.",
        channel=Channel.EMAIL, category=Category.PRESS_NGO, by="siska", name="Redaksi Kabar Isen",
        contacts={"email": "redaksi@kabarisen.example"}, unit=ADVOKASI,
    )
    yield desk.day(6, "13.05")
    desk.triage(number, "siska", Kind.INQUIRY, authority=Authority.OTHER, unit=ADVOKASI)
    desk.do(refer_ticket, number, "PPID Utama Provinsi", Words(
        "Salinan dokumen publik dilayani PPID Utama. Permohonan Anda kami teruskan ke sana; "
        "tanggapannya akan datang dari PPID."
    ), by="siska")


def new_prospect(desk: Desk) -> Iterator[datetime]:
    """Came in within the hour."""
    yield desk.ago(48)
    desk.come(
        Kind.INQUIRY, "Apakah ada kelas gratis untuk penyedia yang baru ikut e-purchasing?",
        channel=Channel.WEB, category=Category.PROSPECT, name="Ayu Lestari",
        company="CV Rinjing Kreatif", contacts={"email": "ayu@rinjing.example"}, unit=ADVOKASI,
    )


STORIES = (
    small_business, training_solved, press_referred, contested_rating, critical_contract,
    new_prospect,
)
