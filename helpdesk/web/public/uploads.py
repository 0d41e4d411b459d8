"""Files of a public form: received, kept under the browser's own mark, carried by reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import request

from helpdesk.db import release
from helpdesk.errors import InvalidInput
from helpdesk.models import Attachment
from helpdesk.queries.public import waiting_uploads
from helpdesk.usecases.attach import keep_upload
from helpdesk.usecases.messages import MOST_FILES
from helpdesk.web.door import files, now


@dataclass(frozen=True)
class Taken:
    """What was received: files kept, and what was wrong with others ("" if nothing)."""

    kept: Sequence[Attachment]
    error: str

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(a.ref for a in self.kept)


def take_uploads(owner: str, caption: str = "") -> Taken:
    """Keep the files of this request beside those it names by `berkas`, ten at most.

    A file ticked under `buang` is left out. A bad file never loses a good one.
    """
    dropped = set(request.form.getlist("buang"))
    earlier = [ref for ref in request.form.getlist("berkas") if ref not in dropped]
    kept = list(waiting_uploads(owner, earlier)) if earlier else []
    release()
    wrong: list[str] = []
    for sent in request.files.getlist("lampiran"):
        if not sent.filename:
            continue
        if len(kept) >= MOST_FILES:
            wrong.append(f"Paling banyak {MOST_FILES} berkas dalam satu pesan.")
            break
        try:
            upload = files().receive(cast(BinaryIO, sent.stream), sent.filename)
        except InvalidInput as error:
            wrong.append(f"{sent.filename[:80]}: {error.message}")
            continue
        kept.append(keep_upload(upload, owner=owner, now=now(), caption=caption))
    return Taken(kept, " ".join(dict.fromkeys(wrong)))
