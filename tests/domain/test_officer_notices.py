"""Which channels a notice to an officer takes, by what they chose."""

import pytest

from helpdesk.domain.officer_notices import Ways, channels_of

CHAT, MAIL = "telegram", "email"


@pytest.mark.parametrize(("ways", "notice", "expected"), [
    (None, {}, (MAIL,)),
    (None, {"alarm": True}, (MAIL,)),
    (Ways.TELEGRAM, {}, (CHAT,)),
    (Ways.EMAIL, {}, (MAIL,)),
    (Ways.BOTH, {}, (CHAT, MAIL)),
    # A line of a digest, or a rung that the bureau keeps to mail.
    (Ways.TELEGRAM, {"mail_only": True}, (MAIL,)),
    (Ways.BOTH, {"mail_only": True}, (MAIL,)),
    # A tender is about to close: a telephone may be off.
    (Ways.TELEGRAM, {"alarm": True}, (CHAT, MAIL)),
    (Ways.EMAIL, {"alarm": True}, (MAIL,)),
])
def test_the_channels_of_a_notice(ways, notice, expected):
    assert channels_of(ways, **notice) == expected
