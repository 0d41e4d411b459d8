"""Moved to helpdesk/wording/time.py; import from there."""

from helpdesk.wording.time import *  # noqa: F403
