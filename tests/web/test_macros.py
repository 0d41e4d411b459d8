"""The parts every page is made of: what they say, that they escape, that nothing is inline."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template, render_template_string
from flask_bootstrap import Bootstrap5

from helpdesk.domain.excerpt import Piece
from helpdesk.domain.sla import ClockState
from helpdesk.domain.ticket import Kind, Status
from helpdesk.queries.rows import Marks
from helpdesk.web import labels
from helpdesk.web.officer.drawn_lines import drawn

HOUSE = Path(labels.__file__).parents[1]
CSS = (HOUSE / "static" / "app.css").read_text(encoding="utf-8")
ERRORS = (400, 403, 404, 409, 413, 429, 500, 503)
BAD = '<img src=x onerror="alert(1)">'


class Page(HTMLParser):
    """Collects the tags, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(name="app")
def an_app() -> Iterator[Flask]:
    app = Flask("house", template_folder=str(HOUSE / "templates"), static_folder=None)
    app.secret_key = "for tests only"
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.add_url_rule("/static/<path:filename>", "static", lambda filename: filename)
    Bootstrap5(app)
    labels.install_filters(app, "Asia/Pontianak")
    app.jinja_env.globals["csrf_token"] = lambda: "tanda"
    with app.test_request_context("/"):
        yield app


def shown(source: str, **values: Any) -> Page:
    imports = "".join(
        f"{{% import 'macros/{name}.html' as {name} %}}"
        for name in ("ui", "forms", "ticket", "charts", "icons")
    )
    page = Page(render_template_string(imports + source, **values))
    assert_strict(page)
    return page


def assert_strict(page: Page) -> None:
    """What the content policy would block must not be there at all."""
    for tag, attrs in page.tags:
        assert tag != "style"
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert tag != "script" or attrs.get("src")


def view(**changes: Any) -> dict[str, Any]:
    days = [
        {"date_text": "Jumat, 20 November 2026", "counted": False, "why": "hari diterima"},
        {"date_text": "Sabtu, 21 November 2026", "counted": False, "why": "akhir pekan"},
        {"date_text": "Senin, 23 November 2026", "counted": True, "why": ""},
        {"date_text": "Selasa, 24 November 2026", "counted": True, "why": ""},
    ]
    return {
        "label": "Tanggapan",
        "due_text": "Selasa, 24 November 2026 16.00 WIB",
        "due_at": SimpleNamespace(isoformat=lambda: "2026-11-24T09:00:00+00:00"),
        "state": "running",
        "remaining_text": "1 hari kerja lagi",
        "basis": "Pasal 8(5)",
        "limit_text": "2 hari kerja",
        "start_text": "sejak diterima",
        "days": days,
        "windows": ["Senin, 23 November 2026 13.00–13.30 WIB"],
        "notes": ["Semula Senin; digeser karena banjir."],
        "pauses": [
            {"why": "Menunggu pemohon", "span": "Senin sampai Rabu", "effect": "2 hari kerja"},
        ],
        "share": SHARE,
    } | changes


SHARE = {
    "parts": [{"code": "lkpp", "who": "LKPP", "text": "3 hari kerja"},
              {"code": "requester", "who": "Pemohon", "text": "1 hari kerja"}],
    "bar": [{"code": "requester", "x": 0, "width": 250}, {"code": "lkpp", "x": 250, "width": 750}],
    "total_text": "4 hari kerja", "note": "", "ended": False,
}


@pytest.mark.usefixtures("app")
class TestTicket:
    @pytest.mark.parametrize("status", list(Status))
    def test_a_status_has_a_word_and_a_shape(self, status: Status) -> None:
        page = shown("{{ ticket.status_chip(status) }}", status=status)
        assert page.text == labels.label(status)
        assert len(page.all("svg")) == 1

    def test_statuses_differ_in_shape_and_not_only_in_colour(self) -> None:
        source = "{{ ticket.status_look.values()|map('first')|list|join(' ') }}"
        shapes = shown(source).text.split()
        assert len(set(shapes)) == len(list(Status))

    def test_the_requester_reads_public_words(self) -> None:
        page = shown("{{ ticket.status_chip(s, public=true) }}", s=Status.WAITING_REQUESTER)
        assert page.text == "Menunggu jawaban Anda"

    @pytest.mark.parametrize("kind", list(Kind))
    def test_every_kind_has_a_chip(self, kind: Kind) -> None:
        assert shown("{{ ticket.kind_chip(kind) }}", kind=kind).text == labels.label(kind)

    @pytest.mark.parametrize(
        "tone", ["calm", "soon", "today", "late", "held", "met", "missed", "cancelled"]
    )
    def test_a_deadline_speaks_its_title_aloud(self, tone: str) -> None:
        source = "{{ ticket.deadline_chip('hari ini 16.00', tone, 'Tanggapan') }}"
        page = shown(source, tone=tone)
        assert page.text == "hari ini 16.00 (Tanggapan)"
        assert len(page.all("svg")) == 1

    def test_why_this_date_counts_the_working_days(self) -> None:
        text = shown("{{ ticket.why_this_date(v) }}", v=view()).text
        assert "Senin, 23 November 2026 hari kerja ke-1" in text
        assert "Selasa, 24 November 2026 hari kerja ke-2, batas waktu" in text
        assert "Sabtu, 21 November 2026 tidak dihitung: akhir pekan" in text
        assert "2 hari kerja sejak diterima. Dasar: Pasal 8(5)." in text
        assert "Menunggu pemohon : Senin sampai Rabu. 2 hari kerja." in text
        assert "Semula Senin; digeser karena banjir." in text
        assert "13.00–13.30 WIB" in text
        assert "LKPP 3 hari kerja" in text

    def test_the_bar_of_waiting_repeats_words_and_speaks_none_of_its_own(self) -> None:
        page = shown("{{ ticket.waiting_shares(v) }}", v=SHARE)
        assert page.all("svg") == [{
            "class": "hd-shares__bar", "viewbox": "0 0 1000 24", "preserveaspectratio": "none",
            "aria-hidden": "true", "focusable": "false",
        }]
        assert page.text == "LKPP 3 hari kerja Pemohon 1 hari kerja Seluruhnya 4 hari kerja"

    def test_a_closed_day_names_its_decree_for_officers(self) -> None:
        day = {"date_text": "Rabu", "counted": False, "why": "Cuti bersama", "decree": "SKB 1497"}
        text = shown("{{ ticket.why_this_date(v) }}", v=view(days=[day])).text
        assert "tidak dihitung: Cuti bersama SKB 1497" in text

    def test_a_held_clock_names_no_last_day(self) -> None:
        held = view(state="held", due_at=None, due_text="dihitung lagi nanti")
        text = shown("{{ ticket.why_this_date(v) }}", v=held).text
        assert "dihitung lagi nanti" in text
        assert "batas waktu" not in text

    @pytest.mark.parametrize("state", list(ClockState))
    def test_every_state_of_a_clock_can_be_shown(self, state: ClockState) -> None:
        assert shown("{{ ticket.why_this_date(v) }}", v=view(state=state, days=[])).all("details")

    def test_a_long_list_of_days_can_be_scrolled_by_keyboard(self) -> None:
        many = view(days=view()["days"] * 5)
        days = shown("{{ ticket.why_this_date(v) }}", v=many).all("ol")
        assert days[0]["tabindex"] == "0"

    def test_the_headline_says_who_since_when_and_what_next(self) -> None:
        page = shown(
            "{{ ticket.status_headline(v) }}",
            v={
                "holder": "Helpdesk LKPP",
                "since_text": "Senin, 23 November",
                "duration_text": "3 hari kerja",
                "next_text": "Kami menanyakan lagi Jumat.",
            },
        )
        assert page.text == (
            "Sekarang di tangan: Helpdesk LKPP sejak Senin, 23 November (3 hari kerja) "
            "Kami menanyakan lagi Jumat."
        )

    def test_an_internal_note_says_so_in_words(self) -> None:
        note = {"id": 1, "side": "internal", "name": "Rahmat", "at_text": "13.55 WIB", "text": "x"}
        text = shown("{{ ticket.bubble(m) }}", m=note).text
        assert "Catatan internal" in text
        assert "hanya dilihat petugas" in text

    @pytest.mark.parametrize("side", ["requester", "officer", "internal", "system"])
    def test_what_a_person_wrote_stays_text(self, side: str) -> None:
        message = {
            "id": 1, "side": side, "name": BAD, "at_text": "", "text": BAD,
            "files": [{"name": BAD, "size_text": "1 kB", "href": "/f"}],
        }  # fmt: skip
        page = shown("{{ ticket.bubble(m) }}", m=message)
        assert not page.all("img")
        assert BAD in page.text

    def test_the_drawer_copies_what_is_there_and_names_what_is_missing(self) -> None:
        drawer = {
            "id": "teruskan", "title": "Teruskan", "missing": ["Versi SPSE"],
            "fields": [{"label": "Kode paket", "value": "123"},
                       {"label": "Versi SPSE", "missing": True}],
        }  # fmt: skip
        page = shown(
            "{% call ticket.forward_drawer(v) %}{{ ticket.copy_fields(v) }}{% endcall %}", v=drawer
        )
        buttons = page.all("button")
        assert [button["data-copy-from"] for button in buttons] == ["#teruskan-1"]
        assert any(attrs.get("id") == "teruskan-1" for attrs in page.all("dd"))
        assert "belum ada" in page.text

    def test_the_present_step_is_marked_for_everyone(self) -> None:
        items = [{"text": "Diterima", "state": "done"}, {"text": "LKPP", "state": "current"}]
        page = shown("{{ ticket.progress_steps(items) }}", items=items)
        assert page.text == "Diterima (sudah) 2 LKPP (sekarang)"
        assert [li.get("aria-current") for li in page.all("li")] == [None, "step"]

    def test_a_waiting_requester_is_told_in_words_too(self) -> None:
        row = {
            "href": "/t", "subject": BAD, "number": "PBJ-2026-000123", "channel_text": "Loket",
            "preview": BAD, "status": Status.NEW, "waiting": True, "requester_text": BAD,
            "due": {"text": "hari ini 16.00", "tone": "today", "title": "Tanggapan"},
        }  # fmt: skip
        page = shown("{{ ticket.queue_table([line], 'Antrean') }}", line=drawn(row).whole)
        assert "pemohon menunggu kita" in page.text
        assert "belum ditugaskan" in page.text
        assert page.text.count(BAD) == 3
        assert not page.all("img")

    def test_what_a_search_found_is_marked_in_a_line_drawn_before(self) -> None:
        row = {
            "href": "/t", "subject": BAD, "number": "PBJ-2026-000123", "channel_text": "Loket",
            "preview": "terakhir", "status": Status.NEW, "requester_text": "\0\1" + BAD,
        }  # fmt: skip
        marks = Marks((Piece(BAD), Piece("jaminan", hit=True)), (Piece("surat jaminan"),))
        page = shown("{{ line }}", line=drawn(row).with_marks(marks))
        assert page.all("mark") == [{}]
        assert f"{BAD} jaminan" in page.text
        assert "surat jaminan" in page.text
        assert "terakhir" not in page.text
        assert not page.all("img")

    def test_composer_and_chat_carry_the_token(self) -> None:
        for source in (
            "{% call ticket.composer('/x') %}{% endcall %}",
            "{{ ticket.chat_box([], '/x', answers=[{'text': 'Ya', 'value': 'ya'}], files=true) }}",
        ):
            fields = shown(source).all("input")
            assert {"type": "hidden", "name": "csrf_token", "value": "tanda"} in fields


@pytest.mark.usefixtures("app")
class TestForms:
    def test_a_field_keeps_its_input_and_names_its_error(self) -> None:
        page = shown("{{ forms.field('judul', 'Perihal', v, hint='h', error='Isi.') }}", v=BAD)
        (field,) = page.all("input")
        assert field["value"] == BAD
        assert field["aria-describedby"] == "h-judul e-judul"
        assert field["aria-invalid"] == "true"
        assert {"id": "e-judul", "class": "hd-error"}.items() <= page.all("p")[1].items()

    def test_a_textarea_keeps_the_first_line_break(self) -> None:
        html = render_template_string(
            "{% from 'macros/forms.html' import textarea %}{{ textarea('t', 'T', '\\nsatu') }}"
        )
        # HTML drops one line break after the tag, so two must be there.
        assert ">\n\nsatu</textarea>" in html

    def test_the_summary_leads_to_the_field(self) -> None:
        page = shown("{{ forms.error_summary({'judul': 'Isi perihal.'}) }}")
        assert page.all("a")[0]["href"] == "#f-judul"
        assert page.all("div")[0]["role"] == "alert"

    def test_no_errors_show_nothing(self) -> None:
        assert shown("{{ forms.error_summary({}) }}").text == ""

    @pytest.mark.parametrize(
        ("many", "value", "checked"), [("false", "b", ["b"]), ("true", ["a", "b"], ["a", "b"])]
    )
    def test_choices_remember_what_was_chosen(
        self, many: str, value: Any, checked: list[str]
    ) -> None:
        page = shown(
            f"{{{{ forms.choices('x', 'X', [('a', 'A'), ('b', 'B', 'h')], v, many={many}) }}}}",
            v=value,
        )
        inputs = page.all("input")
        assert [field["value"] for field in inputs if "checked" in field] == checked
        assert inputs[0]["id"] == "f-x"

    def test_select_file_checkbox_and_trap_have_labels(self) -> None:
        page = shown(
            "{{ forms.select('s', 'S', [('a', 'A')], 'a') }}{{ forms.file_field() }}"
            "{{ forms.checkbox('c', 'C', true) }}{{ forms.trap() }}"
        )
        labelled = {attrs.get("for") for attrs in page.all("label")}
        assert {"f-s", "f-lampiran"} <= labelled
        assert "20 MB" in page.text

    def test_optional_fields_say_so(self) -> None:
        assert "boleh dikosongkan" in shown("{{ forms.field('a', 'A', required=false) }}").text
        assert "boleh dikosongkan" not in shown("{{ forms.field('a', 'A') }}").text


@pytest.mark.usefixtures("app")
class TestParts:
    def test_a_confirmation_is_a_form_that_opens_without_javascript(self) -> None:
        page = shown(
            "{% call ui.confirm('Tutup', '/t', 'Ya, tutup', fields={'version': 3}) %}x{% endcall %}"
        )
        assert "data-dialog" in page.all("details")[0]
        names = {field["name"]: field["value"] for field in page.all("input")}
        assert names == {"csrf_token": "tanda", "version": "3"}

    def test_a_definition_list_leaves_out_what_is_empty(self) -> None:
        rows = [{"term": "Nama", "text": "CV Karya"}, {"term": "NPWP", "text": ""}]
        assert shown("{{ ui.deflist(rows) }}", rows=rows).text == "Nama CV Karya"

    def test_paging_shows_only_where_one_can_go(self) -> None:
        assert shown("{{ ui.pagination() }}").text == ""
        assert shown("{{ ui.pagination(none, '/b') }}").text == "Berikutnya"

    @pytest.mark.parametrize("tone", ["info", "ok", "warn", "error"])
    def test_a_notice_has_a_shape_for_its_tone(self, tone: str) -> None:
        page = shown("{{ ui.notice(t, tone, 'Judul') }}", t=BAD, tone=tone)
        assert page.all("svg")
        assert not page.all("img")

    def test_small_parts_render(self) -> None:
        page = shown(
            "{{ ui.button('Kirim', attrs={'data-x': '1'}) }}{{ ui.button('Buka', href='/a') }}"
            "{{ ui.empty('Kosong', 'Belum ada', '/b', 'Buat') }}{{ ui.copy_button('a', 'nomor') }}"
            "{{ ui.tabs([{'text': 'Semua', 'href': '/', 'count': 0, 'current': true}], 'T') }}"
            "{{ ui.figure_row([{'term': 'Lewat', 'text': '2', 'tone': 'late', 'href': '/l'}]) }}"
            "{{ ui.timeline_list([{'text': 'Diterima', 'at_text': '13.42 WIB'}]) }}"
            "{{ ui.qr_box('<svg></svg>'|safe, 'Pindai', '/t/x') }}"
            "{{ ticket.queue_views([{'text': 'Baru', 'href': '/', 'count': 4}]) }}"
            "{% call ui.card('Judul', aside='kanan') %}isi{% endcall %}"
        )
        assert page.all("a")[0]["href"] == "/a"
        assert "Semua 0" in page.text

    def test_a_bar_is_as_long_as_its_value_and_told_in_a_table(self) -> None:
        rows = [{"label": "Web", "value": 10}, {"label": "Loket", "value": 5, "text": "lima"}]
        page = shown("{{ charts.bar_chart('c', 'Kanal', rows, 'Web terbanyak') }}", rows=rows)
        widths = [float(bar["width"] or 0) for bar in page.all("rect")]
        assert widths[0] == 2 * widths[1]
        assert page.all("svg")[0]["aria-labelledby"] == "c-t c-d"
        assert "Web terbanyak" in page.text
        assert page.all("table")

    @pytest.mark.parametrize("values", [[], [0], [0, 0], [3], [1, 2, 3, 4, 5, 6, 7, 8, 9]])
    @pytest.mark.parametrize("chart", ["bar_chart", "line_chart"])
    def test_charts_of_little_or_nothing_render(self, chart: str, values: list[int]) -> None:
        rows = [{"label": str(n), "value": value} for n, value in enumerate(values)]
        assert shown(f"{{{{ charts.{chart}('c', 'T', rows) }}}}", rows=rows).all("svg")

    def test_every_icon_has_a_shape(self) -> None:
        source = "{% for name in icons.shapes %}{{ icons.icon(name, 'x') }}{% endfor %}"
        page = shown(source)
        assert len(page.all("svg")) > 30
        assert all(attrs["aria-label"] == "x" for attrs in page.all("svg"))


BUREAU = SimpleNamespace(
    name="Biro PBJ Contoh",
    short_name="Biro PBJ",
    address="Jl. Contoh 1",
    phone="(0536) 000-000",
    email="a@contoh.id",
    contact_is_example=True,
)


@pytest.mark.usefixtures("app")
class TestFrames:
    @pytest.mark.parametrize("frame", ["public/base.html", "officer/base.html", "print.html"])
    def test_a_frame_is_whole_with_and_without_a_profile(self, frame: str) -> None:
        for bureau in (BUREAU, None):
            page = Page(render_template(frame, bureau=bureau, demo=True, current_officer=None))
            assert_strict(page)
            assert page.all("html")[0]["lang"] == "id"
            assert len(page.all("main")) == 1
            assert "DATA CONTOH" in page.text

    def test_contact_data_that_are_examples_are_marked(self) -> None:
        page = Page(render_template("public/base.html", bureau=BUREAU))
        assert "contoh" in page.text
        assert {"href": "tel:0536000000"} in page.all("a")
        real = SimpleNamespace(**vars(BUREAU) | {"contact_is_example": False})
        assert "kontak contoh" not in Page(render_template("public/base.html", bureau=real)).text

    def test_an_officer_is_named_and_can_leave(self) -> None:
        page = Page(
            render_template("officer/base.html", current_officer=SimpleNamespace(name="Rahmat"))
        )
        assert "Rahmat" in page.text
        assert page.all("form")[0] == {"method": "post", "action": "/keluar"}

    @pytest.mark.parametrize("code", ERRORS)
    def test_every_refusal_has_one_heading_and_a_way_on(self, code: int) -> None:
        page = Page(render_template(f"errors/{code}.html"))
        assert_strict(page)
        assert len(page.all("h1")) == 1
        assert f"Kode {code}" in page.text
        assert "salah" not in page.text.lower().split()
        assert any((link.get("class") or "").startswith("btn") for link in page.all("a"))

    def test_a_stale_page_gives_the_text_back(self) -> None:
        page = Page(render_template("errors/409.html", kept={"Balasan Anda": BAD}))
        assert BAD in page.text
        assert not page.all("img")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = tokens(CSS.split("@media (prefers-color-scheme: dark)")[0])
DARK = LIGHT | tokens(CSS.split("@media (prefers-color-scheme: dark)")[1].split("\n}\n")[0])
READ = [
    *[(text, ground) for text in ("ink", "ink-2", "link") for ground in ("paper", "surface")],
    *[("ink", f"{tone}-bg") for tone in ("calm", "ok", "soon", "late", "note")],
    *[(tone, f"{tone}-bg") for tone in ("calm", "ok", "soon", "late", "held", "note")],
    *[(tone, "surface") for tone in ("calm", "ok", "soon", "late", "held")],
    ("ink-2", "sunken"),
    ("ink-2", "note-bg"),
    ("ink-2", "brand-soft"),
    ("link", "brand-soft"),
    ("on-brand", "brand"),
]


@pytest.mark.parametrize(("text", "ground"), READ)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(palette: dict[str, str], text: str, ground: str) -> None:
    # WCAG 2.1, 1.4.3
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_inputs_and_the_focus_can_be_seen(palette: dict[str, str]) -> None:
    # WCAG 2.1, 1.4.11
    for ground in ("surface", "paper"):
        assert contrast(palette["line-strong"], palette[ground]) >= 3
        assert contrast(palette["focus"], palette[ground]) >= 3


def test_the_style_sheet_fetches_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"url\((?:\"|')?([^\"')]+)", CSS)
    assert addresses
    assert all(address.startswith("data:image/svg+xml") for address in addresses)


def test_no_macro_uses_a_class_the_style_sheet_lacks() -> None:
    used: set[str] = set()
    for file in (HOUSE / "templates" / "macros").glob("*.html"):
        used |= set(re.findall(r"(?<![\w-])hd-[a-z]+(?:__[a-z]+)?", file.read_text("utf-8")))
    used -= {"hd-live"}
    assert not {name for name in used if f".{name}" not in CSS}
