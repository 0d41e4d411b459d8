"""Who is meant by `@nama` in words that only officers read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_AT = re.compile(r"(?:^|(?<=[\s(\[\"“]))@(?=\w)")
_WORD = re.compile(r"[\w.'’-]+")
_ACCOUNT = re.compile(r"[\d_.]")  # as of an account elsewhere: @lpse_kalteng
MOST_OFFERED = 8


@dataclass(frozen=True)
class Mentions:
    """Officers by id in the order of the text; words that fit nobody; words that fit several."""

    officers: Sequence[int]
    unknown: Sequence[str]
    unclear: Mapping[str, Sequence[int]]


def mentions_in(text: str, names: Mapping[int, str]) -> Mentions:
    """What follows each `@`: a whole name, the longest that fits, or one word of a name.

    An `@` within a word is an address, and what looks like an account is left as words.
    """
    found: dict[int, None] = {}
    unknown: list[str] = []
    unclear: dict[str, Sequence[int]] = {}
    for at in _AT.finditer(text):
        word, meant = _meant(text[at.end():], names)
        if len(meant) == 1:
            found[meant[0]] = None
        elif meant:
            unclear[word] = meant
        elif not _ACCOUNT.search(word):
            unknown.append(word)
    return Mentions(tuple(found), tuple(unknown), unclear)


def called_in(
    text: str, names: Mapping[int, str]
) -> Iterator[tuple[str, Sequence[int]]]:
    """The whole text in pieces, each with whom it calls: "@Vino" their ids, other words nobody."""
    at = 0
    for sign in _AT.finditer(text):
        word, meant = _meant(text[sign.end():], names)
        if meant and sign.start() >= at:
            if at < sign.start():
                yield text[at:sign.start()], ()
            at = sign.end() + len(word)
            yield text[sign.start():at], meant
    if at < len(text):
        yield text[at:], ()


def _meant(rest: str, names: Mapping[int, str]) -> tuple[str, Sequence[int]]:
    whole = {id_: name for id_, name in names.items() if _begins(rest, name)}
    if whole:
        longest = max(whole.values(), key=len)
        return longest, [id_ for id_, name in whole.items() if len(name) == len(longest)]
    first = _WORD.match(rest)
    word = first[0].rstrip(".'’-") if first else ""
    return word, [id_ for id_, name in names.items() if word.casefold() in _words(name)]


def _begins(rest: str, name: str) -> bool:
    after = rest[len(name):len(name) + 1]
    same = rest[:len(name)].casefold() == name.casefold()
    return bool(name) and same and not (after.isalnum() or after == "_")


def _words(name: str) -> Sequence[str]:
    return re.findall(r"[^\W\d_]+", name.casefold())


def offered(asked: str, names: Mapping[int, str]) -> Sequence[str]:
    """Names that fit what was typed so far: from their beginning first, then within."""
    typed = " ".join(asked.casefold().split())
    fits = [name for name in names.values() if typed in name.casefold()]
    return sorted(fits, key=lambda name: (not name.casefold().startswith(typed), name))[
        :MOST_OFFERED
    ]
