"""Schema of the ladder: escalation.yaml."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from helpdesk.catalogue.fields import Choice, Code, Count, Flag, Member, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import refuse_repeats
from helpdesk.domain.catalogue import LadderStep
from helpdesk.domain.ticket import Authority

CLOCKS = ("response", "forwarding", "resolution", "reply", "third_party", "target")
RECIPIENTS = ("assignee", "unit_officers", "unit_head", "bureau_head", "piket", "provider")
# A provider never stands in for an officer.
SUBSTITUTES = (
    "unit_officers", "unit_head", "unit_head_deputy", "parent_unit_head", "bureau_head",
    "bureau_head_deputy",
)
CHANNELS = ("email", "telegram")
MESSAGES = Path(__file__).resolve().parent.parent / "templates" / "messages"
ACTIONS = (
    "warn",
    "notify",
    "escalate_provider",
    "propose_split",
    "decide",
    "refer",
    "remind_provider",
    "propose_letter",
)


class MessageName(Code):
    """A message of templates/messages."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, attr, data, **kwargs)
        if not (MESSAGES / name / "subject.txt").is_file():
            raise ValidationError(f"pesan '{name}' tidak ada dalam templates/messages")
        return name


class LadderStepSchema(FileSchema):
    """A rung of the ladder."""

    code = Code(required=True)
    clocks = Texts(Choice(CLOCKS), required=True)
    when = Choice(("warn", "missed"), required=True)
    shift = Count(0, load_default=0)
    cycle_at_least = Count(load_default=1)
    authorities = Texts(Member(Authority), load_default=None, allow_none=True)
    accepted = Flag(load_default=None, allow_none=True)
    answered = Flag(load_default=None, allow_none=True)
    level = Count(0, required=True)
    action = Choice(ACTIONS, required=True)
    recipients = Texts(Choice(RECIPIENTS), required=True)
    tell_requester = Flag(load_default=False)
    channels = Texts(Choice(CHANNELS), load_default=CHANNELS)
    template = MessageName(required=True)

    @validates_schema
    def complete(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Somebody must hear of a step, on a channel that reaches them."""
        for name in ("clocks", "recipients", "authorities"):
            if data.get(name) == ():
                raise ValidationError("tidak boleh kosong", name)
        if "email" not in data.get("channels", CHANNELS):
            # Not every officer has linked a chat; another channel can only come on top.
            raise ValidationError("harus memuat email, agar petugas pasti menerimanya", "channels")
        if data.get("level", 0) > 3:
            raise ValidationError("harus 0 sampai 3", "level")

    @validates_schema
    def warns_before(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A warning comes before its deadline, to those at work on it, and apologises for nothing.
        """
        if (data.get("when") == "warn") != (data.get("action") == "warn"):
            raise ValidationError("action warn dan when warn harus bersamaan", "action")
        if data.get("when") != "warn":
            return
        for name, reason in (
            ("shift", "harus 0 untuk peringatan sebelum tenggat"),
            ("level", "harus 0 untuk peringatan sebelum tenggat"),
            ("tell_requester", "harus false untuk peringatan sebelum tenggat"),
        ):
            if data.get(name):
                raise ValidationError(reason, name)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> LadderStep:
        """The domain's value."""
        data["clocks"] = frozenset(data["clocks"])
        if data["authorities"] is not None:
            data["authorities"] = frozenset(data["authorities"])
        return LadderStep(**data)


class FallbacksSchema(FileSchema):
    """Who stands in for whom, in this order."""

    assignee = Texts(Choice(SUBSTITUTES), required=True)
    unit_officers = Texts(Choice(SUBSTITUTES), required=True)
    unit_head = Texts(Choice(SUBSTITUTES), required=True)
    bureau_head = Texts(Choice(SUBSTITUTES), required=True)
    piket = Texts(Choice(SUBSTITUTES), required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> MappingProxyType[str, Any]:
        """The substitutes by role."""
        return MappingProxyType(data)


class LadderSchema(FileSchema):
    """escalation.yaml."""

    steps = fields.List(fields.Nested(LadderStepSchema), required=True)
    fallbacks = fields.Nested(FallbacksSchema, required=True)

    @validates_schema
    def codes_differ(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Each step is done once, and its code is how that is known."""
        refuse_repeats([step.code for step in data.get("steps", ())], "steps", "kode")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Steps and fallbacks."""
        return {"ladder": tuple(data["steps"]), "fallbacks": data["fallbacks"]}
