"""Figures and ladder changed in the UI: new promises only, bad input refused, the old one stays."""

from copy import deepcopy
from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpdesk.catalogue.export import export_catalogue
from helpdesk.catalogue.loader import load_catalogue
from helpdesk.catalogue.policies import POLICIES
from helpdesk.catalogue.policy_ladder import ladder_content
from helpdesk.catalogue.policy_limits import limits_content
from helpdesk.db import db
from helpdesk.domain.revisions import LADDER, LIMITS, SavedRevision
from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.domain.working_time import WorkingDays
from helpdesk.errors import IllegalMove, InvalidInput, NotAllowed
from helpdesk.models import Revision
from helpdesk.usecases.newest import newest_book
from helpdesk.usecases.policy import save_rules
from helpdesk.usecases.reply import Words, reply_to_requester
from helpdesk.usecases.resolve import reopen_by_requester, resolve_ticket
from helpdesk.usecases.revisions import StalePolicy
from helpdesk.usecases.sweep import sweep
from tests.builders import MONDAY, a_ticket, again, an_officer, at
from tests.domain.history import told
from tests.marks import SQLITE_ONLY
from tests.usecases.reading import clock as clock_of
from tests.usecases.reading import events, notices

TUESDAY = at("Selasa 24 November 2026 09.00")


def edited(content, *path):
    """The content with the last of `path` put where the rest leads."""
    *keys, last, value = path
    changed = inner = deepcopy(content)
    for key in keys:
        inner = inner[key]
    inner[last] = value
    return changed


def save(book, policy, content, actor, *, based_on=0, now=MONDAY, note="Nota dinas 4/2026"):
    save_rules(book, policy, content, note, based_on=based_on, actor=actor, now=now)
    return newest_book(book)


@pytest.fixture
def head(office):
    return office.bureau_head.actor


@pytest.fixture
def limits(book):
    return limits_content(book.limits)


@pytest.fixture
def ladder(book):
    return ladder_content(book.catalogue)


def test_content_and_policy_are_the_same_thing_written_twice(book, limits, ladder):
    for policy, content in ((LIMITS, limits), (LADDER, ladder)):
        revision = SavedRevision(policy, 1, content, MONDAY)
        read, held = POLICIES[policy].apply(book.catalogue, [revision]), book.catalogue
        assert read.limits == held.limits
        assert (read.ladder, read.fallbacks) == (held.ladder, held.fallbacks)


def test_new_figures_hold_for_new_promises_and_move_none(book, head, limits):
    old = a_ticket(book)
    after = save(book, LIMITS, edited(limits, "response", "limit", {"working_days": 1}), head)
    new = a_ticket(after)
    sweep(after, TUESDAY)
    assert [told(clock_of(t, "response").due_at) for t in (old, new)] == [
        "Kamis 26 November 2026 16.00", "Selasa 24 November 2026 16.00"
    ]
    assert after.limits.response.limit == WorkingDays(1)
    row = db.session.scalars(sa.select(Revision)).one()
    assert (row.policy, row.number, row.saved_by, row.applied_at) == (
        LIMITS, 1, head.id, MONDAY
    )


@SQLITE_ONLY
def test_who_waits_or_may_reopen_keeps_what_they_were_told(book, office, head, limits):
    desk = office.helpdesk.actor
    waiting, resolved = a_ticket(book), a_ticket(book)
    reply_to_requester(book, waiting.number, Words("Versi berapa?"), wait_for="question",
                       actor=desk, now=MONDAY)
    resolve_ticket(book, resolved.number, Words("Sudah pulih."), actor=desk, now=MONDAY)
    tighter = edited(edited(limits, "close_silence", "working_days", 1), "reopen_days", 1)
    after = save(book, LIMITS, edited(tighter, "remind_after", [1]), head, now=TUESDAY)
    later = at("Jumat 27 November 2026 09.00")
    sweep(after, later)
    assert [e.data["step"] for e in events(waiting, "step_taken")] == ["remind-2"]
    reopen_by_requester(after, resolved.number, "Belum bisa.", channel="web", now=later)
    assert again(resolved).status != "resolved"
    resolve_ticket(after, resolved.number, Words("Sudah diuji."), actor=desk, now=later)
    with pytest.raises(IllegalMove):
        reopen_by_requester(after, resolved.number, "Belum.", channel="web",
                            now=later + timedelta(days=3))


# content edited by (path…, value), the field named, the reason
BAD_LIMITS = [
    (("response", "limit", {"working_days": 0}), "response.limit.working_days", "paling sedikit 1"),
    (("response", "limit", {"working_days": "tiga"}), "response.limit.working_days", "bilangan"),
    (("response", "limit", {"hours": 3}), "response.limit", "'hours' tidak dikenal"),
    (("reply", "basis", " "), "reply.basis", "tidak boleh kosong"),
    (("resolution", "outage", "limit", {"minutes": -30}), "resolution.outage.limit.minutes", "1"),
    (("remind_after", [0, 2]), "remind_after[1]", "paling sedikit 1"),
    (("remind_after", [10, 2]), "remind_after", "urut dari yang terkecil"),
    (("close_silence", "working_days", 0), "close_silence.working_days", "paling sedikit 1"),
    (("reopen_days", None), "reopen_days", "tidak boleh kosong"),
    (("warn_at_percent", 100), "warn_at_percent", "di bawah 100"),
    (("backdate_days", -1), "backdate_days", "paling sedikit 1"),
    (("classes", 0, "limit", {"working_days": 0}), "classes[1].limit.working_days", "sedikit 1"),
    (("bonus", 3), "bonus", "tidak dikenal"),
]
BAD_LADDER = [
    (("steps", 3, "recipients", ["kepala-dinas"]), "steps[4].recipients[1]", "tidak dikenal"),
    (("steps", 3, "recipients", []), "steps[4].recipients", "tidak boleh kosong"),
    (("steps", 3, "shift", -1), "steps[4].shift", "paling sedikit 0"),
    (("steps", 0, "shift", 2), "steps[1].shift", "harus 0 untuk peringatan"),
    (("steps", 4, "template", "surat"), "steps[5].template", "tidak ada dalam templates/messages"),
    (("steps", 4, "action", "pecat"), "steps[5].action", "tidak dikenal"),
    (("steps", 4, "code", "warn"), "steps[5]", "kode 'warn' dipakai dua kali"),
    (("steps", 3, "shift", 5), "steps", "terjadi sebelum"),
    (("steps", []), "steps", "tidak ada langkah untuk jam 'response'"),
    (("fallbacks", "piket", ["raja"]), "fallbacks.piket[1]", "tidak dikenal"),
]


@SQLITE_ONLY
@pytest.mark.parametrize(("policy", "change", "field", "reason"), [
    *((LIMITS, *row) for row in BAD_LIMITS), *((LADDER, *row) for row in BAD_LADDER),
])
def test_bad_input_names_field_and_reason_and_the_running_policy_stays(
    book, head, limits, ladder, policy, change, field, reason
):
    content = edited(limits if policy == LIMITS else ladder, *change)
    with pytest.raises(InvalidInput) as refused:
        save(book, policy, content, head)
    assert field in refused.value.fields
    assert reason.lower() in refused.value.fields[field].lower()
    assert db.session.scalar(sa.select(sa.func.count(Revision.id))) == 0
    assert newest_book(book) is book


@SQLITE_ONLY
def test_a_note_is_needed_and_a_stale_page_is_told(book, head, limits):
    with pytest.raises(InvalidInput) as refused:
        save(book, LIMITS, limits, head, note=" ")
    assert "note" in refused.value.fields
    save(book, LIMITS, limits, head)
    with pytest.raises(StalePolicy):
        save(book, LIMITS, limits, head)
    save(book, LIMITS, limits, head, based_on=1)


@SQLITE_ONLY
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BUREAU_HEAD])
def test_only_the_kepala_changes_figures_and_ladder(book, limits, ladder, role):
    actor = an_officer("Bukan Kepala", roles=(role,)).actor
    for policy, content in ((LIMITS, limits), (LADDER, ladder)):
        with pytest.raises(NotAllowed):
            save(book, policy, content, actor)


def test_a_rung_moved_nearer_comes_at_its_new_time_for_open_tickets_too(
    book, office, head, ladder
):
    level_2 = [step["code"] for step in ladder["steps"]].index("late-level-2")
    slower = save(book, LADDER, edited(ladder, "steps", level_2, "shift", 3), head)
    ticket = a_ticket(slower)
    sweep(slower, at("Kamis 26 November 2026 16.00.01"))
    sweep(slower, at("Jumat 27 November 2026 17.00"))
    assert "late-level-2" not in [e.data["step"] for e in events(ticket, "step_taken")]
    now = at("Senin 30 November 2026 08.00")
    faster = save(slower, LADDER, edited(ladder, "steps", level_2, "shift", 2), head,
                  based_on=1, now=now)
    sweep(faster, now)
    assert "late-level-2" not in [e.data["step"] for e in events(ticket, "step_taken")]
    sweep(faster, at("Senin 30 November 2026 16.00"))
    assert "late-level-2" in [e.data["step"] for e in events(ticket, "step_taken")]


@SQLITE_ONLY
def test_other_recipients_hear_and_the_requester_is_told_or_not(book, office, head, ladder):
    first = [step["code"] for step in ladder["steps"]].index("late-level-1")
    changed = edited(ladder, "steps", first, "recipients", ["unit_officers", "bureau_head"])
    after = save(book, LADDER, edited(changed, "steps", first, "tell_requester", False), head)
    ticket = a_ticket(after, kind=Kind.INQUIRY)
    sweep(after, at("Kamis 26 November 2026 16.00.01"))
    heard = {n.recipient for n in notices(ticket, "deadline_missed")}
    assert heard == {office.helpdesk.email, office.verifier.email, office.bureau_head.email}
    assert notices(ticket, "apology") == []


@SQLITE_ONLY
def test_both_are_written_back_as_files_that_read_the_same(book, head, limits, ladder, tmp_path):
    book = save(book, LIMITS, edited(limits, "reopen_days", 14), head)
    book = save(book, LADDER, edited(ladder, "steps", 4, "shift", 2), head)
    export_catalogue(book.catalogue, tmp_path / "katalog")
    written = load_catalogue(tmp_path / "katalog")
    assert (written.limits, written.ladder) == (book.limits, book.catalogue.ladder)
