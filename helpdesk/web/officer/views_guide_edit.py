"""The view model of the article's form: the fields, their choices, and a preview when asked for."""

from collections.abc import Mapping
from typing import Any

from faq.article import ASPECTS
from helpdesk.domain.ticket import Authority, Kind
from helpdesk.web.door import catalogue
from helpdesk.web.officer.guide_door import Desk, shelf
from helpdesk.web.officer.views_guide import units
from helpdesk.web.officer.views_guide_article import preview
from helpdesk.web.officer.views_guide_diff import ASPECT
from helpdesk.wording.values import label

RELATED = 4  # places for related topics; more appear when all are taken
FORM = "artikel"


def edit_page(
    desk: Desk, fields: dict[str, Any], note: str, seen: int, errors: Mapping[str, str], *,
    looking: bool,
) -> dict[str, Any]:
    """The form as it was typed or as the draft has it."""
    chosen = [*fields["related"], *[""] * max(1, RELATED - len(fields["related"]))]
    return {
        "topic": desk.topic, "fields": fields, "note": note, "seen": seen, "form": FORM,
        "errors": {f"{FORM}-{name}": text for name, text in errors.items()},
        "new": desk.article is None, "related": chosen, "choices": _choices(desk.topic),
        "preview": preview(desk.topic, fields) if looking else None, "looking": looking,
        "count": len(fields["phrasings"]),
    }


def _choices(topic: str) -> dict[str, Any]:
    services = sorted(catalogue().services.values(), key=lambda service: service.order)
    return {
        "authorities": [(each.value, label(each)) for each in Authority],
        "kinds": [(each.value, label(each)) for each in Kind], "units": units(),
        "services": [(service.code, service.name) for service in services],
        "aspects": [(aspect, ASPECT[aspect]) for aspect in ASPECTS],
        "topics": [
            (name, article.title) for name, article in sorted(
                shelf().articles.items(), key=lambda pair: pair[1].title.casefold()
            ) if name != topic
        ],
    }
