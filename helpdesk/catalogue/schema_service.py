"""Schemas of a service: documents, steps, and the standard with its 14 components."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from helpdesk.catalogue.fields import (
    Choice,
    Code,
    Count,
    Day,
    Flag,
    LimitField,
    Member,
    StepNumber,
    Text,
    TextMap,
    TextOrTexts,
    Texts,
)
from helpdesk.catalogue.schema import FileSchema
from helpdesk.domain.services import (
    Change,
    Component,
    DocumentNeeded,
    Service,
    ServiceField,
    ServiceStandard,
    ServiceStep,
)
from helpdesk.domain.ticket import Authority, Category, Kind
from helpdesk.domain.ticket_fields import CHOICE, TYPES

STATUSES = ("current", "needs_review")

# UU 25/2009 Pasal 21 names the fourteen; Perwali Banjarmasin 67/2018 groups and orders them so.
DELIVERY, MANAGEMENT = "penyampaian", "pengelolaan"
COMPONENTS = (
    ("requirements", DELIVERY, "Persyaratan"),
    ("procedure", DELIVERY, "Sistem, mekanisme, dan prosedur"),
    ("time", DELIVERY, "Jangka waktu pelayanan"),
    ("fee", DELIVERY, "Biaya/tarif"),
    ("product", DELIVERY, "Produk pelayanan"),
    ("complaints", DELIVERY, "Penanganan pengaduan, saran, dan masukan"),
    ("legal_basis", MANAGEMENT, "Dasar hukum"),
    ("facilities", MANAGEMENT, "Sarana, prasarana, dan/atau fasilitas"),
    ("competence", MANAGEMENT, "Kompetensi pelaksana"),
    ("supervision", MANAGEMENT, "Pengawasan internal"),
    ("staff", MANAGEMENT, "Jumlah pelaksana"),
    ("guarantee", MANAGEMENT, "Jaminan pelayanan"),
    ("safety", MANAGEMENT, "Jaminan keamanan dan keselamatan pelayanan"),
    ("evaluation", MANAGEMENT, "Evaluasi kinerja pelaksana"),
)


class DocumentSchema(FileSchema):
    """A document a requester brings."""

    code = Code(required=True)
    label = Text(required=True)
    original = Flag(load_default=False)
    when = Text(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> DocumentNeeded:
        """The domain's value."""
        return DocumentNeeded(**data)


class StepSchema(FileSchema):
    """A step of the service's own procedure."""

    no = StepNumber(required=True, data_key="step")
    text = Text(required=True)
    actor = Text(load_default=None, allow_none=True)
    branch = Text(load_default=None, allow_none=True)
    standard_time = Text(load_default=None, allow_none=True, data_key="time")
    output = Text(load_default=None, allow_none=True)
    ends = Flag(load_default=False)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> ServiceStep:
        """The domain's value."""
        return ServiceStep(**data)


_ComponentFields = FileSchema.from_dict(
    {key: TextOrTexts(required=True) for key, _, _ in COMPONENTS}, name="ComponentFields"
)


class ComponentsSchema(_ComponentFields):  # type: ignore[misc, valid-type]  # built from the table
    """All fourteen components, by key."""

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> tuple[Component, ...]:
        """The components in the order of the law."""
        return tuple(
            Component(no, key, group, title, data[key])
            for no, (key, group, title) in enumerate(COMPONENTS, start=1)
        )


class ChangeSchema(FileSchema):
    """A version of the standard and what it changed; `before` by the component's key."""

    revision = Text(required=True)
    on = Day(required=True)
    what = Text(required=True)
    before = TextMap(load_default=dict)

    @validates_schema
    def known_components(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Former words belong to one of the fourteen."""
        unknown = set(data.get("before", ())) - {key for key, _, _ in COMPONENTS}
        if unknown:
            raise ValidationError(f"komponen '{min(unknown)}' tidak dikenal", "before")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Change:
        """The domain's value."""
        return Change(**data)


class StandardSchema(FileSchema):
    """A standard, the bureau's own or one taken as a reference."""

    revision = Text(required=True)
    source = Text(required=True)
    reference_only = Flag(required=True)
    adopted = Flag(load_default=False)
    resolution = LimitField(load_default=None, allow_none=True)
    internal_target = LimitField(load_default=None, allow_none=True)
    unless = Text(load_default=None, allow_none=True)
    published_response = Text(load_default=None, allow_none=True)
    components = fields.Nested(ComponentsSchema, required=True)
    changes = fields.List(fields.Nested(ChangeSchema), load_default=list)

    @validates_schema
    def one_or_the_other(self, data: dict[str, Any], **kwargs: Any) -> None:
        """An adopted standard is the bureau's own."""
        if data.get("adopted") and data.get("reference_only"):
            raise ValidationError("tidak bisa true selama reference_only true", "adopted")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> ServiceStandard:
        """The domain's value."""
        data["changes"] = tuple(data["changes"])
        return ServiceStandard(**data)


class FieldSchema(FileSchema):
    """A column that officers fill on the service's tickets."""

    code = Code(required=True)
    label = Text(required=True)
    type = Choice(TYPES, required=True)
    choices = Texts(load_default=())
    needed = Flag(load_default=False)

    @validates_schema
    def something_to_choose(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A choice needs two; the others none."""
        if data.get("type") == CHOICE and len(data.get("choices", ())) < 2:
            raise ValidationError("tulis sedikitnya dua pilihan", "choices")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> ServiceField:
        """The domain's value."""
        return ServiceField(**data)


class ServiceSchema(FileSchema):
    """services/<code>.yaml."""

    code = Code(required=True)
    order = Count(required=True)
    name = Text(required=True)
    also_called = Texts(load_default=())
    unit = Code(required=True)
    kind = Member(Kind, required=True)
    authority = Member(Authority, required=True)
    audience = Texts(Member(Category), required=True)
    description = Text(required=True)
    requirements = Texts(load_default=())
    documents = fields.List(fields.Nested(DocumentSchema), load_default=list)
    needs_visit = Flag(load_default=False)
    verifies_identity = Flag(load_default=False)
    procedure = Code(load_default=None, allow_none=True)
    steps = fields.List(fields.Nested(StepSchema), load_default=list)
    # A missing key is an oversight; `standard: null` says that it is still being made.
    standard = fields.Nested(StandardSchema, required=True, allow_none=True)
    status = Choice(STATUSES, required=True)
    legal_basis_note = Text(load_default=None, allow_none=True)
    notice = Text(load_default=None, allow_none=True)
    relevant_topics = Texts(Code(), load_default=())
    active = Flag(load_default=True)
    columns = fields.List(
        fields.Nested(FieldSchema), load_default=list, data_key="fields", attribute="fields"
    )

    @validates_schema(pass_original=True)
    def something_to_tick(self, data: dict[str, Any], raw: Any, **kwargs: Any) -> None:
        """Steps come from an SOP or from the service itself, and their numbers differ.

        As with the standard, none yet has to be said: a missing key is an oversight.
        """
        if "steps" not in raw and not data.get("procedure"):
            raise ValidationError("wajib diisi bila layanan tidak memakai SOP", "steps")
        refuse_repeats([step.no for step in data.get("steps", ())], "steps", "nomor langkah")
        documents = [document.code for document in data.get("documents", ())]
        refuse_repeats(documents, "documents", "kode dokumen")
        columns = [field.code for field in data.get("fields", ())]
        refuse_repeats(columns, "fields", "kode kolom")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Service:
        """The domain's value; the loader adds the checklist."""
        for name in ("documents", "steps", "fields"):
            data[name] = tuple(data[name])
        return Service(**data)


def refuse_repeats(names: list[str], field: str, what: str) -> None:
    """Raise when a name occurs twice."""
    for index, name in enumerate(names):
        if name in names[:index]:
            raise ValidationError({field: {index: [f"{what} '{name}' dipakai dua kali"]}})
