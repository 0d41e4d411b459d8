"""A text as the guide reads it: roots with the words they were said in, for comparing reports."""

from collections.abc import Mapping

from helpdesk.web.door import library


def roots(text: str) -> Mapping[str, str]:
    """Slang, typing errors and synonyms are one root: "ga bisa dibuka" and "tidak dapat dibuka"."""
    reading = library().normaliser.read(text)
    return dict(zip(reading.stems, reading.spoken, strict=True))
