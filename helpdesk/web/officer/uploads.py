"""Files posted with an officer's form: stored, and kept for the form when it comes back."""

from datetime import datetime

from flask import g, request

from helpdesk.db import release
from helpdesk.domain.roles import Actor
from helpdesk.errors import InvalidInput
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.messages import MOST_FILES
from helpdesk.usecases.reply import Words
from helpdesk.web.door import files
from helpdesk.web.officer.forms import Posted


def words_of(form: Posted, actor: Actor, now: datetime, *, text: str = "text") -> Words:
    """The officer's text with the files posted now and those a refused try left waiting."""
    return Words(form.text(text), take_files(actor, now))


def take_files(actor: Actor, now: datetime) -> tuple[str, ...]:
    """Refs of the form's files. Raises `InvalidInput` naming the file that cannot be used."""
    kept = [ref for ref in request.form.getlist("berkas") if ref][:MOST_FILES]
    posted = [f for f in request.files.getlist("lampiran") if f.filename]
    if len(kept) + len(posted) > MOST_FILES:
        raise InvalidInput(files=f"Paling banyak {MOST_FILES} berkas dalam satu pesan.")
    g.kept_files = kept
    release()  # storing is slow; nobody waits for our lock meanwhile
    for file in posted:
        name = file.filename or ""
        try:
            upload = files().receive(file.stream, name)  # type: ignore[arg-type]
        except InvalidInput as error:
            raise InvalidInput(files=f"{name[:80]}: {error.message}") from None
        keep_upload(upload, owner=Words.owner(actor), now=now)
        kept.append(upload.ref)
    return tuple(kept)
