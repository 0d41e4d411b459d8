"""What the bureau answers, to every bidder alike, about the evaluation of a running tender."""

_FIRST = "Terima kasih atas pertanyaan Bapak/Ibu."
_LAST = (
    "Agar semua peserta diperlakukan sama, kami tidak menyampaikan pendapat tentang penilaian "
    "penawaran selama tender masih berjalan."
)
# Where the guide has no article on it; the same facts in one sentence.
_PLAIN = (
    "Hasil evaluasi menjadi kewenangan Pokja Pemilihan. Alasannya tercantum pada hasil evaluasi "
    "dan berita acara di paket itu; keberatan disampaikan lewat sanggah di SPSE sesuai jadwal "
    "tahapan. Tiket ini tidak menggantikan sanggah dan tidak menghentikan jadwalnya."
)


def neutral_answer(article: str | None) -> str:
    """The answer an officer sends, or changes first; `article`: what the guide says, as text."""
    return f"{_FIRST}\n\n{(article or _PLAIN).strip()}\n\n{_LAST}"
