"""Schema of self_filing.yaml: what only an account's owner can file, where and with what."""

from typing import Any

from marshmallow import fields, post_load, validates_schema

from helpdesk.catalogue.fields import Code, Text, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import refuse_repeats
from helpdesk.domain.catalogue import SelfFiling


class MatterSchema(FileSchema):
    """One kind of matter."""

    code = Code(required=True)
    topics = Texts(Code(), required=True)
    party = Text(required=True)
    owner = Text(required=True)
    place = Text(required=True)
    application = Text(required=True)
    category = Text(required=True)
    proof = Texts(required=True)
    source = Text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> SelfFiling:
        """The domain's value."""
        return SelfFiling(**data)


class SelfFilingSchema(FileSchema):
    """self_filing.yaml."""

    matters = fields.List(fields.Nested(MatterSchema), required=True)

    @validates_schema
    def one_way_for_a_topic(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A topic led to two places would leave the owner to choose."""
        matters = data.get("matters", ())
        refuse_repeats([matter.code for matter in matters], "matters", "kode")
        refuse_repeats([t for matter in matters for t in matter.topics], "matters", "topik")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> tuple[SelfFiling, ...]:
        """The matters in the file's order."""
        return tuple(data["matters"])
