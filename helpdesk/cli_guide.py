"""`flask --app wsgi export-guide FOLDER`: the guide as it is published, as files."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from faq.article import ArticleError
from faq.library import read_content
from helpdesk.guide.content import write
from helpdesk.guide.live import LiveGuide


@click.command("export-guide")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def export_guide_command(folder: Path) -> None:
    """Write the published guide to FOLDER: articles, and the lists the matcher learns from."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(f"{folder}: folder harus kosong atau belum ada.")
    guide: LiveGuide = current_app.extensions["guide"]
    content = guide.content()
    write(content, folder)
    try:
        read_content(folder)
    except ArticleError as refused:
        raise click.ClickException(f"{folder}: {refused}") from refused
    edited = ", ".join(sorted(content.edited)) or "tidak ada"
    click.echo(
        f"Panduan ditulis ke {folder}: {len(content.texts)} artikel. Ditulis kantor: {edited}."
    )
