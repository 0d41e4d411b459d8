"""The queue of updates: order, confirmation, duplicates and reordering on demand."""

import random
from dataclasses import dataclass, field
from typing import Any

# Telegram leaves these out unless they are asked for by name.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class Entry:
    """One delivery that is owed; `stray` ones are made by mischief and go only once delivered."""

    seq: int
    order: float
    key: int
    update: dict[str, Any]
    stray: bool = False
    sent: int = 0


@dataclass
class Mischief:
    """How untidy deliveries are: share of duplicates, and how far an update may be displaced."""

    duplicate: float = 0.0
    shuffle: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(1))


class UpdateQueue:
    """Updates not yet confirmed. Callers hold the world's lock."""

    def __init__(self, first_update_id: int) -> None:
        self.next_id = first_update_id
        self.seq = 0
        self.entries: dict[int, Entry] = {}
        self.by_key: dict[int, dict[int, Entry]] = {}
        self.allowed: list[str] = []
        self.mischief = Mischief()
        self.history: dict[int, tuple[int, dict[str, Any]]] = {}

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def add(self, kind: str, body: dict[str, Any], key: int) -> int | None:
        """Queues a new update; its id, or None when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        update_id = self.next_id
        self.next_id += 1
        update: dict[str, Any] = {"update_id": update_id, kind: body}
        self.history[update_id] = (key, update)
        stray = self.mischief.shuffle > 0
        self._push(update, key, stray)
        if self.mischief.duplicate > self.mischief.chance.random():
            self._push(update, key, True)
        return update_id

    def repeat(self, update_id: int) -> None:
        """Delivers an update once more, though it may long be confirmed."""
        key, update = self.history[update_id]
        self._push(update, key, True)

    def put(self, update: dict[str, Any], key: int) -> None:
        """Queues a whole update as the test wrote it, id included."""
        self.history[update["update_id"]] = (key, update)
        self._push(update, key, True)

    def _push(self, update: dict[str, Any], key: int, stray: bool) -> None:
        self.seq += 1
        order = self.seq + self.mischief.chance.uniform(0, self.mischief.shuffle)
        entry = Entry(self.seq, order, key, update, stray)
        self.entries[entry.seq] = entry
        self.by_key.setdefault(key, {})[entry.seq] = entry

    def remove(self, entry: Entry) -> None:
        if self.entries.pop(entry.seq, None):
            del self.by_key[entry.key][entry.seq]
            if not self.by_key[entry.key]:
                del self.by_key[entry.key]

    def clear(self) -> None:
        self.entries.clear()
        self.by_key.clear()

    def confirm(self, offset: int) -> None:
        """Forgets what an offset confirms; a negative one keeps only the last so many."""
        if offset < 0:
            for entry in self.ordered()[:offset]:
                self.remove(entry)
        for entry in list(self.entries.values()):
            if entry.update["update_id"] < offset and (entry.sent or not entry.stray):
                self.remove(entry)

    def ordered(self) -> list[Entry]:
        return sorted(self.entries.values(), key=lambda entry: entry.order)

    def batch(self, limit: int) -> list[dict[str, Any]]:
        """The next updates to hand out; they stay owed until confirmed."""
        chosen = self.ordered()[:limit]
        for entry in chosen:
            entry.sent += 1
        return [entry.update for entry in chosen]
