"""The errors of the domain. Each carries an Indonesian message a user may read."""


class HelpdeskError(Exception):
    """Base of everything a door translates for its user."""

    message = "Permintaan Anda belum dapat diproses. Silakan coba lagi."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.message
        super().__init__(self.message)


class NotFound(HelpdeskError):
    """What was asked for does not exist, or may not be known to exist."""

    message = "Data yang Anda cari tidak ditemukan."


class NotAllowed(HelpdeskError):
    """The actor's roles do not permit the action."""

    message = "Anda tidak memiliki kewenangan untuk tindakan ini."


class IllegalMove(HelpdeskError):
    """The ticket's state does not permit the action."""

    message = "Tindakan ini tidak dapat dilakukan pada keadaan tiket sekarang."


class InvalidInput(HelpdeskError):
    """Input that cannot be used; `fields` maps a field's name to its message."""

    message = "Ada isian yang perlu diperbaiki."

    def __init__(self, message: str | None = None, **fields: str) -> None:
        super().__init__(message or next(iter(fields.values()), None))
        self.fields = fields


class StaleTicket(HelpdeskError):
    """Someone else changed the ticket after the actor's page was drawn."""

    message = (
        "Tiket ini baru saja diubah oleh petugas lain. Isian Anda masih ada; "
        "periksa perubahan terbaru, lalu kirim kembali."
    )


class DuplicateRequest(HelpdeskError):
    """The same submission arrived before; `reference` names what it produced then."""

    message = "Kiriman ini sudah kami terima sebelumnya."

    def __init__(self, reference: str | None = None, message: str | None = None) -> None:
        super().__init__(message)
        self.reference = reference


class CatalogueError(HelpdeskError):
    """A file of the catalogue is wrong; the message names file, path and reason."""

    message = "Katalog layanan tidak dapat dibaca."
