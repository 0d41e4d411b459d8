"""Open connections: how many fit, and that many of them cost one look."""

from helpdesk.web.pulse import Pulse, Seats


def test_seats_are_few_and_come_back() -> None:
    seats = Seats(most=2, each=1)
    first, second = seats.take(1), seats.take(2)
    assert first
    assert second
    assert seats.take(3) is None
    seats.give_back(first)
    assert seats.take(3)


def test_a_seat_that_was_taken_over_is_not_given_back_twice() -> None:
    seats = Seats(most=2, each=1)
    first = seats.take(1)
    assert first
    assert seats.take(1)
    assert first.left.is_set()
    seats.give_back(first)
    assert seats.free == 1


def test_many_listeners_cost_one_look() -> None:
    looks = iter(range(10))
    pulse = Pulse(lambda: (next(looks), 0), every=3600)
    assert {pulse.now() for _ in range(50)} == {(0, 0)}
