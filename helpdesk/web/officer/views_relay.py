"""The forwarding drawer: the dossier in the target's fields, what is missing, what is next."""

from typing import Any

from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.dossier import PROOF, missing_proof
from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.domain.ticket import PROVIDERS, Authority, IdentityMode, RelayState, Status
from helpdesk.queries.paper import forwardable_files
from helpdesk.queries.reading import Reading
from helpdesk.usecases.dossier import facts_of
from helpdesk.usecases.forward import CHANNELS
from helpdesk.web.door import catalogue
from helpdesk.wording.dossier import target_fields
from helpdesk.wording.timeline import PROVIDER, RELAY_CHANNEL
from helpdesk.wording.values import file_size, label

_ENDED = (Status.RESOLVED, Status.CLOSED, Status.REJECTED)
_STEPS = ("Siap", "Diteruskan", "Diterima", "Dijawab")
_AT = {
    RelayState.READY: 1, RelayState.FILED: 2, RelayState.ACCEPTED: 3,
    RelayState.ANSWERED: 4, RelayState.DATA_REQUESTED: 3, RelayState.TAKEN_BACK: 0,
}


def relay_view(reading: Reading, actor: Actor) -> dict[str, Any] | None:
    """The drawer, or None where forwarding makes no sense or is not the actor's."""
    ticket, standing = reading.ticket, reading.standing
    allowed = permitted(actor, Action.FORWARD) and not ticket.sealed
    if not allowed or standing.status in _ENDED:
        return None
    state = standing.relay_state
    facts = facts_of(ticket)
    missing = missing_proof(facts)
    provider = standing.provider or _provider(standing.authority)
    return {
        "id": "teruskan", "title": _title(state, provider), "state": state,
        "state_text": label(state) if state else "", "missing": [PROOF[m] for m in missing],
        "intro": _intro(state), "provider": provider,
        "fields": target_fields(catalogue(), facts, missing),
        "progress": _progress(state), "channels": [(c, _channel(c)) for c in CHANNELS],
        "providers": [(p.value, PROVIDER[p.value]) for p in sorted(PROVIDERS)],
        "can_file": state not in (RelayState.FILED, RelayState.ACCEPTED),
        "is_ready": state is RelayState.READY,
        "can_accept": state in (RelayState.FILED, RelayState.ANSWERED),
        "can_answer": state in (RelayState.FILED, RelayState.ACCEPTED),
        "can_take": state in (RelayState.READY, RelayState.FILED, RelayState.ACCEPTED),
        "ask_text": ask_text(missing), "party": PROVIDER[provider],
        "open": state in (RelayState.READY, RelayState.FILED) or standing.authority in PROVIDERS,
        "needs_completeness": standing.kind in NEEDS_COMPLETENESS,
        "external": standing.external_number, "dossier": dossier_choices(reading),
    }


def dossier_choices(reading: Reading) -> dict[str, Any]:
    """What may go into the dossier to download: files to tick, contacts if they may be told."""
    named = reading.ticket.identity == IdentityMode.KNOWN
    files = forwardable_files(reading.ticket)
    return {"named": named, "files": [(f.ref, f.name, file_size(f.size)) for f in files]}


def _title(state: RelayState | None, provider: str) -> str:
    begun = state not in (None, RelayState.TAKEN_BACK)
    return f"{'Penerusan' if begun else 'Teruskan'} ke {PROVIDER[provider]}"


def _provider(authority: Authority | None) -> str:
    return authority.value if authority in PROVIDERS else Authority.LKPP.value


def _channel(code: str) -> str:
    name = RELAY_CHANNEL[code]
    return name[:1].upper() + name[1:]


def _progress(state: RelayState | None) -> list[dict[str, str]]:
    reached = _AT[state] if state else 0
    return [
        {"text": text, "state": "done" if n < reached else "current" if n == reached else "todo"}
        for n, text in enumerate(_STEPS)
    ]


def _intro(state: RelayState | None) -> str:
    if state is RelayState.FILED:
        return (
            "Sudah dikirim. Catat nomor tiket mereka begitu diterima; sampai saat itu waktu kita "
            "tetap berjalan."
        )
    if state is RelayState.ACCEPTED:
        return "Mereka sudah menerima. Waktu penyelesaian kita berhenti sampai jawabannya dicatat."
    if state is RelayState.ANSWERED:
        return "Jawabannya sudah dicatat. Sampaikan kepada pemohon lewat balasan."
    if state is RelayState.DATA_REQUESTED:
        return (
            "Mereka meminta data. Mintakan kepada pemohon, lalu kirim ulang dengan nomor yang sama."
        )
    return "Salin isian satu per satu ke formulir tujuan, lalu catat nomor dan waktunya di bawah."


def ask_text(missing: tuple[str, ...]) -> str:
    """What to ask the requester for, ready to be sent or changed."""
    if not missing:
        return ""
    lines = "\n".join(f"- {PROOF[code]}" for code in missing)
    return (
        "Agar laporan Anda dapat kami teruskan, mohon kirimkan:\n"
        f"{lines}\n\nBalas saja pesan ini. Kata sandi dan kode OTP tidak perlu dan jangan dikirim."
    )
