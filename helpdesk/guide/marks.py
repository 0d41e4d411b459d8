"""Which words of a text the question asked for, by their roots, so that "unggahan" marks "unggah".
"""

import re

from faq.library import Library

SHORTEST = 3  # letters; a shorter word is no help to the eye
LONGEST = 180  # characters of an excerpt
_WORD = re.compile(r"\w+")
Piece = tuple[str, bool]


def asked_stems(guide: Library, question: str) -> frozenset[str]:
    """The roots of a question's words, after slang and misspellings were put right."""
    reading = guide.normaliser.read(question)
    spoken = [word for phrase in reading.spoken for word in phrase.split()]
    return frozenset({*reading.stems, *(guide.normaliser.stem(word) for word in spoken)})


def marked(guide: Library, text: str, stems: frozenset[str]) -> list[Piece]:
    """The text in pieces, each with whether it is a word that was asked for."""
    pieces: list[Piece] = []
    at = 0
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if len(word) < SHORTEST or not {word, guide.normaliser.stem(word)} & stems:
            continue
        pieces += [(text[at:found.start()], False), (found[0], True)]
        at = found.end()
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt(answer: str) -> str:
    """The beginning of an answer, to the end of a word."""
    first = " ".join(answer.split("\n\n", 1)[0].split())
    if len(first) <= LONGEST:
        return first
    return first[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
