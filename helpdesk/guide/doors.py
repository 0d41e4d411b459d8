"""Who does what: each matter ends in one door, which says why and what to do there."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from faq.library import FOLDER


@dataclass(frozen=True)
class Door:
    """An institution or unit: what it does, and how it is reached from here.

    `kind`: the form of ours that leads there; `contact`: the entry of the bureau's contacts.
    """

    code: str
    name: str
    does: str
    kind: str | None = None
    contact: str | None = None


@dataclass(frozen=True)
class Matter:
    """What somebody wants to have settled, in their own words, and whose it is."""

    code: str
    says: str
    door: Door
    article: str
    kind: str | None = None


@dataclass(frozen=True)
class Group:
    """Matters that stand together."""

    title: str
    matters: tuple[Matter, ...]


@cache
def doors() -> tuple[tuple[Door, ...], tuple[Group, ...]]:
    """Those of `faq/doors.yaml`, in its order. Raises `KeyError` for a door nobody described."""
    content = yaml.safe_load((FOLDER / "doors.yaml").read_text(encoding="utf-8"))
    known = {row["code"]: Door(**row) for row in content["doors"]}
    groups = tuple(
        Group(row["title"], tuple(_matter(each, known) for each in row["matters"]))
        for row in content["groups"]
    )
    return tuple(known.values()), groups


def _matter(row: dict[str, Any], known: dict[str, Door]) -> Matter:
    door = known[row["door"]]
    return Matter(row["code"], row["says"], door, row["article"], row.get("kind") or door.kind)


def matter_of(code: str) -> Matter | None:
    """The matter of this code."""
    every = (each for group in doors()[1] for each in group.matters)
    return next((each for each in every if each.code == code), None)
