"""The Telegram door: its own process; the framework carries updates and messages, nothing else."""

import os

# Before the library is imported: waits it reports are timedeltas, without its deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
