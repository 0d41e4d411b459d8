"""What every answer gets last: who may keep a copy of it, and redirects that name no host."""

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, g, request

from helpdesk.web.static_files import FILES

# Pages that are the same for everybody. Whatever is not named here may concern one person and is
# kept by no browser: at a shared machine the next visitor presses "back". The form of /lapor is
# named for that very button, without which a long story would have to be typed twice.
PUBLISHED = FILES | {
    "health.alive", "health.ready", "public.home", "public.guide",
    "public.article", "public.services", "public.service", "public.procedures",
    "public.procedure", "public.pledge", "public.transparency", "public.transparency_csv",
    "public.transparency_json", "public.report",
    "public.send_report", "public.guide_changes", "public.sitemap", "public.robots",
}


def finish_answers(app: Flask) -> None:
    """Put both on the application."""
    app.after_request(_kept_by_nobody)
    app.after_request(_own_redirect)


def _kept_by_nobody(response: Response) -> Response:
    ours = request.endpoint in PUBLISHED or (request.blueprint or "").startswith("api_")
    if g.get("officer") is not None and request.endpoint not in FILES:
        ours = False
    if not ours:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _own_redirect(response: Response) -> Response:
    """A missing slash is answered with the sender's own Host header; only the path is ours."""
    parts = urlsplit(response.location or "")
    if parts.netloc and parts.netloc == request.host:
        response.location = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
    return response
