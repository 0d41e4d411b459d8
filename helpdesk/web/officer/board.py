"""The board of everything at LKPP or Telkom, and its copy for the weekly call."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.number import parse_number
from helpdesk.domain.roles import Action
from helpdesk.queries.relaying import MOST_COPIED, PAGE, Board
from helpdesk.queries.relaying import board as read_board
from helpdesk.web.door import acting, catalogue, now
from helpdesk.web.officer.blueprint import desk
from helpdesk.web.officer.csv_files import csv_answer
from helpdesk.web.officer.forms import asked
from helpdesk.web.officer.permitted import permitted
from helpdesk.web.officer.views_board import CALL_HEADS, Wanted, board_page, call_rows


@desk.get("/penerusan")
@permitted(Action.FORWARD)
def relays() -> ResponseReturnValue:
    """Late ones first, then the longest waiting."""
    wanted = _wanted()
    return render_template("officer/relays.html", **board_page(_found(wanted), wanted, now()))


@desk.get("/penerusan/daftar.csv")
@permitted(Action.FORWARD)
def relays_csv() -> Response:
    """Number, number there, date filed, age; semicolons, as Excel expects them in Indonesian."""
    rows = call_rows(_found(_wanted(), most=MOST_COPIED).rows, now())
    return csv_answer("penerusan.csv", CALL_HEADS, rows)


def _wanted() -> Wanted:
    return Wanted(**{name: asked(request.args, name) for name in Wanted._fields})


def _found(wanted: Wanted, most: int = PAGE) -> Board:
    after = parse_number(wanted.setelah)
    return read_board(acting(), catalogue(), now(), wanted.filter, after=after, most=most)
