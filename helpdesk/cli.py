"""The commands of `flask --app wsgi`."""

from flask import Flask

from helpdesk.cli_doctor import check_catalogue_command, doctor_command, verify_command
from helpdesk.cli_guide import export_guide_command
from helpdesk.cli_officer import create_officer_command
from helpdesk.cli_policy import export_policy_command
from helpdesk.cli_search import search_command
from helpdesk.cli_seed import seed_command
from helpdesk.cli_sla import sla_command
from helpdesk.worker import worker_command


def add_commands(app: Flask) -> None:
    """Register every command."""
    app.cli.add_command(sla_command)
    app.cli.add_command(worker_command)
    app.cli.add_command(seed_command)
    app.cli.add_command(search_command)
    app.cli.add_command(create_officer_command)
    app.cli.add_command(check_catalogue_command)
    app.cli.add_command(doctor_command)
    app.cli.add_command(verify_command)
    app.cli.add_command(export_policy_command)
    app.cli.add_command(export_guide_command)
