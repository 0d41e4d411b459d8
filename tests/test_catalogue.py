"""What the shipped catalogue holds, and that its references and calendar hold together."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from holidays import country_holidays

from faq.article import read_articles
from helpdesk.catalogue.loader import check_next_year, check_year, load_catalogue
from helpdesk.catalogue.schema_ladder import CLOCKS, RECIPIENTS
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.domain.working_time import WorkingDays, WorkingMinutes
from helpdesk.errors import CatalogueError

FOLDER = Path(__file__).parents[1] / "helpdesk" / "catalogue"
KALTIM = Path(__file__).parent / "data" / "bureau_kaltim.yaml"
HALF_HOUR = WorkingMinutes(30)

SEVEN = {
    "aktivasi-user-id": HALF_HOUR,
    "perubahan-email": WorkingDays(1),
    "perubahan-status-cv-ke-pt": HALF_HOUR,
    "perubahan-npwp": HALF_HOUR,
    "nonaktif-user-id": HALF_HOUR,
    "agregasi-data-penyedia": HALF_HOUR,
    "pendampingan-permasalahan-spse": WorkingDays(5),
}
WITHOUT_STANDARD = {
    "pembinaan-pelaku-usaha",
    "bimtek-dan-coaching-clinic",
    "asistensi-perencanaan",
    "pendampingan-hps-rancangan-kontrak",
    "permintaan-pemilihan-penyedia",
    "penilaian-kinerja-penyedia",
    "analisa-ketersediaan-pelaku-usaha",
    "konsultasi-dan-advokasi-pbj",
    "asistensi-sirup",
    "persetujuan-akses-instansi",
}
# Rows of each SOP, and how many of them name no actor that can be read.
PROCEDURES = {
    "pembinaan-pelaku-usaha": (11, 0),
    "manajemen-resiko-pbj": (14, 7),
    "registrasi-dan-verifikasi": (6, 6),
    "analisa-ketersediaan-pelaku-usaha": (8, 4),
    "persiapan-pengadaan": (10, 10),
    "persiapan-pemilihan-penyedia": (9, 9),
    "perencanaan-pengadaan": (12, 12),
    "proses-utama-pbj": (8, 8),
    "pengelolaan-penyedia": (11, 0),
    "pencatatan-kinerja-penyedia": (10, 0),
    "rekrutmen-dan-registrasi-penyedia": (16, 10),
    "pengelolaan-risiko": (14, 14),
    "pengelolaan-kinerja": (17, 17),
}
INTERNAL = {
    "manajemen-resiko-pbj",
    "pengelolaan-risiko",
    "pengelolaan-kinerja",
    "proses-utama-pbj",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_seven_services_carry_their_limits_as_a_reference(catalogue: Catalogue) -> None:
    for number, (code, limit) in enumerate(SEVEN.items(), start=1):
        standard = catalogue.services[code].standard
        assert standard is not None
        assert standard.resolution == limit
        assert standard.reference_only
        assert standard.basis == (
            f"kebijakan biro (acuan: Perwali Banjarmasin 67/2018 lampiran {number})"
        )
        assert standard.published_response == "6 hari kerja"


@pytest.mark.parametrize("code", SEVEN)
def test_a_standard_has_fourteen_components_in_the_order_of_the_law(
    catalogue: Catalogue, code: str
) -> None:
    standard = catalogue.services[code].standard
    assert standard is not None
    assert [component.no for component in standard.components] == list(range(1, 15))
    groups = [component.group for component in standard.components]
    assert groups == ["penyampaian"] * 6 + ["pengelolaan"] * 8
    assert len({component.key for component in standard.components}) == 14
    assert all(component.title and component.body for component in standard.components)


def test_the_other_services_promise_no_resolution_yet(catalogue: Catalogue) -> None:
    without = {code for code, service in catalogue.services.items() if service.standard is None}
    assert without == WITHOUT_STANDARD
    assert all(catalogue.services[code].resolution is None for code in without)
    units = {service.unit for service in catalogue.services.values()}
    assert {unit for unit in units if unit.startswith("bagian-")} == {
        "bagian-pengelolaan-pbj",
        "bagian-pengelolaan-lpse",
        "bagian-pembinaan-advokasi",
    }


def test_services_that_hand_over_an_account_verify_whose_it_is(catalogue: Catalogue) -> None:
    verified = {s.code for s in catalogue.services.values() if s.verifies_identity}
    assert verified == {
        "aktivasi-user-id", "nonaktif-user-id", "perubahan-email", "perubahan-npwp",
        "perubahan-status-cv-ke-pt", "agregasi-data-penyedia",
    }
    for code in verified:
        service = catalogue.services[code]
        assert service.needs_visit, code
        assert any(d.code == "ktp-direktur" and d.original for d in service.documents), code


def test_a_request_for_selection_needs_six_documents(catalogue: Catalogue) -> None:
    assert len(catalogue.services["permintaan-pemilihan-penyedia"].documents) == 6


def test_only_email_change_needs_no_business_licence_among_the_account_services(
    catalogue: Catalogue,
) -> None:
    without = [
        code
        for code in list(SEVEN)[:6]
        if "izin-usaha" not in {need.code for need in catalogue.services[code].documents}
    ]
    assert without == ["perubahan-email"]


def test_every_service_has_something_to_tick_and_no_empty_mark(catalogue: Catalogue) -> None:
    for service in catalogue.services.values():
        assert service.checklist, service.code
        texts = [step.text for step in service.checklist]
        assert "Mulai" not in texts
        assert "Selesai" not in texts
        if service.procedure:
            procedure = catalogue.procedures[service.procedure]
            assert set(texts) <= {step.text for step in procedure.steps}
        else:
            assert service.checklist == service.steps


def test_thirteen_procedures_keep_every_row_and_guess_no_actor(catalogue: Catalogue) -> None:
    found = {
        code: (len(entry.steps), sum(step.actor is None for step in entry.steps))
        for code, entry in catalogue.procedures.items()
    }
    assert found == PROCEDURES
    for entry in catalogue.procedures.values():
        named = {step.actor for step in entry.steps} - {None}
        known = " ".join(entry.actors)
        assert all(str(actor) in known for actor in named), entry.code


def test_internal_procedures_serve_nobody_and_the_others_somebody(catalogue: Catalogue) -> None:
    internal = {code for code, entry in catalogue.procedures.items() if entry.internal_only}
    assert internal == INTERNAL
    for code, entry in catalogue.procedures.items():
        assert bool(entry.serves) != (code in INTERNAL)
        assert set(entry.serves) <= catalogue.services.keys()


def test_the_limits_are_those_of_the_rules(catalogue: Catalogue) -> None:
    limits = catalogue.limits
    assert limits.response.limit == WorkingDays(3)
    assert "Pasal 8 ayat (5)" in limits.response.basis
    assert limits.forwarding.limit == WorkingDays(1)
    assert limits.forwarding_urgent.limit == WorkingMinutes(60)
    assert limits.reply.limit == WorkingDays(3)
    assert limits.third_party.limit == WorkingDays(5)
    assert set(limits.resolution) == set(Kind) - {Kind.REQUEST}
    assert {rule.limit for rule in limits.resolution.values()} == {WorkingDays(5)}
    assert [entry.rule.limit.count for entry in limits.classes.values()] == [5, 14, 60]
    assert limits.remind_after == (2, 10)
    assert limits.reopen_days == 7
    silence = limits.close_silence
    assert (silence.default, silence.visit) == (WorkingDays(5), WorkingDays(10))
    assert silence.complaint_calendar_days == limits.complaint_late_days == 30


# (clock, authority, accepted, answered) -> steps at the deadline and later, by working days.
LADDER = [
    ("response", "bureau", False, False, {0: {"late-level-1"}, 1: {"late-level-2"}}),
    ("reply", "lkpp", True, True, {0: {"late-level-1"}, 1: {"late-level-2"}}),
    ("forwarding", "telkom", False, False, {0: {"late-level-1"}, 1: {"late-level-2"}}),
    (
        "resolution",
        "lkpp",
        False,
        False,
        {0: {"resolution-provider-level-1", "resolution-provider-escalate"}},
    ),
    (
        "resolution",
        "telkom",
        False,
        False,
        {0: {"resolution-provider-level-1", "resolution-provider-escalate"}},
    ),
    ("resolution", "telkom", True, False, {}),
    (
        "resolution",
        "lkpp",
        True,
        True,
        {0: {"resolution-answered-level-1"}, 1: {"resolution-answered-level-2"}},
    ),
    (
        "resolution",
        "shared",
        False,
        False,
        {0: {"resolution-shared-split"}, 1: {"resolution-shared-escalate"}},
    ),
    (
        "resolution",
        "bureau",
        False,
        False,
        {0: {"resolution-bureau-level-1"}, 1: {"resolution-bureau-level-2"}},
    ),
    ("resolution", "other", False, False, {0: {"resolution-other-refer"}}),
    ("target", "bureau", False, False, {0: {"target-missed"}}),
]


@pytest.mark.parametrize(("clock", "authority", "accepted", "answered", "expected"), LADDER)
def test_the_ladder_climbs_as_the_rules_say(
    catalogue: Catalogue,
    clock: str,
    authority: str,
    accepted: bool,
    answered: bool,
    expected: dict[int, set[str]],
) -> None:
    found: dict[int, set[str]] = {}
    for step in catalogue.ladder:
        fits = step.fits(Authority(authority), accepted=accepted, answered=answered)
        if step.when == "missed" and clock in step.clocks and fits:
            found.setdefault(step.shift, set()).add(step.code)
    assert found == expected


@pytest.mark.parametrize(("cycle", "letter"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_letter_is_proposed_after_the_third_deadline_of_a_provider(
    catalogue: Catalogue, cycle: int, letter: bool
) -> None:
    actions = {
        step.action
        for step in catalogue.ladder
        if step.when == "missed"
        and "third_party" in step.clocks
        and step.fits(Authority.LKPP, accepted=True, answered=False, cycle=cycle)
    }
    assert actions == {"remind_provider"} | ({"propose_letter"} if letter else set())


def test_every_clock_is_warned_of_once_and_every_role_has_a_substitute(
    catalogue: Catalogue,
) -> None:
    warned = [clock for step in catalogue.ladder if step.when == "warn" for clock in step.clocks]
    assert sorted(warned) == sorted(CLOCKS)
    assert len({step.code for step in catalogue.ladder}) == len(catalogue.ladder)
    for step in catalogue.ladder:
        assert set(step.recipients) <= set(RECIPIENTS)
        for recipient in step.recipients:
            assert recipient == "provider" or catalogue.fallbacks[recipient]


def test_the_survey_has_nine_elements_with_four_answers(catalogue: Catalogue) -> None:
    keys = [element.key for element in catalogue.survey.elements]
    assert keys == [
        "requirements",
        "procedure",
        "time",
        "fee",
        "product",
        "competence",
        "behaviour",
        "complaint_handling",
        "facilities",
    ]
    for element in catalogue.survey.elements:
        assert len(set(element.answers)) == 4, element.key


def test_the_pledge_is_a_draft_with_three_statements(catalogue: Catalogue) -> None:
    assert catalogue.pledge.is_draft
    assert len(catalogue.pledge.statements) == 3


def test_the_profile_is_kalteng_with_a_title_for_every_role(catalogue: Catalogue) -> None:
    bureau = catalogue.bureau
    assert (bureau.zone, bureau.zone_label, bureau.level) == ("Asia/Pontianak", "WIB", "provinsi")
    assert bureau.contact_is_example
    assert set(bureau.titles) == {role.value for role in Role}
    assert all(source.title for source in bureau.legal_basis)
    assert catalogue.calendar.zone == bureau.zone


@pytest.mark.parametrize(("year", "closed", "working"), [(2026, 25, 240), (2027, 26, 242)])
def test_a_year_has_the_days_of_its_decree(
    catalogue: Catalogue, year: int, closed: int, working: int
) -> None:
    entry = catalogue.calendar_years[year]
    package = country_holidays("ID", language="id", categories=("public", "government"), years=year)
    assert {day.date for day in entry.closed} == set(package)
    assert len(entry.closed) == closed
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(catalogue.calendar.is_working_day(day) for day in days) == working
    assert entry.confirmed
    assert not entry.hours_confirmed, "no circular on Ramadan's hours has been seen"


@pytest.mark.parametrize(
    ("day", "windows"),
    [
        (date(2026, 2, 18), ["07:30-12:00", "13:00-16:00"]),  # Wednesday before Ramadan
        (date(2026, 2, 19), ["08:00-12:00", "12:30-15:00"]),  # Thursday in Ramadan
        (date(2026, 3, 13), ["08:00-11:30", "12:30-15:30"]),  # Friday in Ramadan
        (date(2026, 3, 18), []),  # Wednesday, collective leave
        (date(2026, 3, 25), ["07:30-12:00", "13:00-16:00"]),  # Wednesday after Idulfitri
        (date(2026, 11, 20), ["07:30-11:30", "13:00-16:30"]),  # Friday
        (date(2026, 11, 21), []),  # Saturday
    ],
)
def test_office_hours_follow_weekday_ramadan_and_leave(
    catalogue: Catalogue, day: date, windows: list[str]
) -> None:
    found = catalogue.calendar.windows_on(day)
    assert [f"{window.start:%H:%M}-{window.end:%H:%M}" for window in found] == windows


def test_a_year_without_holidays_names_the_decree_and_the_file(catalogue: Catalogue) -> None:
    check_year(catalogue, 2026)
    with pytest.raises(CatalogueError) as caught:
        check_year(catalogue, 2028)
    assert "helpdesk/catalogue/calendar/2028.yaml" in caught.value.message
    assert "Hari Libur Nasional dan Cuti Bersama Tahun 2028" in caught.value.message


def test_next_year_must_exist_from_november_on(catalogue: Catalogue) -> None:
    check_next_year(catalogue, date(2026, 11, 1))
    check_next_year(catalogue, date(2027, 10, 31))
    with pytest.raises(CatalogueError, match=r"calendar/2028\.yaml"):
        check_next_year(catalogue, date(2027, 11, 1))


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value with the name of the field it sits in."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, str(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, key)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _leaves(getattr(value, field.name), field.name)


OTHER_GOVERNMENTS = re.compile(
    r"Banjarmasin|Setdako|Martadinata|Ibnu Sina|Kursani|Pagar ?Alam|Fahlesi|Samarinda"
    r"|Kalimantan Timur|Kaltim|Buyung",
    re.IGNORECASE,
)
REFERENCES = {"source", "basis", "legal_basis_note"}


def test_no_text_names_another_government_outside_a_reference() -> None:
    for path in FOLDER.rglob("*.yaml"):
        for key, text in _leaves(yaml.safe_load(path.read_text(encoding="utf-8"))):
            if path.name in {"legal.yaml", "presets.yaml"} and key in {"title", "code", "name"}:
                continue  # registers, of regulations and of provinces, are references as a whole
            assert key in REFERENCES or not OTHER_GOVERNMENTS.search(text), f"{path.name}: {text}"
    assert not OTHER_GOVERNMENTS.search(
        load_catalogue().pledge.body + " ".join(load_catalogue().pledge.statements)
    )


def test_no_address_phone_or_mailbox_stands_outside_the_profile() -> None:
    contact = re.compile(r"\bJl\.|\bJalan \w+ N|@|https?://|\(0\d{2,3}\)|\b08\d{8}")
    for path in [*FOLDER.rglob("*.yaml"), FOLDER / "pledge.md"]:
        if path.name != "bureau.yaml":
            assert not contact.search(path.read_text(encoding="utf-8")), path.name


def test_another_profile_leaves_nothing_of_the_shipped_one() -> None:
    kaltim = load_catalogue(bureau_file=KALTIM)
    assert (kaltim.bureau.zone_label, kaltim.calendar.zone) == ("WITA", "Asia/Makassar")
    ours = re.compile(r"Kalimantan Tengah|Kalteng|Palangka|WIB\b")
    assert [text for _, text in _leaves(kaltim) if ours.search(text)] == []


def test_a_text_takes_its_address_from_the_profile(catalogue: Catalogue) -> None:
    standard = catalogue.services["perubahan-npwp"].standard
    assert standard is not None
    raw = standard.components[5].body[0]
    assert "{alamat}" in raw
    for bureau in (catalogue.bureau, load_catalogue(bureau_file=KALTIM).bureau):
        filled = bureau.fill(raw)
        assert bureau.address in filled
        assert "{" not in filled


def test_the_catalogue_is_read_in_under_a_second(catalogue: Catalogue) -> None:
    # The first reading also imports `holidays`; the fixture has paid for that.
    start = time.perf_counter()
    load_catalogue()
    assert time.perf_counter() - start < 1


def test_what_only_the_owner_can_file_is_a_topic_of_the_guide_that_lkpp_solves() -> None:
    catalogue = load_catalogue()
    guide = read_articles(FOLDER.parents[1] / "faq" / "articles")
    for matter in catalogue.self_filing:
        assert "https://" in catalogue.bureau.fill(matter.place), matter.code
        for topic in matter.topics:
            assert guide[topic].authority == Authority.LKPP, topic
            assert catalogue.filed_by_owner(topic) is matter
    assert catalogue.filed_by_owner("layanan-biaya") is None
