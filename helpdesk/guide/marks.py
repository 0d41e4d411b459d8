"""Which words of a text the question asked for, by their roots, so that "unggahan" marks "unggah".
"""

from faq.library import Library
from helpdesk.domain.excerpt import Piece
from helpdesk.domain.excerpt import marked as pieces_of

SHORTEST = 3  # letters; a shorter word is no help to the eye
LONGEST = 180  # characters of an excerpt


def asked_stems(guide: Library, question: str) -> frozenset[str]:
    """The roots of a question's words, after slang and misspellings were put right."""
    reading = guide.normaliser.read(question)
    spoken = [word for phrase in reading.spoken for word in phrase.split()]
    return frozenset({*reading.stems, *(guide.normaliser.stem(word) for word in spoken)})


def marked(guide: Library, text: str, stems: frozenset[str]) -> tuple[Piece, ...]:
    """The text in pieces, each with whether it is a word that was asked for."""

    def fits(written: str) -> bool:
        word = written.lower()
        return len(word) >= SHORTEST and bool({word, guide.normaliser.stem(word)} & stems)

    return pieces_of(text, fits)


def excerpt(answer: str) -> str:
    """The beginning of an answer, to the end of a word."""
    first = " ".join(answer.split("\n\n", 1)[0].split())
    if len(first) <= LONGEST:
        return first
    return first[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
