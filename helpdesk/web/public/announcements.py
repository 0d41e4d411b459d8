"""/pengumuman: what the bureau announces, as pages and as an Atom feed (RFC 4287)."""

from xml.etree import ElementTree as Xml

from flask import Response, render_template

from helpdesk.queries.announcements import public_announcement, standing
from helpdesk.web.door import catalogue, now, settings
from helpdesk.web.public.blueprint import public
from helpdesk.wording.time import datetime_long

ATOM = "http://www.w3.org/2005/Atom"


@public.get("/pengumuman")
def announcements() -> str:
    """Those that stand now."""
    zone = catalogue().bureau.zone
    rows = [(row, datetime_long(row.published_at, zone)) for row in standing(now())]
    return render_template("public/announcements.html", rows=rows)


@public.get("/pengumuman/<int(max=2147483647):announcement_id>")
def announcement(announcement_id: int) -> str:
    """One whole; an ended one says so."""
    row, zone = public_announcement(announcement_id), catalogue().bureau.zone
    ended = row.ends_at is not None and row.ends_at <= now()
    return render_template(
        "public/announcement.html", row=row, ended=ended,
        at_text=datetime_long(row.published_at, zone),
    )


@public.get("/pengumuman/umpan.xml")
def announcements_feed() -> Response:
    """The same for a feed reader."""
    bureau, rows, base = catalogue().bureau, standing(now()), settings().base_url
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "id"})
    for tag, text in (("title", f"Pengumuman {bureau.short_name}"), ("id", f"{base}/pengumuman"),
                      ("updated", (rows[0].published_at if rows else now()).isoformat())):
        Xml.SubElement(feed, tag).text = text
    Xml.SubElement(Xml.SubElement(feed, "author"), "name").text = bureau.name
    for row in rows:
        entry, page = Xml.SubElement(feed, "entry"), f"{base}/pengumuman/{row.id}"
        for tag, text in (("title", row.title), ("id", page), ("summary", row.body),
                          ("updated", row.published_at.isoformat())):
            Xml.SubElement(entry, tag).text = text
        Xml.SubElement(entry, "link", {"href": page})
    body = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/atom+xml")
