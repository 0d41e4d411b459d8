"""The application's password hasher, made at first use."""

from typing import cast

from argon2 import PasswordHasher
from flask import current_app

from helpdesk.usecases.officers import Passwords


def passwords() -> Passwords:
    """One for the application; `ARGON2` in its configuration gives other costs (in tests)."""
    made = current_app.extensions.get("passwords")
    if made is None:
        costs = current_app.config.get("ARGON2")
        made = Passwords(PasswordHasher(**costs) if costs else None)
        current_app.extensions["passwords"] = made
    return cast(Passwords, made)
