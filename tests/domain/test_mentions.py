"""Who is meant by `@nama`, and what is no mention."""

import pytest

from helpdesk.domain.mentions import called_in, mentions_in, offered

NAMES = {1: "Rina Petugas", 2: "Vino Verifikator", 3: "Rina Petugas Kedua", 4: "M. Yusuf, S.Kom",
         5: "Siti Nur'aini"}


@pytest.mark.parametrize(("text", "officers"), [
    ("@Vino Verifikator tolong cek", [2]),
    ("mohon @vino, @yusuf dan (@M. Yusuf, S.Kom) hadir", [2, 4]),
    ("@Rina Petugas Kedua", [3]), ("@rina petugas", [1]), ("@Rina Petugas.", [1]),
    ("kirim ke vino@contoh.example", []), ("@lpse_kalteng dan @inaproc2", []),
    ("rapat @ aula", []), ("@kedua", [3]), ("@vino.\n@VINO", [2]), ("@vino.verifikator", []),
])
def test_names_whole_or_by_one_word(text, officers):
    found = mentions_in(text, NAMES)
    assert (list(found.officers), list(found.unknown), found.unclear) == (officers, [], {})


@pytest.mark.parametrize(("text", "called"), [
    ("@Vino Verifikator tolong cek", ["@Vino Verifikator"]),
    ("mohon @vino, @yusuf dan (@M. Yusuf, S.Kom) hadir", ["@vino", "@yusuf", "@M. Yusuf, S.Kom"]),
    ("@Rina Petugas Kedua.", ["@Rina Petugas Kedua"]), ("kirim ke vino@contoh.example", []),
    ("@rina <b>", ["@rina"]), ("tanya @siapa", []), ("", []),
])
def test_where_somebody_is_called_in_the_text(text, called):
    pieces = list(called_in(text, NAMES))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, ids in pieces if ids] == called


def test_a_name_of_nobody_or_of_several_is_told_apart():
    found = mentions_in("@rina dan @vnio", NAMES)
    assert found.officers == ()
    assert found.unknown == ("vnio",)
    assert found.unclear == {"rina": [1, 3]}


def test_offered_by_beginning_first_then_within():
    assert offered("ver", NAMES) == ["Vino Verifikator"]
    assert offered("  RINA  pet", NAMES) == ["Rina Petugas", "Rina Petugas Kedua"]
    assert offered("n", {1: "Vino", 2: "Nana"}) == ["Nana", "Vino"]
    assert len(offered("", dict(enumerate("abcdefghijkl")))) == 8
