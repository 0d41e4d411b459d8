"""The command `flask --app wsgi create-officer`."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from helpdesk.domain.roles import Role
from helpdesk.errors import HelpdeskError
from helpdesk.usecases.officers import Passwords, create_officer


@click.command("create-officer")
@click.option("--name", prompt="Nama", help="Nama lengkap.")
@click.option("--email", prompt="Surel", help="Alamat untuk masuk dan menerima pemberitahuan.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]),
    help="Peran; boleh diulang.",
)
@click.option("--unit", help="Kode unit, misalnya bagian-pengelolaan-lpse.")
@click.option(
    "--password-stdin", is_flag=True, help="Baca kata sandi dari baris pertama masukan standar."
)
@with_appcontext
def create_officer_command(
    name: str, email: str, roles: tuple[str, ...], unit: str | None, password_stdin: bool
) -> None:
    """Add an officer; the password is asked for, or read from standard input."""
    roles = roles or _ask_roles()
    units = current_app.extensions["rulebook"].catalogue.units
    if unit is not None and unit not in units:
        raise click.ClickException(f"Unit tidak dikenal. Pilih: {', '.join(units)}")
    try:
        officer = create_officer(
            Passwords(), name=name, email=email, password=_password(password_stdin),
            roles=[Role(code) for code in roles], unit=unit,
            now=current_app.extensions["clock"](),
        )
    except HelpdeskError as refused:
        raise click.ClickException(refused.message) from refused
    click.echo(f"Petugas {officer.name} ({', '.join(officer.roles)}) dapat masuk di /masuk.")


def _ask_roles() -> tuple[str, ...]:
    known = [role.value for role in Role]
    given = click.prompt(f"Peran, pisahkan dengan koma ({', '.join(known)})")
    roles = tuple(part.strip() for part in given.split(",") if part.strip())
    unknown = [code for code in roles if code not in known]
    if unknown:
        raise click.ClickException(f"Peran tidak dikenal: {', '.join(unknown)}")
    return roles


def _password(from_stdin: bool) -> str:
    """Never an option: it would show in the list of processes and in the shell's history."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt("Kata sandi", hide_input=True, confirmation_prompt="Ulangi")
    return answer
