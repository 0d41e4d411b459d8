"""Words of the guest book."""

from helpdesk.domain.visits import Purpose

PURPOSES = {
    Purpose.FILE: "Menyerahkan atau mengambil berkas",
    Purpose.ASK: "Bertanya atau konsultasi",
    Purpose.PROBLEM: "Ada kendala aplikasi",
    Purpose.COMPLAINT: "Menyampaikan pengaduan",
    Purpose.MEETING: "Keperluan lain atau bertemu petugas",
}


def waited(minutes: int) -> str:
    """As "baru saja", "12 menit", "1 jam 5 menit"."""
    if minutes < 1:
        return "baru saja"
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} jam"] if hours else []) + ([f"{rest} menit"] if rest else [])
    return " ".join(parts)
