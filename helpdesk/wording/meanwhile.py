"""What a returning officer reads of each ticket, as "2 pesan baru; Yosua: membalas"."""

from collections.abc import Iterable

from helpdesk.domain.events import EventType

_DONE = {
    EventType.REPLIED: "membalas", EventType.ASSIGNED: "memberi disposisi",
    EventType.TRIAGED: "triase", EventType.FORWARDED: "meneruskan",
    EventType.RESOLVED: "menyelesaikan", EventType.REJECTED: "menolak",
    EventType.REFERRED: "mengalihkan ke instansi lain", EventType.CLOSED: "menutup",
    EventType.REOPENED: "membuka kembali",
}
_WITHOUT = {
    EventType.CLOSED: "ditutup", EventType.REOPENED: "dibuka kembali oleh pemohon",
    EventType.WITHDRAWN: "ditarik pemohon", EventType.REPLIED: "dibalas otomatis",
    EventType.RESOLVED: "selesai", EventType.FORWARDED: "diteruskan",
}


def meanwhile_text(done: Iterable[tuple[EventType, str, int]]) -> str:
    """`done`: what, by which officer ("" for none), how often."""
    messages, alone, by_name = 0, list[str](), dict[str, list[str]]()
    for what, name, times in done:
        if what is EventType.REQUESTER_WROTE:
            messages += times
        elif name and what in _DONE:
            by_name.setdefault(name, []).append(_DONE[what])
        elif what in _WITHOUT:
            alone.append(_WITHOUT[what])
    told = [f"{messages} pesan baru"] if messages else []
    told += [f"{name}: {', '.join(acts)}" for name, acts in by_name.items()]
    return "; ".join([*told, *alone])
