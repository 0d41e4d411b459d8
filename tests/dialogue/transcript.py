"""Transcripts: the lines of a user are played, what the bot says is written between them.

A golden file is read and written in this form:

    # a remark                       "! selesai PBJ-…": an officer resolved it
    ! loket tutup                    nobody is on duty, few were answered lately
    ! 3 hari kemudian                "! tutup PBJ-…": it is closed for good
    < a text                         "! tolak: …": the next effect is refused
    << its next line
    < [Label]                        the newest button of that label
    < [lama Label]                   the oldest one
    < (berkas a.jpg b.jpg) caption
    < (balas PBJ-2026-000123) text
    < (stiker)                       or another kind that we cannot read
    < (tautan 1)                     a one-time link was followed
    > what the bot says
    [Label] [Label]                  its buttons, row by row
    * an effect
"""

import re
from dataclasses import fields, is_dataclass, replace

from helpdesk.dialogue import Button, Input, Reach, Reply
from helpdesk.dialogue.words import UNSUPPORTED_OF
from tests.dialogue.door import Door, a_file
from tests.shown import shown

_FILES = re.compile(r"\(berkas ([^)]*)\)\s?(.*)", re.DOTALL)
_REPLY = re.compile(r"\(balas (\S+)\)\s?(.*)", re.DOTALL)
UNSUPPORTED = {f"({what})" for what in UNSUPPORTED_OF}
_LINK = re.compile(r"\(tautan (\S+)\)")
_LATER = re.compile(r"! (\d+) hari kemudian")
_LABEL = re.compile(r"\[(lama )?(.+)\]")


SHUT = Reach(
    "Loket sedang tutup karena akhir pekan; buka lagi Senin 30 November pukul 08.00 WIB.", 0
)


class Player:
    """Plays one story and keeps every button that was shown."""

    def __init__(self) -> None:
        self.door = Door()
        self.shown: list[Button] = []

    def play(self, script: str) -> str:
        """The whole transcript of the user's lines in `script`."""
        out: list[str] = []
        for block in _blocks(script):
            if block.startswith("<"):
                said = "\n".join(re.sub(r"^<+ ?", "", line) for line in block.split("\n"))
                out += ["", *(("<< " if n else "< ") + x for n, x in enumerate(said.split("\n")))]
                out += self._take(said)
            else:
                self._direct(block)
                out += ["", block] if block.startswith("!") else [block]
        return "\n".join(out).strip() + "\n"

    def _take(self, said: str) -> list[str]:
        replies, effects = self.door.take(self._input(said))
        lines = [f"* {_effect(effect)}" for effect in effects]
        for reply in replies:
            self.shown += [button for row in reply.buttons for button in row]
            lines += _told(reply)
        return lines

    def _direct(self, block: str) -> None:
        if block.startswith("! tolak: "):
            self.door.refusal = block.removeprefix("! tolak: ")
        elif block.startswith("! selesai "):
            self.door.resolved.add(block.removeprefix("! selesai "))
        elif block == "! loket tutup":
            self.door.context = replace(self.door.context, reach=lambda: SHUT)
        elif block.startswith("! tutup "):
            self.door.closed.add(block.removeprefix("! tutup "))
        elif found := _LATER.fullmatch(block):
            self.door.later(int(found[1]))

    def _input(self, said: str) -> Input:
        if found := _LABEL.fullmatch(said):
            order = self.shown if found[1] else reversed(self.shown)
            return Input("press", next(b.value for b in order if b.label == found[2]))
        if found := _FILES.fullmatch(said):
            return Input("files", found[2], files=tuple(map(a_file, found[1].split())))
        if found := _REPLY.fullmatch(said):
            return Input("text", found[2], ticket=found[1])
        if said in UNSUPPORTED:
            return Input("unsupported", said.strip("()"))
        if found := _LINK.fullmatch(said):
            return Input("invitation", found[1])
        if said.startswith("/"):
            name, _, argument = said[1:].partition(" ")
            return Input("command", name, argument)
        return Input("text", said)


def _blocks(script: str) -> list[str]:
    """Remarks, directions and the user's messages; what the bot said is left out."""
    blocks: list[str] = []
    for line in script.splitlines():
        if line.startswith("<< ") and blocks:
            blocks[-1] += "\n" + line
        elif line.startswith(("< ", "# ", "! ")):
            blocks.append(line)
    return blocks


def _told(reply: Reply) -> list[str]:
    lines = [f"> {line}".rstrip() for line in shown(reply.text).split("\n")]
    rows = [" ".join(f"[{button.label}]" for button in row) for row in reply.buttons]
    return ["", *lines, *rows, *(["(dokumen: Bukti Lapor)"] if reply.proof else [])]


def _effect(effect: object) -> str:
    assert is_dataclass(effect)
    told = (
        f"{field.name}={_value(getattr(effect, field.name))}"
        for field in fields(effect)
        if getattr(effect, field.name) not in (None, (), "", False)
    )
    return f"{type(effect).__name__} {', '.join(told)}".rstrip()


def _value(value: object) -> str:
    if isinstance(value, str):
        return str(value).replace("\n", " / ")
    return str(value)
