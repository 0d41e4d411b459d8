"""A draft becomes the article: checked, measured, looked at by a second person, and counted."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.db import db
from helpdesk.domain.guide_review import SecondPersonNeeded
from helpdesk.errors import InvalidInput, NotAllowed, NotFound
from helpdesk.models import ArticleDraft, ArticleVersion, Officer, Revision
from helpdesk.queries.guide import versions_of
from helpdesk.usecases.guide_check import begin_check, end_check
from helpdesk.usecases.guide_draft import discard_draft, save_draft, submit_draft
from helpdesk.usecases.guide_publish import NotRehearsed
from helpdesk.usecases.guide_rules import StaleGuide
from tests.builders import MONDAY, an_administrator
from tests.guide.drafting import CLEAN, TOPIC, drafted, fields, publish, rehearsed
from tests.racing import race

BODY = "Pakai menu **Lupa Kata Sandi** yang baru di halaman masuk SPSE."
SANGGAH = "spse-sanggah"


def alone(officer):
    """Everybody else has left the office."""
    db.session.execute(sa.update(Officer).where(Officer.id != officer.id).values(active=False))
    db.session.commit()


def test_a_colleague_publishes_and_the_file_of_the_release_is_kept_as_version_one(
    book, live, rules, office
):
    drafted(live, office.helpdesk.actor, body=BODY)
    submit_draft(TOPIC, seen=1, actor=office.helpdesk.actor, now=MONDAY)
    rehearsed(rules)
    row = publish(book, rules, office.verifier.actor)
    assert (row.number, row.self_reviewed, row.release) == (2, False, _sha(live.release[TOPIC]))
    assert f"reviewed_by: {office.verifier.name}" in row.text
    assert "reviewed_on: '2026-11-23'" in row.text
    assert BODY in row.text
    told = [(v.number, v.note, who, by) for v, who, by in versions_of(TOPIC)]
    assert told[1] == (1, "Dari berkas rilis", "", "")
    assert told[0][2:] == (office.helpdesk.name, office.verifier.name)
    assert db.session.get(ArticleDraft, TOPIC) is None
    publication = db.session.scalars(sa.select(Revision).filter_by(policy="guide")).one()
    assert (publication.number, publication.content) == (1, {"article": TOPIC, "version": 2})


def _sha(text):
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def test_the_writer_waits_for_a_colleague_and_publishes_alone_only_where_there_is_none(
    book, live, rules, office
):
    drafted(live, office.helpdesk.actor, body=BODY)
    rehearsed(rules)
    with pytest.raises(SecondPersonNeeded, match="rekan"):
        publish(book, rules, office.helpdesk.actor)
    alone(office.helpdesk)
    assert publish(book, rules, office.helpdesk.actor).self_reviewed


def test_high_stakes_need_a_head_even_where_the_draft_no_longer_says_so(book, live, rules, office):
    drafted(live, office.helpdesk.actor, SANGGAH, high_stakes=False, body=BODY)
    rehearsed(rules, SANGGAH)
    for officer in (office.helpdesk, office.verifier):
        with pytest.raises(NotAllowed, match="berisiko tinggi"):
            publish(book, rules, officer.actor, SANGGAH)
    assert publish(book, rules, office.unit_head.actor, SANGGAH).number == 2


def test_nothing_is_published_before_it_was_measured_nor_after_it_was_written_on(
    book, live, rules, office
):
    writer, colleague = office.helpdesk.actor, office.verifier.actor
    drafted(live, writer, body=BODY)
    with pytest.raises(NotRehearsed):
        publish(book, rules, colleague)
    rehearsed(rules)
    drafted(live, writer, body=BODY + " Tambahan.")
    with pytest.raises(NotRehearsed):
        publish(book, rules, colleague)
    rehearsed(rules)
    # a source is nothing the matcher learns from: no new rehearsal is needed
    drafted(live, writer, body=BODY + " Tambahan.", basis="Surat LKPP 12/2026")
    assert publish(book, rules, colleague).number == 2


@pytest.mark.parametrize("found", [{"worse": ["top1"]}, {"collides": True}])
def test_what_gets_worse_needs_a_written_reason_and_the_reason_is_kept(
    book, live, rules, office, found
):
    drafted(live, office.helpdesk.actor, body=BODY)
    rehearsed(rules, result=CLEAN | found)
    with pytest.raises(InvalidInput) as refused:
        publish(book, rules, office.verifier.actor, reason="ya")
    assert list(refused.value.fields) == ["reason"]
    row = publish(book, rules, office.verifier.actor, reason="Menu lama tidak ada lagi.")
    assert row.measured["reason"] == "Menu lama tidak ada lagi."


def test_a_broken_draft_is_kept_but_never_published(book, live, rules, office):
    drafted(live, office.helpdesk.actor, basis=" ", phrasings=["a", "b"])
    rehearsed(rules)
    with pytest.raises(InvalidInput) as refused:
        publish(book, rules, office.verifier.actor)
    assert sorted(refused.value.fields) == ["basis", "phrasings"]
    assert db.session.get(ArticleDraft, TOPIC).fields["phrasings"] == ["a", "b"]
    assert db.session.scalars(sa.select(ArticleVersion)).all() == []


def test_a_note_is_asked_for(book, live, rules, office):
    drafted(live, office.helpdesk.actor, body=BODY)
    rehearsed(rules)
    with pytest.raises(InvalidInput) as refused:
        publish(book, rules, office.verifier.actor, note="  ")
    assert list(refused.value.fields) == ["note"]


def test_of_two_who_write_at_once_one_is_told(app, live, office):
    content = fields(live, body=BODY)

    def write(officer):
        return lambda: save_draft(
            TOPIC, content, "", seen=0, actor=officer.actor, now=MONDAY
        )

    told = race(app, write(office.helpdesk), write(office.verifier))
    assert sorted(type(each).__name__ for each in told) == ["ArticleDraft", "StaleGuide"]
    with pytest.raises(StaleGuide, match="baru saja diubah"):
        discard_draft(TOPIC, seen=7, actor=office.helpdesk.actor)
    discard_draft(TOPIC, seen=1, actor=office.helpdesk.actor)
    with pytest.raises(NotFound):
        submit_draft(TOPIC, seen=1, actor=office.helpdesk.actor, now=MONDAY)


def test_a_draft_from_before_another_publication_is_told_so(book, live, rules, office):
    drafted(live, office.helpdesk.actor, body=BODY)
    rehearsed(rules)
    draft = db.session.get(ArticleDraft, TOPIC)
    draft.based_on = 1
    db.session.commit()
    with pytest.raises(StaleGuide):
        publish(book, rules, office.verifier.actor)
    drafted(live, office.helpdesk.actor, body=BODY)
    assert publish(book, rules, office.verifier.actor).number == 2


def test_two_who_publish_at_once_get_numbers_of_their_own_or_are_told(
    app, book, live, rules, office
):
    other = "spse-captcha-otp"
    for topic in (TOPIC, other):
        drafted(live, office.helpdesk.actor, topic, body=BODY)
        rehearsed(rules, topic)

    def publishing(topic):
        return lambda: publish(book, rules, office.verifier.actor, topic)

    told = race(app, publishing(TOPIC), publishing(other))
    done = [each for each in told if isinstance(each, ArticleVersion)]
    assert done
    assert all(isinstance(each, ArticleVersion | StaleGuide) for each in told)
    numbers = db.session.scalars(sa.select(Revision.number).filter_by(policy="guide")).all()
    assert sorted(numbers) == list(range(1, len(done) + 1))


def test_an_administrator_of_the_machine_writes_nothing(live):
    with pytest.raises(NotAllowed):
        drafted(live, an_administrator().actor, body=BODY)


def test_a_rehearsal_runs_once_for_a_content_and_again_when_its_process_died(live, rules, office):
    draft = drafted(live, office.helpdesk.actor, body=BODY)
    digest = rules.digest(TOPIC, draft.fields)
    assert begin_check(TOPIC, digest, now=MONDAY)
    assert not begin_check(TOPIC, digest, now=MONDAY + timedelta(minutes=4))
    assert begin_check(TOPIC, digest, now=MONDAY + timedelta(minutes=6))
    end_check(TOPIC, "of another content", CLEAN)
    assert db.session.get(ArticleDraft, TOPIC).check_state == "running"
    end_check(TOPIC, digest, None)
    assert begin_check(TOPIC, digest, now=MONDAY + timedelta(minutes=7))
    end_check(TOPIC, digest, CLEAN)
    assert not begin_check(TOPIC, digest, now=MONDAY + timedelta(hours=5))
