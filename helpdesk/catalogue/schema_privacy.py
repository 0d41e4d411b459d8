"""Schema of privacy.yaml: the notice of personal data."""

from typing import Any

from marshmallow import fields, post_load

from helpdesk.catalogue.fields import Day, Text, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.domain.catalogue import Privacy, PrivacyPart


class PrivacyPartSchema(FileSchema):
    """A heading and its points."""

    title = Text(required=True)
    points = Texts(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> PrivacyPart:
        """The domain's value."""
        return PrivacyPart(**data)


class PrivacySchema(FileSchema):
    """privacy.yaml."""

    revision = Text(required=True)
    since = Day(required=True)
    source = Text(required=True)
    short = Text(required=True)
    parts = fields.List(fields.Nested(PrivacyPartSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Privacy:
        """The domain's value."""
        return Privacy(**{**data, "parts": tuple(data["parts"])})
