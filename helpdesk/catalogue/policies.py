"""The policies a bureau can change in the UI: one entry each, and nothing else knows their names.

Another policy needs its entry here: how its content is checked, how it changes the catalogue, and
who may save it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpdesk.catalogue.policy_calendar import apply_calendar, check_calendar
from helpdesk.catalogue.policy_ladder import apply_ladder, check_ladder_policy
from helpdesk.catalogue.policy_limits import apply_limits, check_limits
from helpdesk.catalogue.policy_pledge import apply_pledge, check_pledge
from helpdesk.catalogue.policy_profile import apply_profile, check_profile
from helpdesk.catalogue.policy_services import apply_services, check_services, leave_waiting
from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.revisions import (
    CALENDAR,
    LADDER,
    LIMITS,
    PLANNED,
    PLEDGE,
    PROFILE,
    SERVICES,
    SavedRevision,
)
from helpdesk.domain.roles import Action


@dataclass(frozen=True)
class Policy:
    """`check` raises `CatalogueError` or `InvalidInput`; `apply` takes unknown revisions in order.
    """

    check: Callable[[Catalogue, Mapping[str, Any]], None]
    apply: Callable[[Catalogue, Sequence[SavedRevision]], Catalogue]
    action: Action


POLICIES: Mapping[str, Policy] = {
    CALENDAR: Policy(check_calendar, apply_calendar, Action.MANAGE_CALENDAR),
    LIMITS: Policy(check_limits, apply_limits, Action.MANAGE_POLICY),
    LADDER: Policy(check_ladder_policy, apply_ladder, Action.MANAGE_POLICY),
    PLEDGE: Policy(check_pledge, apply_pledge, Action.MANAGE_POLICY),
    PROFILE: Policy(check_profile, apply_profile, Action.MANAGE_PROFILE),
    SERVICES: Policy(check_services, apply_services, Action.MANAGE_SERVICES),
    PLANNED: Policy(check_services, leave_waiting, Action.MANAGE_SERVICES),
}
