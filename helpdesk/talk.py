"""The conversation put together: guide, catalogue and wording as the dialogue's context."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from faq.article import Article
from faq.library import Answer, Library
from helpdesk.dialogue.effects import StatusShown
from helpdesk.dialogue.values import Match, Reach, ServiceLine, Topic, TopicAnswer
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Authority, Kind, Status
from helpdesk.errors import NotFound
from helpdesk.models import Ticket
from helpdesk.queries.duty import on_duty
from helpdesk.queries.inbox import waiting_for_officers
from helpdesk.queries.incidents import incident_of_report, published_incidents
from helpdesk.queries.merged import goes_on_in, takes_words
from helpdesk.queries.pace import usual_answer
from helpdesk.queries.reading import read_ticket
from helpdesk.usecases.effects import Talk
from helpdesk.wording.glance import glance
from helpdesk.wording.guide import chat_answer
from helpdesk.wording.incident import banner, of_report
from helpdesk.wording.opening import contact_lines, opening_sentence, pace_words
from helpdesk.wording.status import merged_words, public_status, status_text, why_dates_text
from helpdesk.wording.time import date_long, time
from helpdesk.wording.values import status_public

PRIVACY = (
    "Data Anda hanya dipakai untuk menangani tiket ini. Jangan kirim kata sandi, kode OTP, atau "
    "foto KTP di sini."
)


def build_talk(library: Library, catalogue: Catalogue) -> Talk:
    """What `usecases.converse` needs from the doors, for every skin alike."""
    zone = str(catalogue.calendar.tz)

    def worded(instant: datetime) -> str:
        return f"{date_long(instant, zone)} pukul {time(instant, zone)}"

    def status_of(ticket: Ticket, now: datetime) -> StatusShown:
        view = public_status(catalogue, read_ticket(ticket, catalogue, now))
        text, notice = status_text(view), incident_of_report(ticket)
        if notice is not None:
            text = f"{text}\n\n{of_report(notice, zone)}"
        main = goes_on_in(ticket)
        if main is not None:
            text = f"{text}\n\n{merged_words(main.number)}"
        why = ("why",) if view["clocks"] else ()
        return StatusShown(text, ticket.number, (*_actions(ticket), *why))

    def dates_of(ticket: Ticket, now: datetime) -> StatusShown:
        view = public_status(catalogue, read_ticket(ticket, catalogue, now))
        return StatusShown(why_dates_text(view), ticket.number, ("show",))

    return Talk(
        match=lambda text: match(library, text, catalogue),
        topic=lambda id_: topic(library, catalogue, id_),
        status_of=status_of,
        dates_of=dates_of,
        promised=lambda ticket, now: {
            clock.kind.value: glance(clock) for clock in read_ticket(ticket, catalogue, now).clocks
        },
        status_words=lambda ticket: status_public(Status(ticket.status)),
        worded=worded,
        facts=lambda now: _facts(catalogue, now),
        is_word=lambda word: is_word(library, word),
    )


_ASPECTS = {
    "syarat": "Syarat", "prosedur": "Langkahnya", "waktu": "Berapa lama", "biaya": "Biaya",
}


def match(library: Library, text: str, catalogue: Catalogue) -> Match:
    """The guide's answer as the dialogue's value."""
    return as_match(library, library.ask(text), catalogue)


def as_match(library: Library, answer: Answer, catalogue: Catalogue) -> Match:
    """What the guide made of a question, for those who know no guide."""
    first = library.article(answer.aspects[0][1]).service if answer.aspects else None
    service = catalogue.services.get(first or "")
    return Match(
        answer.zone,  # type: ignore[arg-type]
        tuple(Topic(c.id, c.title, c.score) for c in answer.candidates),
        answer.complaint,
        tuple(Topic(id_, _ASPECTS[aspect]) for aspect, id_ in answer.aspects),
        service.name if service else "",
    )


def is_word(library: Library, word: str) -> bool:
    """Whether a small word is Indonesian, the guide's own, or slang for one."""
    normaliser = library.normaliser
    return word in normaliser.slang or normaliser.is_correct(word)


def topic(library: Library, catalogue: Catalogue, id_: str) -> TopicAnswer:
    """An article as an answer ready to send. Raises `NotFound`."""
    try:
        article = library.article(id_)
    except KeyError as error:
        raise NotFound("Panduan itu tidak ditemukan.") from error
    return as_topic_answer(article, catalogue)


def as_topic_answer(article: Article, catalogue: Catalogue) -> TopicAnswer:
    """An article, published or not, as the chat sends it."""
    own = catalogue.filed_by_owner(article.id)
    service = article.service if article.service in catalogue.offered else None
    return TopicAnswer(
        article.id, article.title, chat_answer(article.body_markdown, catalogue.bureau),
        article.source,
        None if article.needs_review else article.reviewed_on, Authority(article.authority),
        Kind(article.kind), service, article.unit if article.unit in catalogue.units else None,
        replace(own, place=catalogue.bureau.fill(own.place)) if own else None,
    )


def _actions(ticket: Ticket) -> tuple[str, ...]:
    if ticket.status == Status.RESOLVED:
        return ("done", "reopen")
    if ticket.status in (Status.CLOSED, Status.REJECTED):
        return ("add",) if takes_words(ticket) else ()
    return ("add", "fix") if ticket.kind in _OF_PACKAGES else ("add",)


_OF_PACKAGES = (Kind.PROBLEM, Kind.OUTAGE, Kind.INQUIRY)


def _reach(catalogue: Catalogue, now: datetime) -> Reach:
    """When the counter opens, who waits, how long answers took, who is on duty: as it is."""
    minutes = usual_answer(catalogue.calendar, now)
    return Reach(
        opening_sentence(catalogue, now), waiting_for_officers(),
        pace_words(minutes) if minutes is not None else "",
        on_duty=bool(on_duty(catalogue.calendar.local_date(now))),
        elsewhere=contact_lines(catalogue.bureau),
    )


def _incident_line(catalogue: Catalogue, now: datetime) -> str:
    """What every public page says of it, for those who only chat."""
    zone = str(catalogue.calendar.tz)
    shown = [banner(notice, zone) for notice in published_incidents(now)]
    return "\n".join(f"Pemberitahuan: {each['title']}. {each['text']}" for each in shown)


def _facts(catalogue: Catalogue, now: datetime) -> Mapping[str, Any]:
    units = catalogue.units
    return {
        "services": tuple(
            ServiceLine(
                s.code, s.name, units[s.unit].name, s.kind, catalogue.bureau.fill(s.description),
                tuple(catalogue.bureau.fill(r) for r in s.requirements), s.needs_visit,
            )
            for s in sorted(catalogue.offered.values(), key=lambda s: s.order)
        ),
        "bureau_name": catalogue.bureau.short_name,
        "privacy_line": PRIVACY,
        "reach": lambda: _reach(catalogue, now),
        "response_promise": f"{getattr(catalogue.limits.response.limit, 'count', 3)} hari kerja",
        "incident_line": lambda: _incident_line(catalogue, now),
        "lpse_support": catalogue.bureau.contacts.lpse_support,
        "call_144": catalogue.bureau.contacts.call_144,
        "integrity_line": catalogue.bureau.contacts.inspectorate,
    }
