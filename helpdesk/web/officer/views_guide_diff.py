"""What differs between two states of an article, field by field, in Indonesian."""

from collections.abc import Mapping
from typing import Any

from faq.article import Article
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.domain.word_diff import word_diff
from helpdesk.guide.fields import fields_of
from helpdesk.web.door import catalogue
from helpdesk.wording.values import label

_TEXTS = (("title", "Judul"), ("body", "Jawaban"), ("basis", "Sumber"))
_LISTS = (("phrasings", "Kalimat"), ("related", "Topik terkait"))
_VALUES = (
    ("authority", "Wewenang"), ("unit", "Bagian"), ("service", "Layanan"), ("aspect", "Segi"),
    ("kind", "Jenis tiket"), ("high_stakes", "Berisiko tinggi"), ("status", "Status"),
    ("further", "Belum dipakai menjawab"),
)
ASPECT = {
    "syarat": "Syarat", "prosedur": "Langkah", "waktu": "Lama waktu", "biaya": "Biaya",
}
Fields = Mapping[str, Any]


def changes(before: Article | None, after: Fields) -> list[dict[str, Any]]:
    """What a draft changes of the published article; of a new one nothing is said."""
    return differences(fields_of(before), after) if before else []


def differences(old: Fields, new: Fields) -> list[dict[str, Any]]:
    """Each field that differs: texts word by word, lists by what came and went."""
    found: list[dict[str, Any]] = []
    for name, title in _TEXTS:
        before, after = old[name].strip(), new[name].strip()
        if before != after:
            found.append({"title": title, "pieces": word_diff(before, after)})
    for name, title in _LISTS:
        gone = [each for each in old[name] if each not in new[name]]
        come = [each for each in new[name] if each not in old[name]]
        if gone or come:
            found.append({"title": title, "gone": gone, "come": come})
    for name, title in _VALUES:
        if (old[name] or None) != (new[name] or None):
            values = {"old": word(name, old[name]), "new": word(name, new[name])}
            found.append({"title": title, **values})
    return found


def word(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if not value:
        return "tidak ada"
    if name == "authority" and value in set(Authority):
        return label(Authority(value))
    if name == "kind" and value in set(Kind):
        return label(Kind(value))
    if name == "unit" and value in catalogue().units:
        return catalogue().units[value].name
    if name == "service" and value in catalogue().services:
        return catalogue().services[value].name
    return ASPECT.get(str(value), str(value))
