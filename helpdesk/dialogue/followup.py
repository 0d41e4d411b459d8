"""The questions after a permasalahan, gangguan, pertanyaan or permintaan; all may be skipped."""

import re
from dataclasses import replace
from datetime import date, datetime

from helpdesk.dialogue import cues, words
from helpdesk.dialogue.dates import (
    Reading,
    read_deadline,
    read_time,
    worded,
    worded_day,
)
from helpdesk.dialogue.effects import AddDetails
from helpdesk.dialogue.question import Question, keep, keep_message
from helpdesk.dialogue.replies import button, lines, say
from helpdesk.dialogue.state import Draft, State
from helpdesk.dialogue.values import Button, Context, Input, Rows, Turn
from helpdesk.domain.tender_claim import Claim, codes_in
from helpdesk.domain.ticket import Kind

_FIGURES = re.compile(r"(?<!\d)\d{5,14}(?!\d)", re.ASCII)
_SHORT = 40
_DETAIL = 120  # a longer answer is a message, not a detail


def questions_for(
    draft: Draft, has_files: bool, claim: Claim | None = None
) -> tuple[str, ...]:
    """What is asked after the number, in order; nothing that the text already says."""
    if draft.settled:
        return ()
    if draft.kind is Kind.REQUEST:
        return ("requirements",)
    asked = ["package", "deadline"]
    if cues.package_code(draft.text):
        asked.remove("package")
    if draft.kind in {Kind.PROBLEM, Kind.OUTAGE} and not has_files:
        asked.insert(0, "screenshot")
    if claim is Claim.NEEDS_CODE and "package" in asked:
        asked.sort(key=lambda step: step != "package")  # what the piket waits for comes first
    return tuple(asked)


def deadline_in(text: str, now: datetime) -> datetime | None:
    """The instant a draft names beside a word such as "tutup"."""
    return read_deadline(text, now).at if cues.speaks_of_deadline(text) else None


def deadline_of(draft: Draft, now: datetime) -> datetime | None:
    """The same, read as of the day it was written; what has passed since is no deadline any more.
    """
    said = datetime.fromisoformat(draft.said_at).astimezone(now.tzinfo) if draft.said_at else now
    deadline = deadline_in(draft.text, said)
    over = deadline is not None and deadline < now and said.date() < now.date()
    return None if over else deadline


def _skip(state: State, label: str = words.SKIP) -> Rows:
    return ((button(label, "skip", state.step, state.serial),),)


def _skip_or_enough(state: State, _: Context) -> Rows:
    skip = button(words.SKIP, "skip", state.step, state.serial)
    if not state.pending:
        return ((skip,),)
    return ((skip, button(words.ENOUGH, "enough", state.serial)),)


def _screenshot(state: State, given: Input, context: Context) -> Turn | None:
    if cues.is_skip(given.text):
        return None
    if "package" in state.pending and given.text.isdigit():
        return _package(_ahead(state, "package"), given, context)
    return keep_message(state, given.text, words.NOTED)


def _ahead(state: State, step: str) -> State:
    """The state as if the question of `step` had been asked, for it was answered early."""
    return replace(state, pending=tuple(later for later in state.pending if later != step))


def waits_for_code(state: State) -> bool:
    """Whether a claim that a tender is about to close waits for the package's code."""
    return state.claim == Claim.NEEDS_CODE


def _package_text(state: State, _: Context) -> str:
    return words.PACKAGE_NOW if waits_for_code(state) else words.PACKAGE


def _package_buttons(state: State, _: Context) -> Rows:
    if waits_for_code(state):
        return _skip(state)
    return (
        (
            button(words.NO_PACKAGE, "enough", state.serial),
            button(words.SKIP, "skip", state.step, state.serial),
        ),
    )


def _package(state: State, given: Input, context: Context) -> Turn | None:
    if cues.is_skip(given.text):
        return None
    figures = codes_in(given.text) or set(_FIGURES.findall(given.text))
    reading = read_deadline(given.text, context.now)
    if not figures and len(given.text) <= _SHORT and (reading.at or reading.day):
        early = replace(_ahead(state, "deadline"), step="deadline")
        return take_deadline(early, reading, given.text, context)
    if figures and waits_for_code(state) and not codes_in(given.text):
        return Turn(state, (say(words.PACKAGE_UNLIKE, *_package_buttons(state, context)),))
    if len(figures) == 1 and len(given.text) <= _DETAIL:
        details = AddDetails(state.ticket or "", {"package_code": figures.pop()})
        return keep(state, details, AddDetails.what, words.NOTED)
    return keep_message(state, given.text, words.NOTED)


def _deadline_text(state: State, context: Context) -> str:
    if not _hinted(state, context):
        return words.DEADLINE
    return words.DEADLINE_HINT.format(when=worded(datetime.fromisoformat(state.hint)))


def _hinted(state: State, context: Context) -> bool:
    """Whether the text named a deadline that can still be meant."""
    return bool(state.hint) and datetime.fromisoformat(state.hint) > context.now


def _deadline_buttons(state: State, context: Context) -> Rows:
    days: tuple[Button, ...] = (
        button(words.TODAY, "deadline", "today", state.serial),
        button(words.TOMORROW, "deadline", "tomorrow", state.serial),
    )
    if _hinted(state, context):
        days = (button(words.DEADLINE_YES, "deadline", "yes", state.serial), *days)
    return (days, *_skip(state))


def _deadline(state: State, given: Input, context: Context) -> Turn | None:
    if cues.is_skip(given.text):
        return None
    if state.hint and cues.is_yes(given.text):
        return None  # kept when the ticket was made
    if len(given.text) > _DETAIL:
        return keep_message(state, given.text, words.NOTED)
    return take_deadline(state, read_deadline(given.text, context.now), given.text, context)


def take_deadline(state: State, reading: Reading, said: str, context: Context) -> Turn:
    """Keep a deadline as it was read, with the words; a day without an hour is asked once."""
    if reading.at is None and reading.day:
        asking = replace(state, step="deadline_time", hint=reading.day.isoformat())
        text = words.DEADLINE_TIME.format(day=worded_day(reading.day))
        return Turn(asking, (say(text, *_skip(asking, words.TIME_UNKNOWN)),))
    if reading.at is None:
        return _keep_deadline(state, said, said, words.NOTED_WORDS)
    past = words.DEADLINE_PAST if reading.at < context.now else None
    note = lines(words.NOTED_DEADLINE.format(when=worded(reading.at)), past)
    return _keep_deadline(state, reading.at.isoformat(), said, note)


def _keep_deadline(state: State, value: str, said: str, note: str) -> Turn:
    fields = {"tender_deadline": value, "tender_deadline_words": " ".join(said.split())}
    return keep(
        replace(state, hint=""), AddDetails(state.ticket or "", fields), AddDetails.what, note
    )


def _deadline_time_text(state: State, _: Context) -> str:
    return words.DEADLINE_TIME.format(day=worded_day(date.fromisoformat(state.hint)))


def _deadline_time(state: State, given: Input, context: Context) -> Turn:
    clock = read_time(given.text)
    if clock is None:
        return hour_unknown(state)
    day = date.fromisoformat(state.hint)
    at = datetime.combine(day, clock, context.now.tzinfo)
    return take_deadline(state, Reading(at=at), f"{worded_day(day)} {given.text}", context)


def hour_unknown(state: State) -> Turn:
    """Keep the day alone."""
    day = date.fromisoformat(state.hint)
    noted = words.NOTED_DEADLINE.format(when=worded_day(day))
    return _keep_deadline(state, day.isoformat(), worded_day(day), noted)


def _requirements_text(state: State, context: Context) -> str:
    service = next((line for line in context.services if line.code == state.service), None)
    if not service or not service.requirements:
        return words.REQUIREMENTS_BARE
    listed = lines(*(f"• {item}" for item in service.requirements))
    return words.REQUIREMENTS.format(list=listed)


QUESTIONS = {
    "screenshot": Question(lambda *_: words.SCREENSHOT, _skip_or_enough, _screenshot),
    "package": Question(_package_text, _package_buttons, _package),
    "deadline": Question(_deadline_text, _deadline_buttons, _deadline),
    "deadline_time": Question(
        _deadline_time_text, lambda state, _: _skip(state, words.TIME_UNKNOWN), _deadline_time
    ),
    "requirements": Question(_requirements_text, _skip_or_enough, _screenshot),
}
