"""Which words ask about the evaluation of a bid; each line as somebody would write it."""

import pytest

from faq.library import Library
from helpdesk.triage_signs import evaluation_signs

ABOUT_A_VERDICT = """
kenapa kami gugur padahal penawaran kami paling rendah
pokja salah menilai dokumen kualifikasi kami
knp kami ggr eval teknis pdhl dokumen lengkap
kami dinyatakan tidak lulus evaluasi administrasi, mohon ditinjau kembali
mohon dijelaskan alasan kami gugur teknis pada paket 10123456
penawaran terendah tapi kalah, apakah ada yang salah?
kenapa pemenangnya perusahaan itu padahal harganya lebih mahal
tolong nilai ulang penawaran kami
kami keberatan dengan hasil evaluasi kualifikasi
bobot penilaian teknis kami rendah sekali, siapa yang menilai
dokumen kami lengkap kok dibilang tidak memenuhi syarat
apakah bisa dibatalkan pemenang tender ini karena evaluasinya keliru
minta penjelasan kenapa nilai teknis kami hanya 60
perusahaan kami gugur pembuktian kualifikasi, apa dasarnya
pokja tidak adil dalam menilai penawaran kami
hasil evaluasi tidak sesuai dokumen pemilihan
""".strip().splitlines()
ABOUT_ANOTHER_MATTER = """
cara mengajukan sanggah tombolnya di mana
tidak bisa upload dokumen penawaran
lupa password spse
kapan jadwal pembukaan penawaran
tombol kirim penawaran tidak muncul
bagaimana cara ikut tender
akun kami belum diverifikasi
apendo error saat enkripsi
jadwal evaluasi diperpanjang, lihat di mana
dimana melihat pengumuman pemenang
berapa lama masa sanggah
pembayaran kontrak belum cair
ada pungutan dari oknum panitia
server spse down saat upload
bagaimana menambah bidang usaha di sikap
undangan pembuktian kualifikasi tidak masuk email
apa itu evaluasi sistem gugur
cara download dokumen pemilihan
saya menilai aplikasi ini lambat sekali
user id kami tidak lolos verifikasi
""".strip().splitlines()


@pytest.mark.parametrize("text", ABOUT_A_VERDICT)
def test_a_verdict_on_a_bid_is_recognised_with_its_words(library: Library, text: str) -> None:
    words = evaluation_signs(library, text)
    assert words
    assert words[0] in text


@pytest.mark.parametrize("text", ABOUT_ANOTHER_MATTER)
def test_what_only_sounds_like_it_is_left_alone(library: Library, text: str) -> None:
    assert evaluation_signs(library, text) == ()
