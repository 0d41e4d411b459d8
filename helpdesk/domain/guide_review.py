"""Who may put an article into force: a second person where there is one; a head for high stakes."""

from dataclasses import dataclass

from helpdesk.domain.roles import Action, Actor, permitted
from helpdesk.errors import HelpdeskError, NotAllowed

HEAD_NEEDED = (
    "Topik ini berisiko tinggi (sanggah, tenggat, biaya, daftar hitam, jaminan): hanya kepala biro "
    "atau kepala unit yang menerbitkannya."
)
SECOND_NEEDED = (
    "Rancangan ini Anda tulis sendiri. Ajukan agar rekan memeriksa dan menerbitkannya."
)


class SecondPersonNeeded(HelpdeskError):
    """The writer may not publish alone while a colleague could."""

    message = SECOND_NEEDED


@dataclass(frozen=True)
class Review:
    """Who wrote, and which colleagues there are besides whoever acts."""

    written_by: int
    high_stakes: bool
    colleagues: tuple[Actor, ...]

    @property
    def action(self) -> Action:
        """What publishing this article takes."""
        return Action.PUBLISH_HIGH_STAKES if self.high_stakes else Action.PUBLISH_GUIDE

    def self_reviewed(self, actor: Actor) -> bool:
        """Whether the actor may publish, and would be judging their own words.

        Raises `NotAllowed` without the right, `SecondPersonNeeded` where a colleague has it too.
        """
        if not permitted(actor, self.action):
            raise NotAllowed(HEAD_NEEDED if self.high_stakes else None)
        if actor.id != self.written_by:
            return False
        if any(permitted(each, self.action) for each in self.colleagues):
            raise SecondPersonNeeded
        return True
