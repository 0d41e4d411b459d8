"""A service in the words of its editor, and what one saved state changed of another."""

from collections.abc import Iterator, Mapping
from typing import Any

from helpdesk.catalogue.schema_service import COMPONENTS
from helpdesk.domain.word_diff import Piece, word_diff
from helpdesk.wording.time import working_days, working_minutes
from helpdesk.wording.values import AUTHORITY, CATEGORY, KIND

COMPONENT_TITLES = {key: f"{no}. {title}" for no, (key, _, title) in enumerate(COMPONENTS, 1)}
STANDINGS = {
    "reference": "Contoh acuan dari instansi lain", "own": "Standar sendiri, belum ditetapkan",
    "adopted": "Standar sendiri, sudah ditetapkan",
}
COLUMN_TYPES = {"text": "Teks", "choice": "Pilihan", "date": "Tanggal", "number": "Angka"}
UNITS = {"working_days": "hari kerja", "minutes": "menit kerja"}
_LIMIT = {"working_days": working_days, "minutes": working_minutes}


def standing_of(standard: Mapping[str, Any]) -> str:
    """Whose standard it is, as a key of `STANDINGS`."""
    if standard["reference_only"]:
        return "reference"
    return "adopted" if standard["adopted"] else "own"


def lines_of(body: Any) -> str:
    """A text, or a list one item a line."""
    return body if isinstance(body, str) else "\n".join(body or ())


def changes_of(
    before: Mapping[str, Any], after: Mapping[str, Any], unit_names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What differs, in the order of the form: a title with the words gone and come."""
    old, new = ({**dict(_placed(each, unit_names)), **dict(_shown(each))}
                for each in (before, after))
    return [
        {"title": name, "pieces": _pieces(old.get(name, ""), new.get(name, ""))}
        for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)
    ]


def _pieces(old: str, new: str) -> list[Piece]:
    """With a blank between what went and what came, so that no two words touch."""
    found: list[Piece] = []
    for piece in word_diff(old, new):
        if found and found[-1].kind == "gone" and piece.kind == "new":
            found.append(Piece("same", " "))
        found.append(piece)
    return found


def _placed(content: Mapping[str, Any], units: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where it belongs; what was typed may be no value at all yet."""
    kinds, authorities = ({str(key.value): text for key, text in of.items()}
                          for of in (KIND, AUTHORITY))
    yield "Ditangani", units.get(content["unit"], content["unit"])
    yield "Jenis tiket", kinds.get(content["kind"], content["kind"])
    yield "Urutan", str(content["order"])
    yield "Wewenang", authorities.get(content["authority"], content["authority"])
    yield "Untuk", ", ".join(
        text for key, text in CATEGORY.items() if key.value in content["audience"])
    yield "Pemeriksaan identitas", "ya" if content["verifies_identity"] else "tidak"


def _shown(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Dibuka", "ya" if content.get("active", True) else "tidak lagi dibuka"
    yield "Nama", content["name"]
    yield "Disebut juga", ", ".join(content["also_called"])
    yield "Kalimat pembuka", content["description"]
    yield "Pemberitahuan", content["notice"] or ""
    yield "Catatan dasar hukum", content["legal_basis_note"] or ""
    yield "Perlu datang ke loket", "ya" if content["needs_visit"] else "tidak"
    yield "Persyaratan", lines_of(content["requirements"])
    yield "Dokumen", "\n".join(_document(each) for each in content["documents"])
    yield "Kolom tambahan", "\n".join(_column(each) for each in content.get("fields", ()))
    yield "SOP", content["procedure"] or ""
    own = () if content["procedure"] else content["steps"]  # those of an SOP stand in the SOP
    yield "Langkah", "\n".join(_step(each) for each in own)
    standard = content["standard"]
    yield "Standar pelayanan", "ada" if standard else "sedang disusun"
    if standard:
        yield from _of_standard(standard)


def _of_standard(standard: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Versi standar", standard["revision"]
    yield "Sumber", standard["source"]
    yield "Kedudukan", STANDINGS[standing_of(standard)]
    yield "Batas penyelesaian", limit_said(standard["resolution"])
    yield "Kecuali", standard["unless"] or ""
    yield "Waktu tanggapan yang diumumkan", standard["published_response"] or ""
    for key, title in COMPONENT_TITLES.items():
        yield title, lines_of(standard["components"].get(key))


def _column(column: Mapping[str, Any]) -> str:
    kind = COLUMN_TYPES[column["type"]].lower()
    choices = f": {'; '.join(column['choices'])}" if column["choices"] else ""
    return f"{column['label']} ({kind}{choices}{', wajib' if column['needed'] else ''})"


def _step(step: Mapping[str, Any]) -> str:
    case = f"bila {step['branch']}: " if step["branch"] else ""
    more = "; ".join(step[name] for name in ("actor", "time", "output") if step[name])
    said = f"{step['step']}. {case}{step['text']}{f' ({more})' if more else ''}"
    return f"{said}, alur berhenti" if step["ends"] else said


def _document(document: Mapping[str, Any]) -> str:
    original = " (asli ditunjukkan)" if document["original"] else ""
    return f"{document['label']}{original}{', ' + document['when'] if document['when'] else ''}"


def limit_said(limit: Mapping[str, int] | None) -> str:
    """As "5 hari kerja"."""
    if not limit:
        return "belum dijanjikan"
    unit, count = next(iter(limit.items()))
    return _LIMIT[unit](count)
