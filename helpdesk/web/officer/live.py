"""Live updates: which tickets changed, as server-sent events, or asked for now and then.

Only numbers leave here, and to an open ticket the names of colleagues who have it open too. A page
that hears of a change asks for itself again, under the same permissions as ever, so nothing can be
read here that its page would refuse. The wire format is that of the HTML standard, section 9.2
(text/event-stream).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

from flask import Flask, Response, current_app, jsonify, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.db import begin_reading, release
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import Action, Actor
from helpdesk.queries.changes import Change, changes_since
from helpdesk.usecases.officers import officer_of_session
from helpdesk.web.door import acting, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.presence import Watch
from helpdesk.web.pulse import Seat, live_of
from helpdesk.web.session import KEY

JUST = timedelta(seconds=10)  # a page's own making may have taken so long
CHECK = 15  # looks between two questions whether the officer is still signed in
RETRY = 3000  # milliseconds after which a browser connects again
_KIND = {EventType.REGISTERED: "new", EventType.REQUESTER_WROTE: "message",
         EventType.TOOK_OVER: "message"}


@desk.get("/langsung")
@permitted(Action.VIEW_QUEUE)
def live() -> ResponseReturnValue:
    """A stream of changes until the browser leaves, the session ends or the server stops."""
    listener, seats = acting(), live_of(current_app).seats
    assert listener.id is not None
    seat = seats.take(listener.id)
    if seat is None:
        return Response(status=204)  # a browser takes this as: do not connect again
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    watch = Watch(app, listener, request.args.get("tiket", ""))
    answer = Response(
        _stream(app, seat, listener, str(cookie.get(KEY)), _last_id(), watch),
        mimetype="text/event-stream",
    )
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy in front must not gather them
    answer.call_on_close(watch.end)
    answer.call_on_close(lambda: seats.give_back(seat))
    return answer


@desk.get("/langsung.json")
@permitted(Action.VIEW_QUEUE)
def live_poll() -> ResponseReturnValue:
    """The same once, for a browser whose stream does not come through."""
    listener, after = acting(), _last_id()
    watch = Watch(current_app, listener, request.args.get("tiket", ""))
    release()  # being seen is written; what follows only reads again
    watch.renew()
    begin_reading()
    newest, _ = live_of(current_app).pulse.now()
    found = _fresh(changes_since(listener, newest), after, now())
    return jsonify(after=newest, here=watch.others(),
                   changes=[_told(change, listener) for change in found])


def _last_id() -> int:
    """Where the listener stopped: what its browser repeats by itself, or what the page knows."""
    told = request.headers.get("Last-Event-ID") or request.args.get("sejak") or "0"
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def _told(change: Change, listener: Actor) -> dict[str, object]:
    kind = _KIND.get(EventType(change.type), "change")
    return {"id": change.id, "number": change.number, "kind": kind,
            "mine": change.actor == str(listener)}


def _fresh(found: Sequence[Change], after: int, at: datetime) -> Sequence[Change]:
    """What a listener who stopped at `after` has not heard; a new one: while its page was made."""
    if after:
        return [change for change in found if change.id > after]
    return [change for change in found if change.at >= at - JUST]


def _stream(
    app: Flask, seat: Seat, listener: Actor, secret: str, after: int, watch: Watch
) -> Iterator[str]:
    yield f"retry: {RETRY}\nevent: hello\ndata: {{}}\n\n"
    pulse, stopping = live_of(app).pulse, app.extensions.get("stopping", bool)
    told: set[int] | None = None
    newest = None
    for turn in count():
        if stopping():
            return
        found: Sequence[Change] = ()
        with app.app_context():
            if turn % CHECK == 0:
                watch.renew()
            begin_reading()
            if turn % CHECK == 0 and officer_of_session(secret, now=now()) is None:
                yield "event: bye\ndata: {}\n\n"
                return
            before, newest = newest, pulse.now()
            if newest != before:
                known = changes_since(listener, newest[0])
                found = (_fresh(known, after, now()) if told is None
                         else [change for change in known if change.id not in told])
                told = {change.id for change in known}
            people = watch.news()
        for change in found:
            yield f"id: {change.id}\ndata: {json.dumps(_told(change, listener))}\n\n"
        if people is not None:
            yield f"event: here\ndata: {json.dumps(people)}\n\n"
        yield ":\n\n"  # by this a browser that went away is noticed
        if seat.left.wait(pulse.every):
            yield "event: full\ndata: {}\n\n"
            return
