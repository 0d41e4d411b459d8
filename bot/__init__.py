"""The Telegram door: its own process; the framework carries updates and messages, nothing else."""

import os
import sys
from importlib.util import find_spec

# Before the library is imported: waits it reports are timedeltas, without its deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# The HTTP library asks for this module some eight times a request; it is not among our packages,
# and looking for it on the whole path each time took a fifth of the event loop's time.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # "not there", told at once
