"""Why somebody comes to the counter."""

from enum import StrEnum

KEPT_DAYS = 30  # for which a visitor's name is kept


class Purpose(StrEnum):
    """What the guest book offers, in its order."""

    FILE = "berkas"
    ASK = "bertanya"
    PROBLEM = "kendala"
    COMPLAINT = "pengaduan"
    MEETING = "lainnya"


class Outcome(StrEnum):
    """How a visit ended."""

    SERVED = "served"
    LEFT = "left"
