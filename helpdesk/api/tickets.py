"""POST /tickets and GET /tickets/<token>: a matter brought in, and what the link alone shows."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import request

from helpdesk.api.door import (
    blueprint_of,
    book,
    described,
    limited,
    now,
    only_json,
    settings,
)
from helpdesk.api.schemas import (
    IdempotencySchema,
    NewTicketSchema,
    RegisteredSchema,
    StatusSchema,
)
from helpdesk.db import db
from helpdesk.domain.link import status_token
from helpdesk.domain.ticket import Category, Channel, IdentityMode, Kind
from helpdesk.errors import InvalidInput
from helpdesk.models import Ticket, TicketClock
from helpdesk.queries.reading import read_ticket, ticket_of_link
from helpdesk.usecases.register import NewTicket
from helpdesk.usecases.register_once import register_once
from helpdesk.wording.status import public_status

blueprint = blueprint_of("tickets", "Tiket.")
blueprint.before_request(only_json)
# What the rules call a field, in the words of their messages → its name here.
_NAMES = {
    "isi": "text", "isi pesan": "text", "judul": "subject", "nama": "name",
    "nama perusahaan": "company", "kontak": "email", "kode paket": "package_code",
    "loss": "complaint.loss", "address": "complaint.address", "request": "complaint.request",
}
_COMPLAINT_ONLY = ("complaint", "about_officer", "declared", "service_date")


@described(
    blueprint.post("/tickets"),
    blueprint.arguments(IdempotencySchema, location="headers"),
    blueprint.arguments(NewTicketSchema),
    blueprint.response(201, RegisteredSchema, description="Tiket baru"),
    blueprint.alt_response(
        200, schema=RegisteredSchema, description="Kiriman ulang, tiket yang sama"
    ),
    blueprint.alt_response(400, "BAD_REQUEST"),
    blueprint.alt_response(409, "CONFLICT"),
    blueprint.alt_response(413, "REQUEST_ENTITY_TOO_LARGE"),
    blueprint.alt_response(415, "UNSUPPORTED_MEDIA_TYPE"),
    blueprint.alt_response(429, "TOO_MANY_REQUESTS"),
)
@limited("15 per minute; 100 per hour")
def create(headers: Mapping[str, str], body: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Ajukan tiket"""
    key = headers.get("idempotency_key")
    try:
        ticket, is_new = register_once(
            book(), _new_ticket(body), key=f"api:{_caller()}:{key}" if key else None,
            fingerprint=_fingerprint(body), now=now(),
        )
    except InvalidInput as error:
        fields = {_NAMES.get(name, name): text for name, text in error.fields.items()}
        raise InvalidInput(error.message, **fields) from error
    return _registered(ticket), 201 if is_new else 200


@described(
    blueprint.get("/tickets/<token>"),
    blueprint.response(200, StatusSchema),
    blueprint.alt_response(404, "NOT_FOUND"),
    blueprint.alt_response(429, "TOO_MANY_REQUESTS"),
)
@limited("60 per minute; 600 per hour")
def status(token: str) -> Mapping[str, Any]:
    """Status sebuah tiket menurut tautannya"""
    catalogue = book().catalogue
    return public_status(catalogue, read_ticket(ticket_of_link(token), catalogue, now()))


def _caller() -> str:
    """Who sends, as far as is known without accounts: keys of different senders never meet."""
    return hashlib.sha256((request.remote_addr or "").encode()).hexdigest()[:16]


def _fingerprint(body: Mapping[str, Any]) -> str:
    canonical = json.dumps(body, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _new_ticket(body: Mapping[str, Any]) -> NewTicket:
    kind, identity = Kind(body["kind"]), IdentityMode(body["identity"])
    if kind is not Kind.COMPLAINT:
        stray = [name for name in _COMPLAINT_ONLY if body.get(name)]
        if stray or identity is not IdentityMode.KNOWN:
            why = "Hanya untuk pengaduan (kind=complaint)."
            raise InvalidInput(**dict.fromkeys(stray or ["identity"], why))
    return NewTicket(
        kind=kind, text=body["text"], channel=Channel.WEB, category=Category(body["category"]),
        name=body.get("name"), company=body.get("company"), contacts=_contacts(body, identity),
        service=body.get("service"), identity=identity, subject=body.get("subject"),
        package_code=body.get("package_code"), tender_deadline=body.get("tender_deadline"),
        service_date=body.get("service_date"), about_officer=body["about_officer"],
        complaint=body.get("complaint", {}), declared=body["declared"],
    )


def _contacts(body: Mapping[str, Any], identity: IdentityMode) -> dict[str, str]:
    """Nothing that reaches a person is kept of someone who asked for no identity."""
    if identity is IdentityMode.NONE:
        return {}
    return {name: body[name] for name in ("email", "phone") if body.get(name)}


def _registered(ticket: Ticket) -> dict[str, Any]:
    token = status_token(book().link_key, ticket.id, ticket.link_serial)
    query = sa.select(TicketClock.kind, TicketClock.due_at).filter_by(ticket_id=ticket.id, cycle=1)
    rows = db.session.execute(query.order_by(TicketClock.revision))
    dues = {kind: due for kind, due in rows}  # noqa: C416  dict() loses the types
    zone = book().calendar.tz
    return {
        "number": ticket.number, "token": token, "status_url": f"{settings().base_url}/t/{token}",
        **{
            f"{kind}_due_at": due.astimezone(zone) if due else None
            for kind in ("response", "resolution") for due in (dues.get(kind),)
        },
    }
