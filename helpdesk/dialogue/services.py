"""Layanan & syarat: the list in pages, one service with what it asks for, and its request."""

from dataclasses import replace

from helpdesk.dialogue import words
from helpdesk.dialogue.draft import open_draft
from helpdesk.dialogue.fit import shorten
from helpdesk.dialogue.matter import take
from helpdesk.dialogue.questions import leave
from helpdesk.dialogue.replies import Row, button, lines, paragraphs, say, turn
from helpdesk.dialogue.shelf import shelve
from helpdesk.dialogue.state import Draft, State
from helpdesk.dialogue.values import Context, Input, ServiceLine, Turn
from helpdesk.domain.emphasis import bold

PAGE = 6
LABEL = 60
_KEY = 38  # so that "svc:show:" and the key stay within 48 bytes
_COMMON = frozenset({"dan", "layanan", "untuk", "yang", "dari", "aplikasi", "saya", "mau", "minta"})


def list_services(state: State, context: Context, page: int = 0, lead: str = "") -> Turn:
    """One page of the services as buttons."""
    if not context.services:
        return turn(state, say(words.SERVICES_NONE))
    state = replace(leave(shelve(state)), step="services", draft=None)
    pages = (len(context.services) + PAGE - 1) // PAGE
    page %= pages
    shown = context.services[page * PAGE : (page + 1) * PAGE]
    rows: list[Row] = [
        (button(shorten(line.name, LABEL), "svc", "show", key(line.code)),) for line in shown
    ]
    if pages > 1:
        rows.append((button(words.SERVICES_MORE, "svc", "page", (page + 1) % pages),))
    return turn(state, say(lead or words.SERVICES_HEAD, *rows))


def key(code: str) -> str:
    """A service's code as a button can carry it."""
    return code.encode("ascii", "ignore").decode()[:_KEY]


def press_service(state: State, action: str, value: str, context: Context) -> Turn:
    """A button of the list or of a service."""
    if action == "page":
        return list_services(state, context, int(value) if value.isdigit() else 0)
    found = next((line for line in context.services if key(line.code) == value), None)
    if found is None:
        return list_services(state, context, lead=words.SERVICE_UNKNOWN)
    if action == "file":
        asking = replace(leave(state), step="request", service=found.code, draft=None)
        return turn(asking, say(words.SERVICE_PROMPT.format(service=found.name)))
    return show_service(state, found)


def show_service(state: State, line: ServiceLine) -> Turn:
    """A service: who does it, what it is, what to bring."""
    needed = lines(words.SERVICE_REQUIREMENTS, *(f"• {item}" for item in line.requirements))
    text = paragraphs(
        lines(bold(line.name), words.SERVICE_UNIT.format(unit=line.unit_name)),
        line.summary,
        needed if line.requirements else words.SERVICE_NO_REQUIREMENTS,
        words.SERVICE_VISIT if line.needs_visit else None,
    )
    more = (
        button(words.SERVICES_MORE, "menu", "services"),
        button(words.MENU_HOME, "menu", "home"),
    )
    state = replace(state, step="services")
    file = (button(words.SERVICE_FILE, "svc", "file", key(line.code)),)
    return turn(state, say(text, file, more))


def services_text(state: State, given: Input, context: Context) -> Turn:
    """A typed name picks its service; anything else is a matter like any."""
    named = _by_name(given.text, context.services)
    if len(named) == 1:
        return show_service(state, named[0])
    if named and len(given.text.split()) <= 4:
        rows = ((button(shorten(s.name, LABEL), "svc", "show", key(s.code)),) for s in named[:PAGE])
        return turn(state, say(words.SERVICES_HEAD, *rows))
    return take(state, given.text, context)


def _by_name(text: str, services: tuple[ServiceLine, ...]) -> tuple[ServiceLine, ...]:
    """The services whose names hold the most of the words typed, if any does."""
    asked = {word for word in text.casefold().split() if len(word) > 2} - _COMMON
    scores = {line.code: len(asked & set(_words(line.name))) for line in services}
    best = max(scores.values(), default=0)
    if not best or best * 2 < len(asked):
        return ()
    return tuple(line for line in services if scores[line.code] == best)


def _words(name: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in name.casefold()).split()


def request_text(state: State, given: Input, context: Context) -> Turn:
    """What is wanted of the chosen service: shown once, then sent."""
    service = next((line for line in context.services if line.code == state.service), None)
    if service is None:
        return take(state, given.text, context)
    return open_draft(state, Draft(given.text, service.kind, service.code), context)
