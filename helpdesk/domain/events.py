"""The vocabulary of what happens to a ticket; everything later seen derives from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventType(StrEnum):
    """One member per change. Data holds codes, ids and digests, never what names a person."""

    # kind, service, topic, authority, proposed_authority, urgency, unit, channel, category,
    # identity, promise, sealed, late, claim (of tender_claim.py), split_from (a ticket)
    REGISTERED = "registered"
    # kind, service, authority, unit, urgency, promise, reason
    TRIAGED = "triaged"
    AUTHORITY_CHANGED = "authority_changed"  # authority, reason, promise
    ASSIGNED = "assigned"  # unit, officer, message (the instruction)
    REQUESTER_WROTE = "requester_wrote"  # message, channel, copied (of a split)
    REPLIED = "replied"  # message, completeness, automatic
    NOTED = "noted"  # message, mentions (officers)
    NO_REPLY_NEEDED = "no_reply_needed"
    WAITING_STARTED = "waiting_started"  # reason: file | question | visit | self_filed
    FILE_RECEIVED = "file_received"  # originals seen at the counter (Tanda Terima Berkas)
    DOCUMENT_TICKED = "document_ticked"  # document (its code), state: received | original | none
    IDENTITY_VERIFIED = "identity_verified"  # how: original | discretion, reason
    DISCRETION_USED = "discretion_used"  # document (its code) or step (its number), reason
    DETAILS_ADDED = "details_added"  # fields (names only), urgency, claim, answered_in_chat
    # empty: whether a claim of a tender day had nothing behind it; reason, claim, urgency
    CLAIM_JUDGED = "claim_judged"
    ATTACHED = "attached"  # attachments (ids)
    STEP_TICKED = "step_ticked"  # step, done
    RELAY_READY = "relay_ready"  # provider, missing
    # provider, channel, external, missing, override, promise, completeness, resent,
    # attachments (ids of what went with it)
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"  # provider, external, promise, by (email: an agreed mailbox took it)
    PROVIDER_ANSWERED = "provider_answered"  # message
    PROVIDER_ASKED = "provider_asked"  # message
    TAKEN_BACK = "taken_back"  # reason, promise
    RESOLVED = "resolved"  # message, completeness
    REJECTED = "rejected"  # message, completeness
    REFERRED = "referred"  # institution, message
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"  # reason: confirmed | reopening_over | silence
    # into (the ticket in which the matter goes on), link, clocks (kinds measured there from now on)
    MERGED = "merged"
    # from (the merged ticket), link, reason, messages (ids of the copies), wrote (when they were
    # said), unanswered, received, urgency, clocks: {kind: span_data}, steps (of the ladder, taken
    # there): as LINKED its sentence names no other ticket
    TOOK_OVER = "took_over"
    PASSED_ON = "passed_on"  # message, into: words to a merged ticket
    REOPENED = "reopened"  # by, target
    TARGET_SET = "target_set"  # number, due_at, reason
    STEP_TAKEN = "step_taken"  # the ladder: step, clock, cycle, due_at, done_at, level, action
    STEP_SKIPPED = "step_skipped"  # the same, with the reason
    # revision (of the calendar), moves: [[clock, cycle, from, to], ...]
    DEADLINES_MOVED = "deadlines_moved"
    REPORTED_NAMED = "reported_named"  # officer, allowed
    SEALED = "sealed"
    RESTRICTED = "restricted"
    RESTRICTION_LIFTED = "restriction_lifted"  # reason
    LINK_REVOKED = "link_revoked"  # serial
    JOINED_INCIDENT = "joined_incident"  # parent: the outage this ticket belongs to
    LEFT_INCIDENT = "left_incident"  # parent: the outage it turned out not to belong to
    # started_at, cause, published, banner and evidence (digests), again: corrected | going_on
    INCIDENT_DECLARED = "incident_declared"
    INCIDENT_ENDED = "incident_ended"  # ended_at
    IDENTITY_CHANGED = "identity_changed"  # identity
    TAGGED = "tagged"  # tag (its code), name
    UNTAGGED = "untagged"  # tag, name
    FIELDS_FILLED = "fields_filled"  # fields (labels of what changed; values are in rows)
    SNOOZED = "snoozed"  # until, reason
    WOKEN = "woken"  # called back before its day
    # link, other (the ticket), reason: told only where the other may be seen, so in no timeline
    LINKED = "linked"
    UNLINKED = "unlinked"  # link, other
    # into (the new ticket), link, messages (ids), reason: as LINKED in no timeline
    SPLIT = "split"
    SURVEY_ANSWERED = "survey_answered"  # survey
    CHAT_OFFERED = "chat_offered"  # an officer showed the visitor a one-time link into a chat
    CHAT_BOUND = "chat_bound"  # channel: news of the ticket goes to a chat of that kind too
    CHAT_UNBOUND = "chat_unbound"  # channel


class Visibility(StrEnum):
    """Who may read an event on a timeline."""

    PUBLIC = "public"
    OFFICERS = "officers"


@dataclass(frozen=True)
class Event:
    """One change: recorded at `at`, true at `occurred_at` (which drives the clocks)."""

    seq: int
    type: EventType
    at: datetime
    occurred_at: datetime
    actor: str
    visibility: Visibility = Visibility.PUBLIC
    data: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
