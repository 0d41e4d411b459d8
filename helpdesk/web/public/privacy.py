"""/data-pribadi: what happens to what people tell us (UU 27/2022)."""

from flask import render_template

from helpdesk.web.door import catalogue
from helpdesk.web.public.blueprint import public


@public.get("/data-pribadi")
def privacy() -> str:
    """The notice in force, with its version."""
    return render_template(
        "public/privacy.html", told=catalogue().privacy, fill=catalogue().bureau.fill
    )
