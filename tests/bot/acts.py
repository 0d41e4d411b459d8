"""What officers do at their desk while the bot runs, in the database it looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any

from flask import Flask

from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.storage import FileStore
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.counter import receive_file_at_counter
from helpdesk.usecases.forward import (
    Filing,
    accept_relay,
    forward_ticket,
    record_provider_answer,
)
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import resolve_ticket
from helpdesk.usecases.rulebook import Rulebook
from helpdesk.usecases.triage import Triage, triage_ticket
from tests.bot.office import Office
from tests.builders import an_officer, bring_all

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
_COUNT = count(1)
PDF = b"%PDF-1.7\n%contoh"


@dataclass
class Desk:
    """One officer of an office; every act is a use case at the office's instant."""

    office: Office
    actor: Actor

    @classmethod
    def of(cls, office: Office, *roles: Role) -> "Desk":
        """With an officer made for it."""
        asked = roles or (Role.HELPDESK, Role.VERIFIER)
        name = f"Petugas {next(_COUNT)}"
        return cls(office, office.look(lambda: an_officer(name, roles=asked).actor))

    @property
    def app(self) -> Flask:
        return self.office.app

    @property
    def book(self) -> Rulebook:
        book: Rulebook = self.app.extensions["rulebook"]
        return book

    @property
    def now(self) -> datetime:
        return self.office.place.clock()

    def attach(self, name: str, content: bytes = PDF) -> str:
        """A file of the officer's, kept until words take it."""
        files = FileStore(self.office.place.folder / "instance" / "files")
        upload = files.receive(BytesIO(content), name)
        owner = Words.owner(self.actor)
        return self.office.look(lambda: keep_upload(upload, owner=owner, now=self.now).ref)

    def triage(self, number: str, kind: Kind, authority: Authority = Authority.BUREAU) -> None:
        service = "pendampingan-permasalahan-spse" if kind is Kind.PROBLEM else None
        self._do(
            triage_ticket, number, Triage(kind, service=service, authority=authority)
        )

    def reply(self, number: str, text: str, files: Sequence[str] = (), **more: Any) -> None:
        self._do(reply_to_requester, number, Words(text, files), **more)

    def forward(self, number: str) -> None:
        filing = Filing(Authority.LKPP, "lpse_support", override_reason="mendesak")
        self._do(forward_ticket, number, filing)

    def accepted(self, number: str, external: str) -> None:
        self._do(accept_relay, number, external_number=external)

    def provider_says(self, number: str, text: str) -> None:
        self._do(record_provider_answer, number, text)

    def resolve(self, number: str, text: str, files: Sequence[str] = ()) -> None:
        self._do(resolve_ticket, number, Words(text, files))

    def receive_at_counter(self, number: str) -> None:
        self.office.look(lambda: bring_all(self.book, number, actor=self.actor, now=self.now))
        self._do(receive_file_at_counter, number)

    def _do(self, act: Any, number: str, *given: Any, **more: Any) -> None:
        self.office.look(
            lambda: act(self.book, number, *given, actor=self.actor, now=self.now, **more)
        )
