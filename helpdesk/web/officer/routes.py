"""Every route of the desk, gathered: importing this module puts them on their blueprints."""

from flask import Blueprint

from helpdesk.web.officer import (  # noqa: F401  each module adds its routes
    announcing,
    attachments,
    board,
    bulk,
    calendar,
    calendar_edit,
    canned,
    chat_offer,
    claims,
    conversation,
    counter,
    dashboard,
    duty,
    ending,
    entry,
    guide,
    guide_edit,
    guide_publish,
    guide_questions,
    guide_services,
    guide_ticket,
    guide_try,
    handling,
    incident_paper,
    incidents,
    insight,
    live,
    machine,
    my_password,
    outbox,
    papers,
    pauses,
    peek,
    policy,
    position,
    queue,
    relaying,
    requesters,
    saved_views,
    sealing,
    shortcuts,
    staff,
    telegram,
    ticket,
)
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.login import login

BLUEPRINTS: tuple[Blueprint, ...] = (login, desk)
