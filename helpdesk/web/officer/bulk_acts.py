"""What can be done to many tickets at once, in words, for those who may."""

from collections.abc import Mapping

from helpdesk.domain.bulk import NEEDS, BulkKind
from helpdesk.domain.roles import Actor, permitted

ACTS: Mapping[BulkKind, str] = {
    BulkKind.ASSIGN: "Tugaskan kepada petugas", BulkKind.UNIT: "Disposisikan ke bagian",
    BulkKind.SERVICE: "Ubah layanan", BulkKind.INCIDENT: "Gabungkan ke gangguan",
    BulkKind.REPLY: "Kirim satu balasan", BulkKind.RESOLVE: "Jawab dan nyatakan selesai",
    BulkKind.CLOSE: "Tutup karena pemohon tidak berkabar",
}


def acts_for(actor: Actor) -> list[tuple[str, str]]:
    """What the actor may do to many tickets: code and words."""
    return [(kind.value, text) for kind, text in ACTS.items() if permitted(actor, NEEDS[kind])]
