"""`flask --app wsgi sla` as a process: an auditor's machine has neither settings nor a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk.cli_sla import asked_for
from tests.domain.test_sla_lines import EXAMPLE

ROOT = Path(__file__).parent.parent
SENSELESS = {"DATABASE_URL": "kalender://di-mana", "APP_ENV": "production", "SECRET_KEY": ""}


def run(*words, lines=b""):
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words], input=lines, cwd=ROOT,
        env={**os.environ, **SENSELESS}, capture_output=True, timeout=120, check=False,
    )


def test_it_answers_whatever_the_settings_say():
    ran = run("sla", lines=json.dumps(EXAMPLE).encode() + b"\nbukan JSON\n")
    first, second = map(json.loads, ran.stdout.splitlines())
    assert (first["id"], first["deadline"]) == ("a1", "2026-03-26T16:00:00+08:00")
    assert second == {"id": None, "error": "Baris ini bukan JSON."}
    assert ran.returncode == 1


def test_no_other_command_starts_with_such_settings():
    ran = run("check-catalogue")
    assert ran.returncode != 0
    assert "DATABASE_URL" in ran.stderr.decode()


@pytest.mark.parametrize(("line", "wanted"), [
    (".venv/bin/flask --app wsgi sla", True),
    ("/usr/lib/python3/site-packages/flask/__main__.py --app wsgi sla", True),
    ("/usr/bin/flask sla", True),
    ("/usr/bin/flask -A wsgi:app -e .env --debug sla --help", True),
    ("/usr/bin/flask --app=wsgi sla", True),
    ("/usr/bin/flask --app sla worker", False),
    ("/usr/bin/flask --app wsgi check-catalogue sla", False),
    ("/usr/bin/flask --app wsgi", False),
    ("/usr/bin/gunicorn wsgi:app", False),
    ("/usr/bin/gunicorn sla", False),
])
def test_which_processes_are_the_command(line, wanted):
    assert asked_for(line.split()) is wanted
