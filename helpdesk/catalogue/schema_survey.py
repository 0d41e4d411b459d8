"""Schemas of survey.yaml (nine elements, Permen PANRB 14/2017) and pledge.md."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from helpdesk.catalogue.fields import Code, Day, Text, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import refuse_repeats
from helpdesk.domain.catalogue import Pledge, ProfileQuestion, Survey, SurveyElement

ELEMENTS = 9
ANSWERS = 4
STATEMENTS = 3  # Pasal 7 ayat (3)


class ElementSchema(FileSchema):
    """One element, its answers from the worst (1) to the best (4)."""

    key = Code(required=True)
    label = Text(required=True)
    question = Text(required=True)
    answers = Texts(required=True)

    @validates_schema
    def four_answers(self, data: dict[str, Any], **kwargs: Any) -> None:
        """The formula knows the values 1 to 4."""
        if len(data.get("answers", "1234")) != ANSWERS:
            raise ValidationError(f"harus tepat {ANSWERS} jawaban", "answers")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> SurveyElement:
        """The domain's value."""
        return SurveyElement(**data)


class ProfileSchema(FileSchema):
    """A question about the respondent."""

    key = Code(required=True)
    question = Text(required=True)
    choices = Texts(load_default=())

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> ProfileQuestion:
        """The domain's value."""
        return ProfileQuestion(**data)


class SurveySchema(FileSchema):
    """survey.yaml."""

    title = Text(required=True)
    introduction = Text(required=True)
    source = Text(required=True)
    elements = fields.List(fields.Nested(ElementSchema), required=True)
    profile = fields.List(fields.Nested(ProfileSchema), load_default=list)
    comment_prompt = Text(required=True)

    @validates_schema
    def nine_elements(self, data: dict[str, Any], **kwargs: Any) -> None:
        """The regulation names nine; a key stands for one of them for ever."""
        if len(data.get("elements", "123456789")) != ELEMENTS:
            raise ValidationError(f"harus tepat {ELEMENTS} unsur", "elements")
        refuse_repeats([entry.key for entry in data.get("elements", ())], "elements", "kunci")
        refuse_repeats([entry.key for entry in data.get("profile", ())], "profile", "kunci")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Survey:
        """The domain's value."""
        data["elements"], data["profile"] = tuple(data["elements"]), tuple(data["profile"])
        return Survey(**data)


class PledgeSchema(FileSchema):
    """pledge.md."""

    title = Text(required=True)
    source = Text(required=True)
    statements = Texts(required=True)
    body = Text(required=True)
    signed_on = Day(required=True, allow_none=True)
    signatory = Text(required=True, allow_none=True)

    @validates_schema
    def whole(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Three statements; date and signatory come together."""
        if len(data.get("statements", "123")) != STATEMENTS:
            raise ValidationError(f"harus tepat {STATEMENTS} pernyataan", "statements")
        if (data.get("signed_on") is None) != (data.get("signatory") is None):
            raise ValidationError("harus diisi bersama signed_on", "signatory")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Pledge:
        """The domain's value."""
        return Pledge(**data)
