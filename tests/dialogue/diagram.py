"""The state diagram of the conversation, found by walking the code itself.

From the first greeting on, every button shown and a set of typical inputs is tried in every state
that is reached; what leads from one step to another becomes an arrow. So the picture in docs/bot.md
cannot say what the code does not do.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

from helpdesk.dialogue import Button, Input, Reply, State
from helpdesk.dialogue.questions import QUESTIONS
from tests.dialogue.door import Door, a_file

TYPICAL: Mapping[str, Input] = {
    "a question, the guide is sure": Input("text", "lupa password spse"),
    "half sure": Input("text", "aktivasi"),
    "only the owner can file it": Input("text", "verifikasi privy gagal"),
    "not known": Input("text", "jadwal coaching clinic pekan depan kapan"),
    "a problem": Input("text", "spse error terus waktu buka apendo"),
    "a complaint": Input("text", "saya kecewa sekali dengan loket"),
    "pungli, KKN": Input("text", "petugas minta uang lima juta"),
    "a photo alone": Input("files", files=(a_file("a.png"),)),
    "an answer": Input("text", "25 november"),
    "a code": Input("text", "10012345"),
    "LKPP's number": Input("text", "LPSE-443210"),
    "bukan": Input("text", "bukan"),
    "lewati": Input("text", "lewati"),
    "belum selesai": Input("text", "belum selesai"),
    "/tanya": Input("command", "tanya"),
    "/lapor": Input("command", "lapor"),
    "/layanan": Input("command", "layanan"),
    "/petugas": Input("command", "petugas"),
    "/tiket N": Input("command", "tiket", "123"),
}
NIGHT = "a text after a night"
# These lead to rest from anywhere, which a line of the document says better than thirty arrows.
EVERYWHERE = frozenset({"Menu utama", "Batal", "Lanjutkan draf", "Lengkapi tiket"})
MOST = 130  # states looked at; the steps repeat long before
OF_A_TICKET = frozenset({"Tambah keterangan", "Betulkan data"})  # under its messages, at any time
MANY = 5  # of the typical texts
LIKE_A_PRESS = Input("press")
LABELS = 3  # names on an arrow
Edges = dict[tuple[str, str], list[str]]


def diagram() -> str:
    """The diagram as Mermaid text."""
    lines = ["stateDiagram-v2", "    [*] --> idle: /mulai"]
    for (before, after), labels in _drawn(_walk()).items():
        more = ", …" if len(labels) > LABELS else ""
        lines.append(f"    {before} --> {after}: {', '.join(labels[:LABELS])}{more}")
    return "\n".join(lines)


def _walk() -> Edges:
    """Every arrow with what leads along it, in the order in which it was found."""
    edges: Edges = defaultdict(list)
    first = Door()
    replies, _ = first.take(Input("command", "start"))
    waiting, seen = deque([(first, replies)]), {_key(first.state)}
    for _ in range(MOST):
        if not waiting:
            break
        door, replies = waiting.popleft()
        for label, given, days in _inputs(replies):
            following = door.again()
            following.later(days)
            told, _ = following.take(given)
            _note(edges, door.state.step, following.state.step, label)
            if (key := _key(following.state)) not in seen:
                new = key[:2] not in {each[:2] for each in seen}
                seen.add(key)
                # A step, or a kind of draft, not met yet goes first: few states show them all.
                (waiting.appendleft if new else waiting.append)((following, told))
    return edges


def _inputs(replies: list[Reply]) -> Iterator[tuple[str, Input, int]]:
    for reply in replies:
        for row in reply.buttons:
            yield from ((_label(each), Input("press", each.value), 0) for each in row)
    yield from ((label, given, 0) for label, given in TYPICAL.items())
    yield NIGHT, TYPICAL["not known"], 1


def _label(button: Button) -> str:
    """A button's name; of topics, services and tickets only what they are."""
    kind = button.value.partition(":")[0]
    return {"pick": "a topic", "svc": "a service", "name": "Pakai nama"}.get(kind, button.label)


def _key(state: State) -> tuple[object, ...]:
    """What makes two states the same for the walk."""
    kind = state.draft.kind if state.draft else None
    return (
        state.step, kind, state.back, state.suspended, state.pending, bool(state.ticket),
        bool(state.choices), bool(state.shelf), state.topic == "inaproc-privy",
        tuple(sorted({":".join(value.split(":")[:2]) for _, value in state.offered})),
    )


def _note(edges: Edges, before: str, after: str, label: str) -> None:
    if before != after and label not in EVERYWHERE and label not in edges[before, after]:
        edges[before, after].append(label)


def _drawn(edges: Edges) -> Edges:
    """Without what any step does as `idle` does: a new matter, a command."""
    general = {(after, label) for (before, after), found in edges.items() if before == "idle"
               for label in found if label in TYPICAL}
    drawn: Edges = {}
    for (before, after), labels in edges.items():
        kept = [
            label for label in labels
            if _is_worth_an_arrow(before, after, label)
            and (before == "idle" or (after, label) not in general)
        ]
        if kept:
            drawn[before, after] = _shortened(kept)
    return drawn


def _is_worth_an_arrow(before: str, after: str, label: str) -> bool:
    """What holds of every question alike is told in a sentence, and drawn of `package` alone."""
    if label == NIGHT and after != "back":
        return False
    if label in OF_A_TICKET and before not in {"idle", "ticket"}:
        return False
    asked = QUESTIONS.keys() - {"package"} | {"edit", "adding", "reopening", "complain", "request"}
    return not (
        (after == "back" and before in asked) or (before == "back" and after in asked)
        or (before == "answered" and after in asked and label == "Ya, membantu")
    )


def _shortened(labels: list[str]) -> list[str]:
    """Where most texts lead the same way it is any words that do."""
    texts = [label for label in labels if TYPICAL.get(label, LIKE_A_PRESS).kind == "text"]
    if len(texts) < MANY:
        return labels
    return [label for label in labels if label not in texts] + ["any words"]
