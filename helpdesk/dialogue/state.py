"""What a conversation remembers between two messages, and how that is written down."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from helpdesk.domain.ticket import Authority, IdentityMode, Kind

SCHEMA = 1


@dataclass(frozen=True)
class FileRef:
    """A file the door has already stored; `size` in bytes."""

    id: str
    name: str
    media_type: str = "application/octet-stream"
    size: int = 0
    restricted: bool = False


@dataclass(frozen=True)
class Draft:
    """A ticket in the making. `sent`: registration was asked for and has not been answered."""

    text: str
    kind: Kind = Kind.INQUIRY
    service: str | None = None
    topic: str | None = None
    authority: Authority | None = None
    identity: IdentityMode = IdentityMode.KNOWN
    sealed: bool = False
    quiet: bool = False  # ask nothing after the number (pungli, KKN)
    settled: bool = False  # ask nothing after the number: all that matters is said
    serial: int = 0
    sent: bool = False
    said_at: str = ""  # ISO; "besok" in the text is the day after that


@dataclass(frozen=True)
class State:
    """Where a conversation stands; `step` names a row of the table in `steps.py`.

    `serial` counts matters, choices and drafts; buttons carry it, so that an old one is
    recognised; `matter` is the serial with which the present matter began.
    `pending` are the questions after the one of `step`, out of `total`, `missing` skipped;
    `suspended` is the question a free question interrupted. `awaits` is the effect whose `Done`
    moves on, `note` what is said then; `hint` what a question was told in between;
    `claim`: what the ticket's claim that a tender is about to close came to; with one, the
    advice for that was given.
    `asked`: the serial of the question the ledger still expects an outcome of; 0: none.
    `seen`: when the last input came; `asked_on`: when `question` was put.
    `shelf`: an unsent draft laid aside, with its files; `held`: words said after days, until it is
    known whether they belong to what waited at the step `back`.
    `confided`: tickets of pungli or KKN that were recorded here at the person's own wish.
    `files` wait for a draft; `sent` keeps which serial became which ticket; `offered` are the
    last buttons shown, so that their labels can be typed.
    """

    step: str = "idle"
    serial: int = 0
    matter: int = 0
    asked: int = 0
    draft: Draft | None = None
    question: str = ""
    topic: str | None = None
    choices: tuple[str, ...] = ()
    service: str | None = None
    files: tuple[FileRef, ...] = ()
    ticket: str | None = None
    pending: tuple[str, ...] = ()
    total: int = 0
    missing: int = 0
    suspended: str = ""
    awaits: str = ""
    note: str = ""
    hint: str = ""
    claim: str = ""
    seen: str = ""
    asked_on: str = ""
    shelf: Draft | None = None
    shelf_files: tuple[FileRef, ...] = ()
    back: str = ""
    held: str = ""
    confided: tuple[str, ...] = ()
    sent: tuple[tuple[int, str], ...] = ()
    offered: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """The state as one JSON text."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | None) -> "State":
        """The state written by `to_json`; of an unknown form only a draft's text is saved."""
        try:
            raw = json.loads(text or "{}")
        except ValueError:
            return cls()
        if not isinstance(raw, dict):
            return cls()
        try:
            return _read(raw)
        except (KeyError, TypeError, ValueError):
            return _rescue(raw)


def _read(raw: Mapping[str, Any]) -> State:
    if raw["schema"] != SCHEMA:
        raise ValueError(raw["schema"])
    found = {key: value for key, value in raw.items() if key != "schema"}
    state = State(
        **found
        | {
            "draft": _draft(raw["draft"]) if raw["draft"] else None,
            "choices": _texts(raw["choices"]),
            "pending": _texts(raw["pending"]),
            "confided": _texts(raw.get("confided", ())),
            "files": _files(raw["files"]),
            "shelf": _draft(raw["shelf"]) if raw.get("shelf") else None,
            "shelf_files": _files(raw.get("shelf_files", ())),
            "sent": tuple((_whole(serial), _text(number)) for serial, number in raw["sent"]),
            "offered": tuple((_text(label), _text(value)) for label, value in raw["offered"]),
        }
    )
    for words in (
        state.step,
        state.question,
        state.suspended,
        state.awaits,
        state.note,
        state.hint,
        state.claim,
        state.back,
        state.held,
    ):
        _text(words)
    for instant in (state.seen, state.asked_on):
        _instant(instant)
    for figure in (state.serial, state.matter, state.asked, state.total, state.missing):
        _whole(figure)
    return state


def _draft(raw: dict[str, Any]) -> Draft:
    draft = Draft(
        **raw
        | {
            "kind": Kind(raw["kind"]),
            "authority": Authority(raw["authority"]) if raw["authority"] else None,
            "identity": IdentityMode(raw["identity"]),
        }
    )
    _text(draft.text), _whole(draft.serial)
    _instant(draft.said_at)
    return draft


def _rescue(raw: Mapping[str, Any]) -> State:
    draft = raw.get("draft")
    kept = draft.get("text") if isinstance(draft, dict) and not draft.get("sent") else None
    if not isinstance(kept, str) or not kept.strip():
        return State()
    old = raw.get("serial")
    serial = (old if isinstance(old, int) else 0) + 1
    return State(step="draft", serial=serial, draft=Draft(text=kept, serial=serial))


def _files(raw: Any) -> tuple[FileRef, ...]:
    return tuple(FileRef(**file) for file in raw)


def _instant(value: object) -> None:
    if _text(value) and datetime.fromisoformat(_text(value)).tzinfo is None:
        raise ValueError(value)


def _texts(values: object) -> tuple[str, ...]:
    return tuple(_text(value) for value in cast("list[object]", values))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
