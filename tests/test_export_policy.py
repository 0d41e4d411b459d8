"""`flask export-policy`: the calendar in force as files that the loader reads the same."""

from dataclasses import replace
from datetime import date

import pytest
import yaml

from helpdesk.catalogue.export import OURS
from helpdesk.catalogue.loader import load_catalogue
from helpdesk.catalogue.policy_calendar import calendar_content, calendar_policy
from helpdesk.catalogue.policy_pledge import pledge_content
from helpdesk.catalogue.policy_profile import profile_content
from helpdesk.catalogue.policy_services import service_content
from helpdesk.db import db
from helpdesk.domain.calendar import Window
from helpdesk.domain.calendar_edit import close_dates, open_date, set_special, set_weekly
from helpdesk.models import Revision
from tests.builders import MONDAY
from tests.marks import SQLITE_ONLY

pytestmark = SQLITE_ONLY


@pytest.fixture
def run(app):
    return app.test_cli_runner().invoke


def edited(catalogue):
    policy = calendar_policy(catalogue)
    thursday = date(2026, 11, 26)
    policy = close_dates(
        policy, thursday, thursday, name="Banjir: jalan putus", type_="local", decree="Surat 1/2026"
    )
    policy = open_date(policy, date(2026, 12, 24))  # the package closes it
    ramadan = policy.years[2027].special[0]
    policy = set_special(policy, replace(ramadan, confirmed=True, basis="SE Gubernur 3/2027"))
    morning = Window(policy.weekly[0][0].start, policy.weekly[0][0].end)
    return set_weekly(policy, {**policy.weekly, 5: (morning,)}, "Keputusan Sekda 7/2026")


def save(app, policy):
    with app.app_context():
        db.session.add(Revision(
            policy="calendar", number=1, content=calendar_content(policy), note="-",
            saved_at=MONDAY,
        ))
        db.session.commit()


def test_what_was_changed_comes_back_as_files(app, run, tmp_path):
    catalogue = app.extensions["rulebook"].catalogue
    policy = edited(catalogue)
    save(app, policy)
    told = run(args=["export-policy", str(tmp_path / "baru")])
    assert told.exit_code == 0, told.output
    assert "versi: calendar 1" in told.output
    read = load_catalogue(tmp_path / "baru")
    assert calendar_policy(read) == policy
    assert read.calendar == policy.calendar("Asia/Pontianak")
    assert read.services == catalogue.services
    text = (tmp_path / "baru" / "calendar" / "2026.yaml").read_text(encoding="utf-8")
    assert "{date: 2026-12-24, decree:" in text, "what the package closes is opened by name"
    profile = (tmp_path / "baru" / "bureau.yaml").read_text(encoding="utf-8")
    assert "# Profil instansi" in profile
    assert yaml.safe_load(profile)["office_hours"]["sat"] == ["07.30-12.00"]


def test_without_a_revision_it_is_what_the_files_say(app, run, tmp_path):
    told = run(args=["export-policy", str(tmp_path / "baru")])
    assert "berkas pemasangan" in told.output
    assert load_catalogue(tmp_path / "baru") == load_catalogue()


def test_a_folder_that_holds_something_is_refused_and_left_alone(app, run, tmp_path):
    (tmp_path / "penting.txt").write_text("jangan hilang", encoding="utf-8")
    told = run(args=["export-policy", str(tmp_path)])
    assert told.exit_code == 1
    assert "folder harus kosong" in told.output
    assert not (tmp_path / "bureau.yaml").exists()
    assert (tmp_path / "penting.txt").read_text(encoding="utf-8") == "jangan hilang"


def test_a_pledge_signed_in_the_desk_comes_back_as_its_file(app, run, tmp_path):
    kept = (OURS / "pledge.md").read_text(encoding="utf-8")
    run(args=["export-policy", str(tmp_path / "semula")])
    assert (tmp_path / "semula" / "pledge.md").read_text(encoding="utf-8") == kept
    pledge = app.extensions["rulebook"].catalogue.pledge
    signed = replace(pledge, signed_on=date(2026, 11, 20), signatory="Dra. Kartika: Kepala",
                     body="Penutup kami.\n\nDua paragraf {biro}.")
    with app.app_context():
        db.session.add(Revision(policy="pledge", number=1, content=pledge_content(signed),
                                note="-", saved_at=MONDAY))
        db.session.commit()
    told = run(args=["export-policy", str(tmp_path / "baru")])
    assert told.exit_code == 0, told.output
    assert load_catalogue(tmp_path / "baru").pledge == signed


def test_a_profile_changed_in_the_desk_comes_back_as_its_files(app, run, tmp_path):
    catalogue = app.extensions["rulebook"].catalogue
    content = profile_content(catalogue) | {"address": "Jalan Baru: 5", "spse_version": "4.6"}
    content["units"]["biro"]["name"] = "Biro Baru"
    with app.app_context():
        db.session.add(Revision(policy="profile", number=1, content=content, note="-",
                                saved_at=MONDAY))
        db.session.commit()
    told = run(args=["export-policy", str(tmp_path / "baru")])
    assert told.exit_code == 0, told.output
    assert profile_content(load_catalogue(tmp_path / "baru")) == content
    text = (tmp_path / "baru" / "bureau.yaml").read_text(encoding="utf-8")
    assert "# Profil instansi" in text
    assert text.count("address:") == 1


def test_a_service_changed_in_the_desk_comes_back_as_its_file(app, run, tmp_path):
    catalogue = app.extensions["rulebook"].catalogue
    code = "perubahan-email"
    content = service_content(catalogue.services[code]) | {"name": "Perubahan surel: baru"}
    content["standard"]["changes"] = [
        {"revision": "2026-1", "on": "2026-11-23", "what": "SK 5", "before": {"time": "2 hari"}}]
    with app.app_context():
        db.session.add(Revision(policy="services", number=1, note="-", saved_at=MONDAY,
                                content={"code": code, "from": "2026-11-23", "service": content}))
        db.session.commit()
    told = run(args=["export-policy", str(tmp_path / "baru")])
    assert told.exit_code == 0, told.output
    written = load_catalogue(tmp_path / "baru").services
    assert service_content(written[code]) == content
    kept = (tmp_path / "baru" / "services" / "perubahan-npwp.yaml").read_text(encoding="utf-8")
    assert kept == (OURS / "services" / "perubahan-npwp.yaml").read_text(encoding="utf-8")
