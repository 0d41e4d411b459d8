"""A ticket in the making: shown, added to, changed, sent once, or dropped."""

from dataclasses import replace

from helpdesk.dialogue import cues, wishes, words
from helpdesk.dialogue.dates import read_deadline, worded
from helpdesk.dialogue.effects import RegisterTicket
from helpdesk.dialogue.fit import shorten
from helpdesk.dialogue.followup import deadline_of
from helpdesk.dialogue.questions import QUESTIONS, current, leave, ticket_buttons
from helpdesk.dialogue.replies import button, lines, paragraphs, say, turn
from helpdesk.dialogue.shelf import reminder
from helpdesk.dialogue.state import Draft, State
from helpdesk.dialogue.values import Button, Context, Input, Reply, Rows, Turn
from helpdesk.domain.emphasis import quote
from helpdesk.domain.plain_text import clean
from helpdesk.domain.ticket import IdentityMode, Kind
from helpdesk.errors import InvalidInput

PREVIEW = 700  # UTF-16 units of the text shown back


def open_draft(state: State, draft: Draft, context: Context, lead: str = "") -> Turn:
    """Show a new draft; one confirmation sends it."""
    serial = state.serial + 1
    draft = replace(_dated(draft, state, context), serial=serial, sent=False)
    state = replace(leave(state), step="draft", serial=serial, draft=draft)
    return turn(state, show(state, context, lead))


def _dated(draft: Draft, state: State, context: Context) -> Draft:
    """The draft with the instant of its words; those of a question were said when it was put."""
    if draft.said_at:
        return draft
    of_question = state.question and state.question in draft.text
    said_at = state.asked_on if of_question else ""
    return replace(draft, said_at=said_at or context.now.isoformat(timespec="seconds"))


def show(state: State, context: Context, lead: str = "") -> Reply:
    """The draft as it stands, with its buttons."""
    draft = state.draft
    assert draft is not None
    service = next((line.name for line in context.services if line.code == draft.service), None)
    files = words.DRAFT_FILES.format(count=len(state.files)) if state.files else None
    text = paragraphs(
        lead or words.DRAFT_HEAD[draft.kind],
        quoted(draft.text),
        lines(
            service and words.DRAFT_SERVICE.format(service=service), files,
            _old_deadline(draft, context), _in_whose_name(draft, context),
        ),
        words.DRAFT_ASK,
    )
    return say(text, *_buttons(state, context))


def _in_whose_name(draft: Draft, context: Context) -> str | None:
    """What officers will see of the account; a service asked for is asked for by somebody."""
    if not _may_be_nameless(draft, context):
        return None
    if draft.identity is IdentityMode.NONE:
        return words.DRAFT_NAMELESS
    return words.DRAFT_NAMED.format(name=context.known_name)


def _may_be_nameless(draft: Draft, context: Context) -> bool:
    asks = draft.kind in {Kind.INQUIRY, Kind.PROBLEM, Kind.OUTAGE}
    return asks and not draft.quiet and bool(context.known_name)


def named_or_not(state: State, context: Context, mode: IdentityMode) -> Turn:
    """Send it without a name, or with it after all."""
    assert state.draft is not None
    if not _may_be_nameless(state.draft, context):
        return turn(state, show(state, context))
    return open_draft(state, replace(state.draft, identity=mode), context, words.DRAFT_CHANGED)


def _old_deadline(draft: Draft, context: Context) -> str | None:
    """What "besok" of another day comes to, so that it can be seen before it is sent."""
    if not draft.said_at or draft.said_at[:10] == context.now.isoformat()[:10]:
        return None
    deadline = deadline_of(draft, context.now)
    return words.DRAFT_CLOSES.format(when=worded(deadline)) if deadline else None


def _buttons(state: State, context: Context) -> Rows:
    serial, draft = state.serial, state.draft
    assert draft is not None
    name: tuple[Button, ...] = ()
    if _may_be_nameless(draft, context):
        nameless = draft.identity is IdentityMode.NONE
        label, act = (words.NAMED, "named") if nameless else (words.NAMELESS, "nameless")
        name = (button(label, "draft", act, serial),)
    look = (button(words.ANSWER_FIRST, "draft", "look", serial),) if state.choices else ()
    return (
        (button(words.SEND, "draft", "send", serial),),
        look,
        (
            button(words.EDIT, "draft", "edit", serial),
            *name,
            button(words.CANCEL, "draft", "cancel", serial),
        ),
    )


def quoted(text: str) -> str:
    """The user's words given back; the link's place cannot be smuggled in."""
    return quote(shorten(text.replace("{", "(").replace("}", ")"), PREVIEW))


def send(state: State, context: Context, draft: Draft) -> Turn:
    """Ask for the ticket; the number comes with `Registered`. Once for each serial."""
    draft = _dated(draft, state, context)
    named = draft.identity is IdentityMode.KNOWN and draft.kind is not Kind.COMPLAINT
    code, deadline = _tender(draft, context)
    effect = RegisterTicket(
        kind=draft.kind,
        text=draft.text,
        service=draft.service,
        topic=draft.topic,
        authority=draft.authority,
        identity=draft.identity,
        name=context.known_name if named else None,
        files=tuple(file.id for file in state.files),
        sealed=draft.sealed,
        package_code=code,
        tender_deadline=deadline,
    )
    asked = replace(leave(state), step="sending", draft=replace(draft, sent=True), choices=())
    return Turn(asked, effects=(effect,))


def _tender(draft: Draft, context: Context) -> tuple[str | None, str | None]:
    """The package's code and the tender's deadline, where the text itself says them.

    The deadline is asked about all the same: the reading may be wrong, and it decides how fast
    officers are told.
    """
    if draft.quiet or draft.kind in {Kind.COMPLAINT, Kind.REQUEST}:
        return None, None
    deadline = deadline_of(draft, context.now)
    return cues.package_code(draft.text), deadline.isoformat() if deadline else None


def send_new(state: State, context: Context, draft: Draft) -> Turn:
    """Send a draft that was never shown (a complaint; "Buat tiket" under an answer)."""
    serial = state.serial + 1
    return send(replace(state, serial=serial), context, replace(draft, serial=serial))


def draft_text(state: State, given: Input, context: Context) -> Turn:
    """A text while a draft is shown: a yes, or an addition, for people write in several bubbles."""
    draft = state.draft
    if draft is None:
        return turn(replace(state, step="idle"), say(words.EMPTY))
    if cues.is_yes(given.text):
        return send(state, context, draft)
    if cues.is_thanks(given.text):
        return turn(state, show(state, context))
    if wishes.hides_identity(given.text):
        return named_or_not(state, context, IdentityMode.NONE)
    reading = read_deadline(given.text, context.now)
    if reading.at or reading.day:  # what is said of a deadline today counts from today
        state = replace(state, draft=replace(draft, said_at=""))
    return rewrite(state, f"{draft.text}\n{given.text}", context, words.DRAFT_ADDED)


def edit_text(state: State, given: Input, context: Context) -> Turn:
    """The text that replaces the draft's."""
    draft = replace(state.draft or Draft(""), said_at="")
    return rewrite(replace(state, draft=draft), given.text, context, words.DRAFT_CHANGED)


def rewrite(state: State, text: str, context: Context, lead: str) -> Turn:
    """The draft with another text, under a new serial, so that an old button cannot send it."""
    draft = state.draft or Draft("")
    try:
        text = clean(text)
    except InvalidInput:
        return turn(state, show(state, context, words.TOO_LONG))
    kind = draft.kind if draft.service else cues.guess_kind(text)
    return open_draft(state, replace(draft, text=text, kind=kind), context, lead)


def cancel(state: State) -> Turn:
    """Drop the draft, or the questions in progress; a ticket goes on."""
    home = ((button(words.MENU_HOME, "menu", "home"),),)
    dropped = replace(leave(state), draft=None, files=(), service=None, choices=())
    if {state.step, state.back} & set(QUESTIONS) or state.suspended:
        text = words.FOLLOW_UP_CANCELLED.format(number=state.ticket)
        return turn(dropped, say(text, *ticket_buttons(state.ticket), ticket=state.ticket))
    if state.draft or state.files or state.step != "idle":
        closed = state.draft is not None and state.draft.quiet
        said = say(words.INTEGRITY_CLOSED if closed else words.CANCELLED, *home)
        return turn(dropped, said, *reminder(dropped))
    return turn(dropped, say(words.NOTHING_TO_CANCEL, *home))


def stale(state: State, serial: int | None, context: Context) -> Turn:
    """A button of the past: say what became of it, and show where things stand."""
    number = dict(state.sent).get(serial) if serial is not None else None
    if number and state.step not in QUESTIONS:
        text = words.OLD_SENT.format(number=number)
        return turn(state, say(text, *ticket_buttons(number), ticket=number))
    if state.step in QUESTIONS:
        lead = words.OLD_SENT.format(number=number) if number else words.OLD_QUESTION
        return turn(state, current(state, context, lead))
    if state.draft and not state.draft.sent and state.step in {"draft", "edit"}:
        state = replace(state, step="draft")
        return turn(state, show(state, context, words.OLD_DRAFT))
    if state.draft and state.draft.sent:
        return turn(state, say(words.SENDING))
    if state.shelf and serial == state.shelf.serial:
        return turn(state, *reminder(state))
    return turn(state, say(words.OLD_BUTTON, (button(words.MENU_HOME, "menu", "home"),)))


def press_draft(state: State, action: str, serial: int | None, context: Context) -> Turn:
    """A button of the draft: send, edit, cancel."""
    draft = state.draft
    shown = state.step in {"draft", "edit", "integrity", "idle"}
    if draft is None or draft.sent or serial != state.serial or not shown:
        return stale(state, serial, context)
    if action == "send":
        return send(state, context, draft)
    if action == "edit" and not draft.quiet:
        back = (button(words.CANCEL, "draft", "cancel", serial),)
        return turn(replace(state, step="edit"), say(words.EDIT_PROMPT, back))
    if action in _MODES and not draft.quiet:
        return named_or_not(state, context, _MODES[action])
    return cancel(state) if action == "cancel" else stale(state, None, context)


_MODES = {"nameless": IdentityMode.NONE, "named": IdentityMode.KNOWN}
