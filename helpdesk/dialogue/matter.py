"""A new matter in free text: matched, answered, chosen from, or made a ticket."""

from dataclasses import replace

from helpdesk.dialogue import cues, wishes, words
from helpdesk.dialogue.dates import worded_date
from helpdesk.dialogue.draft import open_draft, send_new
from helpdesk.dialogue.fit import shorten
from helpdesk.dialogue.noting import asked
from helpdesk.dialogue.questions import leave
from helpdesk.dialogue.replies import button, lines, paragraphs, say, turn
from helpdesk.dialogue.shelf import shelve
from helpdesk.dialogue.state import Draft, State
from helpdesk.dialogue.urgency import hurry
from helpdesk.dialogue.values import Button, Context, Match, Topic, TopicAnswer, Turn
from helpdesk.domain.complaints import mentions_officer
from helpdesk.domain.ticket import Authority, IdentityMode, Kind
from helpdesk.errors import NotFound

COMPLAINT_SURE = 0.6  # probability from which the first message is a complaint's ticket
LABEL = 60
_SHORT_LABEL = 14  # two of them stand beside each other on a narrow phone
CHOICES = 3
ASPECTS = 5
_FORWARDED = frozenset({Authority.LKPP, Authority.TELKOM})


def take(state: State, text: str, context: Context) -> Turn:
    """Match a text and go where it belongs."""
    match = context.match(text)
    return asked(_taken(state, text, match, context), text, match)


def _taken(state: State, text: str, match: Match, context: Context) -> Turn:
    if match.complaint >= COMPLAINT_SURE:
        return complain(state, text, context)
    if match.zone == "ticket" or not match.candidates:
        return open_draft(_fresh(state), draft_of(_joined(state, text)), context)
    serial = state.serial + 1
    fresh = replace(
        _fresh(state), serial=serial, matter=serial, question=text, draft=None,
        asked_on=context.now.isoformat(timespec="seconds"),
    )
    return _answer_or_choose(fresh, match, context)


def take_direct(state: State, text: str, context: Context) -> Turn:
    """A text of someone who chose to write to an officer: a draft at once."""
    match = context.match(text)
    if match.complaint >= COMPLAINT_SURE:
        return complain(state, text, context)
    state = replace(_fresh(state), question=text)
    if match.zone == "answer" and match.candidates:
        state = replace(state, choices=(match.candidates[0].id,))
    return open_draft(state, draft_of(text), context, words.DRAFT_HEAD[Kind.PROBLEM])


def complain(state: State, text: str, context: Context) -> Turn:
    """A complaint is a ticket from its first message."""
    draft = Draft(text, Kind.COMPLAINT, sealed=mentions_officer(text))
    return send_new(_fresh(state), context, draft)


def integrity(state: State, text: str, context: Context) -> Turn:
    """Pungli or KKN: ask nothing, point to those who protect a reporter."""
    serial = state.serial + 1
    if state.step in {"integrity", "draft"} and state.draft:
        text = f"{state.draft.text}\n{text}".strip()[-20_000:]
        state = replace(state, draft=None)
    draft = Draft(
        text, Kind.COMPLAINT, identity=IdentityMode.HIDDEN, sealed=True, quiet=True, serial=serial
    )
    inspectorate = context.integrity_line or words.INTEGRITY_INSPECTORATE
    where = words.INTEGRITY_WHERE.format(inspectorate=inspectorate)
    kept = replace(leave(_fresh(state)), step="integrity", serial=serial, draft=draft)
    return turn(
        kept,
        say(
            paragraphs(words.INTEGRITY, where, words.INTEGRITY_FREE),
            (button(words.INTEGRITY_CLOSE, "draft", "cancel", serial),),
            (button(words.INTEGRITY_FILE, "draft", "send", serial),),
        ),
    )


def _fresh(state: State) -> State:
    """Nothing left of the matter before; the questions of a ticket stay suspended."""
    return replace(shelve(state), question="", topic=None, choices=(), service=None)


def draft_of(text: str, answer: TopicAnswer | None = None) -> Draft:
    kind = cues.guess_kind(text)
    if answer is None:
        return Draft(text, kind)
    if kind is Kind.INQUIRY and answer.kind is not Kind.COMPLAINT:
        kind = answer.kind
    return Draft(text, kind, answer.service, answer.id, answer.authority)


def _joined(state: State, text: str) -> str:
    """A second try at the same matter keeps the first words."""
    again = state.step == "choosing" or (state.step == "answered" and wishes.goes_on(text))
    return f"{state.question}\n{text}"[:20_000] if again and state.question else text


def _answer_or_choose(state: State, match: Match, context: Context) -> Turn:
    first, *others = match.candidates
    if match.aspects:  # the service is sure, the aspect is not: one touch, then the right answer
        asked = words.CHOOSE_ASPECT if match.subject else words.CHOOSE_ASPECT_BARE
        return choose(state, match.aspects[:ASPECTS], asked.format(subject=match.subject))
    if match.zone == "answer":
        state = replace(state, choices=tuple(topic.id for topic in others[:CHOICES]))
        return answer(state, first.id, context)
    return choose(state, match.candidates[:CHOICES], words.CHOOSE)


def choose(state: State, topics: tuple[Topic, ...], prompt: str) -> Turn:
    """Offer topics to choose from."""
    ids = tuple(topic.id for topic in topics)
    state = replace(state, step="choosing", topic=None, choices=ids, serial=state.serial + 1)
    picks = tuple(
        button(f"{place}. {shorten(topic.title, LABEL)}", "pick", place - 1, state.serial)
        for place, topic in enumerate(topics, 1)
    )
    wide = 2 if all(len(topic.title) <= _SHORT_LABEL for topic in topics) else 1
    rows = (picks[at : at + wide] for at in range(0, len(picks), wide))
    return turn(state, say(prompt, *rows, (_make(state, None),)))


def answer(state: State, topic: str, context: Context) -> Turn:
    """Send a topic's answer and ask whether it helped."""
    found = find(topic, context)
    if found is None:
        return open_draft(state, draft_of(state.question), context, words.GONE)
    state = replace(state, step="answered", topic=topic)
    hurried = hurry(state.question, context)
    judge = (
        button(words.YES_ANSWERED, "faq", "yes", state.serial),
        button(words.NOT_THAT, "faq", "no", state.serial),
    )
    if found.self_filing:
        onward = button(words.OWN_PREPARE, "self", "prepare", state.serial)
    else:
        onward = _make(state, found.authority)
    rows = ((onward,), judge) if hurried else (judge, (onward,))
    lead = paragraphs(_known_outage(state.question, found, context), hurried)
    return turn(state, say(answer_text(found, lead), *rows))


def _known_outage(question: str, found: TopicAnswer, context: Context) -> str:
    """Whoever tells us of an outage hears first that we know of it."""
    told = draft_of(question, found).kind is Kind.OUTAGE
    return context.incident_line() if told else ""


def answer_text(found: TopicAnswer, lead: str = "") -> str:
    """The answer as the chat says it: whose matter it is, where it comes from, did it help."""
    return paragraphs(lead, found.text, _whose(found), _origin(found), words.DID_IT_HELP)


def _whose(found: TopicAnswer) -> str | None:
    """Who can solve it, said honestly; nothing where it is us."""
    if found.self_filing:
        own = found.self_filing
        return words.OWN_ONLY.format(owner=own.owner, party=own.party)
    return words.AUTHORITY.get(found.authority)


def _origin(found: TopicAnswer) -> str:
    if found.reviewed_on is None:
        reviewed = words.ANSWER_UNREVIEWED
    else:
        reviewed = words.ANSWER_REVIEWED.format(date=worded_date(found.reviewed_on))
    source = f"{words.ANSWER_SOURCE.format(source=found.source)}. " if found.source else ""
    return lines(words.ANSWER_TITLE.format(title=found.title), source + reviewed)


def _make(state: State, authority: Authority | None) -> Button:
    label = words.MAKE_TICKET_FORWARD if authority in _FORWARDED else words.MAKE_TICKET
    return button(label, "ticket", "create", state.serial)


def find(topic: str, context: Context) -> TopicAnswer | None:
    """The answer of a topic, or None when it was withdrawn meanwhile."""
    try:
        return context.topic(topic)
    except (NotFound, LookupError):
        return None
