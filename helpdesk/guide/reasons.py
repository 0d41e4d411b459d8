"""Why the matcher chose a zone, in the words of an officer's page."""

from faq import decide
from faq.library import Answer, Library

ZONES = {
    decide.ANSWER: "Langsung dijawab",
    decide.CHOOSE: "Diminta memilih",
    decide.TICKET: "Diarahkan ke tiket",
}


def share(value: float) -> str:
    """0.834 as "0,83"."""
    return f"{value:.2f}".replace(".", ",")


def reason(library: Library, answer: Answer) -> str:
    """One sentence: what was reached and what it would have taken."""
    if not answer.candidates:
        return "Tidak ada kata yang dikenal panduan."
    if answer.complaint >= decide.COMPLAINT_FROM:
        return (
            f"Terbaca sebagai pengaduan (peluang {share(answer.complaint)}; dari "
            f"{share(decide.COMPLAINT_FROM)} selalu menjadi tiket)."
        )
    first = answer.candidates[0]
    risky = library.article(first.id).high_stakes
    needed = decide.HIGH_STAKES_FROM if risky else decide.ANSWER_FROM
    if answer.zone == decide.ANSWER:
        return f"Cukup yakin: nilai {share(first.score)}, batasnya {share(needed)}."
    if answer.zone == decide.TICKET:
        return (
            f"Tidak cukup yakin: nilai {share(first.score)}, dari {share(decide.CHOOSE_FROM)} "
            "baru ditawarkan pilihan."
        )
    if first.score < needed:
        kind = "topik berisiko tinggi " if risky else ""
        return f"Belum cukup yakin: nilai {share(first.score)}, batas {kind}{share(needed)}."
    if answer.complaint >= decide.DOUBTFUL_FROM:
        return (
            f"Mungkin pengaduan (peluang {share(answer.complaint)}), jadi pemohon memilih sendiri."
        )
    return "Bisa jadi yang dimaksud topik berisiko tinggi, jadi pemohon memilih sendiri."
