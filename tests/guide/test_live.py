"""The guide in use follows publications in every process, and never a broken one."""

import pytest

from faq.library import FOLDER
from helpdesk import create_app
from helpdesk.current import current_book
from helpdesk.db import db
from helpdesk.errors import InvalidInput, NotFound
from helpdesk.guide import apart
from helpdesk.guide.content import Content, digest_of, overlaid, release_texts, sound
from helpdesk.guide.live import LiveGuide
from helpdesk.models import ArticleVersion, Revision
from helpdesk.usecases.guide_confirm import confirm_service
from helpdesk.usecases.guide_release import keep_ours
from tests.builders import MONDAY
from tests.conftest import _close
from tests.guide.drafting import TOPIC, drafted, publish, rehearsed
from tests.marks import SQLITE_ONLY

BODY = "Pakai menu **Lupa Kata Sandi** yang baru di halaman masuk SPSE."
RELEASE = {"satu": "teks rilis satu", "dua": "teks rilis dua"}


@pytest.fixture
def published(book, live, rules, office):
    drafted(live, office.helpdesk.actor, body=BODY)
    rehearsed(rules)
    return publish(book, rules, office.verifier.actor)


def answer_of(process, topic=TOPIC):
    with process.app_context():
        current_book(process)
        return process.extensions["library"]().article(topic).body_markdown


def test_a_publication_is_followed_by_processes_that_run_and_by_one_that_starts_later(
    app, settings, clock, book, live, rules, office
):
    running = create_app(settings, clock)
    before = answer_of(running)
    drafted(live, office.helpdesk.actor, body=BODY)
    rehearsed(rules)
    publish(book, rules, office.verifier.actor)
    answer_of(running)  # notices, learns apart, and answers with the last good one until then
    running.extensions["guide"].settle()
    assert before != answer_of(running) == BODY
    assert "Pakai menu Lupa Kata Sandi" in running.extensions["talk"]().topic(TOPIC).text
    later = create_app(settings, clock)
    assert answer_of(later) == BODY
    for process in (running, later):
        _close(process)


@SQLITE_ONLY
def test_while_the_new_one_is_learnt_or_cannot_be_the_last_good_one_answers(
    app, live, published, monkeypatch, caplog
):
    live.library()
    monkeypatch.setattr(LiveGuide, "_ready", lambda self, folder: False)

    def broken(folder, cache):
        raise apart.Failed("out of memory")

    monkeypatch.setattr(apart, "learn", broken)
    assert answer_of(app) != BODY
    live.settle()
    assert "the last good guide stays in use: Failed: out of memory" in caplog.text
    caplog.clear()
    assert answer_of(app) != BODY
    assert caplog.text == "", "it is not tried again at every request"


@SQLITE_ONLY
@pytest.mark.parametrize("harm", ["authority: x", "related:\n- tidak-ada"])
def test_a_version_that_cannot_be_read_leaves_the_one_before_it(app, live, published, caplog, harm):
    key = harm.partition(":")[0]
    broken = published.text.replace(f"{key}:", f"{harm}\nlama:", 1)
    db.session.add(ArticleVersion(
        article=TOPIC, number=3, text=broken, release=published.release, note="", saved_at=MONDAY,
        self_reviewed=False,
    ))
    db.session.add(Revision(
        policy="guide", number=2, content={}, note="", saved_at=MONDAY, applied_at=MONDAY,
    ))
    db.session.commit()
    if key == "authority":
        assert answer_of(app) == BODY
        assert "left out: spse-lupa-password.md:4: authority: unknown value" in caplog.text
    else:
        assert answer_of(app).startswith("Pakai") is False  # the release's file, which fits
        assert "left out: spse-lupa-password.md:2: related: no article tidak-ada" in caplog.text


@pytest.mark.parametrize(
    ("versions", "text", "edited"),
    [
        ([], "teks rilis satu", False),
        # edited beside this very release, and beside an older one
        ([("teks kantor", "sha:teks rilis satu")], "teks kantor", True),
        ([("teks kantor", "sha:teks lama")], "teks kantor", True),
        # put back to what the release said: follows the files again
        ([("teks lama", "sha:teks lama"), ("teks kantor", "sha:teks lama")], "teks rilis satu",
         False),
    ],
)
def test_unedited_articles_take_a_new_releases_text_and_edited_ones_stay(
    monkeypatch, versions, text, edited
):
    monkeypatch.setattr("helpdesk.guide.content._usable", lambda article, text: True)
    office = {"satu": [
        (t, digest_of(beside.removeprefix("sha:"))) for t, beside in versions
    ]} if versions else {}
    content = overlaid(RELEASE, office)
    assert content.texts == {"satu": text, "dua": "teks rilis dua"}
    assert content.edited == ({"satu"} if edited else set())


@SQLITE_ONLY
def test_a_new_release_is_seen_beside_the_offices_text(live, rules, office, published):
    row = keep_ours(rules, TOPIC, actor=office.verifier.actor, now=MONDAY)
    assert (row.number, row.text) == (3, published.text)
    with pytest.raises(NotFound):
        keep_ours(rules, "spse-captcha-otp", actor=office.verifier.actor, now=MONDAY)


@SQLITE_ONLY
def test_the_head_confirms_a_service_and_takes_it_back(app, book, live, office):
    known, head = {"perubahan-email"}, office.bureau_head.actor
    topic = "ubah-email-prosedur"
    assert answer_of(app, topic).startswith("Sebelum datang, pastikan dulu")

    def say(confirmed, note="Surat LKPP 9/2026"):
        confirm_service(
            "perubahan-email", confirmed=confirmed, note=note, known=known, actor=head, now=MONDAY
        )
        return answer_of(app, topic)

    held = say(confirmed=True)
    assert not held.startswith("Sebelum datang")
    assert "2018" not in held
    assert held.endswith("Dipastikan masih berlaku oleh kepala biro pada 23 November 2026.")
    assert answer_of(app, "ubah-npwp-prosedur").startswith("Sebelum datang")
    assert say(confirmed=False).startswith("Sebelum datang, pastikan dulu")
    with pytest.raises(InvalidInput):
        say(confirmed=True, note=" ")


@SQLITE_ONLY
def test_the_published_guide_comes_back_as_files(app, live, published, tmp_path):
    run = app.test_cli_runner().invoke
    told = run(args=["export-guide", str(tmp_path / "baru")])
    assert told.exit_code == 0, told.output
    assert f"124 artikel. Ditulis kantor: {TOPIC}." in told.output
    written = {p.stem: p.read_text("utf-8") for p in (tmp_path / "baru/articles").glob("*.md")}
    assert written == release_texts() | {TOPIC: published.text}
    for name in ("groups", "negatives", "complaints"):
        file = f"{name}.yaml"
        assert (tmp_path / "baru" / file).read_bytes() == (FOLDER / file).read_bytes()
    again = run(args=["export-guide", str(tmp_path / "baru")])
    assert again.exit_code == 1
    assert "folder harus kosong" in again.output


def test_an_article_of_the_office_that_breaks_another_one_gives_way(live):
    release = release_texts()
    withdrawn = release[TOPIC].replace(f"id: {TOPIC}\n", f"id: {TOPIC}\nset: tambahan\n")
    fine = release["adp-syarat"].replace("Penyedia", "Rekanan")
    content = Content(release | {TOPIC: withdrawn, "adp-syarat": fine}, {TOPIC, "adp-syarat"})
    assert sound(content, release) == Content(release | {"adp-syarat": fine}, {"adp-syarat"})


def test_a_fresh_installation_needs_no_folder_and_no_learning_of_its_own(live):
    assert live.content() == Content(release_texts())
