"""One line of the doctor's report: what was looked at, how it is, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`mend` says what to do; it is shown only where something is wrong."""

    ok: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        if self.ok or not self.mend:
            return f"{'✓' if self.ok else '✗'} {self.what}"
        return f"✗ {self.what}\n    → {self.mend}"
