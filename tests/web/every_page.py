"""Every address of the product that answers with a page, made from the routes themselves."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from helpdesk.models import Ticket

# Not pages: files, feeds, streams, answers to machines.
NOT_PAGES = frozenset({"officer.live", "officer.live_poll", "public.new_lines"})


def values_for(ticket: Ticket, token: str) -> dict[str, object]:
    """What may stand in an address, for the one ticket that the tests have."""
    return {
        "number": ticket.number, "token": token, "topic": "spse-lupa-password",
        "matter": "server-mati", "form": "surat-kuasa", "kind": "pdf",
        "code": "pendampingan-permasalahan-spse",
    }


def addresses(app: Flask, values: dict[str, object], *, desk: bool) -> Iterator[str]:
    """Addresses of the desk's or of the public's pages, in the order of their routes."""
    bound = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if _is_page(rule) and rule.rule.startswith("/petugas") is desk:
            given = {k: v for k, v in values.items() if k in rule.arguments}
            if set(given) == set(rule.arguments):
                yield bound.build(rule.endpoint, given, method="GET")


def _is_page(rule: Rule) -> bool:
    own = rule.endpoint.partition(".")[0] in ("officer", "public", "login")
    return own and "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES
