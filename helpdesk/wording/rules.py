"""The bureau's figures and its ladder as sentences that an officer reads aloud."""

from collections.abc import Iterable, Mapping

from helpdesk.domain.catalogue import LadderStep
from helpdesk.domain.ticket import Authority
from helpdesk.domain.working_time import Limit, WorkingDays
from helpdesk.wording.time import working_days, working_minutes
from helpdesk.wording.values import clock_in_sentence, label

# Limits by their place in limits.yaml, in the order in which a matter meets them.
RULES = {
    "response": "Tanggapan pertama",
    "forwarding": "Penerusan ke LKPP/Telkom",
    "forwarding_urgent": "Penerusan bila tender hampir ditutup",
    "resolution.inquiry": "Penyelesaian pertanyaan",
    "resolution.problem": "Penyelesaian permasalahan",
    "resolution.outage": "Penyelesaian gangguan",
    "resolution.complaint": "Penyelesaian pengaduan",
    "reply": "Balasan atas pesan lanjutan",
    "third_party": "Jawaban LKPP/Telkom",
    "filing_task": "Tugas mengajukan sesudah eskalasi otomatis",
}
# Other figures: (label, what the number counts).
FIGURES = {
    "reopen_days": ("Pemohon boleh membuka kembali selama", "hari kalender"),
    "reopened_target_days": ("Target baru tiket terlambat yang dibuka kembali", "hari kerja"),
    "remind_after": ("Pemohon diingatkan sesudah menunggu", "hari kerja"),
    "close_silence.working_days": ("Usul penutupan bila pemohon tidak menjawab", "hari kerja"),
    "close_silence.visit_working_days": ("Usul penutupan bila kunjungan tidak dipenuhi",
                                         "hari kerja"),
    "close_silence.complaint_calendar_days": ("Pengaduan dianggap dicabut sesudah",
                                              "hari kalender"),
    "empty_claims.most": ("Klaim hari tender tidak lagi didahulukan sesudah", "klaim kosong"),
    "empty_claims.within_days": ("Klaim kosong diingat selama", "hari kalender"),
    "complaint_late_days": ("Pengaduan ditandai terlambat diajukan sesudah", "hari kalender"),
    "backdate_days": ("Kejadian boleh dicatat mundur paling lama", "hari kalender"),
    "warn_at_percent": ("Peringatan untuk batas dalam menit, pada", "% waktunya"),
    "short_pause_minutes": ("Jeda akhir hari yang diperlihatkan ke atasan, di bawah", "menit"),
}
RECIPIENTS = {
    "assignee": "petugas yang memegang", "unit_officers": "petugas bagian", "unit_head": "",
    "bureau_head": "", "piket": "petugas piket", "provider": "LKPP/Telkom",
}
_ACTIONS = {
    "warn": "diingatkan", "notify": "diberi tahu",
    "escalate_provider": "mendapat berkas dan tugas mengajukan (eskalasi)",
    "propose_split": "diminta membagi atau meneruskan", "decide": "diminta memutuskan",
    "refer": "diminta mengalihkan ke instansi yang tepat",
    "remind_provider": "menerima pengingat",
    "propose_letter": "menerima usul surat kepada LKPP/Telkom",
}


def limit_words(limit: Limit) -> str:
    """As "3 hari kerja" or "1 jam kerja"."""
    if isinstance(limit, WorkingDays):
        return working_days(limit.count)
    return working_minutes(limit.count)


def recipient(name: str, titles: Mapping[str, str]) -> str:
    """As "petugas yang memegang" or the title of the post."""
    return RECIPIENTS[name] or titles[name]


def when_words(step: LadderStep) -> str:
    """As "1 hari kerja sesudah tanggapan, penerusan, atau balasan lewat waktu"."""
    clocks = _either(clock_in_sentence(c) for c in _ORDER if c in step.clocks)
    if step.when == "warn":
        return f"Pada hari tenggat {clocks}"
    begins = f"{working_days(step.shift)} sesudah" if step.shift else "Begitu"
    again = f" untuk ke-{step.cycle_at_least} kalinya" if step.cycle_at_least > 1 else ""
    return f"{begins} {clocks} lewat waktu{again}{_condition(step)}"


_ORDER = ("response", "forwarding", "resolution", "reply", "third_party", "target")


def _condition(step: LadderStep) -> str:
    parts = []
    if step.authorities is not None:
        names = [label(power) for power in Authority if power in step.authorities]
        parts.append(f"kewenangan {_either(names)}")
    if step.answered:
        parts.append("jawabannya sudah dicatat")
    elif step.accepted is False:
        parts.append("belum diterima di sana")
    return f" ({', '.join(parts)})" if parts else ""


def what_words(step: LadderStep, titles: Mapping[str, str]) -> str:
    """As "Kepala Subbagian diberi tahu"."""
    who = _and([recipient(name, titles) for name in step.recipients])
    return f"{who[:1].upper()}{who[1:]} {_ACTIONS[step.action]}"


def _either(words: Iterable[str]) -> str:
    return _listed(list(words), "atau")


def _and(words: list[str]) -> str:
    return _listed(words, "dan")


def _listed(words: list[str], last: str) -> str:
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"
