"""The commands that judge an installation: doctor, check-catalogue, verify."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.catalogue.loader import check_next_year, load_catalogue
from helpdesk.current import book_at_start
from helpdesk.db import begin_reading, release
from helpdesk.doctor.chains import verify_chains
from helpdesk.doctor.findings import Finding
from helpdesk.doctor.golive import check_golive
from helpdesk.doctor.setup import check_setup
from helpdesk.errors import CatalogueError


@click.command("doctor")
@click.option("--siap-tayang", is_flag=True, help="Kekurangan Siap Tayang juga memberi status 1.")
@with_appcontext
def doctor_command(siap_tayang: bool) -> None:
    """Say what is wrong with this set-up, and what is missing before going live."""
    book = book_at_start(current_app)
    settings, now = current_app.extensions["settings"], current_app.extensions["clock"]()
    click.echo("Pemasangan")
    setup = _told(list(check_setup(settings, book.catalogue, now)))
    click.echo("\nSiap Tayang")
    try:
        golive = _told(list(check_golive(settings, book.catalogue, now)))
    except SQLAlchemyError:
        click.echo("✗ Belum dapat diperiksa sebelum basis datanya siap.")
        golive = 1
    click.echo(f"\n{setup} hal salah pada pemasangan, {golive} hal belum siap tayang.")
    if setup or (siap_tayang and golive):
        raise SystemExit(1)


def _told(findings: list[Finding]) -> int:
    for finding in findings:
        click.echo(str(finding))
    return sum(not finding.ok for finding in findings)


@click.command("check-catalogue")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@with_appcontext
def check_catalogue_command(folder: Path | None) -> None:
    """Read the catalogue (or the one in FOLDER) and name the first thing wrong with it."""
    now = current_app.extensions["clock"]()
    try:
        catalogue = load_catalogue(folder)
        check_next_year(catalogue, catalogue.calendar.local_date(now))
    except CatalogueError as wrong:
        raise click.ClickException(wrong.message) from wrong
    click.echo(
        f"✓ Katalog baik: {len(catalogue.services)} layanan, {len(catalogue.procedures)} SOP, "
        f"{len(catalogue.units)} unit, {len(catalogue.ladder)} langkah jenjang."
    )


@click.command("verify")
@with_appcontext
def verify_command() -> None:
    """Check the hash chain of every ticket's events; exit status 1 when one is broken."""
    begin_reading()
    verdict = verify_chains()
    release()
    for each in verdict.breaks:
        click.echo(f"✗ {each.number}, peristiwa ke-{each.seq}: {each.why}")
    click.echo(
        f"{verdict.tickets} tiket dan {verdict.events} peristiwa diperiksa, "
        f"{len(verdict.breaks)} rantai putus."
    )
    if verdict.breaks:
        raise SystemExit(1)
