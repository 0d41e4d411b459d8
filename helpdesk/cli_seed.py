"""The command `flask --app wsgi seed`: what must be in the database before the first visitor."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.config import Settings
from helpdesk.db import release
from helpdesk.demo.play import is_empty, make_demo
from helpdesk.usecases.rulebook import Rulebook


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Load what must be there; with DEMO=1 and an empty database also the demo. Safe to repeat."""
    book: Rulebook = current_app.extensions["rulebook"]
    settings: Settings = current_app.extensions["settings"]
    catalogue = book.catalogue
    click.echo(
        f"Katalog: {len(catalogue.services)} layanan, {len(catalogue.procedures)} SOP, "
        f"kalender {', '.join(str(year) for year in sorted(catalogue.calendar_years))}."
    )
    empty = _is_empty()
    # Trained here, so that the first visitor does not wait for it.
    click.echo(f"Panduan: {len(current_app.extensions['library']().articles)} topik.")
    if settings.demo and empty:
        _demo(book, Path(settings.instance_path) / "files")
    elif settings.demo:
        click.echo("Basis data sudah berisi dan dibiarkan seperti adanya.")


def _is_empty() -> bool:
    try:
        return is_empty()
    except SQLAlchemyError as broken:
        raise click.ClickException(
            "Basis data belum siap. Jalankan lebih dahulu: flask --app wsgi db upgrade "
            f"({type(broken).__name__})"
        ) from broken
    finally:
        release()


def _demo(book: Rulebook, files: Path) -> None:
    def progress(done: int, of: int) -> None:
        if done % 10 == 0 or done == of:
            click.echo(f"Membuat data contoh: {done} dari {of} kisah ...")

    count = make_demo(book, files, now=current_app.extensions["clock"](), progress=progress)
    click.echo(f"Data contoh siap: {count} tiket dari tiga pekan terakhir.")
