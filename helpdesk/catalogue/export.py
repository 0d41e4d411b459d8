"""The policies in force written back as files of the catalogue, so that a folder says it all."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.catalogue.policy_calendar import calendar_policy, weekly_content, year_content
from helpdesk.catalogue.policy_ladder import ladder_content
from helpdesk.catalogue.policy_limits import limits_content
from helpdesk.catalogue.policy_pledge import pledge_content
from helpdesk.catalogue.policy_profile import EDITED, profile_content
from helpdesk.catalogue.policy_services import service_content
from helpdesk.catalogue.years import package_days
from helpdesk.domain.catalogue import CalendarYear, Catalogue
from helpdesk.errors import CatalogueError

OURS = Path(__file__).parent
_DATES = ("date", "from", "to", "signed_on", "on")
_HEAD = "# Ditulis oleh flask export-policy dari aturan yang berlaku.\n"


def export_catalogue(catalogue: Catalogue, folder: Path) -> None:
    """Write the whole catalogue to an empty `folder`, with its policies as they are now.

    Raises `CatalogueError` when the folder holds something, or when reading it back does not give
    the policies that were written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CatalogueError(f"{folder}: folder harus kosong atau belum ada.")
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(OURS, folder, ignore=ignored, dirs_exist_ok=True)
    for write in EXPORTS:
        write(catalogue, folder)
    written = load_catalogue(folder)
    if calendar_policy(written) != calendar_policy(catalogue):
        raise CatalogueError(f"{folder}: kalender yang ditulis tidak terbaca sama.")
    if (written.limits, written.ladder) != (catalogue.limits, catalogue.ladder):
        raise CatalogueError(f"{folder}: batas waktu atau jenjang yang ditulis tidak terbaca sama.")
    if profile_content(written) != profile_content(catalogue):
        raise CatalogueError(f"{folder}: profil yang ditulis tidak terbaca sama.")
    if written.services != catalogue.services:
        raise CatalogueError(f"{folder}: layanan yang ditulis tidak terbaca sama.")
    if written.pledge != catalogue.pledge:
        raise CatalogueError(f"{folder}: maklumat yang ditulis tidak terbaca sama.")


def export_calendar(catalogue: Catalogue, folder: Path) -> None:
    """calendar/<year>.yaml for every year, and the usual hours in bureau.yaml."""
    policy = calendar_policy(catalogue)
    for number, year in policy.years.items():
        text = _HEAD + _yaml(_year(year))
        (folder / "calendar" / f"{number}.yaml").write_text(text, encoding="utf-8")
    profile = folder / "bureau.yaml"
    kept = _without(profile.read_text(encoding="utf-8"), ("office_hours", "office_hours_decree"))
    hours = {
        "office_hours": weekly_content(policy.weekly), "office_hours_decree": policy.weekly_decree,
    }
    profile.write_text(f"{kept.rstrip()}\n\n{_yaml(hours)}", encoding="utf-8")


def export_pledge(catalogue: Catalogue, folder: Path) -> None:
    """pledge.md, signed or a draft; left as it is while nothing was changed."""
    if load_catalogue(folder).pledge == catalogue.pledge:
        return
    content: dict[str, Any] = _dated(pledge_content(catalogue.pledge))
    body = content.pop("body")
    text = f"---\n{_HEAD}{_yaml(content)}---\n{body}\n"
    (folder / "pledge.md").write_text(text, encoding="utf-8")


def export_profile(catalogue: Catalogue, folder: Path) -> None:
    """What was changed of bureau.yaml and units.yaml; the rest stays with its comments."""
    before, after = profile_content(load_catalogue(folder)), profile_content(catalogue)
    changed = {name: after[name] for name in EDITED if after[name] != before[name]}
    if changed:
        profile = folder / "bureau.yaml"
        kept = _without(profile.read_text(encoding="utf-8"), tuple(changed))
        profile.write_text(f"{kept.rstrip()}\n\n{_yaml(changed, flow=False)}", encoding="utf-8")
    if after["units"] != before["units"]:
        units = [
            {"code": unit.code, "name": unit.name, "parent": unit.parent, "queue": unit.queue,
             **({"head_title": unit.head_title} if unit.head_title else {})}
            for unit in catalogue.units.values()
        ]
        _write(folder / "units.yaml", {"units": units})


def export_services(catalogue: Catalogue, folder: Path) -> None:
    """services/<code>.yaml of each that was changed; the others keep their comments."""
    before = load_catalogue(folder).services
    for code, service in catalogue.services.items():
        if service != before.get(code):
            text = _HEAD + _yaml(_dated(service_content(service)), flow=False)
            (folder / "services" / f"{code}.yaml").write_text(text, encoding="utf-8")


def _year(year: CalendarYear) -> dict[str, Any]:
    """The year's table; what the package closes and we do not must be said (`not_closed`)."""
    content: dict[str, Any] = _dated(year_content(year))
    closed = {day.date for day in year.closed}
    opened = [day.date for day in package_days(year.year) if day.date not in closed]
    if opened:
        content["not_closed"] = [{"date": day, "decree": year.decree} for day in sorted(opened)]
    return content


def _dated(value: Any, key: str = "") -> Any:
    """Dates as dates, so that the file shows them without quotes."""
    if isinstance(value, Mapping):
        return {name: _dated(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner) for inner in value]
    return date.fromisoformat(value) if key in _DATES and value else value


def _without(text: str, keys: tuple[str, ...]) -> str:
    """The file's lines but those of the top-level `keys`; comments of the others stay."""
    kept, dropping = [], False
    for line in text.splitlines(keepends=True):
        if not line.startswith((" ", "\t")):
            dropping = line.partition(":")[0] in keys
        if not dropping:
            kept.append(line)
    return "".join(kept)


def _yaml(value: Any, *, flow: bool | None = None) -> str:
    """`flow` None: what holds no further mapping stands on one line."""
    return yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, width=100, default_flow_style=flow
    )


def export_limits(catalogue: Catalogue, folder: Path) -> None:
    """limits.yaml, left alone with its comments while nothing was changed."""
    if load_catalogue(folder).limits != catalogue.limits:
        _write(folder / "limits.yaml", limits_content(catalogue.limits))


def export_ladder(catalogue: Catalogue, folder: Path) -> None:
    """escalation.yaml, likewise."""
    if load_catalogue(folder).ladder != catalogue.ladder:
        _write(folder / "escalation.yaml", ladder_content(catalogue))


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(_HEAD + _yaml(content), encoding="utf-8")


EXPORTS: tuple[Callable[[Catalogue, Path], None], ...] = (
    export_calendar, export_limits, export_ladder, export_pledge, export_profile,
    export_services,
)
