"""Open connections: how many fit, and that many of them cost one look."""

from helpdesk.web.pulse import Pulse, Seats


def test_seats_are_few_and_come_back() -> None:
    seats = Seats(most=2, each=1)
    assert [seats.take(who) for who in (1, 1, 2, 3)] == [True, False, True, False]
    seats.give_back(1)
    assert seats.take(3)


def test_many_listeners_cost_one_look() -> None:
    looks = iter(range(10))
    pulse = Pulse(lambda: (next(looks), 0), every=3600)
    assert {pulse.now() for _ in range(50)} == {(0, 0)}
