"""The list an address asks for, read once: typed filters, the form's, and what makes no sense."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from helpdesk.queries.filters import Filters
from helpdesk.queries.related import officer_names
from helpdesk.queries.tags import tag_names
from helpdesk.web.door import catalogue
from helpdesk.web.officer.queue_filter import Wanted, in_words, read_filter
from helpdesk.web.officer.typed_search import asks_for_people, asks_for_tags, with_typed


class AskedList(NamedTuple):
    """`words` of the search without its typed filters; `told`: the filters as officers read them.
    """

    filters: Filters
    words: str
    told: Sequence[str]
    wrong: Sequence[str]


def read_list(wanted: Wanted, at: datetime) -> AskedList:
    """Names of officers and tags are asked for only where the address speaks of one."""
    promises = catalogue()
    people: Mapping[str, str] = {}
    if wanted.petugas or asks_for_people(wanted.q):
        people = {str(id_): name for id_, name in officer_names().items()}
    tags = tag_names() if wanted.label or asks_for_tags(wanted.q) else {}
    read = with_typed(wanted, promises, people, promises.calendar.local_date(at), tags)
    filters, wrong = read_filter(read, promises, people, tags)
    return AskedList(filters, read.q, in_words(filters, promises, people, tags), wrong)
