"""A draft laid aside while something else is asked: nobody loses what they typed."""

from dataclasses import replace

from helpdesk.dialogue import words
from helpdesk.dialogue.fit import shorten
from helpdesk.dialogue.replies import button, say
from helpdesk.dialogue.state import Draft, State
from helpdesk.dialogue.values import Reply

TITLE = 80  # units of a draft's text that remind of it


def is_unsent(draft: Draft | None) -> bool:
    """Whether it is the requester's own draft, still to be sent."""
    return draft is not None and not (draft.sent or draft.quiet)


def shelve(state: State) -> State:
    """The state with its unsent draft laid aside, files and all; of two the newer stays."""
    if not is_unsent(state.draft):
        return state
    return replace(state, draft=None, files=(), shelf=state.draft, shelf_files=state.files)


def taken_down(state: State) -> State:
    """The state with the shelved draft in hand, under a serial of its own."""
    if state.shelf is None:
        return state
    serial = state.serial + 1
    return replace(
        state, step="draft", serial=serial, draft=replace(state.shelf, serial=serial),
        files=state.shelf_files, shelf=None, shelf_files=(),
    )


def reminder(state: State) -> tuple[Reply, ...]:
    """A line on the draft that waits, with the way back to it; nothing where none does."""
    waiting = state.draft if is_unsent(state.draft) else state.shelf
    if waiting is None:
        return ()
    text = shorten(" ".join(waiting.text.replace("{", "(").replace("}", ")").split()), TITLE)
    resume = button(words.RESUME_DRAFT, "menu", "resume")
    return (say(words.DRAFT_WAITS.format(text=text), (resume,)),)
