"""What names or reaches a person taken out of their own words, before others are handed them."""

import re

EMAIL, PHONE = "[surel disamarkan]", "[telepon disamarkan]"
IDENTITY = "[nomor identitas disamarkan]"
NAME = "[nama pemohon]"
_SHORTEST_NAME = 3

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# 0812-3456-7890, +62 812 3456 7890, (0536) 3221234. Package codes do not begin with 0 or 62 8.
_PHONE = re.compile(
    r"(?<![\w.])(?:\+?62[\s.-]?8|\(?0[2-9])(?:[\s.()-]{0,2}\d){7,11}(?![\w])"
)
# NIK and NPWP: 15 or 16 digits, also written 12.345.678.9-012.000.
_IDENTITY = re.compile(r"(?<!\d)(?:\d{15,16}|\d{2}(?:\.\d{3}){2}\.\d-\d{3}\.\d{3})(?!\d)")


def mask_contacts(text: str, name: str | None = None) -> str:
    """`text` without mail addresses, telephone, identity and tax numbers, and without `name`."""
    text = _EMAIL.sub(EMAIL, text)
    text = _IDENTITY.sub(IDENTITY, text)
    text = _PHONE.sub(PHONE, text)
    if name is None or len(name.strip()) < _SHORTEST_NAME:
        return text
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.sub(rf"(?<!\w){words}(?!\w)", NAME, text, flags=re.IGNORECASE)
