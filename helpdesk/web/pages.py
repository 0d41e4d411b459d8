"""The blueprints of the web side, in one list."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
