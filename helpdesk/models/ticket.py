"""The ticket: identity, what was asked, and columns derived from its events."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.db import Base, UtcDateTime
from helpdesk.domain.roles import Access
from helpdesk.models.officer import Officer
from helpdesk.models.requester import Requester

_PUT_OFF = sa.text("snoozed_until IS NOT NULL")


class Ticket(Base):
    """One matter. Everything below `derived` is set by `usecases.recording` alone."""

    __tablename__ = "ticket"
    # The board of matters at LKPP or Telkom is found by these, however many tickets are open.
    __table_args__ = (
        sa.Index("ix_ticket_relay", "relay_state", "status"),
        sa.Index("ix_ticket_authority", "authority", "status"),
        # The queue: its place is empty once a ticket has ended, so these hold open ones only as far
        # as they are read.
        sa.Index("ix_ticket_queue", "queue_at", "id"),
        sa.Index("ix_ticket_queue_status", "status", "queue_at", "id"),
        sa.Index("ix_ticket_queue_assignee", "assignee_id", "queue_at", "id"),
        sa.Index("ix_ticket_queue_unit", "unit", "queue_at", "id"),
        sa.Index("ix_ticket_queue_kind", "kind", "queue_at", "id"),
        sa.Index("ix_ticket_sealed", "queue_at", "id", sqlite_where=sa.text("sealed IS 1"),
                 postgresql_where=sa.text("sealed IS true")),
        sa.Index("ix_ticket_restricted", "queue_at", "id", sqlite_where=sa.text("restricted IS 1"),
                 postgresql_where=sa.text("restricted IS true")),
        sa.Index("ix_ticket_tender", "tender_deadline"),
        sa.Index("ix_ticket_snoozed", "snoozed_until", sqlite_where=_PUT_OFF,
                 postgresql_where=_PUT_OFF),
        sa.Index("ix_ticket_ended", "ended_at", "id"),
        sa.Index("ix_ticket_resolved", "status", "resolved_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text, unique=True)
    version: Mapped[int] = mapped_column()
    channel: Mapped[str] = mapped_column(sa.Text)
    lapor_id: Mapped[str | None] = mapped_column(sa.Text, index=True)
    category: Mapped[str] = mapped_column(sa.Text)
    requester_id: Mapped[int] = mapped_column(sa.ForeignKey("requester.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("conversation.id"), index=True
    )
    subject: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str | None] = mapped_column(sa.Text)
    package_code: Mapped[str | None] = mapped_column(sa.Text)
    tender_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follows_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    service_date: Mapped[str | None] = mapped_column(sa.Text)
    link_serial: Mapped[int] = mapped_column(default=1)
    link_hash: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    survey_hash: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The revision of the calendar that `next_due_at`, `next_check_at` and the clocks follow.
    calendar_revision: Mapped[int] = mapped_column(default=0, server_default="0", index=True)

    # derived
    kind: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.Text, index=True)
    authority: Mapped[str | None] = mapped_column(sa.Text)
    service: Mapped[str | None] = mapped_column(sa.Text, index=True)
    unit: Mapped[str | None] = mapped_column(sa.Text, index=True)
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    identity: Mapped[str] = mapped_column(sa.Text)
    urgency: Mapped[str | None] = mapped_column(sa.Text)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    relay_state: Mapped[str | None] = mapped_column(sa.Text)
    provider: Mapped[str | None] = mapped_column(sa.Text)
    relay_channel: Mapped[str | None] = mapped_column(sa.Text)
    relay_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    external_number: Mapped[str | None] = mapped_column(sa.Text, index=True)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wait_reason: Mapped[str | None] = mapped_column(sa.Text)
    sealed: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    reported_id: Mapped[int | None] = mapped_column(sa.ForeignKey("officer.id"))
    beyond_bureau: Mapped[bool] = mapped_column(default=False)
    target_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    targets: Mapped[int] = mapped_column(default=0)
    late: Mapped[bool] = mapped_column(default=False)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    merged_id: Mapped[int | None] = mapped_column(index=True)  # a ticket; see migration 0022
    tags: Mapped[str | None] = mapped_column(sa.Text)  # names, one a line
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    snooze_reason: Mapped[str | None] = mapped_column(sa.Text)
    next_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    next_check_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    queue_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    requester: Mapped[Requester] = relationship(lazy="joined", innerjoin=True)
    assignee: Mapped[Officer | None] = relationship(lazy="joined", foreign_keys=[assignee_id])
    reported: Mapped[Officer | None] = relationship(lazy="select", foreign_keys=[reported_id])
    viewers: Mapped[list["TicketViewer"]] = relationship(lazy="select")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  read once by the mapper

    @property
    def access(self) -> Access:
        """What `authorize` needs to know of the ticket."""
        if not self.sealed:  # nobody needs to be let in: its viewers are not even asked for
            return Access(restricted=self.restricted, assignee=self.assignee_id)
        return Access(
            sealed=self.sealed, reported=self.reported_id, beyond_bureau=self.beyond_bureau,
            allowed=frozenset(viewer.officer_id for viewer in self.viewers),
            restricted=self.restricted, assignee=self.assignee_id,
        )


class TicketViewer(Base):
    """An officer whom the head of the bureau let into a sealed ticket."""

    __tablename__ = "ticket_viewer"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), primary_key=True)


class TicketAccessCode(Base):
    """A six-digit code sent to the registered contact, or a browser it let in (hash only)."""

    __tablename__ = "ticket_access_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.Text)  # code | browser
    hash: Mapped[str] = mapped_column(sa.Text, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
