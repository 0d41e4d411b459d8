"""Turn what a vendor types into the words the rankers know; a correct word is never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import yaml

from faq.typos import LONGEST, Repairer

LEXICON = Path(__file__).with_name("lexicon.yaml")
MAX_WORDS = 160  # of a longer text the first and last 80 words are read: greeting, story, question
REMEMBERED = 50_000  # stems
_ENDINGS = ("nya", "ku", "mu")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_DOUBLED = re.compile(r"\b([a-z]{2,})2([a-z]{0,3})\b")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
# Bounded, and no part able to take another's signs: 8,000 "@" once cost 100 seconds.
_ADDRESS = re.compile(r"https?://\S+|[^\s@]{1,64}@[^\s@]{1,250}\.\S+")


class Stemmer(Protocol):
    """What is needed of Sastrawi."""

    def stem(self, text: str) -> str: ...


@dataclass(frozen=True)
class Reading:
    """A text as the rankers see it."""

    words: tuple[str, ...]  # repaired, before stemming
    stems: tuple[str, ...]  # canonical, courtesies dropped
    spoken: tuple[str, ...]  # for each stem the word of the text it comes from
    concepts: tuple[str, ...]
    known: float  # share of words known before any repair
    cues: tuple[str, ...] = ()  # signs of a grievance


def load_lexicon(path: Path = LEXICON) -> Mapping[str, Any]:
    """The maps of lexicon.yaml."""
    lexicon = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(lexicon, dict)
    return lexicon


class _Phrases:
    """Replaces runs of words, the longest first."""

    def __init__(self, pairs: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        self.pairs = pairs
        self.longest = max((len(key) for key in pairs), default=1)

    def replace(self, words: list[str]) -> list[tuple[str, str]]:
        """Pairs of (new word, the words it stands for)."""
        out: list[tuple[str, str]] = []
        at = 0
        while at < len(words):
            for size in range(min(self.longest, len(words) - at), 0, -1):
                new = self.pairs.get(tuple(words[at : at + size]))
                if new is not None:
                    out.extend((word, " ".join(words[at : at + size])) for word in new)
                    at += size
                    break
            else:
                out.append((words[at], words[at]))
                at += 1
        return out


class Normaliser:
    """Slang and English map, typo repair against a vocabulary, stemming, synonyms, concepts."""

    def __init__(
        self,
        vocabulary: Iterable[str] = (),
        lexicon: Mapping[str, Any] | None = None,
        stems: Mapping[str, str] | None = None,
    ) -> None:
        self.lexicon = lexicon if lexicon is not None else load_lexicon()
        self.stems: dict[str, str] = dict(stems or {})
        self.slang = {str(k): tuple(str(v).split()) for k, v in self.lexicon["slang"].items()}
        self.english = _Phrases(
            {
                tuple(str(key).split()): tuple(str(new).split())
                for key, new in self.lexicon["english"].items()
            }
        )
        self.vocabulary = sorted(set(vocabulary))
        self._repairer = Repairer(self.vocabulary)
        self._known = set(self.vocabulary) | {w for words in self.slang.values() for w in words}
        self._known |= {str(w) for name in ("courtesy", "names") for w in self.lexicon[name]}
        self._known |= {word for key in self.english.pairs for word in key}
        self._courtesy = frozenset(self.stem(str(word)) for word in self.lexicon["courtesy"])
        self._synonyms = _Phrases(
            {
                tuple(self.stem(part) for part in str(form).split()): (str(canonical),)
                for canonical, forms in self.lexicon["synonyms"].items()
                for form in forms
            }
        )
        self._concepts = self._signs("concepts")
        self._cues = self._signs("grievance")

    def _signs(self, section: str) -> list[tuple[str, str]]:
        """Pairs of (stems between blanks, name) of a section of the lexicon."""
        return [
            (f" {' '.join(self._canonical(str(form).split()))} ", str(name))
            for name, forms in self.lexicon[section].items()
            for form in forms
        ]

    @cached_property
    def _sastrawi(self) -> tuple[Stemmer, frozenset[str]]:
        from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
        from Sastrawi.Stemmer.Stemmer import Stemmer as Sastrawi
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

        words = StemmerFactory().get_words()
        # not the factory's own stemmer: its cache has no bound
        return Sastrawi(ArrayDictionary(words)), frozenset(word.strip() for word in words)

    def stem(self, word: str) -> str:
        """The root of a word, remembered; several threads may ask at once."""
        known = self.stems.get(word)
        if known is not None:
            return known
        plain = len(word) > LONGEST or not word.isalpha()
        root = word if plain else self._sastrawi[0].stem(word)
        if len(self.stems) >= REMEMBERED:  # a flood of odd words must not fill the memory
            self.stems.clear()
        self.stems[word] = root
        return root

    def is_correct(self, word: str) -> bool:
        """True for words of the guide and for Indonesian words with their affixes."""
        return word in self._known or self.is_root(word)

    def is_root(self, word: str) -> bool:
        """True when the word, its affixes taken off, is in the stemmer's dictionary."""
        return self.stem(word) in self._sastrawi[1]

    def repair(self, word: str) -> str:
        """The word meant by a misspelt one; a correct word comes back as it is."""
        if self.is_correct(word):
            return word
        base = next((word.removesuffix(e) for e in _ENDINGS if word.endswith(e)), word)
        if base != word and len(base) > 2 and self.is_correct(base):
            return base
        return self._repairer.repair(word)

    def split(self, text: str) -> list[str]:
        """Lower-case words; "acak2an" is read as "acakan", "baguuus" as "bagus"."""
        plain = unicodedata.normalize("NFKC", text[:4000] + " " + text[4000:][-4000:]).lower()
        plain = _ADDRESS.sub(" ", plain)
        plain = _DOUBLED.sub(r"\1\2", plain)
        words = _WORD.findall(_STRETCHED.sub(r"\1", plain))
        if len(words) > MAX_WORDS:
            words = words[: MAX_WORDS // 2] + words[-MAX_WORDS // 2 :]
        return words

    def words(self, text: str) -> tuple[list[str], float]:
        """Words after slang, English and typo repair, and the share known before the repair."""
        raw = [new for word in self.split(text) for new in self.slang.get(word, (word,))]
        mapped = [new for new, _ in self.english.replace(raw)]
        known = sum(self.is_correct(word) for word in mapped)
        repaired = [self.repair(word) for word in mapped]
        again = [new for word in repaired for new in self.slang.get(word, (word,))]
        return again, known / len(mapped) if mapped else 0.0

    def _canonical(self, words: list[str]) -> list[str]:
        return [new for new, _ in self._synonyms.replace([self.stem(word) for word in words])]

    def read(self, text: str) -> Reading:
        """The whole way from a text to what the rankers see."""
        words, known = self.words(text)
        stems = [self.stem(word) for word in words]
        origin = dict(zip(stems, words, strict=True))
        pairs = self._synonyms.replace(stems)
        everything = [new for new, _ in pairs]
        concepts = _found(self._concepts, everything)
        cues = _found(self._cues, everything)
        kept = [(new, old) for new, old in pairs if new not in self._courtesy]
        spoken = tuple(" ".join(origin.get(s, s) for s in old.split()) for _, old in kept)
        return Reading(tuple(words), tuple(n for n, _ in kept), spoken, concepts, known, cues)


def _found(signs: list[tuple[str, str]], stems: list[str]) -> tuple[str, ...]:
    line = f" {' '.join(stems)} "
    return tuple(dict.fromkeys(name for form, name in signs if form in line))
