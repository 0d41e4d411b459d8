"""A plain mail as quiet, safe HTML: everything escaped, lines kept, addresses made links."""

import re
from html import escape

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def html_of(text: str, sender: str) -> str:
    """One HTML document of `text`; no image, no script, nothing from elsewhere."""
    paragraphs = "".join(
        f'<p style="margin:0 0 16px">{_inline(part)}</p>' for part in text.split("\n\n") if part
    )
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        f"<title>{escape(sender)}</title></head>"
        '<body style="margin:0;padding:24px 12px;background:#f6f4ee">'
        '<div style="max-width:600px;margin:0 auto;padding:24px;background:#fff;'
        'border-top:4px solid #0b4f4a;font:16px/1.5 system-ui,sans-serif;color:#1d2524">'
        f"{paragraphs}</div></body></html>"
    )


def _inline(text: str) -> str:
    """Escaped text with its addresses as links; nothing but http(s) becomes one."""
    parts, last = [], 0
    for found in _ADDRESS.finditer(text):
        url = found.group().rstrip(".,;:)")
        parts.append(escape(text[last : found.start()]))
        parts.append(f'<a href="{escape(url)}" style="color:#0b4f4a">{escape(url)}</a>')
        last = found.start() + len(url)
    parts.append(escape(text[last:]))
    return "".join(parts).replace("\n", "<br>")
