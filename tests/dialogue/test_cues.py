"""What the words of a message give away."""

import pytest

from helpdesk.dialogue import cues, wishes
from helpdesk.dialogue.fit import shorten, split, units
from helpdesk.domain.documents import is_identity_document
from helpdesk.domain.ticket import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("server spse down", Kind.OUTAGE),
        ("LPSE tidak bisa diakses sama sekali", Kind.OUTAGE),
        ("semua penyedia tidak bisa login", Kind.OUTAGE),
        ("muncul 502 bad gateway", Kind.OUTAGE),
        ("gagal unggah penawaran", Kind.PROBLEM),
        ("gabisa login min", Kind.PROBLEM),
        ("kode OTP tidak masuk", Kind.PROBLEM),
        ("user id terkunci", Kind.PROBLEM),
        ("kapan bimtek berikutnya?", Kind.INQUIRY),
        ("apa syarat aktivasi akun", Kind.INQUIRY),
    ],
)
def test_the_kind_is_proposed_from_the_words(text: str, kind: Kind) -> None:
    assert cues.guess_kind(text) is kind


@pytest.mark.parametrize(
    "text",
    ["petugas minta uang rokok", "saya dimintai uang 2 juta", "ada pungli di loket",
     "diminta fee 10%", "panitia menerima suap", "ini KKN", "kami diperas",
     "disuruh setor uang ke pokja"],
)  # fmt: skip
def test_bribery_is_heard(text: str) -> None:
    assert cues.speaks_of_bribery(text)


@pytest.mark.parametrize(
    "text",
    ["apakah layanan ini dipungut biaya?", "apakah ada pungutan?", "bebas pungli dan KKN",
     "minta uang muka kontrak", "uang jaminan penawaran belum kembali", "mohon jaminan bebas KKN",
     "minta jadwal pelatihan", "file korup tidak bisa dibuka"],
)  # fmt: skip
def test_a_question_of_fees_is_no_accusation(text: str) -> None:
    assert not cues.speaks_of_bribery(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("tender 10012345 gagal", "10012345"), ("kode paket: 7654321.", "7654321"),
     ("paket 10012345 dan 10012346", None), ("hubungi 081234567890 soal tender", None),
     ("10012345", None), ("NPWP 01.234.567.8-901.000 tender", None)],
)  # fmt: skip
def test_a_package_code_is_taken_only_when_sure(text: str, code: str | None) -> None:
    assert cues.package_code(text) == code


@pytest.mark.parametrize("text", ["sudah beres", "udah selesai min", "alhamdulillah sudah bisa"])
def test_done_is_heard(text: str) -> None:
    assert wishes.says_done(text)


@pytest.mark.parametrize("text", ["sudah bisa login tapi lambat", "belum beres", "sudah saya coba"])
def test_done_is_not_heard_where_more_is_said(text: str) -> None:
    assert not wishes.says_done(text)


@pytest.mark.parametrize(
    ("name", "caption", "found"),
    [("ktp_direktur.jpg", "", True), ("foto.jpg", "ini NPWP saya", True), ("AKTA-cv.pdf", "", True),
     ("layar.png", "", False), ("praktik.pdf", "teknik unggah", False)],
)  # fmt: skip
def test_identity_papers_are_known_by_name_or_caption(name: str, caption: str, found: bool) -> None:
    assert is_identity_document(name, caption) is found


def test_a_long_text_is_split_between_sentences_and_nothing_is_lost() -> None:
    text = "Kalimat pertama yang cukup panjang. " * 300
    parts = split(text)
    assert all(units(part) <= 3800 for part in parts)
    assert all(part.endswith(".") for part in parts)
    assert " ".join(parts) == text.strip()


def test_a_family_of_joined_signs_is_not_cut_in_two() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert shorten("ab" + family, 6) == "ab…"
    assert units(shorten("😀" * 3000, 700)) <= 700


@pytest.mark.parametrize(
    ("text", "complains"),
    [("saya mau mengadukan pelayanan loket yang lambat", True), ("mau komplain min", True),
     ("bagaimana kalau saya mau mengadu?", False), ("batas waktu pengaduan berapa", False)],
)  # fmt: skip
def test_a_complaint_is_heard_when_it_says_so(text: str, complains: bool) -> None:
    assert cues.says_complaint(text) is complains


@pytest.mark.parametrize(
    ("text", "closing"),
    [("tender tutup jam 15.00", True), ("batas unggah penawaran besok jam 10", True),
     ("loket tutup jam 2", False), ("tender saya gagal jam 10", False)],
)  # fmt: skip
def test_only_a_tenders_closing_is_heard_as_one(text: str, closing: bool) -> None:
    assert cues.speaks_of_deadline(text) is closing


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("kok belum dibalas min", wishes.asks_progress),
        ("lama banget, kapan dibalas", wishes.asks_progress),
        ("sudah sampai mana ya", wishes.asks_progress),
        ("gimana kabar tiket saya", wishes.asks_progress),
        ("ralat, kodenya 10012346", wishes.says_correction),
        ("maaf salah kode, yang benar 10012346", wishes.says_correction),
        ("tolong tanpa nama ya", wishes.hides_identity),
        ("rahasiakan identitas saya", wishes.hides_identity),
        ("anonim", wishes.hides_identity),
        ("masih sama saja setelah ganti browser chrome", wishes.goes_on),
        ("error 500", wishes.goes_on),
        ("sudah saya ajukan", wishes.says_filed),
        ("🙏👍", cues.is_thanks),
    ],
)
def test_what_people_type_instead_of_pressing_is_understood(text, cue):
    assert cue(text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("kapan jadwal bimtek penyedia di sampit", wishes.asks_progress),
        ("belum dibalas panitia aanwijzing saya, bagaimana caranya", wishes.asks_progress),
        ("salah kode bisa diubah tidak?", wishes.says_correction),
        ("tanpa nama direktur apakah akta berlaku", wishes.hides_identity),
        ("jadwal bimtek penyedia bulan desember sudah ada", wishes.goes_on),
        ("😡", cues.is_thanks),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text, cue):
    assert not cue(text)
