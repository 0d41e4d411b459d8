"""The view model of the officers' list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from helpdesk.domain.roles import Actor, Role
from helpdesk.models import Officer, OfficerChange
from helpdesk.queries.officer_changes import officer_changes
from helpdesk.queries.officer_chats import linked_since
from helpdesk.queries.related import all_officers
from helpdesk.web.door import catalogue
from helpdesk.web.officer.forms import Posted
from helpdesk.wording.time import datetime_long, datetime_short

TITLES = {
    Role.HELPDESK: "Petugas helpdesk", Role.VERIFIER: "Verifikator",
    Role.SYSTEM_ADMIN: "Admin sistem SPSE", Role.UNIT_HEAD: "Kepala bagian/subbagian",
    Role.BUREAU_HEAD: "Kepala Biro", Role.ADMINISTRATOR: "Administrator aplikasi",
}


def title_of(role: Role) -> str:
    """The post as this bureau calls it."""
    return catalogue().bureau.titles.get(role.value, TITLES[role])


def staff_page(
    actor: Actor, form: Posted | None = None, errors: Mapping[str, str] | None = None,
    message: str | None = None,
) -> dict[str, Any]:
    """Everyone with their roles; `form` when one was refused."""
    everyone, units, linked = all_officers(), catalogue().units, linked_since()
    return {
        "officers": [_row(o, actor, form, linked.get(o.id)) for o in everyone],
        "names": [(str(o.id), o.name) for o in everyone if o.active],
        "roles": [(role.value, title_of(role)) for role in Role],
        "units": [(u.code, u.name) for u in units.values()],
        "kept": form.kept() if form else {}, "open": form.prefix if form else "",
        "ticked": form.values.getlist("baru-roles") if form else [],
        "errors": errors or {}, "message": message,
        "record": [_recorded(change, {o.id: o.name for o in everyone})
                   for change in officer_changes()],
    }


_KINDS = {"added": "ditambahkan", "changed": "diubah", "password": "mengganti kata sandinya",
          "password_reset": "diatur ulang kata sandinya"}


def _recorded(change: OfficerChange, names: Mapping[int, str]) -> dict[str, Any]:
    """One line of the record: when, who, what before and after."""
    parts = [
        f"{_FIELD_NAMES[name]}: " + " → ".join(
            _said(name, sides[name], names) for sides in (change.before, change.after)
            if name in sides
        )
        for name, value in change.after.items() if value or name in change.before
    ]
    return {
        "at_text": datetime_short(change.at, catalogue().bureau.zone),
        "who": names.get(change.officer_id, "Petugas"), "what": _KINDS[change.kind],
        "by": "" if change.by_id == change.officer_id else names.get(change.by_id or 0, "Sistem"),
        "parts": parts,
    }


_FIELD_NAMES = {"roles": "peran", "unit": "bagian", "active": "akun", "deputy_of": "mewakili"}


def _said(name: str, value: Any, names: Mapping[int, str]) -> str:
    if name == "roles":
        return ", ".join(title_of(Role(code)) for code in value) or "tanpa peran"
    if name == "active":
        return "aktif" if value else "nonaktif"
    if name == "deputy_of":
        return names.get(value, "tidak ada")
    unit = catalogue().units.get(value or "")
    return unit.name if unit else "tanpa bagian"


def _row(
    officer: Officer, actor: Actor, form: Posted | None, since: datetime | None
) -> dict[str, Any]:
    unit = catalogue().units.get(officer.unit or "")
    refused = form is not None and form.prefix == f"p{officer.id}"
    roles = form.values.getlist(form.key("roles")) if form and refused else list(officer.roles)
    return {
        "id": officer.id, "name": officer.name, "email": officer.email, "active": officer.active,
        "role_text": ", ".join(title_of(Role(code)) for code in officer.roles),
        "unit_text": unit.name if unit else "tanpa bagian", "unit": officer.unit or "",
        "roles": roles, "deputy_of": str(officer.deputy_of or ""), "self": officer.id == actor.id,
        "linked_text": datetime_long(since, catalogue().bureau.zone) if since else "",
    }
