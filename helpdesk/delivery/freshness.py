"""Whether a notice that waited (for office hours, a cap, a server) still says what is so."""

from datetime import timedelta

from helpdesk.delivery.collapse import told_before
from helpdesk.delivery.matter import Matter
from helpdesk.domain.events import EventType
from helpdesk.domain.roles import may_see, may_view
from helpdesk.domain.ticket import RelayState, Status
from helpdesk.queries.officer_chats import readers_of

# What is only worth reading before the thing has happened.
_BEFOREHAND = frozenset({
    "deadline_near", "target_near", "third_party_near", "apology", "provider_reminder",
    "decision_needed", "shared_to_split", "refer_elsewhere", "letter_proposed", "target_missed",
})
_WHILE_WAITING = frozenset({"reminder", "reminder_self_filed", "propose_close"})
_BY_CHOICE = frozenset({"watched", "mentioned", "own_reminder"})  # to those meant themselves
_DOSSIERS = frozenset({"escalation_lkpp", "escalation_telkom"})
CODE_LIFE = timedelta(minutes=15)


def overtaken(matter: Matter) -> str:
    """Why the row need not be sent any more, or ''."""
    item, standing = matter.item, matter.reading.standing
    if matter.ticket.sealed and not _may_be_told(matter):
        return "Pengaduan ini ditangani tertutup."
    if matter.ticket.restricted and item.audience != "provider" and not _may_be_told(matter):
        return "Tiket ini dibatasi demi netralitas."
    if item.template in _BY_CHOICE and not _may_be_read(matter):
        return "Penerima tidak berwenang melihat tiket ini."
    if item.template == "access_code" and matter.reading.now > item.created_at + CODE_LIFE:
        return "Kode sudah kedaluwarsa."
    if item.template in _WHILE_WAITING and standing.status is not Status.WAITING_REQUESTER:
        return "Pemohon sudah memberi kabar."
    if item.template == "provider_reminder" and _asked_again(matter):
        return "Pengingat berikutnya sudah menyusul."
    if matter.data.get("action") == "notify" and told_before(matter):
        return "Penerima sudah diberi tahu pada jenjang sebelumnya."
    if item.template in _BEFOREHAND and _stopped(matter):
        return "Jam sudah berhenti sebelum pesan ini dikirim."
    if item.template in _DOSSIERS and standing.relay_state not in _WITH_THEM:
        return "Perkaranya sudah tidak di LKPP/Telkom."
    return ""


_WITH_THEM = (RelayState.FILED, RelayState.ACCEPTED)


def _may_be_told(matter: Matter) -> bool:
    """Whether the addressee may know of the ticket; the row may be older than what hides it."""
    item, access = matter.item, matter.ticket.access
    if item.audience == "requester":
        return True
    if item.audience == "provider":
        return False
    return any(may_see(officer.actor, access) for officer in readers_of(item))


def _may_be_read(matter: Matter) -> bool:
    """Whether the addressee still may open the ticket: roles change while a row waits."""
    access = matter.ticket.access
    return any(may_view(officer.actor, access) for officer in readers_of(matter.item))


def _asked_again(matter: Matter) -> bool:
    """Whether a later deadline of the same provider has been passed too: after an outage they read
    one reminder, not one for each.
    """
    data = matter.data
    return any(
        event.type is EventType.STEP_TAKEN and event.data["action"] == "remind_provider"
        and (event.data["clock"], event.data["cycle"]) == (data.get("clock"), data.get("cycle"))
        and event.data["due_at"] > str(data.get("due_at"))
        for event in matter.reading.events
    )


def _stopped(matter: Matter) -> bool:
    """Whether the clock that the step spoke of has ended."""
    data = matter.data
    named = (
        c for c in matter.reading.clocks
        if c.kind.value == data.get("clock") and c.cycle == data.get("cycle")
    )
    return any(not clock.unfinished for clock in named)
