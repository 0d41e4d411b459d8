"""The form of a filing: channels with what they are, files, limits of time, what will be read."""

from datetime import datetime, time, timedelta
from typing import Any

from helpdesk.delivery.compose import worded_part
from helpdesk.domain.clock_spans import NEEDS_COMPLETENESS
from helpdesk.domain.dossier import PROOF
from helpdesk.domain.ticket import PROVIDERS
from helpdesk.domain.working_time import WorkingDays
from helpdesk.queries.paper import chosen_files, forwardable_files
from helpdesk.queries.reading import Reading
from helpdesk.usecases.audience import provider_mailbox
from helpdesk.usecases.forward import CHANNELS, LONGEST_TARGET
from helpdesk.usecases.mailbox import agreed_since
from helpdesk.web.door import book, catalogue
from helpdesk.wording.time import datetime_short
from helpdesk.wording.timeline import PROVIDER, RELAY_CHANNEL
from helpdesk.wording.values import file_size

_LOCAL = "%Y-%m-%dT%H:%M"


def filing_form(
    reading: Reading, provider: str, missing: tuple[str, ...], ticked: tuple[str, ...] | None
) -> dict[str, Any]:
    """Everything the form shows; `ticked` are the files of a form that was refused."""
    return {
        "providers": [(p.value, PROVIDER[p.value]) for p in sorted(PROVIDERS)],
        "channels": [(code, channel_name(code)) for code in CHANNELS],
        "help": [(channel_name(code), text) for code, text in _help(provider).items()],
        "files": _files(reading, ticked), "when": when_limits(reading),
        "target": target_limits(), "read": _read(provider, missing),
        "needs_completeness": reading.standing.kind in NEEDS_COMPLETENESS,
    }


def channel_name(code: str) -> str:
    """As "LPSE Support"."""
    name = RELAY_CHANNEL[code]
    return name[:1].upper() + name[1:]


def _help(provider: str) -> dict[str, str]:
    """What each channel is and where, from the bureau's profile and settings."""
    contacts = catalogue().bureau.contacts
    return {
        "lpse_support": contacts.lpse_support, "inaproc_form": contacts.inaproc_form,
        "call_144": f"{contacts.call_144}; catat nama petugas yang menerima.",
        "letter": "Surat resmi biro; catat nomor tiket mereka begitu dibalas.",
        "email": _mail_help(provider),
        "self_filed": "Hanya pemilik akun yang dapat mengajukan. Tautan, teks siap salin, dan "
                      "daftar bukti dikirim kepada pemohon; kita menunggu nomornya.",
    }


def _mail_help(provider: str) -> str:
    box, party = provider_mailbox(book(), provider), PROVIDER[provider]
    if not box:
        return (
            f"Kirim sendiri dari surel biro, lalu catat di sini. Surel otomatis ke {party} belum "
            "diatur atau belum diizinkan."
        )
    if agreed_since(book(), provider) is None:
        return f"Sistem mengirim berkas dan lampirannya ke {box}. Tanda terimanya tetap dicatat."
    return (
        f"Sistem mengirim berkas dan lampirannya ke {box}; kotak ini disepakati, jadi surel yang "
        "sampai langsung dicatat diterima."
    )


def _files(reading: Reading, ticked: tuple[str, ...] | None) -> list[tuple[str, str, str, bool]]:
    """(ref, name, size, ticked): what went before, all of them at the first filing."""
    said = reading.messages
    files = forwardable_files(reading.ticket, said)
    before = {file.ref for file in chosen_files(reading.ticket, reading.events, said)}
    known = reading.ticket.relay_at
    return [
        (f.ref, f.name, file_size(f.size),
         f.ref in ticked if ticked is not None else
         not before or f.ref in before or (known is not None and f.at > known))
        for f in files
    ]


def when_limits(reading: Reading) -> dict[str, Any]:
    """The field for when it happened outside: seven days back, never before it was received."""
    tz, days = catalogue().calendar.tz, catalogue().limits.backdate_days
    first = max(reading.now - timedelta(days=days), reading.standing.received_at).astimezone(tz)
    # To the end of today: the page may have been open for an hour when it is sent.
    last = datetime.combine(reading.now.astimezone(tz).date(), time(23, 59), tz)
    return {
        "attrs": {"min": first.strftime(_LOCAL), "max": last.strftime(_LOCAL)},
        "hint": f"Kosong berarti sekarang; paling awal {datetime_short(first, str(tz))}.",
    }


def target_limits() -> dict[str, Any]:
    """The field for what was agreed with them."""
    limit = catalogue().limits.third_party.limit
    usual = limit.count if isinstance(limit, WorkingDays) else 5
    return {
        "attrs": {"min": 1, "max": LONGEST_TARGET, "inputmode": "numeric"},
        "hint": f"Hari kerja yang mereka sanggupi; kosong berarti {usual}.",
    }


def _read(provider: str, missing: tuple[str, ...]) -> str:
    """What the requester will read, by the template of the message itself."""
    facts: dict[str, object] = {
        "provider": PROVIDER[provider], "by": "", "external": "",
        "missing": [PROOF[code] for code in missing],
    }
    return worded_part("_parts/forwarded.txt", facts, str(catalogue().calendar.tz))
