"""What LKPP wants to see, and what of it a ticket lacks."""

from dataclasses import replace

import pytest

from helpdesk.domain.dossier import PROOF, DossierFacts, missing_proof
from tests.builders import MONDAY

WHOLE = DossierFacts(
    number="PBJ-2026-000001", subject="Unggah gagal", category="supplier", category_known=True,
    company="CV Jaya", package_code="PKT-1", tender_deadline=None,
    description="Saat mengunggah penawaran muncul error 500, sudah dicoba lima kali.",
    images=1, received_at=MONDAY,
)


def test_a_whole_dossier_lacks_nothing():
    assert missing_proof(WHOLE) == ()


@pytest.mark.parametrize(("lacking", "named"), [
    ({"category_known": False}, ("role",)),
    ({"package_code": None}, ("package",)),
    ({"package_code": ""}, ("package",)),
    ({"images": 0}, ("screenshot",)),
    ({"description": "error 500"}, ("description",)),
    ({"description": "Saya tidak bisa masuk ke aplikasi sejak pagi"}, ("error",)),
    ({"category_known": False, "package_code": None, "images": 0, "description": "tolong"},
     ("role", "package", "description", "error", "screenshot")),
])
def test_each_lacking_proof_is_named(lacking, named):
    assert missing_proof(replace(WHOLE, **lacking)) == named
    assert set(named) <= set(PROOF)
