"""Slang, abbreviations and typos become the words of the guide; correct words stay."""

import pytest

from faq.library import Library
from faq.normalise import load_lexicon
from faq.typos import Repairer

CORRECT = """
mengajukan permohonan perubahan alamat surat elektronik perusahaan karena
pegawai lama berhenti sebelum batas akhir pemasukan penawaran peserta wajib memeriksa kembali
seluruh lampiran yang
ditandatangani pimpinan serta membawa dokumen asli untuk dicocokkan petugas loket pelayanan
terpadu kabupaten tetangga selama bulan puasa kapal barang tiba pagi harga pasar naik tajam
masa depan anak desa lebih cerah bila jembatan gantung selesai dibangun rakyat bekerja keras
kepala daerah meresmikan gedung baru hujan deras membanjiri sawah petani gagal panen
""".split()  # noqa: SIM905
NAMES = ["sampit", "kapuas", "katingan", "barito", "rizal", "budi", "februari", "chrome"]


@pytest.mark.parametrize("word", [*CORRECT, *NAMES])
def test_a_correct_word_is_never_changed(library: Library, word: str) -> None:
    assert library.normaliser.words(word)[0] == [word]


def test_no_slang_key_is_a_word_of_the_dictionary(library: Library) -> None:
    keys = [key for key in load_lexicon()["slang"] if key.isalpha()]
    normaliser = library.normaliser
    assert [k for k in keys if normaliser.is_root(k) and normaliser.stem(k) == k] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmn cara dftr lpse", "bagaimana cara daftar lpse"),
        ("lupa pw spse", "lupa password spse"),
        ("imel blm msk", "email belum masuk"),
        ("donlod form", "unduh formulir"),
        ("how to register", "bagaimana cara daftar"),
        ("brp lama", "berapa lama"),
        ("apendonya", "apendo"),
        ("pndmpngan", "pendampingan"),
        ("sertifkat", "sertifikat"),
        ("niali tkdn", "nilai tkdn"),
        ("dokumn", "dokumen"),
        ("aksess", "akses"),
        ("tolonggg", "tolong"),
    ],
)
def test_hurried_words_become_the_words_meant(library: Library, typed: str, meant: str) -> None:
    assert " ".join(library.normaliser.words(typed)[0]) == meant


@pytest.mark.parametrize("greeting", ["permisi", "selamat pagi pak", "halo min", "terima kasih ya"])
def test_courtesies_leave_nothing_to_rank(library: Library, greeting: str) -> None:
    assert library.normaliser.read(greeting).stems == ()


def test_synonyms_meet_in_one_word(library: Library) -> None:
    read = library.normaliser.read
    assert read("kata sandi").stems == read("password").stems == ("password",)
    assert read("surat elektronik").stems == read("surel").stems == ("email",)


def test_a_letter_stuck_at_the_end_is_repaired_but_a_longer_word_is_another_word() -> None:
    repairer = Repairer(["akses", "masa"])
    assert repairer.repair("aksess") == "akses"
    assert repairer.repair("masal") == "masal"


def test_noise_is_not_repaired() -> None:
    repairer = Repairer(["akses"])
    assert [repairer.repair(w) for w in ("a", "xx", "a1kses", "z" * 400)] == [
        "a",
        "xx",
        "a1kses",
        "z" * 400,
    ]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("petugas loket membentak saya tadi", {"person", "wrong", "past", "victim"}),
        ("sudah tiga kali tidak dibalas", {"again", "unserved"}),
        ("berapa lama ganti email", set()),
    ],
)
def test_signs_of_a_grievance_are_found(library: Library, text: str, cues: set[str]) -> None:
    assert set(library.normaliser.read(text).cues) == cues
