"""What is taken for a secret, and what must never be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain.credentials import Stripped, strip_credentials

SECRETS = [
    ("password saya: Abc123!", "password saya: [kata sandi dihapus]"),
    ("pass nya rahasia123", "pass nya [kata sandi dihapus]"),
    ("passnya rahasia123 tolong dicek", "passnya [kata sandi dihapus] tolong dicek"),
    ("kata sandi = kucing", "kata sandi = [kata sandi dihapus]"),
    ("kata sandi saya adalah Kalteng#2026", "kata sandi saya adalah [kata sandi dihapus]"),
    ("passwordnya adalah rahasia", "passwordnya adalah [kata sandi dihapus]"),
    ("pw: x9", "pw: [kata sandi dihapus]"),
    ("pwd=Merdeka45", "pwd=[kata sandi dihapus]"),
    ("user: budi / pass: y", "user: budi / pass: [kata sandi dihapus]"),
    (
        "user: cvmaju\npass: Maju@2026\ngagal masuk",
        "user: cvmaju\npass: [kata sandi dihapus]\ngagal masuk",
    ),
    ("Username budi password Abc123", "Username budi password [kata sandi dihapus]"),
    ("Password:\nAbc123!", "Password:\n[kata sandi dihapus]"),
    ("my password is Hunter2", "my password is [kata sandi dihapus]"),
    ("my password is hunter", "my password is [kata sandi dihapus]"),
    ("password saya 12345678", "password saya [kata sandi dihapus]"),
    ("saya ganti password jadi Abc123!", "saya ganti password jadi [kata sandi dihapus]"),
    ("PASSWORD SAYA “Abc123”", "PASSWORD SAYA “[kata sandi dihapus]”"),
    ("sandi saya itu borneo99", "sandi saya itu [kata sandi dihapus]"),
    ("password yang saya pakai Abc123!", "password yang saya pakai [kata sandi dihapus]"),
    ("OTP 123456", "OTP [kode OTP dihapus]"),
    ("otp saya 123456 tapi ditolak", "otp saya [kode OTP dihapus] tapi ditolak"),
    ("kode OTP nya: 123456", "kode OTP nya: [kode OTP dihapus]"),
    ("OTPnya 123 456", "OTPnya [kode OTP dihapus]"),
    ("kode verifikasi 884211", "kode verifikasi [kode OTP dihapus]"),
    ("kode verifikasi: 88421100", "kode verifikasi: [kode OTP dihapus]"),
    ("your verification code is 884211", "your verification code is [kode OTP dihapus]"),
    ("123456 itu OTP saya", "[kode OTP dihapus] itu OTP saya"),
    ("otpauth://totp/inaproc?secret=JBSWY3DPEHPK3PXP", "[kode OTP dihapus]"),
    ("PIN saya 4821", "PIN saya [PIN dihapus]"),
    ("recovery code: abcd-1234", "recovery code: [kode pemulihan dihapus]"),
    ("kode pemulihan: 1a2b3c4d 5e6f7a8b\n9c0d1e2f", "kode pemulihan: [kode pemulihan dihapus]"),
]

HARMLESS = [
    "lupa password",
    "lupa password tender 10012345",
    "lupa password 10012345",
    "lupa password 081234567890",
    "reset password",
    "reset password akun budi99@gmail.com",
    "mohon reset password user cvmaju2020",
    "password salah terus",
    "password: salah terus",
    "Password: tidak bisa login sejak 08.00",
    "password saya tidak bisa dipakai",
    "password minimal 8 karakter",
    "password error 404",
    "password E-102 muncul",
    "lupa password\nPBJ-2026-000123",
    "kode OTP tidak masuk",
    "kode OTP tidak masuk paket 10012345",
    "OTP tidak masuk ke 081234567890",
    "OTP 3x tidak masuk",
    "OTP 6 digit tidak masuk",
    "kode verifikasi belum masuk 2 hari",
    "NPWP 01.234.567.8-901.000 lupa kata sandi",
    "tender 7654321 gagal unggah, error 500",
    "kode paket 10012345",
    "pas saya login 10.15 muncul error 500",
    "pass saya login muncul error 500",
    "pin lokasi kantor di mana",
    "my password is not working",
    "password is wrong",
    "ganti password 2026",
    "password 2026 belum diganti",
    "bagaimana cara ganti kata sandi?",
    "recovery code hilang",
    "passing grade SKP 70",
    "kode 10012345 paket jalan",
]


@pytest.mark.parametrize(("text", "kept"), SECRETS)
def test_a_secret_is_replaced_and_the_rest_is_kept(text: str, kept: str) -> None:
    stripped = strip_credentials(text)
    assert stripped.text == kept
    assert len(stripped.found) == 1


@pytest.mark.parametrize("text", HARMLESS)
def test_a_text_without_a_secret_is_left_alone(text: str) -> None:
    stripped = strip_credentials(text)
    assert stripped.text == text
    assert stripped.found == ()


@pytest.mark.parametrize(("text", "_"), SECRETS)
def test_stripping_twice_changes_nothing_more(text: str, _: str) -> None:
    once = strip_credentials(text).text
    assert strip_credentials(once) == Stripped(once)


def test_each_kind_found_is_named_once_in_order() -> None:
    stripped = strip_credentials("pass: abc\npass: def\nOTP 123456")
    assert stripped.found == ("kata sandi", "kode OTP")


@given(st.text(alphabet="bcdefghjklmqruvxyz0123456789 .,:\n-@!", max_size=200))
def test_a_text_without_trigger_words_is_unchanged(text: str) -> None:
    assert strip_credentials(text).text == text


@given(st.text(max_size=300))
def test_any_text_is_taken_without_failing(text: str) -> None:
    strip_credentials("password " + text + " otp: " + text)
