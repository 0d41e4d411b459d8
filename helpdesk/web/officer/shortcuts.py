"""/petugas/pintasan: the keys of the desk, as a page and as the sheet behind "?"."""

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.domain.roles import Action
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.permitted import permitted

GROUPS = (
    ("Di antrean", (
        (("j",), "Tiket berikutnya"), (("k",), "Tiket sebelumnya"), (("Enter",), "Buka tiket"),
        (("p",), "Intip tiket tanpa meninggalkan antrean"),
        (("x",), "Pilih tiket untuk tindakan bersama"),
    )),
    ("Di tiket", (
        (("r",), "Tulis balasan untuk pemohon"), (("n",), "Tulis catatan internal"),
        (("t",), "Triase"), (("a",), "Disposisi kepada petugas"),
        (("s",), "Ke tombol Kirim & selesai"), (("e",), "Teruskan ke LKPP atau Telkom"),
        (("Ctrl", "Enter"), "Kirim yang sedang ditulis"),
    )),
    ("Di mana pun", (
        (("/",), "Cari tiket"), (("q",), "Kembali ke antrean"), (("?",), "Lembar ini"),
    )),
)


@desk.get("/pintasan")
@permitted(Action.VIEW_QUEUE)
def shortcuts() -> ResponseReturnValue:
    """Every key with what it does, and the switch that turns them off."""
    return render_template("officer/shortcuts.html", groups=GROUPS)
