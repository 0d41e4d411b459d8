"""Complaints: an angry vendor, a sealed one about an officer, one by LAPOR, a hidden name."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from helpdesk.demo.desk import Desk
from helpdesk.domain.ticket import Authority, Category, Channel, IdentityMode, Kind
from helpdesk.usecases.assign import assign_ticket
from helpdesk.usecases.receive import receive_message
from helpdesk.usecases.reply import Words, add_note, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.seal import name_reported

LPSE = "bagian-pengelolaan-lpse"


def angry_vendor(desk: Desk) -> Iterator[datetime]:
    """Angry, with some right; answered calmly, and angry again."""
    yield desk.day(4, "08.20")
    number = desk.come(
        Kind.COMPLAINT,
        "INI SUDAH KETIGA KALINYA! Setiap tanya soal verifikasi jawabannya beda-beda. Hari Senin "
        "disuruh bawa akta, sudah dibawa ternyata kurang surat kuasa, sudah dibawa lagi loketnya "
        "tutup lebih awal. Kami rugi waktu dan bensin, kantor kami di Buntok!!!",
        subject="Jawaban syarat verifikasi berbeda-beda, loket tutup lebih awal",
        channel=Channel.WEB, category=Category.SUPPLIER, name="Hartono Lumban",
        company="CV Barito Selatan Perkasa", contacts={"email": "hartono@bsp.example"}, unit=LPSE,
        complaint={
            "name": "Hartono Lumban", "address": "Jalan Pelita Raya, Buntok",
            "loss": "Ongkos tiga kali perjalanan pulang pergi",
            "request": "Satu daftar syarat yang pasti dan kepastian jam loket",
        },
        declared=True,
    )
    desk.mark("angry", number)
    yield desk.day(4, "09.10")
    desk.triage(number, "rahmi", Kind.COMPLAINT, authority=Authority.BUREAU, unit=LPSE)
    desk.do(assign_ticket, number, officer_id=desk.people["rahmi"].id, by="endang",
            instruction="Jawab dengan permohonan maaf dan daftar syarat tertulis.")
    yield desk.day(3, "09.40")
    desk.do(reply_to_requester, number, Words(
        "Pak Hartono, kami mohon maaf atas tiga kali perjalanan yang sia-sia. Pengaduan Bapak "
        "lengkap dan kami terima. Jam tutup loket hari itu sedang kami telusuri, dan daftar syarat "
        "tertulis akan kami kirim paling lambat besok."
    ), by="rahmi")
    yield desk.day(1, "13.20")
    desk.hear(receive_message, number, "Katanya besok dikirim, ini sudah lewat. Mana daftarnya?",
              channel="web")


def sealed_about_an_officer(desk: Desk) -> Iterator[datetime]:
    """About an officer: closed to all but the head of the bureau, who named the reported one."""
    yield desk.day(3, "09.55")
    number = desk.come(
        Kind.COMPLAINT,
        "Saat menyerahkan berkas aktivasi, petugas loket berkaos biru meminta uang dua ratus ribu "
        "supaya prosesnya didahulukan. Saya tidak memberi, lalu berkas saya dibilang kurang "
        "padahal lengkap.",
        subject="Petugas loket meminta uang", channel=Channel.WEB, category=Category.SUPPLIER,
        name="Maria Goreti", company="CV Sebangau Indah", identity=IdentityMode.HIDDEN,
        contacts={"email": "maria@sebangauindah.example"}, about_officer=True, unit=LPSE,
        service_date=desk.now.date() - timedelta(days=2),
        complaint={
            "name": "Maria Goreti", "address": "Jalan Danau Rangas, Palangka Raya",
            "request": "Diperiksa, dan berkas saya diproses sebagaimana mestinya",
        },
        declared=True,
    )
    desk.mark("sealed", number)
    yield desk.day(3, "13.25")
    desk.do(name_reported, number, desk.people["dimas"].id, (desk.people["maryam"].id,),
            by="hendra")
    desk.triage(number, "hendra", Kind.COMPLAINT, authority=Authority.BUREAU, unit=LPSE)
    yield desk.day(2, "10.00")
    desk.do(reply_to_requester, number, Words(
        "Pengaduan Ibu lengkap dan saya tangani sendiri. Hanya saya dan satu pejabat yang saya "
        "tunjuk dapat membacanya; nama Ibu tidak diketahui pihak yang dilaporkan."
    ), by="hendra")
    desk.do(add_note, number, Words("Rekaman kamera loket diminta untuk tanggal itu."), by="maryam")


def by_lapor(desk: Desk) -> Iterator[datetime]:
    """Passed on by SP4N-LAPOR! with its tracking id."""
    yield desk.day(5, "13.30")
    number = desk.come(
        Kind.COMPLAINT,
        "Pengumuman pemenang tender pembangunan puskesmas pembantu tidak disertai alasan gugurnya "
        "peserta lain. Mohon keterbukaan.",
        channel=Channel.LAPOR, lapor_id="7741208", category=Category.PUBLIC, by="rahmi",
        name="Pelapor LAPOR!", unit="bagian-pengelolaan-pbj",
    )
    desk.mark("lapor", number)
    yield desk.day(4, "09.20")
    desk.triage(number, "lestari", Kind.COMPLAINT, authority=Authority.BUREAU,
                unit="bagian-pengelolaan-pbj")
    desk.do(assign_ticket, number, officer_id=desk.people["lestari"].id, by="bambang")
    yield desk.day(3, "08.35")
    desk.do(reply_to_requester, number, Words(
        "Pengaduan diterima dan isinya lengkap. Berita acara hasil pemilihan paket itu sedang kami "
        "mintakan kepada Pokja."
    ), by="lestari")


def anonymous(desk: Desk) -> Iterator[datetime]:
    """From the suggestion box, without a name; answered and closed in time."""
    yield desk.day(14, "10.10")
    number = desk.come(
        Kind.COMPLAINT, "Pendingin ruang tunggu mati, kursinya kurang. Orang berdiri di lorong.",
        channel=Channel.SUGGESTION_BOX, category=Category.PUBLIC, by="dimas",
        identity=IdentityMode.NONE, unit=LPSE,
    )
    yield desk.day(14, "13.15")
    desk.triage(number, "dimas", Kind.COMPLAINT, authority=Authority.BUREAU, unit=LPSE)
    yield desk.day(12, "09.45")
    desk.do(resolve_ticket, number, Words(
        "Pendingin ruangan sudah diperbaiki dan delapan kursi ditambahkan. Terima kasih."
    ), by="endang")


STORIES = (anonymous, angry_vendor, by_lapor, sealed_about_an_officer)
