"""A procedure as a flow: lanes, boxes and arrows, read from the steps and never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpdesk.domain.services import Procedure, ServiceStep

START, STEP, STOP, DECISION, END = "start", "step", "stop", "decision", "end"
BEGIN_TEXT, END_TEXT, QUESTION = "Mulai", "Selesai", "Bagaimana hasilnya?"
_TO_STEP = re.compile(r"\(langkah ([\w ]+)\)")


@dataclass(frozen=True)
class Node:
    """A box in the lane of who does it; `label` is the case in which one comes there."""

    kind: str
    lane: int
    text: str
    no: str = ""
    label: str = ""


@dataclass(frozen=True)
class Arrow:
    """From one box to another, by their places in `Flow.nodes`."""

    start: int
    end: int


@dataclass(frozen=True)
class Flow:
    """Boxes from top to bottom, one a row."""

    lanes: tuple[str, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


class _Drawing:
    def __init__(self, unknown: str) -> None:
        self.unknown = unknown
        self.lanes: list[str] = []
        self.nodes: list[Node] = []
        self.arrows: list[Arrow] = []
        self.open: list[int] = []  # boxes from which it goes on

    def lane(self, actor: str | None) -> int:
        name = actor or self.unknown
        if name not in self.lanes:
            self.lanes.append(name)
        return self.lanes.index(name)

    def put(self, node: Node, after: Iterable[int]) -> int:
        place = len(self.nodes)
        self.nodes.append(node)
        self.arrows += [Arrow(start, place) for start in after]
        return place

    def go_on(self, node: Node) -> int:
        place = self.put(node, self.open)
        self.open = [place]
        return place

    def done(self) -> Flow:
        return Flow(tuple(self.lanes), tuple(self.nodes), tuple(self.arrows))


def flow_of_steps(steps: Iterable[ServiceStep], unknown: str) -> Flow:
    """The flow of a service: steps with a case are the branches of one question before them.

    `unknown` names the lane of steps whose actor is not known.
    """
    drawing, branches = _Drawing(unknown), list[ServiceStep]()
    for step in steps:
        if step.branch:
            branches.append(step)
            continue
        _branch_off(drawing, branches)
        branches = []
        _begin(drawing, step.actor)
        drawing.go_on(Node(STEP, drawing.lane(step.actor), step.text, step.no))
    _branch_off(drawing, branches)
    _finish(drawing)
    return drawing.done()


def _begin(drawing: _Drawing, actor: str | None) -> None:
    if not drawing.nodes:
        drawing.go_on(Node(START, drawing.lane(actor), BEGIN_TEXT))


def _finish(drawing: _Drawing) -> None:
    if drawing.nodes and drawing.nodes[-1].kind != END:
        last = drawing.open[0] if drawing.open else len(drawing.nodes) - 1
        drawing.go_on(Node(END, drawing.nodes[last].lane, END_TEXT))


def _branch_off(drawing: _Drawing, branches: list[ServiceStep]) -> None:
    if not branches:
        return
    _begin(drawing, branches[0].actor)
    question = drawing.go_on(
        Node(DECISION, drawing.nodes[drawing.open[0]].lane, QUESTION)
    )
    # One branch alone leaves the other way open: "else it goes on".
    going = [question] if len({step.branch for step in branches}) == 1 else []
    for step in branches:
        kind = STOP if step.ends else STEP
        node = Node(kind, drawing.lane(step.actor), step.text, step.no, f"Bila {step.branch}")
        place = drawing.put(node, [question])
        if not step.ends:
            going.append(place)
    drawing.open = going


def flow_of_procedure(sop: Procedure, unknown: str) -> Flow:
    """The flow of an SOP: rows in their order; a row's cases stand in one question after it.

    An arrow skips rows only where a case names the row it leads to.
    """
    drawing, jumps = _Drawing(unknown), list[tuple[int, str]]()
    for step in sop.steps:
        if step.text == END_TEXT:
            drawing.go_on(Node(END, drawing.lane(step.actor), END_TEXT))
            continue
        if step.text != BEGIN_TEXT:
            _begin(drawing, step.actor)
        kind = START if step.text == BEGIN_TEXT else STEP
        drawing.go_on(Node(kind, drawing.lane(step.actor), step.text, step.no))
        if step.branches:
            text = "\n".join(step.branches)
            place = drawing.go_on(Node(DECISION, drawing.lane(step.actor), text))
            jumps += [(place, no) for no in _TO_STEP.findall(text)]
    _finish(drawing)
    rows = {node.no: place for place, node in enumerate(drawing.nodes) if node.no}
    known = {(arrow.start, arrow.end) for arrow in drawing.arrows}
    drawing.arrows += [
        Arrow(place, rows[no]) for place, no in jumps
        if no in rows and (place, rows[no]) not in known
    ]
    return drawing.done()
