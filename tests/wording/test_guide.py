"""Articles for people: nothing that runs on a page, nothing but text in a chat."""

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.wording.guide import chat_answer, html_answer, plain_answer
from tests.shown import shown

BUREAU = load_catalogue().bureau


def test_html_holds_no_script_no_event_and_no_strange_link() -> None:
    html = html_answer(
        "Halo <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n"
        "[a](javascript:alert(1)) [b](https://contoh.example) ![c](https://contoh.example/x.png)",
        BUREAU,
    )
    # What looked like a tag is shown as the text it was; only the safe link is one.
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="https://contoh.example"' in html


def test_plain_text_has_bullets_headings_and_links_written_out() -> None:
    text = plain_answer(
        "Bawa **asli**.\n\n### Syarat\n- KTP\n- NPWP\n\nLihat [laman](https://contoh.example).",
        BUREAU,
    )
    assert text == (
        "Bawa asli.\n\nSyarat:\n• KTP\n• NPWP\n\nLihat laman (https://contoh.example)."
    )


def test_placeholders_become_this_bureaus_own() -> None:
    text = plain_answer("Datang ke {alamat} pada {jam_layanan}, {nama_biro}.", BUREAU)
    assert BUREAU.address in text
    assert BUREAU.name in text
    assert "{" not in text


def test_in_a_chat_the_answer_leads_and_its_caution_follows_before_the_steps() -> None:
    text = plain_answer(
        "Pastikan dulu.\n\n### Menurut standar 2018\n\nSerahkan berkas.\n\n1. Isi.\n",
        BUREAU,
    )
    assert text == "Serahkan berkas.\n\nPastikan dulu.\n\n1. Isi."


def test_in_a_chat_the_answer_stands_out_and_the_steps_of_an_old_standard_are_folded() -> None:
    text = chat_answer(
        "Pastikan dulu.\n\n### Menurut standar 2018 (contoh acuan)\n\nSerahkan berkas.\n\n1. Isi.\n"
        "2. Datang.\n\n**Biaya:** gratis.",
        BUREAU,
    )
    assert shown(text) == (
        "*Serahkan berkas.*\n\nPastikan dulu.\n\n>> Menurut standar 2018 (contoh acuan):\n"
        ">> 1. Isi.\n>> 2. Datang.\n\n*Biaya:* gratis."
    )
