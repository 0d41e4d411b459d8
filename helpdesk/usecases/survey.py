"""The satisfaction survey: nine answers on a resolved ticket, once, without a name."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from helpdesk.db import db, use_case
from helpdesk.domain.events import EventType, Visibility
from helpdesk.domain.link import token_hash
from helpdesk.domain.plain_text import clean
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import ENDED, Status
from helpdesk.errors import DuplicateRequest, InvalidInput, NotFound
from helpdesk.models import SurveyResponse, Ticket
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.messages import without_secrets
from helpdesk.usecases.recording import Change, record
from helpdesk.usecases.rulebook import Rulebook


def ticket_of_survey(token: str) -> Ticket:
    """The ended ticket that invited to this survey. Raises `NotFound`, telling nothing."""
    query = sa.select(Ticket).where(Ticket.survey_hash == token_hash(token))
    ticket = db.session.scalars(query).one_or_none()
    if ticket is None or Status(ticket.status) not in ENDED:
        raise NotFound("Halaman survei ini tidak ditemukan.")
    return ticket


def _is_value(answer: object) -> bool:
    """1 to 4 and nothing that merely equals them."""
    return type(answer) is int and 1 <= answer <= 4


@use_case
def answer_survey(
    book: Rulebook, token: str, answers: Mapping[str, int], *, now: datetime,
    profile: Mapping[str, str] | None = None, comment: str = "",
) -> SurveyResponse:
    """Keep the nine values (1 to 4 each, Permen PANRB 14/2017); a second answer is refused."""
    ticket = load_ticket(ticket_of_survey(token).number)
    keys = [element.key for element in book.catalogue.survey.elements]
    wrong = {key: "Pilih satu jawaban." for key in keys if not _is_value(answers.get(key))}
    if wrong or set(answers) - set(keys):
        raise InvalidInput("Mohon jawab kesembilan pertanyaan.", **wrong)
    earlier = db.session.scalar(sa.select(SurveyResponse.id).filter_by(ticket_id=ticket.id))
    if earlier is not None:
        raise DuplicateRequest(message="Survei ini sudah diisi. Terima kasih.")
    allowed = {question.key for question in book.catalogue.survey.profile}
    response = SurveyResponse(
        ticket_id=ticket.id, service=ticket.service, unit=ticket.unit, answers=dict(answers),
        profile={k: clean(v, limit=100) for k, v in (profile or {}).items() if k in allowed and v},
        comment=without_secrets(comment, limit=2_000, field="saran") if comment.strip() else None,
        at=now,
    )
    db.session.add(response)
    db.session.flush()
    record(book, ticket, Change(
        EventType.SURVEY_ANSWERED, {"survey": response.id}, REQUESTER, now,
        visibility=Visibility.OFFICERS,
    ))
    return response
