"""What goes in and out, one schema a request and a response; unknown fields are refused."""

from datetime import UTC, date, datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from helpdesk.domain.ticket import Authority, Category, IdentityMode, Kind, Status

_MESSAGES = {
    "required": "Wajib diisi.",
    "null": "Tidak boleh null; hilangkan saja isian ini.",
    "invalid": "Bentuk nilainya tidak benar.",
    "invalid_utf8": "Bukan teks UTF-8 yang benar.",
    "invalid_awareness": "Sertakan zona waktu, misalnya 2026-11-23T15:00:00+07:00.",
    "format": "Bentuk nilainya tidak benar.",
    "type": "Harus berupa objek.",
}


class Indonesian(Schema):
    """A schema that refuses in Indonesian."""

    error_messages = {  # noqa: RUF012  marshmallow's own attribute
        "unknown": "Isian ini tidak dikenal.", "type": "Kirim sebuah objek JSON.",
    }

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Replace the English messages of every field."""
        field_obj.error_messages |= _MESSAGES


class TrueOrFalse(fields.Boolean):
    """JSON's own true and false; words and numbers are refused."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def _text(about: str, most: int, *, required: bool = False) -> fields.String:
    size = validate.Length(1, most, error="Panjangnya 1 sampai {max} karakter.")
    return fields.String(required=required, validate=size, metadata={"description": about})


def _one_of(about: str, values: type[Any], **more: Any) -> fields.String:
    choice = validate.OneOf([v.value for v in values], error="Pilih: {choices}.")
    return fields.String(validate=choice, metadata={"description": about}, **more)


class ProblemSchema(Indonesian):
    """RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.String())


class ComplaintSchema(Indonesian):
    """The legal contents of a complaint (Pasal 8(4)); what is missing never blocks."""

    name = _text("Nama lengkap.", 200)
    address = _text("Alamat lengkap.", 500)
    loss = _text("Kerugian; boleh dilewati.", 5_000)
    request = _text("Penyelesaian yang diminta.", 5_000)


class NewTicketSchema(Indonesian):
    """A matter brought by another system for its user."""

    kind = _one_of("Jenis perkara.", Kind, required=True)
    text = _text("Uraian pemohon.", 20_000, required=True)
    subject = _text("Judul; tanpa ini, awal uraian dipakai.", 200)
    service = _text("Kode layanan dari /services; wajib untuk kind=request.", 100)
    category = _one_of("Pemohon sebagai siapa.", Category, load_default=Category.PUBLIC.value)
    name = _text("Nama pemohon.", 200)
    company = _text("Nama perusahaan, hanya untuk penyedia.", 200)
    email = fields.Email(
        validate=validate.Length(max=200, error="Paling panjang {max} karakter."),
        metadata={"description": "Tujuan jawaban."},
        error_messages={"invalid": "Alamat surel tidak benar."},
    )
    phone = _text("Nomor telepon.", 40)
    package_code = _text("Kode paket/tender.", 40)
    tender_deadline = fields.AwareDateTime(
        format="iso",
        validate=validate.Range(
            datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC),
            error="Di luar jangkauan tahun.",
        ),
        metadata={"description": "Batas pemasukan penawaran, dengan zona waktu."},
    )
    service_date = fields.Date(
        format="iso",
        validate=validate.Range(date(2000, 1, 1), date(2100, 1, 1), error="Di luar jangkauan."),
        metadata={"description": "Tanggal pelayanan yang diadukan."},
    )
    identity = _one_of(
        "Kerahasiaan identitas pengadu.", IdentityMode, load_default=IdentityMode.KNOWN.value
    )
    complaint = fields.Nested(ComplaintSchema, metadata={"description": "Hanya pengaduan."})
    about_officer = TrueOrFalse(load_default=False, metadata={
        "description": "Pengaduan tentang petugas; hanya Kepala Biro yang melihatnya."})
    declared = TrueOrFalse(load_default=False, metadata={
        "description": "Pengadu menyatakan isinya benar."})


class IdempotencySchema(Indonesian):
    """The header that makes a repeated sending one ticket."""

    class Meta:
        unknown = EXCLUDE

    idempotency_key = fields.String(
        data_key="Idempotency-Key",
        validate=validate.Regexp(r"^[!-~]{1,100}$", error="1 sampai 100 huruf ASCII."),
        metadata={
            "description": "Kunci pilihan Anda, misalnya UUID; kiriman ulang memakai kunci yang "
            "sama.",
        },
    )


class RegisteredSchema(Indonesian):
    """The new ticket; the link is the requester's and is told only here."""

    number = fields.String(required=True)
    token = fields.String(required=True)
    status_url = fields.String(required=True)
    response_due_at = fields.AwareDateTime(format="iso", required=True)
    resolution_due_at = fields.AwareDateTime(format="iso", required=True, allow_none=True)


class DaySchema(Indonesian):
    """One date of an explanation; `why` is empty for one that counted."""

    date_text = fields.String(required=True)
    counted = fields.Boolean(required=True)
    why = fields.String(required=True)


class PauseSchema(Indonesian):
    """A pause: why, from when to when, and what it took out of the count."""

    why = fields.String(required=True)
    span = fields.String(required=True)
    effect = fields.String(required=True)


class ShareSchema(Indonesian):
    """How long one party had the matter."""

    code = fields.String(required=True)
    who = fields.String(required=True)
    working = fields.Integer(required=True)
    calendar = fields.Integer(required=True)


class WaitingSchema(Indonesian):
    """The requester's whole waiting time; the parts add up to it."""

    working = fields.Integer(required=True, metadata={"description": "Hari kerja."})
    calendar = fields.Integer(required=True, metadata={"description": "Hari kalender."})
    total_text = fields.String(required=True)
    parts = fields.List(fields.Nested(ShareSchema), required=True)


class ClockSchema(Indonesian):
    """A promise with its reason, day by day."""

    kind = fields.String(required=True)
    label = fields.String(required=True)
    state = fields.String(required=True)
    due_at = fields.AwareDateTime(format="iso", required=True, allow_none=True)
    due_text = fields.String(required=True)
    limit_text = fields.String(required=True)
    basis = fields.String(required=True)
    remaining_text = fields.String(required=True)
    start_text = fields.String(required=True)
    notes = fields.List(fields.String(), required=True)
    days = fields.List(fields.Nested(DaySchema), required=True)
    windows = fields.List(fields.String(), required=True)
    pauses = fields.List(fields.Nested(PauseSchema), required=True)


class HappenedSchema(Indonesian):
    """One line of the timeline."""

    text = fields.String(required=True)
    at_text = fields.String(required=True)


class HeadlineSchema(Indonesian):
    """Who holds the matter now, since when, and what comes next."""

    holder = fields.String(required=True)
    since_text = fields.String(required=True)
    duration_text = fields.String(required=True)
    next_text = fields.String(required=True)
    do_text = fields.String(required=True)


class StatusSchema(Indonesian):
    """What the link alone shows; no name, no message."""

    number = fields.String(required=True)
    kind = _one_of("Jenis.", Kind, required=True)
    kind_text = fields.String(required=True)
    service_text = fields.String(required=True)
    status = _one_of("Keadaan.", Status, required=True)
    status_text = fields.String(required=True)
    headline = fields.Nested(HeadlineSchema, required=True)
    clocks = fields.List(fields.Nested(ClockSchema), required=True)
    share = fields.Nested(WaitingSchema, required=True)
    timeline = fields.List(fields.Nested(HappenedSchema), required=True)
    note = fields.String(required=True)
    can_reopen = fields.Boolean(required=True)
    external_number = fields.String(required=True, allow_none=True)


class ServiceLineSchema(Indonesian):
    """A service in the list."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    unit_name = fields.String(required=True)
    kind = _one_of("Jenis.", Kind, required=True)
    authority = _one_of("Kewenangan awal.", Authority, required=True)
    description = fields.String(required=True)
    needs_visit = fields.Boolean(required=True)
    time_text = fields.String(required=True, metadata={"description": "Kosong: belum dijanjikan."})
    standard_text = fields.String(required=True)


class DocumentSchema(Indonesian):
    """A document to bring."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    original = fields.Boolean(required=True)
    when = fields.String(required=True, allow_none=True)


class ComponentSchema(Indonesian):
    """One of the 14 components of a standard."""

    no = fields.Integer(required=True)
    title = fields.String(required=True)
    lines = fields.List(fields.String(), required=True)


class ServiceSchema(ServiceLineSchema):
    """A service whole."""

    requirements = fields.List(fields.String(), required=True)
    documents = fields.List(fields.Nested(DocumentSchema), required=True)
    components = fields.List(fields.Nested(ComponentSchema), required=True)
    source = fields.String(required=True, allow_none=True)
    reference_only = fields.Boolean(required=True)


class QuestionSchema(Indonesian):
    """The question to the guide."""

    q = _text("Pertanyaan dengan kata-kata sendiri.", 500, required=True)


class AnswerSchema(Indonesian):
    """One article that may answer."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    score = fields.Float(required=True)
    text = fields.String(required=True)
    source = fields.String(required=True)


class GuideSchema(Indonesian):
    """answer: the first one fits; choose: one of these may; ticket: none does."""

    zone = fields.String(required=True, validate=validate.OneOf(["answer", "choose", "ticket"]))
    answers = fields.List(fields.Nested(AnswerSchema), required=True)
