"""A text as the guide reads it: roots with the words they were said in, for comparing reports."""

from collections.abc import Mapping

from faq.library import Library
from helpdesk.queries.likely import Roots


def roots_of(library: Library) -> Roots:
    """Slang, typing errors and synonyms are one root: "ga bisa dibuka" and "tidak dapat dibuka"."""

    def roots(text: str) -> Mapping[str, str]:
        reading = library.normaliser.read(text)
        return dict(zip(reading.stems, reading.spoken, strict=True))

    return roots
