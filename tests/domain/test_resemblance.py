"""How much one ticket speaks of the same matter as another."""

import pytest

from helpdesk.domain.resemblance import Text, resembling


def a_text(id_, words, service=None, topic=None):
    return Text(id_, service, topic, {word: word.upper() for word in words.split()})


OWN = a_text(
    1, "tidak bisa padahal unggah dokumen penawaran token sandi", service="spse", topic="unggah"
)


@pytest.mark.parametrize(("words", "service", "topic", "points"), [
    ("unggah dokumen", None, None, None),  # two words are chance, also in one service
    ("unggah dokumen", "spse", None, None),
    ("unggah dokumen", None, "unggah", 4),
    ("unggah dokumen penawaran", None, None, 3),
    ("unggah dokumen penawaran", "spse", None, 4),
    ("unggah dokumen penawaran", "spse", "unggah", 6),
    ("unggah", "spse", "unggah", None),  # one word is chance, whatever else agrees
    ("sertifikat kadaluwarsa", "spse", "unggah", None),
    # What stands in every report tells nothing.
    ("tidak bisa padahal unggah dokumen", None, None, None),
])
def test_points_are_words_and_fields_in_common(words, service, topic, points):
    found = resembling(OWN, [a_text(2, words, service, topic)], 5)
    assert [f.points for f in found] == ([] if points is None else [points])


def test_words_are_shown_as_the_other_ticket_has_them():
    (found,) = resembling(OWN, [a_text(2, "dokumen lain unggah token")], 5)
    assert found.words == ("DOKUMEN", "UNGGAH", "TOKEN")


def test_the_best_come_first_and_of_equals_the_newest():
    others = [a_text(n, "unggah dokumen token") for n in (2, 3)]
    others.append(a_text(4, "unggah dokumen token penawaran"))
    assert [f.id for f in resembling(OWN, others, 2)] == [4, 3]


def test_a_ticket_does_not_resemble_itself():
    assert resembling(OWN, [OWN], 5) == []


def test_words_of_many_tickets_tell_none_apart():
    many = [a_text(n, "unggah dokumen") for n in range(10, 22)]
    rare = a_text(3, "token penawaran sandi unggah")
    (found,) = resembling(OWN, [*many, rare], 5)
    assert (found.id, found.points) == (3, 3)
