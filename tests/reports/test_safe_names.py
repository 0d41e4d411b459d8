"""Names of files in an archive."""

import pytest

from helpdesk.queries.paper import PaperFile
from helpdesk.reports.dossier import safe_names
from tests.builders import MONDAY


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("biasa.png", "01-biasa.png"),
        ("../../etc/passwd", "01-passwd"),
        ("C:\\Temp\\con.PDF", "01-con.pdf"),
        ("=HYPERLINK(1)|x.pdf", "01-HYPERLINK(1)-x.pdf"),
        ("é – “akhir”.png", "01-é - -akhir.png"),
        ("....", "01-berkas"),
        ("x" * 300 + ".png", "01-" + "x" * 60 + ".png"),
        ("jahat\u202egnp.exe", "01-jahat-gnp.exe"),
    ],
)
def test_names_in_the_archive_hurt_no_system(name: str, safe: str) -> None:
    file = PaperFile("ref", name, "image/png", 1, "00", False, MONDAY)
    assert list(safe_names([file])) == [safe]


def test_two_files_of_one_name_stay_two() -> None:
    file = PaperFile("ref", "layar.png", "image/png", 1, "00", False, MONDAY)
    assert list(safe_names([file, file])) == ["01-layar.png", "02-layar.png"]
