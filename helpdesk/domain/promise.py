"""What is promised for a ticket, copied into its events so that no later edit moves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpdesk.domain.working_time import Limit, WorkingDays, WorkingMinutes


@dataclass(frozen=True)
class Promise:
    """A limit and its basis: the article, or 'kebijakan biro'."""

    limit: Limit
    basis: str

    def to_data(self) -> dict[str, Any]:
        """The form kept in an event's data."""
        if isinstance(self.limit, WorkingDays):
            return {"days": self.limit.count, "basis": self.basis}
        return {"minutes": self.limit.count, "basis": self.basis}


def from_data(data: Mapping[str, Any]) -> Promise:
    """The inverse of `Promise.to_data`."""
    if "days" in data:
        return Promise(WorkingDays(data["days"]), data["basis"])
    return Promise(WorkingMinutes(data["minutes"]), data["basis"])
