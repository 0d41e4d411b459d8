"""What only the account's owner can file: the way there, a text to copy, the list of proof."""

from dataclasses import replace

from helpdesk.dialogue import cues, wishes, words
from helpdesk.dialogue.draft import open_draft, send, stale
from helpdesk.dialogue.fit import shorten
from helpdesk.dialogue.matter import draft_of, find, take
from helpdesk.dialogue.notes import Judged
from helpdesk.dialogue.noting import noted
from helpdesk.dialogue.replies import button, lines, paragraphs, say, turn
from helpdesk.dialogue.state import State
from helpdesk.dialogue.values import Context, Input, Turn
from helpdesk.domain.catalogue import SelfFiling
from helpdesk.domain.emphasis import pre
from helpdesk.domain.external_number import number_in

PREPARED = 1_500  # units of the person's own words in the text to copy


def press_self(state: State, action: str, serial: int | None, context: Context) -> Turn:
    """ "Siapkan pengajuan saya", then "Sudah saya ajukan"."""
    matter = _matter(state, context)
    if serial != state.serial or matter is None:
        return stale(state, serial, context)
    if action == "prepare" and state.step in {"answered", "own_filing"}:
        return prepare(state, matter)
    if action == "filed" and state.step == "own_filing":
        return filed(state, matter)
    return stale(state, serial, context)


def prepare(state: State, matter: SelfFiling) -> Turn:
    """The way, a block that copies whole by one touch, and the proof."""
    text = words.OWN_WAY.format(
        party=matter.party, owner=matter.owner, place=matter.place, text=pre(_form(state, matter)),
        proof=lines(*(f"• {each}" for each in matter.proof)),
    )
    rows = (
        (button(words.OWN_FILED, "self", "filed", state.serial),),
        (button(words.OWN_TICKET, "ticket", "create", state.serial),),
    )
    return turn(replace(state, step="own_filing"), say(text, *rows))


def _form(state: State, matter: SelfFiling) -> str:
    """The provider's form, filled in as far as we can."""
    filled = (
        (words.OWN_APPLICATION, matter.application),
        (words.OWN_CATEGORY, matter.category),
        (words.OWN_COMPANY, words.OWN_BLANK),
        (words.OWN_DESCRIPTION, _own_words(state)),
    )
    return lines(*(f"{name}: {value}" for name, value in filled))


def _own_words(state: State) -> str:
    return shorten(state.question.replace("{", "(").replace("}", ")"), PREPARED)


def filed(state: State, matter: SelfFiling) -> Turn:
    """They filed it: nothing more is needed, and we follow it where they tell the number."""
    asking = replace(state, step="own_number", choices=())
    text = words.OWN_NUMBER.format(party=matter.party)
    home = (button(words.MENU_HOME, "menu", "home"),)
    return noted(turn(asking, say(text, home)), Judged(state.asked, True, state.question))


def filing_text(state: State, given: Input, context: Context) -> Turn:
    """A text under the prepared one: it is filed, its number, or another matter."""
    matter = _matter(state, context)
    if matter is not None and number_in(given.text):
        return number_text(state, given, context)
    if matter is not None and (cues.is_yes(given.text) or wishes.says_filed(given.text)):
        return filed(state, matter)
    if cues.is_no(given.text) or cues.is_skip(given.text):
        asked = draft_of(state.question, find(state.topic or "", context))
        return open_draft(replace(state, choices=()), asked, context)
    return take(replace(state, step="idle", question=""), given.text, context)


def number_text(state: State, given: Input, context: Context) -> Turn:
    """The provider's number, which makes a ticket that only follows it; or another matter."""
    number, found = number_in(given.text), find(state.topic or "", context)
    if number is None or found is None or found.self_filing is None:
        return take(replace(state, step="idle", question="", topic=None), given.text, context)
    told = words.OWN_FOLLOW.format(party=found.self_filing.party, number=number)
    serial = state.serial + 1
    draft = draft_of(state.question, found)
    draft = replace(draft, text=paragraphs(state.question, told), serial=serial, settled=True)
    return send(replace(state, serial=serial), context, draft)


def _matter(state: State, context: Context) -> SelfFiling | None:
    found = find(state.topic, context) if state.topic else None
    return found.self_filing if found else None
