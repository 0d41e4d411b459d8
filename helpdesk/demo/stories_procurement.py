"""Bagian Pengelolaan PBJ: PPK and Pokja who ask for help, most without a standard yet."""

from collections.abc import Iterator
from datetime import datetime

from helpdesk.demo.desk import Desk
from helpdesk.domain.ticket import Authority, Category, Channel, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.receive import receive_message, tick_step
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket

HPS = "pendampingan-hps-rancangan-kontrak"
SELECTION = "permintaan-pemilihan-penyedia"
PBJ = "bagian-pengelolaan-pbj"


def help_with_hps(desk: Desk) -> Iterator[datetime]:
    """A PPK asks for help with the owner's estimate; assigned with an instruction."""
    yield desk.day(3, "08.50")
    number = desk.come(
        Kind.REQUEST,
        "Saya PPK rehabilitasi gedung arsip. Mohon pendampingan menyusun HPS: harga satuan besi "
        "dan upah tukang di SSH tahun ini jauh di bawah harga toko, sedangkan RKS sudah final.",
        channel=Channel.TELEGRAM, category=Category.PPK, name="Norhasanah, S.T.",
        contacts={"email": "norhasanah@dinas.example"}, service=HPS,
    )
    desk.mark("hps", number)
    yield desk.day(3, "10.30")
    desk.triage(number, "lestari", Kind.REQUEST, service=HPS, authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["lestari"].id, by="bambang",
            instruction="Dampingi langsung. Minta tiga penawaran pembanding lebih dahulu.")
    yield desk.day(2, "09.10")
    desk.do(reply_to_requester, number, Words(
        "Permintaan Ibu lengkap. Kami usulkan bertemu di ruang konsultasi; mohon bawa RKS, gambar, "
        "dan paling sedikit tiga informasi harga setempat."
    ), by="lestari")
    desk.do(tick_step, number, desk.book.catalogue.services[HPS].checklist[0].no, True,
            by="lestari")


def selection_completed(desk: Desk) -> Iterator[datetime]:
    """Six documents are needed; one was missing and came two days later."""
    yield desk.day(7, "10.20")
    number = desk.come(
        Kind.REQUEST, "Permintaan pemilihan penyedia jasa konsultansi pengawasan jalan. Dokumen "
        "terlampir di surat.",
        channel=Channel.LETTER, category=Category.PPK, by="lestari", name="Drs. Mansyur",
        contacts={"email": "mansyur@dinas.example"}, service=SELECTION,
    )
    yield desk.day(7, "13.15")
    desk.triage(number, "lestari", Kind.REQUEST, service=SELECTION, authority=Authority.BUREAU)
    yield desk.day(6, "08.40")
    desk.do(reply_to_requester, number, Words(
        "Rancangan kontraknya belum ada di berkas. Lima dokumen lain sudah sesuai."
    ), by="lestari", completeness="incomplete")
    yield desk.day(4, "11.10")
    desk.hear(receive_message, number, "Rancangan kontrak kami susulkan.", channel="email",
              **desk.screenshot("rancangan-kontrak.png"))
    yield desk.day(3, "09.00")
    desk.do(assign_ticket, number, officer_id=desk.people["lestari"].id, by="bambang")
    desk.do(reply_to_requester, number, Words(
        "Sekarang keenam dokumen lengkap. Penugasan Pokja diajukan ke Kepala Biro."
    ), by="lestari")


def sirup_solved(desk: Desk) -> Iterator[datetime]:
    """An RUP administrator helped within a day, with survey."""
    yield desk.day(8, "09.30")
    number = desk.come(
        Kind.REQUEST, "Paket swakelola kami ganda di SIRUP, salah satunya tidak bisa dihapus "
        "karena sudah diumumkan. Mohon asistensi.",
        channel=Channel.WEB, category=Category.RUP_ADMIN, name="Eka Saputra",
        contacts={"email": "eka@dinas.example"}, service="asistensi-sirup",
    )
    yield desk.day(8, "10.15")
    desk.triage(number, "lestari", Kind.REQUEST, service="asistensi-sirup",
                authority=Authority.BUREAU)
    desk.do(assign_ticket, number, officer_id=desk.people["lestari"].id, by="bambang")
    yield desk.day(7, "09.50")
    desk.do(resolve_ticket, number, Words(
        "Paket ganda tidak dihapus, melainkan dibatalkan lewat menu revisi dengan alasan. Sudah "
        "kita lakukan bersama tadi pagi; hasilnya tampak besok setelah pembaruan data."
    ), by="lestari")
    yield desk.day(7, "14.00")
    desk.survey(number, "334434433")


def planning_solved(desk: Desk) -> Iterator[datetime]:
    """Help with planning, two weeks ago."""
    yield desk.day(13, "10.10")
    number = desk.come(
        Kind.REQUEST, "Mohon asistensi menggabungkan paket pengadaan ATK lima bidang menjadi satu.",
        channel=Channel.PHONE, category=Category.PA_KPA, by="lestari", name="Kasubbag Umum Dinsos",
        contacts={"email": "umum@dinsos.example"}, service="asistensi-perencanaan",
    )
    yield desk.day(13, "10.30")
    desk.triage(number, "lestari", Kind.REQUEST, service="asistensi-perencanaan",
                authority=Authority.BUREAU)
    yield desk.day(11, "13.30")
    desk.do(resolve_ticket, number, Words(
        "Penggabungan boleh karena jenis dan waktunya sama. Catatan rapat kami kirim lewat surel."
    ), by="lestari")


def market_analysis_new(desk: Desk) -> Iterator[datetime]:
    """Triaged, waiting for the head's disposition."""
    yield desk.day(1, "10.50")
    number = desk.come(
        Kind.REQUEST, "Perlu analisa ketersediaan pelaku usaha untuk pengadaan alat laboratorium "
        "kesehatan lingkungan.",
        channel=Channel.WEB, category=Category.PPK, name="dr. Veronika",
        contacts={"email": "veronika@dinkes.example"},
        service="analisa-ketersediaan-pelaku-usaha",
    )
    yield desk.day(1, "13.40")
    desk.triage(number, "lestari", Kind.REQUEST, service="analisa-ketersediaan-pelaku-usaha",
                authority=Authority.BUREAU)


def pokja_question_new(desk: Desk) -> Iterator[datetime]:
    """New on the last working day."""
    yield desk.day(1, "14.25")
    desk.come(
        Kind.INQUIRY, "Kalau hanya satu peserta yang lulus kualifikasi pada tender konsultansi, "
        "dilanjutkan atau diulang?",
        channel=Channel.TELEGRAM, category=Category.POKJA, name="Pokja 7",
        contacts={"email": "pokja7@pokja.example"}, unit=PBJ,
    )


STORIES = (
    planning_solved, sirup_solved, selection_completed, help_with_hps, market_analysis_new,
    pokja_question_new,
)
