"""Who else has a ticket open, as the live channel tells an open page of it."""

from flask import Flask

from helpdesk.domain.roles import Actor
from helpdesk.queries.presence import still_seen
from helpdesk.usecases.presence import be_present, leave
from helpdesk.web.door import now
from helpdesk.web.pulse import live_of

People = tuple[tuple[str, bool], ...]  # (name, whether they are writing)


class Watch:
    """One open page of a ticket: renews its own row, and knows whom it has told of."""

    def __init__(self, app: Flask, listener: Actor, number: str) -> None:
        self._app, self._listener, self._number = app, listener, number
        self._ticket_id: int | None = None
        self._told: People = ()

    def renew(self) -> None:
        """Be seen for another while; asks anew whether the ticket may be seen at all."""
        if self._number:
            self._ticket_id = be_present(self._number, actor=self._listener, now=now())

    def others(self) -> People:
        """Who else is there, as far as the listener may know."""
        if self._ticket_id is None:
            return ()
        found = tuple(
            (each.name, each.writing) for each in live_of(self._app).presence.now()
            if each.ticket_id == self._ticket_id and each.officer_id != self._listener.id
        )
        if found != self._told and not still_seen(self._ticket_id, self._listener):
            self._ticket_id = None
            return ()
        return found

    def news(self) -> People | None:
        """The same when it differs from what was told before, else None."""
        found = self.others()
        if found == self._told:
            return None
        self._told = found
        return found

    def end(self) -> None:
        """The page was left."""
        if self._ticket_id is not None:
            with self._app.app_context():
                leave(self._ticket_id, actor=self._listener)
