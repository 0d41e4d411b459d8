"""Where a text may be cut without tearing what a reader takes for one character (after UAX 29)."""

import unicodedata

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Mc", "Me"})
_LONGEST = 40  # characters looked at; a longer pile of marks is nobody's word


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def boundary(text: str, limit: int) -> int:
    """The last index within `limit` units that cuts no character as a reader sees it."""
    spent, end = 0, len(text)
    for index, character in enumerate(text):
        spent += 2 if character > "\uffff" else 1
        if spent > limit:
            end = index
            break
    cut = end
    while 0 < cut < len(text) and end - cut < _LONGEST and clings(text, cut):
        cut -= 1
    return cut if cut > 0 and end - cut < _LONGEST else end


def clings(text: str, at: int) -> bool:
    """Whether the characters before and at `at` belong together."""
    before, after = text[at - 1], text[at]
    if before == "\r" and after == "\n":
        return True
    if before in "\r\n" or after in "\r\n":
        return False
    if after == _JOINER or _extends(after):
        return True
    if before == _JOINER:
        return not after.isspace() and not after.isalnum()
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, at) % 2 == 1
    return _hangul(before, after)


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in _MARKS  # variation selectors are marks too
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # colours of skin
        or "\U000e0020" <= character <= "\U000e007f"  # tags: flags of regions
        or character == "\u200c"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return at - start


def _hangul(before: str, after: str) -> bool:
    """Korean letters that are written into one syllable."""
    lead, vowel, tail = "\u1100" <= before <= "\u115f", _is_vowel(before), _is_tail(before)
    syllable = "\uac00" <= before <= "\ud7a3"
    if lead:
        return "\u1100" <= after <= "\u11a7" or "\uac00" <= after <= "\ud7a3"
    return ((vowel or syllable) and (_is_vowel(after) or _is_tail(after))) or (
        tail and _is_tail(after)
    )


def _is_vowel(character: str) -> bool:
    return "\u1160" <= character <= "\u11a7"


def _is_tail(character: str) -> bool:
    return "\u11a8" <= character <= "\u11ff"
