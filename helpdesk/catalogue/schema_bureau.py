"""Schemas of whose helpdesk this is: profile, units, and the register of regulations."""

from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marshmallow import ValidationError, fields, post_load

from helpdesk.catalogue.fields import Choice, Code, Flag, Text, TextMap, Texts, Weekly
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import STATUSES
from helpdesk.domain.catalogue import Bureau, Contacts, Signatory, Unit
from helpdesk.domain.roles import Role
from helpdesk.domain.services import LegalSource

LEVELS = ("provinsi", "kota", "kabupaten")


class Zone(Text):
    """An IANA time zone the machine knows."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValidationError(
                f"zona waktu '{text}' tidak dikenal; contoh: Asia/Pontianak (WIB)"
            ) from None
        return text


class SignatorySchema(FileSchema):
    """Who signs."""

    name = Text(required=True, allow_none=True)
    title = Text(required=True)
    rank = Text(load_default=None, allow_none=True)
    employee_number = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Signatory:
        """The domain's value."""
        return Signatory(**data)


class ContactsSchema(FileSchema):
    """Where else to turn."""

    sp4n = Text(required=True)
    ombudsman = Text(required=True)
    inspectorate = Text(required=True)
    lpse_support = Text(required=True)
    call_144 = Text(required=True)
    # LKPP's own form, the same for every bureau; a profile may say another.
    inaproc_form = Text(load_default="formulir bantuan INAPROC: https://bantuan.inaproc.id")

    ppid = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Contacts:
        """The domain's value."""
        return Contacts(**data)


class Titles(TextMap):
    """A display title for each role."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        titles = super()._deserialize(value, attr, data, **kwargs)
        roles = {role.value for role in Role}
        errors: dict[str, list[str]] = {
            **{name: ["wajib diisi"] for name in sorted(roles - titles.keys())},
            **{name: ["peran tidak dikenal"] for name in sorted(titles.keys() - roles)},
        }
        if errors:
            raise ValidationError(errors)
        return MappingProxyType(titles)


class BureauSchema(FileSchema):
    """bureau.yaml."""

    name = Text(required=True)
    short_name = Text(required=True)
    level = Choice(LEVELS, required=True)
    province = Text(required=True)
    zone = Zone(required=True)
    zone_label = Text(required=True)
    address = Text(required=True)
    phone = Text(required=True)
    email = Text(required=True)
    website = Text(required=True)
    domain = Text(required=True)
    logo = Text(load_default=None, allow_none=True)
    spse_version = Text(load_default=None, allow_none=True)
    contact_is_example = Flag(required=True)
    office_hours = Weekly(required=True)
    office_hours_decree = Text(load_default=None, allow_none=True)
    counter_hours = Weekly(required=True)
    signatory = fields.Nested(SignatorySchema, required=True)
    titles = Titles(required=True)
    contacts = fields.Nested(ContactsSchema, required=True)
    # Codes of legal.yaml; the loader puts the regulations themselves in their place.
    legal_basis = Texts(Code(), required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Bureau:
        """The domain's value, its legal basis still codes."""
        for hours in ("office_hours", "counter_hours"):
            data[hours] = MappingProxyType(data[hours])
        return Bureau(**data)


class UnitSchema(FileSchema):
    """A unit of units.yaml."""

    code = Code(required=True)
    name = Text(required=True)
    parent = Code(required=True, allow_none=True)
    queue = Flag(required=True)
    head_title = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Unit:
        """The domain's value."""
        return Unit(**data)


class UnitsSchema(FileSchema):
    """units.yaml."""

    units = fields.List(fields.Nested(UnitSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> tuple[Unit, ...]:
        """The units in the file's order."""
        return tuple(data["units"])


class LegalSourceSchema(FileSchema):
    """A regulation of legal.yaml."""

    code = Code(required=True)
    title = Text(required=True)
    status = Choice(STATUSES, required=True)
    note = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> LegalSource:
        """The domain's value."""
        return LegalSource(**data)


class LegalSchema(FileSchema):
    """legal.yaml."""

    regulations = fields.List(fields.Nested(LegalSourceSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> tuple[LegalSource, ...]:
        """The regulations in the file's order."""
        return tuple(data["regulations"])
