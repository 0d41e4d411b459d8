"""When a turn is noted for the ledger of questions, and until when a question stays open."""

from dataclasses import replace

from helpdesk.dialogue.notes import Asked, Note
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Input, Match, Turn
from helpdesk.domain.complaints import mentions_officer
from helpdesk.domain.question import Zone

LIKELY_COMPLAINT = 0.35  # from here on the guide itself calls a text a complaint
LIKELY_OF_OFFICER = 0.15  # a text that speaks of somebody of the bureau needs less
_ZONES = {"answered": Zone.ANSWER, "choosing": Zone.CHOOSE}
_OPEN = frozenset({"answered", "choosing", "own_filing", "draft", "edit", "sending"})


def asked(taken: Turn, text: str, match: Match) -> Turn:
    """The turn with the note that `text` was asked; the zone is what the person came to see."""
    serial = taken.state.serial
    note = Asked(
        serial, text, _ZONES.get(taken.state.step, Zone.TICKET),
        match.candidates[0].id if match.candidates else None,
        is_complaint(text, match),
    )
    return replace(taken, state=replace(taken.state, asked=serial), notes=(note,))


def is_complaint(text: str, match: Match) -> bool:
    """Whether a text may be a complaint, of which the ledger keeps no word."""
    least = LIKELY_OF_OFFICER if mentions_officer(text) else LIKELY_COMPLAINT
    return match.complaint >= least


def noted(taken: Turn, note: Note) -> Turn:
    """The turn with one more note, unless no question of the ledger is open."""
    return replace(taken, notes=(*taken.notes, note)) if note.serial else taken


def settled(before: State, given: Input, taken: Turn) -> Turn:
    """Whether the question stays open; the same words again, or edited, are the same question."""
    notes = taken.notes
    same = given.edited or (given.text != "" and given.text == before.question)
    if before.asked and same:
        notes = tuple(
            replace(note, instead=before.asked) if isinstance(note, Asked) else note
            for note in notes
        )
    state = taken.state
    begun = state.step in _OPEN or (state.draft is not None and not state.draft.quiet)
    if state.asked and not begun:
        state = replace(state, asked=0)
    return replace(taken, state=state, notes=notes)
