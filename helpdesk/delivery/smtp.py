"""Mail to a server: SMTP, SMTPS, STARTTLS; what may pass and what will not are told apart."""

import smtplib
import ssl
from ipaddress import ip_address
from types import TracebackType
from urllib.parse import unquote, urlsplit

TIMEOUT = 8.0  # seconds for each step, so that a whole mail fits in the claim of 30


class TryLater(Exception):
    """Refused for now (4xx, wrong password, no connection); the reason for the administrator.

    `all_mail`: the next one would fare no better.
    """

    def __init__(self, reason: str, *, all_mail: bool = False) -> None:
        super().__init__(reason)
        self.all_mail = all_mail


class Refused(Exception):
    """Refused for good (5xx)."""


class SmtpServer:
    """One connection for the mails of one run; opened with the first, closed by `with`."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> "SmtpServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def deliver(self, sender: str, recipient: str, written: bytes, reference: str) -> None:
        """Hand one mail over. Raises `TryLater` or `Refused`."""
        try:
            connection = self._connection()
            connection.sendmail(sender, [recipient], written)
        except smtplib.SMTPRecipientsRefused as refused:
            self._close()
            code, words = next(iter(refused.recipients.values()))
            raise _judged(code, words) from refused
        except smtplib.SMTPAuthenticationError as refused:
            self._close()
            raise TryLater(_reason(refused.smtp_code, refused.smtp_error), all_mail=True) \
                from refused
        except smtplib.SMTPResponseException as refused:
            self._close()
            raise _judged(refused.smtp_code, refused.smtp_error) from refused
        except (smtplib.SMTPException, OSError, ValueError) as broken:
            self._close()
            reason = f"Peladen surel tidak dapat dihubungi ({type(broken).__name__})."
            raise TryLater(reason, all_mail=True) from broken

    def _connection(self) -> smtplib.SMTP:
        if self._open is not None:
            return self._open
        host, user = self._parts.hostname or "", unquote(self._parts.username or "")
        if self._parts.scheme == "smtps":
            self._open = smtplib.SMTP_SSL(
                host, self._parts.port or 465, timeout=TIMEOUT,
                context=ssl.create_default_context(),
            )
        else:
            self._open = smtplib.SMTP(host, self._parts.port or 25, timeout=TIMEOUT)
            self._secure(self._open, host, needed=bool(user))
        if user:
            self._open.login(user, unquote(self._parts.password or ""))
        return self._open

    def _secure(self, connection: smtplib.SMTP, host: str, *, needed: bool) -> None:
        """STARTTLS where it is offered; a password never crosses a network in the open."""
        connection.ehlo()
        if _this_machine(host):
            return
        if needed or connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()

    def _close(self) -> None:
        connection, self._open = self._open, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _judged(code: int, words: bytes | str) -> Exception:
    reason = _reason(code, words)
    return Refused(reason) if 500 <= code < 600 else TryLater(reason)


def _reason(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"Peladen surel menjawab {code}: {' '.join(text.split())}"
