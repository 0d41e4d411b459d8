"""What a message says of LKPP or Telkom, and the dossier they are sent; nothing internal."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from helpdesk.delivery.matter import Matter
from helpdesk.domain.dossier import PROOF, harmless_name
from helpdesk.domain.events import Event, EventType
from helpdesk.domain.masking import mask_contacts
from helpdesk.domain.ticket import PROVIDERS, Category, IdentityMode
from helpdesk.domain.working_time import WorkingDays
from helpdesk.models import Message
from helpdesk.queries.paper import mailed_files
from helpdesk.queries.reading import messages_of
from helpdesk.wording.headline import next_reminder
from helpdesk.wording.time import working_days
from helpdesk.wording.timeline import PROVIDER, RELAY_CHANNEL
from helpdesk.wording.values import label

LONGEST_IN_CHAT, LONGEST_IN_MAIL = 1_500, 8_000  # characters of a prepared text
# NIK (16 digits) and NPWP (15 or 16, plain or as 01.234.567.8-901.000) stay out of mails.
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?:\d{11,12}(\d{4})|\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.(\d{3}))(?!\d)"
)


def veiled(text: str) -> str:
    """`text` with all but the last digits of NIK and NPWP covered."""
    return _PERSONAL_NUMBER.sub(lambda found: "••••" + (found[1] or found[2]), text)


def provider_facts(matter: Matter) -> dict[str, Any]:
    data, standing, ticket = matter.data, matter.reading.standing, matter.ticket
    power = standing.authority if standing.authority in PROVIDERS else None
    code = data.get("provider") or standing.provider or power or "lkpp"
    said = [m for m in messages_of(ticket, internal=False) if m.side == "requester"]
    role = Category(ticket.category)
    known = standing.identity is IdentityMode.KNOWN
    missing = data.get("missing") or _missing_of(matter.reading.events)
    return {
        "provider": PROVIDER.get(code, "LKPP/Telkom"), "provider_code": code,
        "external": data.get("external") or standing.external_number or "",
        "by": RELAY_CHANNEL.get(data.get("channel") or standing.relay_channel or "", ""),
        "self_filed": (data.get("channel") or standing.relay_channel) == "self_filed",
        "missing": [PROOF[each] for each in missing if each in PROOF],
        "said": _masked(matter, "\n\n".join(m.body for m in said)), **_files(matter),
        "prepared": _prepared(matter, said), "proof_list": _proof_list(missing),
        "category": label(role) if role is not Category.PUBLIC else "belum diketahui",
        "company": (ticket.requester.company or "") if known else "",
        "filed_at": _filed_at(matter.reading.events), **_provider_targets(matter),
    }


def _prepared(matter: Matter, said: Sequence[Message]) -> str:
    """What an account's owner pastes into the provider's form: their own words, in its fields."""
    ticket = matter.ticket
    words = veiled("\n\n".join(m.body for m in said))
    rows = [
        ("Judul", ticket.subject), ("Perusahaan", ticket.requester.company),
        ("Kode paket atau tender", ticket.package_code),
        ("Versi SPSE", matter.catalogue.bureau.spse_version), ("Uraian", _shortened(matter, words)),
    ]
    return "\n".join(f"{name}: {value}" for name, value in rows if value)


def _shortened(matter: Matter, words: str) -> str:
    """A chat message holds less than a mail; the whole text stands on the status page."""
    most = LONGEST_IN_CHAT if matter.item.channel != "email" else LONGEST_IN_MAIL
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def _proof_list(missing: Sequence[str]) -> list[str]:
    """The provider's data dukung, with what our ticket lacks named."""
    return [
        f"{name} (belum ada pada tiket ini)" if code in missing else name
        for code, name in PROOF.items() if code not in ("role", "version", "description")
    ]


def _masked(matter: Matter, text: str) -> str:
    """Their words without numbers, names and contacts of people, as on the dossier's paper."""
    name = matter.ticket.requester.name
    return mask_contacts(text, name) if matter.item.audience == "provider" else veiled(text)


def _files(matter: Matter) -> dict[str, Any]:
    """What the mail encloses, and what is too large for it; only a provider's mail has any."""
    if matter.item.audience != "provider":
        return {"enclosed": [], "too_large": []}
    enclosed, left = mailed_files(matter.ticket, matter.reading.events)
    return {
        "enclosed": [harmless_name(n, f.name) for n, f in enumerate(enclosed, 1)],
        "too_large": [f.name for f in left],
    }


def _filed_at(events: Sequence[Event]) -> datetime | None:
    filed = (e.occurred_at for e in reversed(events) if e.type is EventType.FORWARDED)
    return next(filed, None)


def _provider_targets(matter: Matter) -> dict[str, Any]:
    """What we ask of a provider: the limit in words, and the next deadline ahead."""
    rule, now = matter.catalogue.limits.third_party, matter.reading.now
    limit = rule.limit
    words = working_days(limit.count) if isinstance(limit, WorkingDays) else "waktu yang disepakati"
    ahead = next_reminder(matter.reading.clocks, matter.catalogue.calendar, now)
    return {
        "third_promise": words, "next_third": ahead or matter.catalogue.calendar.shift(now, 1),
    }


def _missing_of(events: Sequence[Event]) -> Sequence[str]:
    lists = (e.data["missing"] for e in reversed(events) if e.data.get("missing") is not None)
    return next(lists, ())
