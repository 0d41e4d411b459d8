"""What Telegram refuses or asks for while we send: its limits, blocked chats, moved groups."""

import pytest

from helpdesk.usecases.outgoing import heads_of
from tests.bot.botapi.person import Person
from tests.bot.office import Office
from tests.marks import SQLITE_ONLY

pytestmark = SQLITE_ONLY


def _texts(person: Person) -> list[str]:
    return [message.text for message in person.from_bot()]


def test_limits_are_kept_and_a_wait_that_is_asked_for_is_waited(office: Office) -> None:
    people = [office.api.person("Budi") for _ in range(40)]
    talker = people[0]
    for person in people:
        person.say("/bantuan")
    for command in ("/status", "/layanan", "/petugas"):
        talker.say(command)
    office.api.fault("retry", "sendMessage", retry_after=2, skip=10)
    office.api.limits(overall_per_second=30, chat_per_second=1)
    office.bot()
    office.settle()
    sent = office.api.calls("sendMessage")
    refused = next(place for place, call in enumerate(sent) if call["outcome"] == 429)
    answered = sent[refused]["at"] + sent[refused]["took"]
    # Those that were on their way already may still arrive; nothing new leaves meanwhile.
    assert not [call for call in sent if answered + 0.5 < call["at"] < answered + 1.9]
    assert [call["outcome"] for call in sent].count(429) == 1, "the double refused nothing itself"
    assert office.api.busiest(1.0) <= 30
    assert office.api.busiest(1.0, talker.chat_id) == 1
    assert all(len(_texts(person)) == 1 for person in people[1:])
    assert [text[:12] for text in _texts(talker)] == [
        row.data["text"][:12] for row in office.outbox(talker)
    ]


def test_a_blocked_deleted_or_refused_chat_gets_its_reason_and_others_go_on(
    office: Office,
) -> None:
    blocked, gone, well = (office.api.person(name) for name in ("Ani", "Bima", "Citra"))
    for person in (blocked, gone, well):
        person.say("/bantuan")
    blocked.block()
    gone.delete_account()
    dropped = office.api.fault("drop_before", "sendMessage", chat_id=well.chat_id)
    office.bot()
    well.wait_for("Tulis saja", seconds=20)
    assert office.api.hits(dropped) == 1
    office.settle()
    [first], [second] = office.outbox(blocked), office.outbox(gone)
    assert (first.state, "blocked" in (first.error or "")) == ("dead", True)
    assert (second.state, "deactivated" in (second.error or "")) == ("dead", True)
    blocked.unblock()
    blocked.say("/bantuan")
    blocked.wait_for("Tulis saja", seconds=20)
    [row] = office.outbox(well)
    assert row.state == "sent"
    assert row.external_id == f"{well.chat_id}:{well.from_bot()[-1].id}"


def test_a_group_that_moved_is_written_to_at_its_new_address(office: Office) -> None:
    group, budi = office.api.group("Vendor"), office.api.person("Budi")
    budi.say("/lapor", into=group)
    moved = group.migrate()
    office.bot()
    moved.wait_for("chat pribadi", seconds=20, ever=True)
    office.settle()


@pytest.mark.parametrize("kind", ["garbage", "drop_after"])
def test_a_message_whose_answer_is_lost_is_repeated_once_and_no_other(
    office: Office, kind: str
) -> None:
    budi = office.api.person("Budi")
    budi.say("/bantuan")
    budi.say("/status")
    office.api.fault(kind, "sendMessage")
    office.bot()
    office.settle()
    shown = [text[:10] for text in _texts(budi)]
    rows = [row.data["text"][:10] for row in office.outbox(budi)]
    assert shown == [rows[0], *rows]
    assert office.look(lambda: heads_of("telegram", office.place.clock())) == []
