"""The command `flask --app wsgi sla`: JSON lines from standard input to standard output."""

import sys
from collections.abc import Sequence
from pathlib import PurePath

import click
from flask import Flask

from helpdesk.sla_lines import answer

_WITH_A_VALUE = frozenset({"-A", "--app", "-e", "--env-file"})  # options of `flask` itself


def asked_for(arguments: Sequence[str]) -> bool:
    """Whether this process is `flask ... sla`: auditors run it where nothing else is set up."""
    program, *words = arguments
    if PurePath(program).parent.name != "flask" and PurePath(program).stem != "flask":
        return False  # neither `python -m flask` nor the script `flask`
    values = {place + 1 for place, word in enumerate(words) if word in _WITH_A_VALUE}
    plain = (w for place, w in enumerate(words) if place not in values and w[:1] != "-")
    return next(plain, None) == sla_command.name


def command_alone() -> Flask:
    """An application that has this command and nothing else: no settings, no database."""
    app = Flask("sla")
    app.cli.add_command(sla_command)
    return app


@click.command("sla")
def sla_command() -> None:
    """Answer deadlines, one JSON line in and one out; exit status 1 if any line was an error.

    Needs no database and no settings. Each answer leaves before the next line is read.
    """
    out = sys.stdout.buffer
    all_answered = True
    for line in sys.stdin.buffer:
        text, answered = answer(line)
        all_answered &= answered
        out.write(text.encode("ascii") + b"\n")
        out.flush()
    if not all_answered:
        raise SystemExit(1)
