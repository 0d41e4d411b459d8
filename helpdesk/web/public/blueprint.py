"""The blueprint every public page is put on."""

from flask import Blueprint

public = Blueprint("public", __name__)
