"""The house rules of the repository, and proof that each of them can fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules import Module, violations

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("helpdesk", "bot", "faq", "migrations", "tests", "bench")
FOLDERS = {*SOURCES, "docs"}
# What running and testing leave behind; all of it is in .gitignore.
LEFT_BEHIND = {"instance", "test-artifacts", "__pycache__"}


def modules() -> Iterator[Module]:
    files = [*ROOT.glob("*.py"), *(f for top in SOURCES for f in (ROOT / top).rglob("*.py"))]
    for file in sorted(files):
        yield Module(file.relative_to(ROOT).as_posix(), file.read_text())


def test_the_repository_keeps_the_house_rules() -> None:
    found = [line for module in modules() for line in violations(module)]
    assert not found, "\n" + "\n".join(found)


def test_the_top_level_holds_only_the_folders_of_the_design() -> None:
    seen = {entry.name for entry in ROOT.iterdir() if entry.is_dir()}
    strangers = {name for name in seen if not name.startswith(".")} - FOLDERS - LEFT_BEHIND
    assert not strangers


BROKEN = [
    ("helpdesk/domain/a.py", "import flask", "helpdesk.domain may use the standard library"),
    ("helpdesk/domain/a.py", "from helpdesk.db import db", "may import only helpdesk.domain"),
    ("helpdesk/domain/a.py", "import helpdesk", "may import only"),
    ("helpdesk/domain/a.py", "from helpdesk import clock", "imports helpdesk.clock"),
    ("helpdesk/domain/a.py", "def f():\n    import yaml", "a.py:3: imports yaml"),
    ("helpdesk/dialogue/a.py", "from helpdesk.models.ticket import Ticket", "may import only"),
    ("helpdesk/dialogue/a.py", "from faq.library import load", "may import only"),
    ("helpdesk/catalogue/a.py", "from helpdesk.models import ticket", "may import only"),
    ("helpdesk/catalogue/a.py", "import sqlalchemy", "may use the standard library"),
    ("helpdesk/models/a.py", "from helpdesk.usecases.reply import reply", "may import only"),
    ("helpdesk/usecases/a.py", "from helpdesk.delivery.email import send", "may import only"),
    ("helpdesk/usecases/a.py", "from flask import request", "no request"),
    ("helpdesk/usecases/a.py", "from flask_login import current_user", "no request"),
    ("helpdesk/queries/a.py", "from helpdesk.usecases import reply", "may import only"),
    ("helpdesk/queries/a.py", "def f(db):\n    db.session.add(1)", "write nothing"),
    ("helpdesk/delivery/a.py", "from helpdesk.usecases import reply", "may import only"),
    ("helpdesk/web/a.py", "from helpdesk.api import tickets", "another door"),
    ("helpdesk/api/a.py", "import bot.sender", "another door"),
    ("helpdesk/worker.py", "from helpdesk.cli import seed", "another door"),
    ("helpdesk/web/a.py", "import telegram", "telegram belongs in bot/"),
    ("helpdesk/web/a.py", "from telegram.ext import Application", "telegram belongs in bot/"),
    ("helpdesk/web/a.py", "from tests.clocks import FrozenClock", "does not know its tests"),
    ("faq/a.py", "from helpdesk.errors import NotFound", "may import only faq"),
    ("faq/a.py", "import sklearn", "faq may use the standard library"),
    ("helpdesk/web/a.py", "from datetime import datetime\ndatetime.now()", "a.py:3: datetime.now"),
    ("helpdesk/web/a.py", "from datetime import datetime as d\nd.utcnow()", "datetime.utcnow"),
    ("helpdesk/web/a.py", "import datetime as d\nd.date.today()", "date.today"),
    ("bot/a.py", "import time as t\nt.time()", "time.time"),
    ("bot/a.py", "from time import time", "imports time.time"),
    ("helpdesk/models/a.py", "import sqlalchemy as sa\nsa.func.now()", "func.now"),
    ("helpdesk/web/a.py", "def f(db):\n    db.session.commit()", "only helpdesk/db.py commits"),
    ("helpdesk/usecases/a.py", "save = session.commit", "only helpdesk/db.py commits"),
    ("helpdesk/web/utils.py", "", "says utils"),
    ("helpdesk/web/date_helpers.py", "", "says helpers"),
    ("helpdesk/common/a.py", "", "says common"),
    ("helpdesk/web/a.py", "x = 1  # TODO: the rest", "TODO"),
    ("helpdesk/web/a.py", "raise NotImplementedError", "NotImplementedError"),
    ("tests/web/test_a.py", "import time\ntime.sleep(1)", "time.sleep"),
]
FINE = [
    (
        "helpdesk/domain/a.py",
        "import zoneinfo\nfrom helpdesk.domain.calendar import WorkingCalendar",
    ),
    ("helpdesk/domain/a.py", "from helpdesk.errors import InvalidInput"),
    ("helpdesk/dialogue/a.py", "from helpdesk.domain.ticket import Kind"),
    ("helpdesk/catalogue/a.py", "import yaml\nfrom marshmallow import Schema"),
    ("helpdesk/usecases/a.py", "from helpdesk.db import db\ndef f():\n    db.session.add(1)"),
    ("helpdesk/queries/a.py", "seen = set()\nseen.add(1)"),
    ("helpdesk/cli.py", "from helpdesk.worker import run"),
    ("helpdesk/cli_sla.py", "from helpdesk.cli import line"),
    ("helpdesk/web/a.py", "now = current_app.extensions['clock']()\nclock.now()"),
    ("helpdesk/web/a.py", "import time\ntime.monotonic()"),
    ("helpdesk/web/a.py", "note = 'TODO stands in a text'"),
    ("helpdesk/clock.py", "from datetime import datetime\ndatetime.now()"),
    ("bot/a.py", "import telegram\nfrom faq.library import load"),
    ("tests/test_a.py", "session.commit()"),
]


@pytest.mark.parametrize(("path", "source", "expected"), BROKEN)
def test_a_broken_rule_is_reported(path: str, source: str, expected: str) -> None:
    found = violations(Module(path, f'"""A module."""\n{source}\n'))
    assert any(expected in line for line in found), found
    assert all(line.startswith(f"{path}:") for line in found)


@pytest.mark.parametrize(("path", "source"), FINE)
def test_what_the_rules_allow_is_not_reported(path: str, source: str) -> None:
    assert violations(Module(path, f'"""A module."""\n{source}\n')) == []


def test_a_module_without_its_one_line_is_reported() -> None:
    assert violations(Module("helpdesk/web/a.py", "x = 1\n")) == [
        "helpdesk/web/a.py:1: no docstring that says what belongs in the module"
    ]


def test_all_violations_of_a_module_are_reported_in_order() -> None:
    source = '"""A module."""\nimport telegram\nfrom flask import request\n\nsession.commit()\n'
    found = violations(Module("helpdesk/usecases/a.py", source))
    assert [line.split(":")[1] for line in found] == ["2", "3", "5"]
