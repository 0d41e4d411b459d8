"""Schema of the figures: limits.yaml."""

from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from helpdesk.catalogue.fields import Code, Count, LimitField, Text, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import refuse_repeats
from helpdesk.domain.catalogue import LimitClass, LimitRule, Limits, SilenceLimits
from helpdesk.domain.tender_claim import EmptyClaims
from helpdesk.domain.ticket import Kind
from helpdesk.domain.working_time import WorkingDays


class RuleSchema(FileSchema):
    """A limit and its basis."""

    limit = LimitField(required=True)
    basis = Text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> LimitRule:
        """The domain's value."""
        return LimitRule(**data)


class LimitClassSchema(FileSchema):
    """A class of matter with a limit of its own."""

    code = Code(required=True)
    name = Text(required=True)
    limit = LimitField(required=True)
    basis = Text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> LimitClass:
        """The domain's value."""
        return LimitClass(data["code"], data["name"], LimitRule(data["limit"], data["basis"]))


class SilenceSchema(FileSchema):
    """After how long silence may close a ticket."""

    default = Count(required=True, data_key="working_days")
    visit = Count(required=True, data_key="visit_working_days")
    complaint_calendar_days = Count(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> SilenceLimits:
        """The domain's value."""
        return SilenceLimits(
            WorkingDays(data["default"]),
            WorkingDays(data["visit"]),
            data["complaint_calendar_days"],
        )


class EmptyClaimsSchema(FileSchema):
    """How many empty claims of a tender day take the jump away, and for how long."""

    most = Count(required=True)
    within_days = Count(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> EmptyClaims:
        """The domain's value."""
        return EmptyClaims(**data)


class ResolutionSchema(FileSchema):
    """The default for each kind; a request has its service's standard instead."""

    inquiry = fields.Nested(RuleSchema, required=True)
    problem = fields.Nested(RuleSchema, required=True)
    outage = fields.Nested(RuleSchema, required=True)
    complaint = fields.Nested(RuleSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> MappingProxyType[Kind, LimitRule]:
        """The rules by kind."""
        return MappingProxyType({Kind(name): rule for name, rule in data.items()})


class LimitsSchema(FileSchema):
    """limits.yaml."""

    response = fields.Nested(RuleSchema, required=True)
    forwarding = fields.Nested(RuleSchema, required=True)
    forwarding_urgent = fields.Nested(RuleSchema, required=True)
    resolution = fields.Nested(ResolutionSchema, required=True)
    classes = fields.List(fields.Nested(LimitClassSchema), load_default=list)
    reply = fields.Nested(RuleSchema, required=True)
    third_party = fields.Nested(RuleSchema, required=True)
    filing_task = fields.Nested(RuleSchema, required=True)
    reopen_days = Count(required=True)
    reopened_target_days = Count(required=True)
    remind_after = Texts(Count(), required=True)
    close_silence = fields.Nested(SilenceSchema, required=True)
    empty_claims = fields.Nested(EmptyClaimsSchema, required=True)
    complaint_late_days = Count(required=True)
    backdate_days = Count(required=True)
    warn_at_percent = Count(required=True)
    short_pause_minutes = Count(required=True)

    @validates_schema
    def senseless(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A warning comes before the end; reminders follow each other."""
        if data.get("warn_at_percent", 80) > 99:
            raise ValidationError("harus di bawah 100", "warn_at_percent")
        reminders = data.get("remind_after", ())
        if list(reminders) != sorted(set(reminders)):
            raise ValidationError("harus urut dari yang terkecil", "remind_after")
        refuse_repeats([entry.code for entry in data.get("classes", ())], "classes", "kode")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Limits:
        """The domain's value."""
        data["classes"] = MappingProxyType({entry.code: entry for entry in data["classes"]})
        return Limits(**data)
