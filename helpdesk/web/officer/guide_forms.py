"""The editor's form: what was posted as the fields of a draft, nothing judged, nothing lost."""

import re
import unicodedata
from typing import Any

from helpdesk.guide.fields import LONGEST_ID
from helpdesk.web.officer.forms import Posted

NEEDS_REVIEW, REVIEWED = "perlu ditinjau petugas", "terbit"
_LISTED = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")


def posted_fields(form: Posted) -> dict[str, Any]:
    """The draft as the form has it."""
    return {
        "title": form.text("title"), "body": form.text("body").replace("\r\n", "\n"),
        "authority": form.text("authority"), "unit": form.text("unit"),
        "service": form.text("service") or None, "aspect": form.text("aspect") or None,
        "kind": form.text("kind"), "high_stakes": form.flag("high_stakes"),
        "basis": form.text("basis"),
        "status": NEEDS_REVIEW if form.flag("needs_review") else REVIEWED,
        "related": _unique(form.values.getlist(form.key("related"))),
        "phrasings": phrasings_of(form.text("phrasings")), "further": form.flag("further"),
    }


def phrasings_of(typed: str) -> list[str]:
    """One a line; empty lines and list signs pasted along are left out."""
    lines = (" ".join(_LISTED.sub("", line).split()) for line in typed.splitlines())
    return [line for line in lines if line]


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def code_of(title: str) -> str:
    """A topic's code out of its title: "Bagaimana cara A?" is "bagaimana-cara-a"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:LONGEST_ID].rstrip("-")


def empty_fields(title: str = "") -> dict[str, Any]:
    """What a new article begins with: nobody has looked at it yet."""
    return {
        "title": title, "body": "", "authority": "bureau", "unit": "bagian-pengelolaan-lpse",
        "service": None, "aspect": None, "kind": "inquiry", "high_stakes": False, "basis": "",
        "status": NEEDS_REVIEW, "related": [], "phrasings": [], "further": False,
    }
