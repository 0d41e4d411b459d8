"""The maklumat pelayanan on an A4 to hang up; unsigned it says on its face that it is a draft."""

from helpdesk.domain.catalogue import Pledge
from helpdesk.reports.sheet import Block, Callout, Frame, Points, Sheet, Signs, Text
from helpdesk.wording.time import date_plain

DRAFT = "RANCANGAN"
NOT_YET = "Maklumat ini belum ditandatangani dan belum berlaku."


def pledge_sheet(pledge: Pledge, frame: Frame) -> Sheet:
    """The paper: the three statements of Pasal 7(3), what follows, date and signatory."""
    blocks: list[Block] = [Callout(DRAFT, [NOT_YET])] if pledge.is_draft else []
    blocks.append(Points(pledge.statements))
    body = frame.bureau.fill(pledge.body)
    blocks += [Text(" ".join(part.split())) for part in body.split("\n\n")]
    bureau = frame.bureau
    signed = date_plain(pledge.signed_on, bureau.zone) if pledge.signed_on else "Tanggal: ……………"
    title = bureau.signatory.title
    blocks.append(Signs("", f"{signed}\n{title}", signer=pledge.signatory or ""))
    blocks.append(Text(pledge.source, small=True))
    return Sheet(pledge.title, DRAFT if pledge.is_draft else signed, frame, tuple(blocks))
