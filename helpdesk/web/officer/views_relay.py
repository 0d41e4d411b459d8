"""The forwarding drawer: where it stands, what is missing, what to copy, what to write down."""

from typing import Any

from helpdesk.domain.dossier import PROOF, missing_proof
from helpdesk.domain.external_number import number_in
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import PROVIDERS, IdentityMode, RelayState, Status
from helpdesk.models import Message
from helpdesk.queries.paper import forwardable_files
from helpdesk.queries.reading import Reading
from helpdesk.usecases.dossier import facts_of
from helpdesk.usecases.self_filing import awaits_number
from helpdesk.web.door import catalogue
from helpdesk.web.officer.views_board import position_of
from helpdesk.web.officer.views_relay_form import filing_form, target_limits, when_limits
from helpdesk.web.officer.views_relay_lead import arrived, asked_at, lead
from helpdesk.wording.dossier import target_fields
from helpdesk.wording.timeline import PROVIDER
from helpdesk.wording.values import file_size, label

_ENDED = (Status.RESOLVED, Status.CLOSED, Status.REJECTED)
_STEPS = ("Siap", "Diteruskan", "Diterima", "Dijawab")
_AT = {
    RelayState.READY: 1, RelayState.FILED: 2, RelayState.ACCEPTED: 3,
    RelayState.ANSWERED: 4, RelayState.DATA_REQUESTED: 1, RelayState.TAKEN_BACK: 0,
}
_CLOSE = "Kata sandi dan kode OTP tidak perlu dan jangan dikirim."


def relay_view(
    reading: Reading, actor: Actor, ticked: tuple[str, ...] | None = None
) -> dict[str, Any] | None:
    """The drawer, or None where forwarding makes no sense or is not the actor's."""
    ticket, standing = reading.ticket, reading.standing
    allowed = permitted(actor, Action.FORWARD) and not ticket.sealed
    if not allowed or standing.status in _ENDED:
        return None
    state, position = standing.relay_state, position_of(reading)
    provider = position.provider if position else standing.provider or "lkpp"
    facts = facts_of(ticket, catalogue().bureau, reading.messages)
    missing = missing_proof(facts)
    filing = state not in (RelayState.FILED, RelayState.ACCEPTED)
    return {
        "id": "teruskan", "title": _title(state, provider), "state": state,
        "state_text": label(state) if state else "", "late": bool(position and position.late),
        "lead": lead(reading, position, str(catalogue().calendar.tz)),
        "missing": [PROOF[m] for m in missing] if filing else [],
        "provider": provider, "party": PROVIDER[provider],
        "fields": target_fields(catalogue(), facts, missing), "progress": _progress(state),
        "awaits_data": state is RelayState.DATA_REQUESTED and arrived(reading.events) is None,
        "resending": state is RelayState.DATA_REQUESTED,
        "can_file": filing, "is_ready": state is RelayState.READY,
        "form": filing_form(reading, provider, missing, ticked) if filing else None,
        "can_accept": state in (RelayState.FILED, RelayState.ANSWERED),
        "can_answer": state in (RelayState.FILED, RelayState.ACCEPTED),
        "can_take": state in (RelayState.READY, RelayState.FILED, RelayState.ACCEPTED),
        "ask": _ask(reading, provider, missing), "self_filed": awaits_number(ticket),
        "open": state in (RelayState.READY, RelayState.FILED, RelayState.DATA_REQUESTED)
        or standing.authority in PROVIDERS,
        "external": standing.external_number or "", "told": _told(reading),
        "when": when_limits(reading), "target": target_limits(),
        "dossier": dossier_choices(reading),
    }


def dossier_choices(reading: Reading) -> dict[str, Any]:
    """What may go into the dossier to download: files to tick, contacts if they may be told."""
    named = reading.ticket.identity == IdentityMode.KNOWN
    files = forwardable_files(reading.ticket, reading.messages)
    return {"named": named, "files": [(f.ref, f.name, file_size(f.size)) for f in files]}


def _title(state: RelayState | None, provider: str) -> str:
    begun = state not in (None, RelayState.TAKEN_BACK)
    return f"{'Penerusan' if begun else 'Teruskan'} ke {PROVIDER[provider]}"


def _progress(state: RelayState | None) -> list[dict[str, str]]:
    reached = _AT[state] if state else 0
    return [
        {"text": text, "state": "done" if n < reached else "current" if n == reached else "todo"}
        for n, text in enumerate(_STEPS)
    ]


def _ask(
    reading: Reading, provider: str, missing: tuple[str, ...]
) -> dict[str, Any] | None:
    """What to ask the requester for, ready to be sent or changed."""
    if reading.standing.relay_state is RelayState.DATA_REQUESTED:
        if asked_at(reading.events) or arrived(reading.events):
            return None
        theirs = _last_request(reading)
        return {
            "title": f"Mintakan kepada pemohon apa yang diminta {PROVIDER[provider]}",
            "text": request_text(PROVIDER[provider], theirs), "open": True,
        }
    if not missing or reading.standing.relay_state in (RelayState.FILED, RelayState.ACCEPTED):
        return None
    return {
        "title": "Minta yang kurang kepada pemohon", "text": ask_text(missing), "open": False
    }


def _last_request(reading: Reading) -> str:
    """What they asked for, as it was written down."""
    said = [m for m in reading.messages if m.side == "provider"]
    return said[-1].body if said else ""


def request_text(party: str, theirs: str) -> str:
    """Their request in words to the requester."""
    return (
        f"{party} meminta data berikut agar laporan Anda dapat ditangani:\n\n{theirs.strip()}\n\n"
        f"Kirim lewat tiket ini, boleh dengan lampiran. {_CLOSE}"
    )


def ask_text(missing: tuple[str, ...]) -> str:
    """What to ask the requester for, ready to be sent or changed."""
    lines = "\n".join(f"- {PROOF[code]}" for code in missing)
    return (
        "Agar laporan Anda dapat kami teruskan, mohon kirimkan:\n"
        f"{lines}\n\nKirim lewat tiket ini, boleh dengan lampiran. {_CLOSE}"
    )


def _told(reading: Reading) -> str:
    """The number that the requester wrote, so that no officer types it again."""
    if not awaits_number(reading.ticket):
        return ""
    theirs: list[Message] = [
        m for m in reading.messages if m.side == "requester" and not m.internal
    ]
    return (number_in(theirs[-1].body) or "") if theirs else ""
