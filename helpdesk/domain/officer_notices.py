"""How an officer is told of work: by their linked chat, by mail, or both; chosen by themselves."""

from enum import StrEnum


class Ways(StrEnum):
    """What an officer chose; whoever links a chat and chooses nothing is told there."""

    TELEGRAM = "telegram"
    EMAIL = "email"
    BOTH = "both"


MAIL = ("email",)
_CHANNELS = {Ways.TELEGRAM: ("telegram",), Ways.EMAIL: MAIL, Ways.BOTH: ("telegram", "email")}


def channels_of(
    ways: Ways | None, *, mail_only: bool = False, alarm: bool = False
) -> tuple[str, ...]:
    """The channels of one notice; `ways` is None for an officer whom no chat reaches.

    `mail_only`: lines of a digest, and rungs that the bureau keeps to mail. `alarm`: a tender is
    about to close; whoever is told in a chat gets the mail too, as a telephone may be off.
    """
    if ways is None or mail_only:
        return MAIL
    if alarm and ways is not Ways.EMAIL:
        return _CHANNELS[Ways.BOTH]
    return _CHANNELS[ways]
