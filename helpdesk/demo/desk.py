"""The desk at which the demo's stories play: days, people, and the present instant of a story."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from helpdesk.demo.picture import error_screen
from helpdesk.domain.checklist import DocumentState
from helpdesk.domain.link import survey_token
from helpdesk.domain.roles import REQUESTER
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer, Ticket
from helpdesk.storage import FileStore
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.counter import tick_document
from helpdesk.usecases.loading import load_ticket
from helpdesk.usecases.register import NewTicket, register_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.survey import answer_survey
from helpdesk.usecases.triage import Triage, triage_ticket

# A story tells when it goes on; between, the desk's clock moves and the sweep does its work.
Story = Callable[["Desk"], Iterator[datetime]]


@dataclass
class Desk:
    """What a story acts with. `present` is when the demo ends: the real now."""

    book: Rulebook
    people: Mapping[str, Officer]
    files: Path
    present: datetime
    now: datetime
    marked: dict[str, str] = field(default_factory=dict)  # what the tour shows → ticket number

    def day(self, back: int, clock: str) -> datetime:
        """A time on the `back`-th working day before the present, 1 being the last one over."""
        calendar = self.book.calendar
        today = calendar.local_date(self.present)
        over = calendar.is_working_day(today) and calendar.close_of(today) <= self.present
        day, left = today, back - (1 if over else 0)
        while left > 0:
            day -= timedelta(days=1)
            left -= calendar.is_working_day(day)
        return self._at(day, clock)

    def _at(self, day: date, clock: str) -> datetime:
        hour, minute = clock.split(".")
        return datetime.combine(day, time(int(hour), int(minute)), self.book.calendar.tz)

    def ago(self, minutes: int) -> datetime:
        """So many minutes before the present, whatever the hour."""
        return self.present - timedelta(minutes=minutes)

    def come(self, kind: Kind, text: str, *, by: str | None = None, **more: Any) -> str:
        """Register a matter, by its requester or at the hand of officer `by`; its number."""
        actor = self.people[by].actor if by else REQUESTER
        new = NewTicket(kind=kind, text=text, **more)
        return register_ticket(self.book, new, actor=actor, now=self.now).number

    def triage(self, number: str, by: str, kind: Kind, **more: Any) -> None:
        """The officer's decision."""
        self.do(triage_ticket, number, Triage(kind=kind, **more), by=by)

    def do(self, act: Callable[..., Any], number: str, *given: Any, by: str, **more: Any) -> None:
        """A use case of an officer."""
        act(self.book, number, *given, actor=self.people[by].actor, now=self.now, **more)

    def hear(self, act: Callable[..., Any], number: str, *given: Any, **more: Any) -> None:
        """A use case of the requester."""
        act(self.book, number, *given, now=self.now, **more)

    def tick(
        self, number: str, by: str, but: Sequence[str] = (), *, copies: bool = False
    ) -> None:
        """What the service always asks for came: originals seen, or only `copies` of them."""
        service = self.book.catalogue.services[str(self.ticket(number).service)]
        for needed in service.documents:
            if needed.when is None and needed.code not in but:
                seen = needed.original and not copies
                state = DocumentState.ORIGINAL if seen else DocumentState.RECEIVED
                self.do(tick_document, number, needed.code, state, by=by)

    def screenshot(self, name: str) -> Mapping[str, Any]:
        """An uploaded picture, as the arguments `files` and `owner` of a ticket or message."""
        upload = FileStore(self.files).receive(io.BytesIO(error_screen()), name)
        owner = f"demo:{name}"
        keep_upload(upload, owner=owner, now=self.now)
        return {"files": (upload.ref,), "owner": owner}

    def survey(self, number: str, values: str, comment: str = "") -> None:
        """Nine values as digits, in the order of the questionnaire."""
        keys = [element.key for element in self.book.catalogue.survey.elements]
        answers = {key: int(value) for key, value in zip(keys, values, strict=True)}
        token = survey_token(self.book.link_key, self.ticket(number).id)
        answer_survey(self.book, token, answers, now=self.now, comment=comment)

    def ticket(self, number: str) -> Ticket:
        """The ticket's row."""
        return load_ticket(number)

    def mark(self, what: str, number: str) -> None:
        """Remember a ticket for the tour."""
        self.marked[what] = number
