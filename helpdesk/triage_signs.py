"""The guide and the words of a ticket put together as signs for its triage."""

from datetime import datetime

from faq.library import Library
from helpdesk.dialogue import cues
from helpdesk.dialogue.followup import deadline_in
from helpdesk.dialogue.matter import COMPLAINT_SURE
from helpdesk.dialogue.urgency import CLOSE
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.domain.triage_help import Signs, TopicSign

READ = 3  # topics; further ones only blur what the first agree on


def signs_of(
    library: Library, text: str, said_at: datetime, deadline: datetime | None = None
) -> Signs:
    """What `text`, said at a local time, speaks for; `deadline`: the tender's, if it is known."""
    answer = library.ask(text)
    kind, kind_words = _kind(text, answer.complaint)
    return Signs(
        [_topic(library, c.id, c.score, c.words) for c in answer.candidates[:READ]],
        kind, kind_words, _urgent(text, said_at, deadline),
    )


def _topic(library: Library, id_: str, score: float, words: tuple[str, ...]) -> TopicSign:
    article = library.article(id_)
    return TopicSign(
        article.title, score, Kind(article.kind), Authority(article.authority), article.service,
        article.unit, words,
    )


def _kind(text: str, complaint: float) -> tuple[Kind | None, tuple[str, ...]]:
    said = cues.kind_said(text)
    if complaint >= COMPLAINT_SURE and (said is None or said[0] is not Kind.COMPLAINT):
        return Kind.COMPLAINT, ()  # by its whole tone; no single word tells it
    return (said[0], (said[1],)) if said else (None, ())


def _urgent(text: str, said_at: datetime, deadline: datetime | None) -> tuple[str, ...]:
    """The words of a closing within a day, if the ticket or its words name one."""
    closes = deadline or deadline_in(text, said_at)
    if closes is None or not said_at < closes <= said_at + CLOSE:
        return ()
    return cues.deadline_words(text) or ("batas waktu tender",)
