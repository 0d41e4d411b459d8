"""A flow as a picture: places worked out once, drawn as SVG for pages; the list is its text."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from helpdesk.domain.flow import DECISION, END, START, Arrow, Flow, Node

LANE, BOX, HEAD = 228, 192, 44  # widths of a lane and of a box, height of the lanes' names
LINE, PAD, GAP, LABEL = 16, 10, 26, 18
_LETTERS = 25  # of one line of a box, in the narrowest usual typeface
_EDGE = 8  # of a lane, where long arrows run


@dataclass(frozen=True)
class Placed:
    """A box with its place and its text in lines."""

    node: Node
    x: float
    top: float
    height: float
    lines: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Picture:
    """Everything placed: size, lanes, boxes, and arrows as chains of points."""

    width: float
    height: float
    lanes: tuple[str, ...]
    boxes: tuple[Placed, ...]
    arrows: tuple[tuple[tuple[float, float], ...], ...]


def picture_of(flow: Flow) -> Picture:
    """The flow with a row for each box, so that no two ever touch."""
    boxes, top = [], float(HEAD + GAP)
    for node in flow.nodes:
        placed = _placed(node, top)
        boxes.append(placed)
        top = placed.bottom + GAP
    arrows = tuple(_way(arrow, boxes) for arrow in flow.arrows)
    return Picture(LANE * len(flow.lanes), top, flow.lanes, tuple(boxes), arrows)


def _placed(node: Node, top: float) -> Placed:
    text = f"{node.no}. {node.text}" if node.no else node.text
    letters = _LETTERS - 4 if node.kind == DECISION else _LETTERS
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, letters)]
    labels = tuple(textwrap.wrap(node.label, _LETTERS + 4))
    above = len(labels) * LABEL + (LABEL - 4 if labels else 0)
    height = len(lines) * LINE + 2 * PAD
    return Placed(node, LANE * node.lane + LANE / 2, top + above, height, tuple(lines), labels)


def _way(arrow: Arrow, boxes: Sequence[Placed]) -> tuple[tuple[float, float], ...]:
    """Straight to the next row; over other rows along the edge of the target's lane."""
    start, end = boxes[arrow.start], boxes[arrow.end]
    if arrow.end == arrow.start + 1:
        turn = start.bottom + GAP / 2
        return ((start.x, start.bottom), (start.x, turn), (end.x, turn), (end.x, end.top))
    edge = end.x - LANE / 2 + _EDGE
    side = -BOX / 2 if edge < start.x else BOX / 2
    return (
        (start.x + side, start.middle), (edge, start.middle), (edge, end.middle),
        (end.x - BOX / 2, end.middle),
    )


def svg_of(flow: Flow, name: str, title: str, text: str) -> str:
    """The picture as SVG; `title` and `text` say what it is to those who do not see it.

    It carries classes alone: colours come from the style sheet, in the dark and on paper too.
    """
    picture = picture_of(flow)
    width, height = f"{picture.width:g}", f"{picture.height:g}"
    opening = (
        f'<svg class="hd-chart" role="img" aria-labelledby="{name}-t {name}-d" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    )
    tip = (
        f'<defs><marker id="{name}-a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path class="hd-chart__tip" d="M0 0 8 4 0 8z"/></marker>'
        "</defs>"
    )
    return "".join([
        opening,
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(text)}</desc>',
        tip,
        *_lanes(picture),
        *(_arrow(points, name) for points in picture.arrows),
        *(part for box in picture.boxes for part in _box(box)),
        "</svg>",
    ])


def _lanes(picture: Picture) -> Iterator[str]:
    for index, lane in enumerate(picture.lanes):
        x = LANE * index
        kind = "hd-chart__lane" + (" hd-chart__lane--odd" if index % 2 else "")
        yield f'<rect class="{kind}" x="{x}" y="0" width="{LANE}" height="{picture.height:g}"/>'
        yield f'<rect class="hd-chart__head" x="{x}" y="0" width="{LANE}" height="{HEAD}"/>'
        lines = textwrap.wrap(lane, _LETTERS)[:2]
        yield from _text(lines, x + LANE / 2, HEAD / 2, "hd-chart__actor")


def _arrow(points: Sequence[tuple[float, float]], name: str) -> str:
    way = " ".join(f"{x:g},{y:g}" for x, y in points)
    return f'<polyline class="hd-chart__way" marker-end="url(#{name}-a)" points="{way}"/>'


def _box(box: Placed) -> Iterator[str]:
    left, right, kind = box.x - BOX / 2, box.x + BOX / 2, box.node.kind
    look = f'class="hd-chart__box hd-chart__box--{kind}"'
    if kind == DECISION:
        corners = [
            (left + 14, box.top), (right - 14, box.top), (right, box.middle),
            (right - 14, box.bottom), (left + 14, box.bottom), (left, box.middle),
        ]
        yield f'<polygon {look} points="{" ".join(f"{x:g},{y:g}" for x, y in corners)}"/>'
    else:
        round_ = box.height / 2 if kind in (START, END) else 6
        yield (
            f'<rect {look} x="{left:g}" y="{box.top:g}" width="{BOX}" height="{box.height:g}" '
            f'rx="{round_:g}"/>'
        )
    yield from _text(box.lines, box.x, box.middle, "hd-chart__text")
    if box.labels:
        high = len(box.labels) * LABEL
        above = box.top - high - 8
        yield (
            f'<rect class="hd-chart__ground" x="{box.x - LANE / 2 + 16:g}" y="{above:g}" '
            f'width="{LANE - 32}" height="{high}"/>'
        )
        yield from _text(box.labels, box.x, above + high / 2, "hd-chart__label")


def _text(lines: Sequence[str], x: float, middle: float, look: str) -> Iterator[str]:
    first = middle - (len(lines) - 1) * LINE / 2 + 4
    for index, line in enumerate(lines):
        yield f'<text class="{look}" x="{x:g}" y="{first + index * LINE:g}">{escape(line)}</text>'
