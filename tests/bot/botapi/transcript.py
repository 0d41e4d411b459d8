"""A chat's events as a page a person can read, for golden files and failure messages."""

from typing import Any

from tests.bot.botapi.entities import readable

Json = dict[str, Any]
MARGIN = "       "


def transcript(events: list[Json]) -> str:
    """Every event in order; chat actions ("typing") and empty toasts are left out."""
    lines: list[str] = []
    for event in events:
        lines += _lines(event)
    return "\n".join(lines) + "\n" if lines else ""


def _lines(event: Json) -> list[str]:
    kind = event["kind"]
    if kind in ("message", "edit"):
        return _message(event)
    if kind == "press":
        return [f"{event['who']} > [{event['text']}]"]
    if kind == "toast":
        return [f"{MARGIN}({event['text']})"] if event["text"] else []
    if kind == "delete":
        return [f"Bot (menghapus): {event['text'].splitlines()[0] if event['text'] else ''}"]
    if kind in ("block", "unblock"):
        return [f"{event['who']} {'memblokir' if kind == 'block' else 'membuka'} bot"]
    return []


def _message(event: Json) -> list[str]:
    who = "Bot" if event["by_bot"] else event["who"]
    changed = " (mengubah)" if event["kind"] == "edit" else ""
    text = readable(event["text"], event["entities"]).splitlines()
    if event["photo"]:
        text.insert(0, "[foto]")
    if event["document"]:
        text.insert(0, f"[dokumen {event['document']}]")
    first, *rest = text or ["[lainnya]"]
    lines = [f"{who}{changed}: {first}", *(f"{MARGIN}{line}".rstrip() for line in rest)]
    return lines + [MARGIN + " ".join(_label(b) for b in row) for row in event["buttons"]]


def _label(button: Json) -> str:
    return f"[{button['text']} ↗]" if "url" in button else f"[{button['text']}]"
