"""Who inside the bureau may see what names a requester: hidden identities, identity documents."""

from helpdesk.domain.roles import Actor, Role
from helpdesk.domain.ticket import IdentityMode

# Those whose work is to look at a KTP or an akta; everybody else sees that there is one.
RESTRICTED_READERS = frozenset({Role.VERIFIER, Role.UNIT_HEAD, Role.BUREAU_HEAD})
_HEADS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})


def may_open_restricted(actor: Actor, assignee: int | None) -> bool:
    """Whether the actor may open an identity document of a ticket they may see."""
    return bool(RESTRICTED_READERS & actor.roles) or _holds(actor, assignee)


def may_know_requester(actor: Actor, identity: IdentityMode, assignee: int | None) -> bool:
    """Whether the actor may read name and contacts; a hidden identity is kept among few."""
    if identity is not IdentityMode.HIDDEN:
        return True
    return bool(_HEADS & actor.roles) or _holds(actor, assignee)


def _holds(actor: Actor, assignee: int | None) -> bool:
    return actor.id is not None and actor.id == assignee
