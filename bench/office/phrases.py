"""Words of tickets: enough different ones that a search for two of them finds some, not all."""

import random

NAMES = (
    "Budi Santoso", "Siti Aminah", "Yohanes Tingang", "Rudi Hartono", "Dewi Lestari", "Agus Salim",
    "Maria Kristina", "Hendrik Sinaga", "Nurhayati", "Bambang Suryadi", "Fitri Handayani",
)
COMPANIES = (
    "CV Karya Mandiri", "PT Borneo Konstruksi", "CV Sumber Rejeki", "PT Kahayan Jaya",
    "CV Tiga Putra", "PT Rimba Raya", "CV Mitra Sejati", "PT Dayak Perkasa",
    "CV Bina Usaha", "PT Katingan Abadi",
)
_WHAT = (
    "dokumen penawaran", "surat jaminan", "kualifikasi", "akun penyedia", "paket tender",
    "berkas sanggah",
    "data tenaga ahli", "sertifikat elektronik", "jadwal tahapan", "harga penawaran", "izin usaha",
    "kontrak elektronik", "katalog elektronik", "rencana umum pengadaan", "aplikasi apendo",
)
_HOW = (
    "gagal diunggah", "tidak terbaca", "hilang sesudah disimpan", "ditolak sistem", "belum tampil",
    "muncul galat 500", "tertulis kedaluwarsa", "tidak sesuai", "terkunci", "lambat dibuka",
    "tertukar dengan paket lain", "meminta kata sandi lama",
)
_SENTENCES = (
    "Sudah kami coba dengan peramban lain dan hasilnya tetap sama.",
    "Batas pemasukan tinggal dua hari sehingga kami mohon dibantu segera.",
    "Tangkapan layar kami lampirkan bersama nomor paket.",
    "Petugas loket menyarankan agar kami melapor secara tertulis.",
    "Setelah keluar lalu masuk kembali, halaman hanya menampilkan layar putih.",
    "Komputer kantor memakai jaringan kabel dan tidak ada pembatasan.",
    "Kami telah memperbarui aplikasi ke versi yang terakhir.",
    "Mohon penjelasan apakah perlu mengirim ulang seluruh berkas.",
    "Rekan kami dari kabupaten lain mengalami hal serupa kemarin sore.",
    "Nama direktur pada akta berbeda satu huruf dengan yang tercantum.",
    "Terima kasih atas perhatian dan bantuannya.",
    "Pesan yang muncul menyebut sesi telah berakhir.",
)
_RARE = tuple(f"{first}{second}" for first in (
    "barito", "murung", "lamandau", "seruyan", "katingan", "kapuas", "sukamara", "gunung", "pulang",
    "kotawaringin",
) for second in ("", " hulu", " hilir", " timur", " barat", " utara", " selatan", " tengah"))


def subject(dice: random.Random) -> str:
    """A line such as a vendor writes."""
    return f"{dice.choice(_WHAT).capitalize()} {dice.choice(_HOW)} di {dice.choice(_RARE)}"


def letter(about: str, dice: random.Random) -> str:
    """A message of a few sentences about it."""
    said = " ".join(dice.sample(_SENTENCES, 4))
    return f"{about}. {said} Kode paket {dice.randrange(10_000_000, 99_999_999)}."
