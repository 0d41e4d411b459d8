"""The blueprint of the desk, its address parts, and its navigation."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, g, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from helpdesk.domain.roles import Action, Actor, Role, permitted

desk = Blueprint("officer", __name__, url_prefix="/petugas")


class TicketNumber(BaseConverter):
    """A ticket's number; anything else is no address of ours and never reaches the database."""

    regex = r"PBJ-20[0-9]{2}-[0-9]{6,9}"


class Reference(BaseConverter):
    """An upload's random name."""

    regex = r"[A-Za-z0-9_-]{1,64}"


class RowId(BaseConverter):
    """A row's id that every database can hold."""

    regex = r"[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)


class Topic(BaseConverter):
    """The code of an article of the guide; it is a file's name too."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


@desk.record
def _converters(state: BlueprintSetupState) -> None:
    state.app.url_map.converters |= {
        "ticket": TicketNumber, "ref": Reference, "row": RowId, "topic": Topic,
    }


_PLACES = (
    ("Antrean", "officer.queue", Action.VIEW_QUEUE),
    ("Penerusan", "officer.relays", Action.FORWARD),
    ("Tiket baru", "officer.entry", Action.CREATE_TICKET),
    ("Loket", "officer.counter", Action.RECEIVE_FILE),
    ("Posisi hari ini", "officer.position", Action.SET_TARGET),
    ("Dasbor", "officer.dashboard", Action.VIEW_DASHBOARD),
)
# What keeps the office running, not the day's work: one press away.
_OFFICE = (
    ("Panduan", "officer.guide", Action.VIEW_GUIDE),
    ("Piket", "officer.duty_roster", Action.VIEW_QUEUE),
    ("Wawasan bot", "officer.insight", Action.VIEW_REPORTS),
    ("Balasan siap pakai", "officer.canned", Action.REPLY),
    ("Gangguan", "officer.incidents", Action.DECLARE_INCIDENT),
    ("Pengumuman", "officer.announcements", Action.ANNOUNCE),
    ("Petugas", "officer.staff", Action.MANAGE_OFFICERS),
    ("Tidak bertugas", "officer.absences", Action.RECORD_ABSENCE),
    ("Label", "officer.tags", Action.MANAGE_TAGS),
    ("Layanan", "officer.services", Action.MANAGE_SERVICES),
    ("Profil biro", "officer.profile", Action.MANAGE_PROFILE),
    ("Kalender kerja", "officer.working_calendar", Action.VIEW_CALENDAR),
    ("Batas waktu dan jenjang", "officer.rules", Action.VIEW_POLICY),
    ("Maklumat", "officer.pledge", Action.VIEW_POLICY),
    ("Surel keluar", "officer.outbox", Action.VIEW_OUTBOX),
    ("Mesin", "officer.machine", Action.VIEW_MACHINE),
    ("Pengingat saya", "officer.reminders", Action.REMIND),
    ("Telegram saya", "officer.my_telegram", Action.LINK_CHAT),
    ("Kata sandi saya", "officer.my_password", Action.CHANGE_PASSWORD),
)


_ANY_NUMBER = "PBJ-2000-000000"


@desk.app_template_global()
def act_url(endpoint: str, number: str) -> str:
    """The address of a ticket or of an act on it: a page has two dozen, a queue fifty."""
    return _act_url(endpoint, request.root_path).replace(_ANY_NUMBER, number)


@lru_cache(maxsize=200)
def _act_url(endpoint: str, _root: str) -> str:
    return url_for(endpoint, number=_ANY_NUMBER)


def home_of(roles: frozenset[Role]) -> str:
    """The endpoint an officer lands on: an administrator has no queue."""
    from helpdesk.domain.roles import MATRIX

    return next(end for _, end, action in (*_PLACES, *_OFFICE) if MATRIX[action] & roles)


def _at(endpoint: str) -> bool:
    """The page of one visitor belongs to the counter."""
    return request.endpoint in (endpoint, f"{endpoint}_ticket")


@desk.app_context_processor
def _navigation() -> dict[str, Any]:
    """The day's places in the bar, the office's behind one press."""
    return {"officer_nav": _links(_PLACES), "office_nav": _links(_OFFICE)}


def _links(places: tuple[tuple[str, str, Action], ...]) -> list[dict[str, Any]]:
    officer = g.get("officer")
    if officer is None:
        return []
    return [
        {"text": text, "href": href, "current": _at(endpoint)}
        for text, href, endpoint in _open_to(places, officer.actor, request.root_path)
    ]


@lru_cache(maxsize=500)
def _open_to(
    places: tuple[tuple[str, str, Action], ...], actor: Actor, _root: str
) -> list[tuple[str, str, str]]:
    """Title, address and endpoint of what an officer may open; the same on every page."""
    return [
        (text, url_for(endpoint), endpoint)
        for text, endpoint, action in places if permitted(actor, action)
    ]
