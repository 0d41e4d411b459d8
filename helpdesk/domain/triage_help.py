"""What a triage could be, proposed from the words of a ticket; an officer decides.

Every proposal carries the words that led there. Nothing is proposed that nothing speaks for: an
empty place asks the officer to think, a wrong one asks them to find out that it is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpdesk.domain.catalogue import Catalogue
from helpdesk.domain.ticket import Authority, Kind

LEAST = 0.3  # probability of the best topic below which its service says nothing
AGREE = 0.6  # share of the topics' probability that must say the same


@dataclass(frozen=True)
class TopicSign:
    """A topic of the guide that the words may mean, with how likely and by which words."""

    title: str
    score: float
    kind: Kind
    authority: Authority
    service: str | None
    unit: str | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Signs:
    """What is known of a ticket's words before anyone judged them."""

    topics: Sequence[TopicSign]
    kind: Kind | None = None  # by its own words: a fault, an outage, a complaint
    kind_words: tuple[str, ...] = ()
    urgent_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """One field of the triage form, the words for it, and the topic if one led there."""

    field: str
    value: str
    words: tuple[str, ...]
    topic: str = ""


def propose(signs: Signs, catalogue: Catalogue) -> Sequence[Proposal]:
    """The fields something speaks for, in the form's order."""
    return list(_proposed(signs, catalogue))


def _proposed(signs: Signs, catalogue: Catalogue) -> Iterator[Proposal]:
    kind = _kind(signs)
    if kind is not None:
        yield kind
    complaint = kind is not None and kind.value == Kind.COMPLAINT.value
    service = None if complaint else _service(signs, kind, catalogue)
    if service is not None:
        yield service
    if not complaint:  # who may judge a complaint is never read off its words
        authority = _agreed(signs, "authority", {t: t.authority.value for t in signs.topics})
        if authority is not None:
            yield authority
    unit = None if complaint else _unit(signs, service, catalogue)
    if unit is not None:
        yield unit
    if signs.urgent_words:
        yield Proposal("urgency", "urgent", signs.urgent_words)


def _kind(signs: Signs) -> Proposal | None:
    if signs.kind is not None:
        return Proposal("kind", signs.kind.value, signs.kind_words)
    # A topic of complaints explains how to complain; only the words themselves are a complaint.
    kinds = {t: t.kind.value for t in signs.topics if t.kind is not Kind.COMPLAINT}
    return _agreed(signs, "kind", kinds)


def _service(signs: Signs, kind: Proposal | None, catalogue: Catalogue) -> Proposal | None:
    known = {t: t.service for t in signs.topics if t.service in catalogue.services}
    found = _agreed(signs, "service", {t: s for t, s in known.items() if s})
    if found is not None or kind is None or kind.value != Kind.PROBLEM.value:
        return found
    # A fault that no topic gives a service: the one service that is there for faults.
    faults = [s for s in catalogue.services.values() if s.kind is Kind.PROBLEM]
    unit = _agreed(signs, "unit", {t: t.unit for t in signs.topics if t.unit})
    if len(faults) == 1 and unit is not None and unit.value == faults[0].unit:
        return Proposal("service", faults[0].code, kind.words or unit.words, unit.topic)
    return None


def _unit(signs: Signs, service: Proposal | None, catalogue: Catalogue) -> Proposal | None:
    if service is not None:
        code = catalogue.services[service.value].unit
        return Proposal("unit", code, service.words, service.topic)
    units = {t: t.unit for t in signs.topics if t.unit in catalogue.units}
    return _agreed(signs, "unit", {t: u for t, u in units.items() if u})


def _agreed(
    signs: Signs, field: str, values: Mapping[TopicSign, str]
) -> Proposal | None:
    """The value most of the likely topics share; None while they disagree or none is likely."""
    if not signs.topics or signs.topics[0].score < LEAST:
        return None
    total = sum(topic.score for topic in signs.topics)
    for_each: dict[str, float] = {}
    for topic, value in values.items():
        for_each[value] = for_each.get(value, 0.0) + topic.score
    best = max(for_each, key=lambda value: for_each[value], default=None)
    if best is None or for_each[best] < AGREE * total:
        return None
    first = next(topic for topic in signs.topics if values.get(topic) == best)
    return Proposal(field, best, first.words, first.title)
