"""The process's log: our lines only, and never the token."""

import logging
import sys

QUIET = ("httpx", "httpcore", "telegram", "tornado", "asyncio", "faq", "sqlalchemy")
SHORTEST = 8  # a secret shorter than this is none


class WithoutSecrets(logging.Formatter):
    """Replaces the secrets in whatever is about to be written, tracebacks included."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if len(secret) >= SHORTEST]

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def set_up(level: str, *secrets: str) -> None:
    """Write to standard error; the libraries tell warnings only, for they log whole URLs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutSecrets(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
