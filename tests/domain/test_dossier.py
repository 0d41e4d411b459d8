"""What LKPP wants to see, and what of it a ticket lacks."""

from dataclasses import replace

import pytest

from helpdesk.domain.dossier import PROOF, DossierFacts, fitting, harmless_name, missing_proof
from tests.builders import MONDAY

WHOLE = DossierFacts(
    number="PBJ-2026-000001", subject="Unggah gagal", category="supplier", category_known=True,
    company="CV Jaya", package_code="PKT-1", tender_deadline=None,
    description="Saat mengunggah penawaran muncul error 500, sudah dicoba lima kali.",
    images=1, received_at=MONDAY, spse_version="4.5",
)


def test_a_whole_dossier_lacks_nothing():
    assert missing_proof(WHOLE) == ()


@pytest.mark.parametrize(("lacking", "named"), [
    ({"category_known": False}, ("role",)),
    ({"package_code": None}, ("package",)),
    ({"package_code": ""}, ("package",)),
    ({"images": 0}, ("screenshot",)),
    ({"spse_version": None}, ("version",)),
    ({"spse_version": None, "description": "Di SPSE 4.5 muncul error 500 saat mengunggah berkas"},
     ()),
    ({"spse_version": None, "description": "Pada versi v5 muncul error 500 saat mengunggah"}, ()),
    ({"description": "error 500"}, ("description",)),
    ({"description": "Saya tidak bisa masuk ke aplikasi sejak pagi"}, ("error",)),
    ({"category_known": False, "package_code": None, "images": 0, "description": "tolong"},
     ("role", "package", "description", "error", "screenshot")),
])
def test_each_lacking_proof_is_named(lacking, named):
    assert missing_proof(replace(WHOLE, **lacking)) == named
    assert set(named) <= set(PROOF)


@pytest.mark.parametrize(("sizes", "most", "go"), [
    ([], 10, ()), ([4, 6], 10, (True, True)), ([4, 7], 10, (True, False)),
    ([4, 7, 6], 10, (True, False, True)), ([11], 10, (False,)), ([10, 0], 10, (True, True)),
])
def test_files_go_in_order_as_far_as_the_mail_holds(sizes, most, go):
    assert fitting(sizes, most) == go


@pytest.mark.parametrize(("name", "safe"), [
    ("Layar.PNG", "01-Layar.png"), ("../../etc/passwd", "01-passwd"),
    ("a\r\nBcc: x@y.example.png", "01-a-Bcc- x-y.example.png"), ("", "01-berkas"),
    ("..png", "01-berkas.png"),
])
def test_a_name_that_goes_out_is_harmless(name, safe):
    assert harmless_name(1, name) == safe
