"""The application for the web server, nothing else."""

from helpdesk import create_app

app = create_app()
