"""Schema of a form to fill in and print: forms/<code>.yaml."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from helpdesk.catalogue.fields import Choice, Code, Count, Day, Flag, Texts
from helpdesk.catalogue.schema import FileSchema
from helpdesk.catalogue.schema_service import refuse_repeats
from helpdesk.domain.forms import OURS, Ask, Form, Grid, Part, Row, Signing, names_in, texts_of

KINDS = ("line", "text", "date", "digits", "service")
AUDIENCES = ("Penyedia dan calon penyedia", "PPK dan perangkat daerah", "Loket")


class Words(fields.Field[str]):
    """A text that may name answers in braces; the form checks which."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValidationError("harus berupa teks yang tidak kosong")
        return value.strip()


class AskSchema(FileSchema):
    """One answer of the web form."""

    code = Code(required=True)
    label = Words(required=True)
    kind = Choice(KINDS, load_default="line")
    hint = Words(load_default=None, allow_none=True)
    digits = Texts(Count(), load_default=())

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Ask:
        """The domain's value."""
        return Ask(**data)


class RowSchema(FileSchema):
    """A line of terms and values."""

    term = Words(required=True)
    value = Words(required=True)

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Row:
        """The domain's value."""
        return Row(**data)


class GridSchema(FileSchema):
    """A table."""

    heads = Texts(Words(), required=True)
    widths = Texts(Count(), required=True)
    rows = Texts(Texts(fields.String()), load_default=())
    empty = Count(0, load_default=0)

    @validates_schema
    def as_wide_as_its_heads(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Every row has a cell under each head."""
        wide = {len(data["widths"]), *(len(row) for row in data["rows"])}
        if wide != {len(data["heads"])}:
            raise ValidationError("jumlah kolomnya tidak sama", "rows")
        if sum(data["widths"]) != 100:
            raise ValidationError("jumlahnya harus 100", "widths")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Grid:
        """The domain's value."""
        return Grid(**data)


class SigningSchema(FileSchema):
    """Who signs."""

    right = Words(required=True)
    right_name = Words(load_default="")
    left = Words(load_default="")
    left_name = Words(load_default="")
    seal = Words(load_default="")
    above = Words(load_default="")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Signing:
        """The domain's value."""
        return Signing(**data)


class PartSchema(FileSchema):
    """One piece of the paper."""

    section = Words(load_default=None)
    text = Words(load_default=None)
    rows = fields.List(fields.Nested(RowSchema), load_default=list)
    points = Texts(Words(), load_default=())
    grid = fields.Nested(GridSchema, load_default=None)
    signing = fields.Nested(SigningSchema, load_default=None)

    @validates_schema
    def one_thing(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A part is one thing, so that its place in the paper is clear."""
        if sum(bool(value) for value in data.values()) != 1:
            raise ValidationError("isi tepat satu: section, text, rows, points, grid, atau signing")

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Part:
        """The domain's value."""
        return Part(**{**data, "rows": tuple(data["rows"])})


class FormSchema(FileSchema):
    """forms/<code>.yaml."""

    code = Code(required=True)
    order = Count(required=True)
    title = Words(required=True)
    audience = Choice(AUDIENCES, required=True)
    about = Words(required=True)
    revision = Words(required=True)
    revised_on = Day(required=True)
    source = Words(required=True)
    own_paper = Flag(required=True)
    signed = Texts(Words(), load_default=())
    services = Texts(Code(), load_default=())
    documents = Texts(Code(), load_default=())
    topics = Texts(Code(), load_default=())
    asks = fields.List(fields.Nested(AskSchema), required=True)
    parts = fields.List(fields.Nested(PartSchema), required=True)

    @validates_schema
    def every_name_is_asked(self, data: dict[str, Any], **kwargs: Any) -> None:
        """A word in braces that nobody answers would be a line for ever."""
        codes = [ask.code for ask in data["asks"]]
        refuse_repeats(codes, "asks", "kode")
        used = names_in([text for part in data["parts"] for text in texts_of(part)])
        unknown, idle = used - set(codes) - OURS, set(codes) - used
        if unknown or idle:
            raise ValidationError(
                f"tidak ditanyakan: {sorted(unknown)}; tidak dipakai: {sorted(idle)}", "parts"
            )

    @post_load
    def build(self, data: dict[str, Any], **kwargs: Any) -> Form:
        """The domain's value."""
        return Form(**{**data, "asks": tuple(data["asks"]), "parts": tuple(data["parts"])})
