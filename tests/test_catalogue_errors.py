"""A broken catalogue says which file, where inside, and why; a clerk can act on it."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.errors import CatalogueError

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "helpdesk" / "catalogue"

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may break."""
    copy = tmp_path / "catalogue"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def _edit(folder: Path, file: str, change: Change) -> None:
    path = folder / file
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")


def _set(value: object, *keys: str | int) -> Change:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = value

    return change


def _drop(*keys: str | int) -> Change:
    def change(document: Any) -> None:
        for key in keys[:-1]:
            document = document[key]
        del document[keys[-1]]

    return change


def _repeat(*keys: str | int) -> Change:
    def change(document: Any) -> None:
        for key in keys:
            document = document[key]
        document.append(document[0])

    return change


EMAIL = "services/perubahan-email.yaml"
SOP = "procedures/persiapan-pengadaan.yaml"
LADDER = "escalation.yaml"
YEAR = "calendar/2026.yaml"

# file, what is broken, path in the message, reason in the message
BROKEN: list[tuple[str, Change, str, str]] = [
    ("bureau.yaml", _drop("name"), "name", "wajib diisi"),
    ("bureau.yaml", _set("desa", "level"), "level", "'desa' tidak dikenal; pilih: provinsi"),
    ("bureau.yaml", _set("Asia/Palangka", "zone"), "zone", "zona waktu 'Asia/Palangka'"),
    ("bureau.yaml", _set("x", "fax"), "fax", "kunci ini tidak dikenal, periksa ejaannya"),
    ("bureau.yaml", _set(536000, "phone"), "phone", "harus berupa teks"),
    ("bureau.yaml", _set("ya", "contact_is_example"), "contact_is_example", "true atau false"),
    ("bureau.yaml", _set({}, "office_hours"), "office_hours", "harus berisi jam setiap hari"),
    ("bureau.yaml", _set([], "office_hours", "senin"), "office_hours.senin", "hari tidak dikenal"),
    (
        "bureau.yaml",
        _set({"mon": []}, "office_hours"),
        "office_hours",
        "sedikitnya satu hari dengan jam",
    ),
    (
        "bureau.yaml",
        _set(["12.00-07.30"], "office_hours", "mon"),
        "office_hours.mon",
        "jam '12.00-07.30' berakhir sebelum dimulai",
    ),
    (
        "bureau.yaml",
        _set(["07.30-12.00", "11.00-16.00"], "office_hours", "mon"),
        "office_hours.mon",
        "jam bertumpuk",
    ),
    (
        "bureau.yaml",
        _set(["25.00-26.00"], "counter_hours", "fri"),
        "counter_hours.fri",
        "tidak ada",
    ),
    ("bureau.yaml", _drop("titles", "unit_head"), "titles.unit_head", "wajib diisi"),
    ("bureau.yaml", _set("X", "titles", "raja"), "titles.raja", "peran tidak dikenal"),
    ("bureau.yaml", _set(["uu-1"], "legal_basis"), "legal_basis", "'uu-1' tidak ada"),
    ("units.yaml", _repeat("units"), "biro", "kode dipakai dua kali"),
    ("units.yaml", _set("biru", "units", 1, "parent"), "parent", "unit 'biru' tidak ada"),
    ("units.yaml", _set(None, "units", 1, "parent"), "units", "tepat satu unit tanpa parent"),
    (
        "units.yaml",
        _set("subbag-pengelolaan-lpse", "units", 2, "parent"),
        "units.bagian-pengelolaan-lpse.parent",
        "atasan dirinya sendiri",
    ),
    ("legal.yaml", _set("lama", "regulations", 0, "status"), "regulations[1].status", "pilih"),
    (EMAIL, _set("perubahan-surel", "code"), "code", "sama dengan nama berkas"),
    (EMAIL, _set("Perubahan Email", "code"), "code", "hanya boleh huruf kecil"),
    (EMAIL, _set("bagian-hukum", "unit"), "unit", "'bagian-hukum' tidak ada dalam units.yaml"),
    (EMAIL, _set("permintaan", "kind"), "kind", "'permintaan' tidak dikenal; pilih: inquiry"),
    (EMAIL, _set(["vendor"], "audience"), "audience[1]", "'vendor' tidak dikenal"),
    (EMAIL, _set("  ", "description"), "description", "tidak boleh kosong"),
    (EMAIL, _set("satu", "requirements"), "requirements", "harus berupa daftar"),
    (EMAIL, _drop("steps"), "steps", "wajib diisi bila layanan tidak memakai SOP"),
    (EMAIL, _repeat("steps"), "steps[7]", "nomor langkah '1' dipakai dua kali"),
    (EMAIL, _repeat("documents"), "documents[7]", "dipakai dua kali"),
    (EMAIL, _set("sop-baru", "procedure"), "procedure", "SOP 'sop-baru' tidak ada"),
    (
        EMAIL,
        _set("persiapan-pengadaan", "procedure"),
        "procedure",
        "tidak menyebut layanan ini dalam serves",
    ),
    (EMAIL, _drop("standard"), "standard", "wajib diisi"),
    (EMAIL, _set(True, "standard", "adopted"), "standard.adopted", "selama reference_only true"),
    (
        EMAIL,
        _set({"days": 3}, "standard", "resolution"),
        "standard.resolution",
        "satuan 'days' tidak dikenal",
    ),
    (
        EMAIL,
        _set({"working_days": 0}, "standard", "resolution"),
        "standard.resolution.working_days",
        "paling sedikit 1",
    ),
    (
        EMAIL,
        _set({"working_days": 1, "minutes": 5}, "standard", "resolution"),
        "standard.resolution",
        "salah satu saja",
    ),
    (
        EMAIL,
        _drop("standard", "components", "guarantee"),
        "standard.components.guarantee",
        "wajib diisi",
    ),
    (
        EMAIL,
        _set("x", "standard", "components", "bonus"),
        "standard.components.bonus",
        "kunci ini tidak dikenal",
    ),
    (
        EMAIL,
        _set(["baik", ""], "standard", "components", "staff"),
        "standard.components.staff[2]",
        "tidak boleh kosong",
    ),
    (
        EMAIL,
        _set("Datang ke {adres}", "standard", "components", "complaints"),
        "standard.components.complaints",
        "isian {adres} tidak dikenal; yang ada: {alamat}",
    ),
    (SOP, _set("17 Januari", "created_on"), "created_on", "tanggal seperti 2026-03-18"),
    (SOP, _drop("steps", 1, "actor"), "steps[2].actor", "wajib diisi"),
    (SOP, lambda sop: sop["serves"].append("layanan-lain"), "serves", "'layanan-lain' tidak ada"),
    (SOP, _set(True, "internal_only"), "serves", "SOP internal tidak melayani layanan"),
    (SOP, _set("", "qualifications", "PPK"), "qualifications.PPK", "tidak boleh kosong"),
    ("limits.yaml", _drop("response", "basis"), "response.basis", "wajib diisi"),
    ("limits.yaml", _drop("resolution", "outage"), "resolution.outage", "wajib diisi"),
    (
        "limits.yaml",
        _set({"limit": {"minutes": 30}, "basis": "x"}, "resolution", "request"),
        "resolution.request",
        "kunci ini tidak dikenal",
    ),
    ("limits.yaml", _set(2.5, "reopen_days"), "reopen_days", "bilangan bulat paling sedikit 1"),
    ("limits.yaml", _set(True, "backdate_days"), "backdate_days", "bilangan bulat"),
    ("limits.yaml", _set([10, 2], "remind_after"), "remind_after", "urut dari yang terkecil"),
    ("limits.yaml", _set([0], "remind_after"), "remind_after[1]", "paling sedikit 1"),
    ("limits.yaml", _set([2, -10], "remind_after"), "remind_after[2]", "paling sedikit 1"),
    ("limits.yaml", _set([2, 2], "remind_after"), "remind_after", "urut dari yang terkecil"),
    ("limits.yaml", _set(0, "close_silence", "working_days"), "close_silence", "paling sedikit"),
    ("limits.yaml", _set({"minutes": -5}, "response", "limit"), "response.limit.minutes", "1"),
    ("limits.yaml", _set(120, "warn_at_percent"), "warn_at_percent", "di bawah 100"),
    ("limits.yaml", _repeat("classes"), "classes[4]", "dipakai dua kali"),
    (LADDER, _set("siapa", "steps", 0, "recipients", 0), "steps[1].recipients[1]", "pilih"),
    (LADDER, _set([], "steps", 0, "recipients"), "steps[1].recipients", "tidak boleh kosong"),
    (LADDER, _set(["jam"], "steps", 0, "clocks"), "steps[1].clocks[1]", "'jam' tidak dikenal"),
    (LADDER, _set(2, "steps", 0, "shift"), "steps[1].shift", "harus 0 untuk peringatan"),
    (LADDER, _set(4, "steps", 0, "level"), "steps[1].level", "0 sampai 3"),
    (LADDER, _set(-1, "steps", 3, "shift"), "steps[4].shift", "paling sedikit 0"),
    (LADDER, _set("besok", "steps", 3, "when"), "steps[4].when", "'besok' tidak dikenal"),
    (LADDER, _set("lapor", "steps", 3, "action"), "steps[4].action", "'lapor' tidak dikenal"),
    (LADDER, _set("notify", "steps", 0, "action"), "steps[1].action", "harus bersamaan"),
    (LADDER, _set("warn", "steps", 3, "action"), "steps[4].action", "harus bersamaan"),
    (LADDER, _set(1, "steps", 0, "level"), "steps[1].level", "harus 0 untuk peringatan"),
    (LADDER, _set(True, "steps", 0, "tell_requester"), "steps[1].tell_requester", "harus false"),
    (LADDER, _set("surat_kaleng", "steps", 4, "template"), "steps[5].template",
     "pesan 'surat_kaleng' tidak ada dalam templates/messages"),
    (LADDER, _set("_parts", "steps", 4, "template"), "steps[5].template", "hanya boleh huruf"),
    (LADDER, _set(["merpati"], "steps", 4, "channels"), "steps[5].channels[1]", "'merpati'"),
    (LADDER, _set(["telegram"], "steps", 4, "channels"), "steps[5].channels", "memuat email"),
    (LADDER, _set([], "steps", 4, "channels"), "steps[5].channels", "memuat email"),
    (LADDER, _set("lkpp-pusat", "steps", 5, "authorities", 0), "steps[6].authorities", "pilih"),
    (LADDER, _set("surel", "steps", 5, "saluran"), "steps[6].saluran", "kunci ini tidak dikenal"),
    (LADDER, _set(2, "steps", 3, "shift"), "steps",
     "langkah 'late-level-2' (jenjang 2) terjadi sebelum 'late-level-1' (jenjang 1)"),
    (LADDER, _set(["provider"], "fallbacks", "unit_head"), "fallbacks.unit_head[1]", "'provider'"),
    (LADDER, _set(["kepala"], "fallbacks", "piket"), "fallbacks.piket[1]", "'kepala'"),
    (LADDER, _repeat("steps"), "steps[18]", "kode 'warn' dipakai dua kali"),
    (LADDER, _drop("fallbacks", "unit_head"), "fallbacks.unit_head", "wajib diisi"),
    (
        LADDER,
        lambda ladder: ladder.update(
            steps=[step for step in ladder["steps"] if step["action"] != "refer"]
        ),
        "steps",
        "tidak ada langkah untuk jam 'resolution' yang lewat dengan kewenangan 'other'",
    ),
    ("survey.yaml", _drop("elements", 0), "elements", "tepat 9 unsur"),
    ("survey.yaml", _drop("elements", 0, "answers", 0), "elements[1].answers", "tepat 4 jawaban"),
    ("survey.yaml", _set("time", "elements", 0, "key"), "elements[3]", "dipakai dua kali"),
    (YEAR, _set(2025, "year"), "closed[1]", "bukan tahun 2025"),
    (YEAR, _repeat("closed"), "closed[26]", "ditulis dua kali"),
    (YEAR, _set("libur", "closed", 0, "type"), "closed[1].type", "'libur' tidak dikenal"),
    (YEAR, _set(date(2026, 1, 1), "special", 0, "to"), "special[1].to", "lebih awal daripada"),
    (YEAR, _drop("decree"), "decree", "wajib diisi"),
]


@pytest.mark.parametrize(
    ("file", "change", "path", "reason"),
    BROKEN,
    ids=[f"{file}:{path}:{reason[:20]}" for file, _, path, reason in BROKEN],
)
def test_a_broken_file_is_named_with_path_and_reason(
    folder: Path, file: str, change: Change, path: str, reason: str
) -> None:
    _edit(folder, file, change)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    lines = caught.value.message.splitlines()
    pattern = re.compile(rf"{re.escape(file)}: (?:\S+\.)?{re.escape(path)}\S*: .*")
    assert any(pattern.match(line) and reason in line for line in lines), caught.value.message


def test_a_step_may_be_kept_out_of_officers_chats(folder: Path) -> None:
    _edit(folder, LADDER, _set(["email"], "steps", 0, "channels"))
    ladder = load_catalogue(folder).ladder
    assert [step.channels for step in ladder[:2]] == [("email",), ("email", "telegram")]


def test_all_faults_of_a_file_are_told_at_once(folder: Path) -> None:
    def break_twice(document: dict[str, Any]) -> None:
        del document["name"]
        document["kind"] = "lain"

    _edit(folder, EMAIL, break_twice)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert len(caught.value.message.splitlines()) == 2


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("units.yaml", "units: []\nunits: []\n", "baris 2: kunci 'units' ditulis dua kali"),
        ("units.yaml", "units:\n\t- code: a\n", "baris 2: penulisan YAML keliru"),
        ("units.yaml", "units: [\n", "penulisan YAML keliru"),
        ("units.yaml", "", "units.yaml: isi berkas: harus berisi 'kunci: isi'"),
        ("units.yaml", "- satu\n", "units.yaml: isi berkas: harus berisi 'kunci: isi'"),
        ("units.yaml", "units: dua\n", "units.yaml: units: harus berupa daftar"),
        ("units.yaml", "? [a]\n: b\n", "baris 1: kunci harus berupa kata"),
        ("units.yaml", "units: 2026-13-45\n", "units.yaml: isi berkas: bukan YAML yang benar"),
        ("pledge.md", "Tanpa bagian awal\n", "pledge.md: baris 1: harus diawali"),
        ("pledge.md", "---\ntitle: X\n---\nIsi\n", "pledge.md: signed_on: wajib diisi"),
    ],
)
def test_bad_writing_is_named_with_its_line(
    folder: Path, file: str, text: str, reason: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert reason in caught.value.message


def test_a_missing_file_or_an_unreadable_one_is_named(folder: Path) -> None:
    (folder / "limits.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match=r"limits\.yaml: berkas tidak dapat dibaca"):
        load_catalogue(folder)
    (folder / "limits.yaml").unlink()
    with pytest.raises(CatalogueError, match=r"limits\.yaml: berkas tidak ditemukan"):
        load_catalogue(folder)


def test_a_pledge_is_signed_with_name_and_date_or_not_at_all(folder: Path) -> None:
    path = folder / "pledge.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("signed_on: null", "signed_on: 2026-12-01"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"pledge\.md: signatory: harus diisi bersama"):
        load_catalogue(folder)
    signed = text.replace("signed_on: null", "signed_on: 2026-12-01")
    path.write_text(signed.replace("signatory: null", "signatory: Contoh"), encoding="utf-8")
    assert not load_catalogue(folder).pledge.is_draft


def test_our_table_overrides_the_package_of_holidays(folder: Path) -> None:
    def move(document: dict[str, Any]) -> None:
        document["closed"] = [day for day in document["closed"] if day["date"].month != 8]
        document["not_closed"] = [{"date": date(2026, 8, 25), "decree": "SKB perubahan"}]
        document["closed"].append(
            {"date": date(2026, 8, 26), "name": "Maulid, digeser", "type": "holiday"}
        )
        document["closed"].append(
            {"date": date(2026, 5, 22), "name": "Listrik padam", "type": "local", "decree": "SE 1"}
        )

    _edit(folder, YEAR, move)
    calendar = load_catalogue(folder).calendar
    assert not calendar.is_working_day(date(2026, 8, 17))  # Monday, from the package
    assert calendar.is_working_day(date(2026, 8, 25))  # Tuesday, opened by our table
    assert calendar.reason_closed(date(2026, 8, 26)) == "Maulid, digeser"  # Wednesday
    assert calendar.reason_closed(date(2026, 5, 22)) == "Listrik padam"  # Friday


def test_the_guide_for_a_new_service_works_as_written(folder: Path) -> None:
    guide = (ROOT / "docs" / "catalogue.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(code: .*?)```", guide, re.DOTALL)
    assert example
    code = yaml.safe_load(example[1])["code"]
    (folder / "services" / f"{code}.yaml").write_text(example[1], encoding="utf-8")
    service = load_catalogue(folder).services[code]
    assert service.standard is None
    assert len(service.checklist) == 3
