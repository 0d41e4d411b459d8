"""A changed article is compared with the guide before it: figures, questions, collisions."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from faq.__main__ import main
from faq.article import read_article, write_article
from faq.library import FOLDER, Library, load
from faq.rehearsal import FIGURES, rehearse, worse

TOPIC, OTHER = "spse-lupa-password", "ubah-email-waktu"
KEPT = (TOPIC, OTHER, "ubah-email-syarat", "spse-captcha-otp", "spse-sanggah", "skm-survei")


def content(folder: Path, **changes: tuple[str, ...]) -> Path:
    """Six articles of ours, some with other phrasings."""
    (folder / "articles").mkdir(parents=True)
    for name in ("negatives.yaml", "complaints.yaml"):
        shutil.copy(FOLDER / name, folder / name)
    for name in KEPT:
        text = (FOLDER / "articles" / f"{name}.md").read_text("utf-8")
        article = read_article(f"{name}.md", text)


        phrasings = changes.get(name.replace("-", "_"), article.phrasings)
        article = replace(article, phrasings=phrasings, related=())
        (folder / "articles" / f"{name}.md").write_text(write_article(article), "utf-8")
    return folder


def phrasings_of(name: str) -> tuple[str, ...]:
    path = FOLDER / "articles" / f"{name}.md"
    return read_article(path.name, path.read_text("utf-8")).phrasings


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("before")
    return load(content(folder / "content"), folder / "cache")


def after(tmp_path: Path, *phrasings: str) -> Library:
    return load(content(tmp_path / "content", spse_lupa_password=phrasings), tmp_path / "cache")


def test_nothing_changed_is_nothing_lost(before: Library) -> None:
    found = rehearse(before, before, TOPIC)
    assert found["before"] == found["after"]
    assert set(found["before"]) == set(FIGURES)
    assert worse(found) == []
    assert not any(found[name] for name in ("lost", "won", "alike", "elsewhere", "taken"))


def test_a_phrasing_of_another_topic_is_told_with_its_owner(
    tmp_path: Path, before: Library
) -> None:
    borrowed = phrasings_of(OTHER)[3]
    found = rehearse(
        before, after(tmp_path, *phrasings_of(TOPIC)[:-1], f"{borrowed} ya kak"), TOPIC
    )
    assert [(each["id"], each["other"]) for each in found["alike"]] == [(OTHER, borrowed)]
    assert [each["id"] for each in found["elsewhere"]] == [OTHER]


def test_an_article_that_speaks_like_another_takes_its_phrasings(
    tmp_path: Path, before: Library
) -> None:
    stolen = phrasings_of(OTHER)
    found = rehearse(before, after(tmp_path, *phrasings_of(TOPIC)[:2], *stolen[:17]), TOPIC)
    assert {each["id"] for each in found["taken"]} == {OTHER}
    assert "coverage" in worse(found), "the matcher is torn between the two"


@pytest.mark.parametrize(
    ("name", "value", "is_worse"),
    [
        ("top1", 0.8, True), ("top1", 1.0, False),
        ("oos_false", 0.2, True), ("oos_false", 0.0, False),
    ],
)
def test_of_false_answers_more_is_worse(name: str, value: float, is_worse: bool) -> None:
    same = dict.fromkeys(FIGURES, 0.9) | {"oos_false": 0.1}
    assert worse({"before": same, "after": same | {name: value}}) == ([name] if is_worse else [])


def test_both_are_commands_and_a_broken_folder_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, cache = content(tmp_path / "good"), ["--cache", str(tmp_path / "cache")]
    assert main([*cache, "rehearse", str(good), str(good), TOPIC]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] > 400
    assert main([*cache, "learn", str(good)]) == 0
    file = good / "articles" / f"{TOPIC}.md"
    file.write_text(file.read_text("utf-8").replace("authority: bureau", "authority: x"), "utf-8")
    assert main([*cache, "learn", str(good)]) == 2
    assert f"{TOPIC}.md:4: authority: unknown value" in capsys.readouterr().err
