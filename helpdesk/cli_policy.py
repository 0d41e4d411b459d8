"""`flask --app wsgi export-policy FOLDER`: what was changed in the UI, as files."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from helpdesk.catalogue.export import export_catalogue
from helpdesk.current import current_book
from helpdesk.errors import CatalogueError


@click.command("export-policy")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def export_policy_command(folder: Path) -> None:
    """Write the catalogue with the policies in force to FOLDER, as YAML files."""
    book = current_book(current_app)
    try:
        export_catalogue(book.catalogue, folder)
    except CatalogueError as refused:
        raise click.ClickException(refused.message) from refused
    version = ", ".join(f"{name} {number}" for name, number in sorted(book.revisions.items()))
    click.echo(f"Katalog ditulis ke {folder} (versi: {version or 'berkas pemasangan'}).")
