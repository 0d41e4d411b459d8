"""The command `flask --app wsgi sla`: JSON lines from standard input to standard output."""

import sys

import click

from helpdesk.sla_lines import answer


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
