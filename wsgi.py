"""The application for the web server; the command `sla` gets by without it."""

import sys

from helpdesk.cli_sla import asked_for, command_alone

if asked_for(sys.argv):
    app = command_alone()
else:
    from helpdesk import create_app

    app = create_app()
