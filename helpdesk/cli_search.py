"""The command `flask --app wsgi search`: making what tickets are found by anew."""

import click
from flask.cli import with_appcontext

from helpdesk.db import release
from helpdesk.usecases.search_index import forget_index, index_missing


@click.group("search")
def search_command() -> None:
    """Indeks pencarian tiket."""


@search_command.command("rebuild")
@with_appcontext
def rebuild_command() -> None:
    """Buat ulang indeks pencarian. Aman diulang; selama berjalan hasil pencarian belum lengkap."""
    forget_index()
    done = 0
    while made := index_missing():
        done += made
        click.echo(f"{done} tiket diindeks ...")
    release()
    click.echo(f"Indeks pencarian selesai: {done} tiket.")
