"""The guide and the words of a ticket put together as signs for its triage."""

import re
from datetime import datetime

from faq.library import Library
from helpdesk.dialogue import cues
from helpdesk.dialogue.followup import deadline_in
from helpdesk.dialogue.matter import COMPLAINT_SURE
from helpdesk.dialogue.urgency import CLOSE
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.domain.triage_help import Signs, TopicSign

READ = 3  # topics; further ones only blur what the first agree on
# The guide's answer about the evaluation of bids: theirs alone to judge, objections by sanggah.
EVALUATION = "pokja-hasil-evaluasi"
_SECOND = 0.2  # probability from which that topic counts though another is likelier
# A verdict on a bid …
_VERDICT = re.compile(
    r"\b(gugur|ggr|digugurkan|kalah|dikalahkan|(di)?menangkan|pemenang(nya)?|pnwrn|"
    r"(me|di)?nilai(nya)?|penilaian(nya)?|hasil evaluasi|evaluasinya|eval(uasi)? teknis|keliru|"
    r"(tidak|tdk|gak|ga|nggak|tak) (lulus|lolos|memenuhi|terpilih|adil|sah))\b"
)
# … that somebody has a stake in; who asks what a word means has none.
_STAKE = re.compile(
    r"\b(kami|saya|sy|kita|aku|perusahaan|penawaran(nya)?|pokja|pemenang(nya)?|hasil evaluasi)\b"
)


def evaluation_signs(library: Library, text: str) -> tuple[str, ...]:
    """The words by which `text` asks about the evaluation of a bid; empty where it does not.

    The guide's topic and a verdict with a stake in it must agree: either alone is found in many
    questions about schedules and buttons.
    """
    low = " ".join(text.casefold().split())
    verdict, stake = _VERDICT.search(low), _STAKE.search(low)
    if verdict is None or stake is None:
        return ()
    found = library.ask(text).candidates[:READ]
    for place, candidate in enumerate(found):
        others = [word for word in candidate.words if word not in verdict[0]]
        likely = place == 0 or candidate.score >= _SECOND
        if candidate.id == EVALUATION and likely and others:
            return (verdict[0], *others)
    return ()


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
