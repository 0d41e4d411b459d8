"""Moved to helpdesk/wording/values.py; import from there."""

from helpdesk.wording.values import *  # noqa: F403
