"""Texts compared as the guide reads them, for the desk's pages."""

from collections.abc import Mapping

from helpdesk.matching import roots_of
from helpdesk.web.door import library


def roots(text: str) -> Mapping[str, str]:
    """The roots of a text; the guide is read or trained at first use."""
    return roots_of(library())(text)
