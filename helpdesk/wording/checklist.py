"""A service's documents in words: what to bring, what is missing, what stands on the receipt."""

from collections.abc import Sequence

from helpdesk.domain.checklist import DocumentState, Paper, missing, must_come
from helpdesk.domain.services import DocumentNeeded

STATE = {
    DocumentState.NONE: "belum ada",
    DocumentState.RECEIVED: "salinan diterima",
    DocumentState.ORIGINAL: "asli dilihat",
    DocumentState.WAIVED: "digantikan diskresi kepala",
}


def document_text(needed: DocumentNeeded) -> str:
    """As "Surat kuasa …, bila yang datang bukan pimpinan perusahaan"."""
    return f"{needed.label}, {needed.when}" if needed.when else needed.label


def paper_label(needed: DocumentNeeded) -> str:
    """The label where the state beside it says whether original or copy came."""
    return needed.label.removesuffix(" (asli dan salinan)")


def state_text(paper: Paper) -> str:
    """How far a document is; of one without an original to see there is no copy either."""
    if paper.state is DocumentState.RECEIVED and not paper.needed.original:
        return "diterima"
    if paper.state is DocumentState.NONE and not paper.applies:
        return "tidak dicentang"
    return STATE[paper.state]


def missing_text(paper: Paper) -> str:
    """One missing document, as the requester reads it."""
    if paper.state is DocumentState.RECEIVED:
        return f"{paper.needed.label}: aslinya belum diperlihatkan"
    return paper.needed.label


def to_bring(papers: Sequence[Paper]) -> list[str]:
    """What a visitor still has to bring; what is 'only if …' is named with its condition."""
    return [
        document_text(paper.needed) for paper in papers
        if not paper.enough and (paper.needed.original or paper.state is DocumentState.NONE)
    ]


def return_text(papers: Sequence[Paper]) -> str:
    """The proposed words that give an incomplete file back; the officer may change them."""
    lacking = [missing_text(paper) for paper in missing(papers)]
    rows = [f"{no}. {text}" for no, text in enumerate(lacking, start=1)]
    end = (
        "Mohon dibawa ke loket. Yang sudah kami periksa tidak perlu diulang."
        if must_come(papers)
        else "Mohon dikirim lewat tautan tiket ini. Yang sudah kami terima tidak perlu diulang."
    )
    return "\n".join(["Berkas Anda belum lengkap. Yang masih kurang:", *rows, "", end])


def invitation_text(service: str) -> str:
    """The proposed words that ask a requester to come; list and hours follow by themselves."""
    return (
        f"Untuk {service}, dokumen asli perlu kami cocokkan di loket. Bila semuanya lengkap, "
        "Anda langsung menerima Tanda Terima Berkas."
    )
