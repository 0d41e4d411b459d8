"""Requests as the views see them: no field holds a NUL, which a database may refuse to look for."""

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict


class Incoming(Request):
    """A request whose form is read once and cleaned at once."""

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        self.__dict__["form"] = without_nul(self.form)


def without_nul(values: "ImmutableMultiDict[str, str]") -> "ImmutableMultiDict[str, str]":
    """The same values in the same order; NUL left out of names and values."""
    pairs = list(values.items(multi=True))
    if not any("\0" in name or "\0" in value for name, value in pairs):
        return values
    return ImmutableMultiDict(
        [(name.replace("\0", ""), value.replace("\0", "")) for name, value in pairs]
    )
