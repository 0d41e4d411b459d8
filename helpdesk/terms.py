"""The terms of a text: what search compares, the same for what is kept and for what is asked.

Each word is kept as it was written and by its Indonesian stem, without accents and capitals.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

LONGEST = 64  # characters of a term
_WORD = re.compile(r"[^\W_]+")
_PREFIX_FROM = 3  # shorter beginnings fit too much
_stemmer = snowballstemmer.stemmer("indonesian")
# What ties a question together and stands in nearly every ticket.
_TIES = frozenset({
    "yang", "dan", "di", "ke", "dari", "untuk", "dengan", "pada", "atau", "ini", "itu", "saya",
    "kami", "anda", "pak", "bu", "bapak", "ibu", "mohon", "adalah", "oleh", "sebagai", "juga",
})


@dataclass(frozen=True)
class Asked:
    """One word that is looked for: by its stem, or as the beginning of a word."""

    word: str
    stem: str

    @property
    def beginning(self) -> bool:
        """Whether longer words that begin so are meant too."""
        return len(self.word) >= _PREFIX_FROM

    def fits(self, term: str) -> bool:
        """Whether a folded word of a text is what was asked for, as the index would say."""
        return (term.startswith(self.word) if self.beginning else term == self.word) or (
            stem(term) == self.stem or bare_number(term) == self.word)


def folded(text: str) -> str:
    """Small letters without accents, one character of any form for each."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Indonesian stem of a folded word (the algorithm PostgreSQL's `indonesian` has too)."""
    if word.isalpha() and word.isascii() and len(word) <= LONGEST:
        # What the stemmer leaves of a short word can be nothing at all.
        return str(_stemmer.stemWord(word)) or word
    return word


def bare_number(word: str) -> str:
    """A number as people say it: without the zeros that a form puts before it."""
    return word.lstrip("0") or "0" if word.isdigit() else word


def words(text: str) -> Iterator[str]:
    """The folded words of a text in order."""
    return (word[:LONGEST] for word in _WORD.findall(folded(text)))


def terms(text: str) -> frozenset[str]:
    """Everything a text is found by."""
    said = set(words(text))
    return frozenset(said | {stem(w) for w in said} | {bare_number(w) for w in said})


def phone_terms(address: str) -> frozenset[str]:
    """A telephone number is found with 0 and with 62 before it, written apart or not."""
    digits = "".join(c for c in address if c.isdigit())
    local = "0" + digits[2:] if digits.startswith("62") else digits
    return frozenset({digits, local} - {""})


def asked(text: str, most: int) -> tuple[Asked, ...]:
    """The first `most` words of a search, each once; words that only tie others are left out."""
    found = list(dict.fromkeys(words(_joined(text))))
    telling = [word for word in found if word not in _TIES] or found
    return tuple(Asked(word, stem(word)) for word in telling[:most])


def _joined(text: str) -> str:
    """A telephone number that was written apart is one word."""
    digits = re.sub(r"[\s()+.-]", "", text)
    return digits if digits.isdigit() and 9 <= len(digits) <= 15 else text
