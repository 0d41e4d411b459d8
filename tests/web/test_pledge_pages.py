"""The maklumat: signed by the Kepala alone, shown to everybody, taken back on record."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.domain.roles import Role
from tests.marks import SQLITE_ONLY
from tests.web.desk import new_officer, said, signed_in
from tests.web.test_rules_page import form_of

pytestmark = SQLITE_ONLY  # revisions are tested on both with their use case


@pytest.fixture
def kepala(desk):
    officer = new_officer(desk, "Kartika Kepala", roles=(Role.BUREAU_HEAD,), unit="biro")
    return signed_in(desk, officer)


STATEMENTS = {
    "statement_1": "Kami sanggup melayani sesuai standar.",
    "statement_2": "Kami memperbaiki pelayanan terus-menerus.",
    "statement_3": "Kami bersedia menerima sanksi dan memberi kompensasi.",
    "body": "Dengan ini kami dari {biro} menyatakan hal di atas.",
}


def sign(client, **changes):
    page = client.get("/petugas/maklumat")
    fields = {name: values[0] for name, values in form_of(page).items()}
    fields |= STATEMENTS | {"signatory": "Dra. Kartika", "signed_on": "2026-11-20", "sure": "1",
                            "note": "Keputusan 12/2026"} | changes
    return client.post("/petugas/maklumat", data=fields)


def poster(client):
    (page,) = PdfReader(BytesIO(client.get("/maklumat-poster.pdf").data)).pages
    return page, " ".join(page.extract_text().split())


def test_a_pledge_is_a_draft_until_the_kepala_signs_and_again_when_taken_back(desk, kepala):
    visitor = desk.test_client()
    page, text = poster(visitor)
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 420]
    assert "RANCANGAN · BELUM BERLAKU" in text
    assert sign(kepala).status_code == 303
    shown = said(visitor.get("/maklumat"))
    assert "RANCANGAN" not in shown
    for told in ("20 November 2026", "Dra. Kartika", STATEMENTS["statement_3"],
                 "Ditandatangani Dra. Kartika, 20 November 2026"):
        assert told in shown
    assert "Keputusan 12/2026" not in shown
    _, text = poster(visitor)
    assert "RANCANGAN" not in text
    assert "Dra. Kartika" in text
    assert "Biro Pengadaan" in text
    desk_page = said(kepala.get("/petugas/maklumat"))
    assert "oleh Kartika Kepala · Keputusan 12/2026" in desk_page
    answer = kepala.post("/petugas/maklumat/tarik", data={
        **{k: v[0] for k, v in form_of(kepala.get("/petugas/maklumat")).items()},
        "tarik-note": "Naskah diperbaiki",
    })
    assert answer.status_code == 303
    shown = said(visitor.get("/maklumat"))
    assert "RANCANGAN" in shown
    assert "Ditarik, menjadi rancangan kembali" in shown


@pytest.mark.parametrize(("changes", "told"), [
    ({"sure": ""}, "Centang pernyataan ini"), ({"signed_on": ""}, "Isi tanggal penandatanganan."),
    ({"signed_on": "2026-11-24"}, "paling lambat hari ini"),
    ({"signed_on": "2024-01-01"}, "paling lama setahun lalu"),
    ({"statement_2": " "}, "belum diisi"), ({"signatory": ""}, "belum diisi"),
    ({"note": ""}, "atas dasar apa"), ({"body": "Hubungi {ketua}."}, "Isian {ketua} tidak dikenal"),
    ({"based_on": "7"}, "baru saja diubah oleh orang lain"), ({"based_on": "x"}, "baru saja"),
])
def test_what_cannot_be_signed_is_told_and_nothing_typed_is_lost(desk, kepala, changes, told):
    answer = sign(kepala, **changes)
    assert answer.status_code in (400, 409)
    assert told in said(answer)
    assert (STATEMENTS | changes)["statement_1"] in answer.get_data(as_text=True)
    assert "RANCANGAN" in said(desk.test_client().get("/maklumat"))


def test_who_may_not_sign_sees_no_form_and_is_refused(desk):
    officer = signed_in(desk, new_officer(desk, roles=(Role.UNIT_HEAD,)))
    page = officer.get("/petugas/maklumat").get_data(as_text=True)
    assert "Tetapkan maklumat" not in page
    token = form_of(officer.get("/petugas/maklumat")).get("csrf_token", [""])[0]
    data = {**STATEMENTS, "csrf_token": token}
    assert officer.post("/petugas/maklumat", data=data).status_code in (400, 403)
    assert "RANCANGAN" in said(desk.test_client().get("/maklumat"))


def test_a_long_pledge_still_fits_the_poster(desk, kepala):
    assert sign(kepala, statement_1="Kami sanggup melayani. " * 20,
                body="Penutup yang panjang sekali. " * 60).status_code == 303
    _, text = poster(desk.test_client())
    assert text.count("Penutup yang panjang sekali.") == 60
