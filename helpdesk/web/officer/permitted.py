"""The one place where an officer's view says which action it needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from helpdesk.domain.roles import Action
from helpdesk.web.door import acting
from helpdesk.web.session import officer_required

V = TypeVar("V", bound=Callable[..., Any])


def permitted(action: Action) -> Callable[[V], V]:
    """Only officers whose roles permit `action` pass; tests read it from the view's `.action`.

    What concerns one ticket is checked again by the query or use case, which knows the ticket.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            acting(action)
            return view(*args, **kwargs)

        checked.action = action  # type: ignore[attr-defined]
        return cast(V, officer_required(checked))

    return decorate
